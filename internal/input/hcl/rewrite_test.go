package hcl

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/aymanbagabas/go-udiff"
	"golang.org/x/tools/txtar"

	"github.com/crossgrant/crossgrant/internal/expect"
	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/source"
)

// ordered writes a policy as the editor of JSON leaves it: what was there in its order,
// Version first, all else that is new behind.
func ordered(old, wanted any) string {
	switch w := wanted.(type) {
	case map[string]any:
		var parts []string
		o, _ := old.(object)
		for _, m := range o {
			if v, ok := w[m.name]; ok {
				parts = append(parts, source.Quoted(m.name)+":"+ordered(m.value, v))
			}
		}
		for _, name := range slices.Sorted(maps.Keys(w)) {
			if !slices.ContainsFunc(o, func(m field) bool { return m.name == name }) {
				text := source.Quoted(name) + ":" + ordered(nil, w[name])
				if name == "Version" {
					parts = slices.Insert(parts, 0, text)
				} else {
					parts = append(parts, text)
				}
			}
		}
		return "{" + strings.Join(parts, ",") + "}"
	case []any:
		var parts []string
		for i, item := range w {
			list, _ := old.([]any)
			if i < len(list) {
				parts = append(parts, ordered(list[i], item))
			} else {
				parts = append(parts, ordered(nil, item))
			}
		}
		return "[" + strings.Join(parts, ",") + "]"
	}
	text, _ := json.Marshal(wanted)
	return string(text)
}

type field struct {
	name  string
	value any
}
type object []field

// inOrder reads JSON with its members in order.
func inOrder(d *json.Decoder) any {
	token, _ := d.Token()
	switch token {
	case json.Delim('{'):
		var out object
		for d.More() {
			name, _ := d.Token()
			out = append(out, field{name.(string), inOrder(d)})
		}
		_, _ = d.Token()
		return out
	case json.Delim('['):
		var out []any
		for d.More() {
			out = append(out, inOrder(d))
		}
		_, _ = d.Token()
		return out
	}
	return token
}

// TestRewrite holds, over made-up policies and ways to write them, that changed sources say
// what is wanted by HCL's own evaluation, too, that all lines stay with their comments that
// say nothing of what is changed, and that expressions stay where they are.
func TestRewrite(t *testing.T) {
	for _, blocks := range []bool{false, true} {
		left := 0
		const times = 500
		for seed := range uint64(times) {
			r := rand.New(rand.NewPCG(seed, 1))
			h := aHand(r)
			of := expect.Policy(r)
			head := "# a policy\nresource \"aws_s3_bucket\" \"b\" {\n  bucket = \"data\"\n}\n\n"
			tail := "# the end\nresource \"aws_sns_topic_policy\" \"q\" {\n  policy = jsonencode({ Statement = [{ Effect = \"Allow\", Principal = \"*\", Action = \"sns:Publish\", Resource = aws_sns_topic.q.arn }] })\n}\n"
			before := "resource \"aws_s3_bucket_policy\" \"p\" {\n  bucket = aws_s3_bucket.b.id\n  policy = "
			if blocks {
				if _, list := of["Statement"].([]any); !list {
					of["Statement"] = []any{of["Statement"]}
				}
				of["Version"] = "2012-10-17"
				head += before + "data.aws_iam_policy_document.d.json\n}\n\n"
				before = "data \"aws_iam_policy_document\" \"d\" "
				head, tail = head+before+h.blocks(of), "\n"+tail
			} else {
				head += before + "jsonencode(" + h.value(of, "  ") + ")\n}\n\n"
			}
			text := head + tail
			if r.IntN(4) == 0 {
				text = strings.ReplaceAll(text, "\n", "\r\n")
			}
			wanted, adds := expect.Edited(r, of)
			var d *policy.Document
			for _, b := range read(map[string]string{"a/main.tf": text}).Buckets {
				d = b.Policy.Value
			}
			if d == nil {
				t.Fatalf("%d: nothing\n%s", seed, text)
			}
			o := d.Origin()
			goal := ordered(inOrder(json.NewDecoder(strings.NewReader(string(d.Text())))), wanted)
			edits, err := o.Notation.Rewrite([]byte(goal))
			if err != nil {
				left++
				t.Logf("%d: %v\n%s\nwanted %v", seed, err, text, goal)
				continue
			}
			changed, err := source.Apply([]byte(text), edits)
			if err != nil {
				t.Fatal(err)
			}
			after := string(changed)
			got := evaluated(t, after)
			if want := any(wanted); !reflect.DeepEqual(got, want) && !(blocks && reflect.DeepEqual(alone(got), alone(want))) {
				t.Fatalf("%d:\n%s\nbecame\n%s\nwanted %v", seed, text, after, goal)
			}
			if strings.Count(after, "\r") != strings.Count(after, "\n")*oneIf(strings.Contains(text, "\r")) || strings.Count(after, "# the end") != 1 ||
				!strings.HasPrefix(after, strings.Split(text, before[:20])[0]) {
				t.Fatalf("%d:\n%q\nbecame\n%q", seed, text, after)
			}
			if adds {
				for i := 1; i <= h.comments; i++ {
					if !strings.Contains(after, fmt.Sprintf(" %d.", i)) {
						t.Fatalf("%d: note %d is lost\n%s\nbecame\n%s", seed, i, text, after)
					}
				}
				if strings.Count(after, "aws_s3_bucket.b") < strings.Count(text, "aws_s3_bucket.b") {
					t.Fatalf("%d: an expression is lost\n%s\nbecame\n%s", seed, text, after)
				}
			}
		}
		if left > times/100 {
			t.Errorf("%d of %d changes were not made", left, times)
		}
	}
}

