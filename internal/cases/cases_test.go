package cases

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/crossgrant/crossgrant/internal/authz"
)

// TestCases answers the cases under testdata/cases. A file begins with what its
// cases have in common, "base"; each further section is named by a behaviour
// and holds what differs, and the section "want" behind it what comes of it. What
// a case expects by the page that is its source is compared, too.
// UPDATE_GOLDEN=1 writes the answers into the files.
func TestCases(t *testing.T) {
	files, _ := filepath.Glob("../../testdata/cases/*.txtar")
	if len(files) == 0 {
		t.Fatal("no cases")
	}
	for _, name := range files {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		base := archive.Files[0]
		for i := 1; i+1 < len(archive.Files); i += 2 {
			section, want := archive.Files[i], &archive.Files[i+1]
			if want.Name != "want" {
				t.Fatalf("%s: %s has no want behind it", name, section.Name)
			}
			got := answer(t, section.Name, base.Data, section.Data)
			if got != string(want.Data) && os.Getenv("UPDATE_GOLDEN") == "" {
				t.Errorf("%s: %s:\n%swant:\n%s", filepath.Base(name), section.Name, got, want.Data)
			}
			want.Data = []byte(got)
		}
		if os.Getenv("UPDATE_GOLDEN") != "" {
			if err := os.WriteFile(name, txtar.Format(archive), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// answer decides base with changes, and writes the answer for people.
func answer(t *testing.T, name string, base, changes []byte) string {
	var whole, more map[string]any
	if err := json.Unmarshal(base, &whole); err != nil {
		t.Fatalf("base: %v", err)
	}
	if err := json.Unmarshal(changes, &more); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	change(whole, more)
	line, _ := json.Marshal(whole)
	c, err := Read(name, line)
	if err != nil {
		return "error: " + err.Error() + "\n"
	}
	var out strings.Builder
	a := c.Answer()
	if difference := c.Differs(a); difference != "" {
		t.Errorf("%s (%s): %s", name, whole["source"], difference)
	}
	fmt.Fprintln(&out, strings.TrimSpace(a.Verdict+" "+a.Observable))
	for _, fact := range a.DependsOn {
		fmt.Fprintln(&out, "depends on", fact)
	}
	for _, leg := range c.legs {
		d := authz.Decide(leg.Layers, leg.Request)
		fmt.Fprintf(&out, "%s %s: %s\n", leg.Request.Action, leg.Request.Resource, d.Verdict)
		if d.Verdict == authz.Allowed {
			continue
		}
		e := authz.Explain(leg.Layers, leg.Request)
		for _, r := range e.Reasons() {
			fmt.Fprintf(&out, "  %s: %s", r.Layer, r.Because(leg.Request.Action))
			if r.Element != "" {
				fmt.Fprintf(&out, "; %s wanted %s, found %s", r.Element, r.Wanted, r.Found)
			}
			fmt.Fprintln(&out)
		}
	}
	return out.String()
}

// change puts the members of more into base, deeply.
func change(base, more map[string]any) {
	for k, v := range more {
		inner, ok := v.(map[string]any)
		before, is := base[k].(map[string]any)
		if ok && is {
			change(before, inner)
			continue
		}
		base[k] = v
	}
}

// TestDiffers holds what counts as a difference from what a case expects.
func TestDiffers(t *testing.T) {
	for _, row := range []struct {
		name   string
		wants  Case
		answer Answer
		want   string
	}{
		{"nothing is expected", Case{}, Answer{Verdict: "allowed"}, ""},
		{"what is expected", Case{Expect: "allowed"}, Answer{Verdict: "allowed"}, ""},
		{"another verdict", Case{Expect: "allowed"}, Answer{Verdict: "implicit_deny"}, "want allowed, got implicit_deny"},
		{"what is not modelled is counted apart", Case{Expect: "allowed"}, Answer{Verdict: "not_modelled"}, ""},
		{"the same keys in another order and case", Case{Expect: "conditional", DependsOn: []string{"aws:SourceIp", "aws:SourceVpce"}},
			Answer{Verdict: "conditional", DependsOn: []string{"aws:sourcevpce", "aws:SourceIp"}}, ""},
		{"other keys", Case{Expect: "conditional", DependsOn: []string{"aws:SourceIp"}},
			Answer{Verdict: "conditional", DependsOn: []string{"aws:SourceVpce"}}, "want it to depend on aws:SourceIp, got aws:SourceVpce"},
		{"words are not compared", Case{Expect: "conditional", DependsOn: []string{"undocumented: this"}},
			Answer{Verdict: "conditional", DependsOn: []string{"undocumented: that"}}, ""},
	} {
		if got := row.wants.Differs(row.answer); got != row.want {
			t.Errorf("%s: %q, want %q", row.name, got, row.want)
		}
	}
}

// TestRead holds what a line has to be.
func TestRead(t *testing.T) {
	for line, want := range map[string]string{
		`[]`: "a case is a JSON object with role, bucket and request",
		`{"role":{"arn":"arn:aws:iam::111122223333:role/r"},"request":{"resource":"*","mode":"closed"}}`:       "",
		`{"role":{"arn":"arn:aws:iam::111122223333:role/r"},"request":{"resource":"arn:aws:s3:::b","mode":0}}`: "request.mode: want a string, found 0",
	} {
		_, err := Read("case", []byte(line))
		if got := fmt.Sprint(err); got != want && (err != nil || want != "") {
			t.Errorf("%s: %s, want %s", line, got, want)
		}
	}
	if _, err := Read("case", []byte("{")); err == nil {
		t.Error("half an object is read")
	}
	c, err := Read("case", []byte(`{"id":"1","expect":"conditional","depends_on":["aws:SourceIp"],"role":{"arn":"arn:aws:iam::111122223333:role/r"},"request":{"action":"s3:ListAllMyBuckets","resource":"*","mode":"closed"}}`))
	if err != nil || c.ID != "1" || len(c.DependsOn) != 1 || c.Answer().Verdict != "implicit_deny" {
		t.Errorf("%v, %v", c, err)
	}
}