// TestRewriteByHand holds how changes look, and which are not made. In an edit, what stands
// before the arrow is an expression, as it is in the first document.
func TestRewriteByHand(t *testing.T) {
	names, err := filepath.Glob("testdata/rewrite/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatal(err)
	}
	for _, name := range names {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		files, edit := map[string]string{}, ""
		for _, f := range archive.Files {
			switch f.Name {
			case "edit":
				edit = string(f.Data)
			case "want":
			default:
				files[f.Name] = string(f.Data)
			}
		}
		got := rewritten(t, name, files, edit)
		if kept := slices.DeleteFunc(archive.Files, func(f txtar.File) bool { return f.Name == "want" }); os.Getenv("UPDATE_GOLDEN") != "" {
			archive.Files = append(kept, txtar.File{Name: "want", Data: []byte(got)})
			if err := os.WriteFile(name, txtar.Format(archive), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		all, _ := os.ReadFile(name)
		if _, want, _ := strings.Cut(string(all), "-- want --\n"); got != want {
			t.Errorf("%s:\n%swant\n%s", name, got, want)
		}
	}
}

// rewritten is the difference that an edit of the first document makes.
func rewritten(t *testing.T, name string, files map[string]string, edit string) string {
	t.Helper()
	r := read(files)
	var d *policy.Document
	for _, one := range r.Buckets {
		d = one.Policy.Value
	}
	if len(r.Policies) > 0 {
		d = r.Policies[0].Document
	}
	text := string(d.Text())
	for line := range strings.Lines(edit) {
		from, to, _ := strings.Cut(strings.ReplaceAll(strings.TrimSuffix(line, "\n"), `\n`, "\n"), " => ")
		if from = regexp.QuoteMeta(from); strings.Contains(to, "$1") {
			from, _, _ = strings.Cut(line, " => ")
		} else {
			to = strings.ReplaceAll(to, "$", "$$")
		}
		e := regexp.MustCompile(from)
		if !e.MatchString(text) {
			t.Fatalf("%s: %s is not in %s", name, from, text)
		}
		text = e.ReplaceAllString(text, to)
	}
	edits, err := d.Origin().Notation.Rewrite([]byte(text))
	if err != nil {
		return "no edit: " + err.Error() + "\n"
	}
	file := d.Origin().File
	after, err := source.Apply(file.Text, edits)
	if err != nil {
		t.Fatal(err)
	}
	changed := maps.Clone(files)
	changed[file.Name] = string(after)
	if before, now := said(r), said(read(changed)); len(before) != len(now) {
		t.Errorf("%s: %q, was %q", name, now, before)
	} else if n := differing(before, now); n != 1 {
		t.Errorf("%s: %d documents differ\n%q\n%q", name, n, before, now)
	}
	return udiff.Unified(file.Name, file.Name, string(file.Text), string(after))
}

// said is what records say, without where.
func said(r input.Records) []string {
	return strings.Split(lines.ReplaceAllString(seen(r), ""), "\n")
}

func differing(a, b []string) (n int) {
	for i := range a {
		n += oneIf(a[i] != b[i])
	}
	return n
}
