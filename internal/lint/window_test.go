package lint

import (
	"context"
	"fmt"
	"path/filepath"
	"regexp"
	"runtime/debug"
	"strings"
	"testing"

	"github.com/crossgrant/crossgrant/internal/engine"
	"github.com/crossgrant/crossgrant/internal/facts"
	"github.com/crossgrant/crossgrant/internal/finding"
	"github.com/crossgrant/crossgrant/internal/golden"
	"github.com/crossgrant/crossgrant/internal/snapshot"
	"github.com/crossgrant/crossgrant/rules"
)

// TestHowSubjectsAreJudgedChangesNothing holds that all inputs of the rules' cases,
// put into one world, have the same findings, notes and errors in the same order
// however many goroutines judge them, however few subjects wait for each other,
// whether or not equal documents are judged once, and whether or not what documents say
// stays in memory.
func TestHowSubjectsAreJudgedChangesNothing(t *testing.T) {
	names := ruleCases(t)
	dir := t.TempDir()
	for i, name := range names {
		f, err := golden.Read(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range f.Cases {
			// One of seven lies there twice, so that documents and whole roles are equal.
			for copies := range 1 + (i%7)/6 {
				folder := fmt.Sprintf("%s/%d/%s", filepath.Base(name), copies, c.Name)
				if err := c.Write(filepath.Join(dir, folder)); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	t.Chdir(dir)
	settings := Settings{}
	e, err := settings.engine(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	told := func(how plan, options Options) string {
		w := load(t, options, ".")
		r, err := run(context.Background(), e, w, settings, how)
		if err != nil {
			t.Fatal(err)
		}
		return transcript(r)
	}
	want := told(plan{workers: 1, size: 1 << 30, alone: true}, Options{})
	if n := strings.Count(want, "\nfinding "); n < 500 {
		t.Fatalf("%d findings", n)
	}
	for _, how := range []plan{{workers: 1}, {workers: 2}, {workers: 8}, {workers: 2, size: 7}, {workers: 3, alone: true}} {
		if got := told(how, Options{}); got != want {
			x, y := difference(got, want)
			t.Errorf("%+v: got\n%s\nwant\n%s", how, x, y)
		}
	}
	// What documents say is taken away as soon as nobody holds it.
	defer debug.SetGCPercent(debug.SetGCPercent(1))
	if got := told(plan{}, Options{Snapshot: snapshot.Options{Room: -1}}); got != want {
		x, y := difference(got, want)
		t.Errorf("documents that are read again: got\n%s\nwant\n%s", x, y)
	}
}

// transcript is all that a run says.
func transcript(r *Result) string {
	var b strings.Builder
	fmt.Fprintln(&b, r.Pairs, r.Verdicts, r.Undescribed, r.Accepted, r.Off)
	for _, f := range r.Findings {
		fmt.Fprintf(&b, "finding %s %s %s %s %s %d-%d %s %s %s\n", f.Rule.ID, f.Rule.Severity, f.Subject.ID, f.Message, f.At.File.Name,
			f.At.Span.Start, f.At.Span.End, f.At.Label, f.At.Path, f.Rule.Remedy)
		for _, n := range f.Related {
			fmt.Fprintf(&b, "  %s %d-%d %s %s\n", n.At.File.Name, n.At.Span.Start, n.At.Span.End, n.At.Label, n.Message)
		}
		if f.Fix != nil {
			fmt.Fprintf(&b, "  %s %s %s %s %q\n", f.Fix.Description, f.Fix.Safety, f.Fix.Gains, f.Fix.Loses, f.Fix.Commands)
			if p := f.Fix.Patch; p != nil {
				fmt.Fprintf(&b, "  %s %v %q %q %q\n", p.Label, p.Edits, p.Before(), p.After(), p.Commands)
			}
		}
	}
	for _, err := range r.Unjudged {
		fmt.Fprintln(&b, err)
	}
	fmt.Fprintln(&b, strings.Join(r.Notes, "\n"), strings.Join(r.Open, "\n"), strings.Join(r.Assuming, "\n"))
	return b.String()
}

// difference is where two texts first differ, some lines of each.
func difference(x, y string) (string, string) {
	a, b := strings.Split(x, "\n"), strings.Split(y, "\n")
	at := 0
	for at < min(len(a), len(b)) && a[at] == b[at] {
		at++
	}
	some := func(lines []string) string { return strings.Join(lines[at:min(at+3, len(lines))], "\n") }
	return some(a), some(b)
}

// TestPlacesOfDocumentsAreOpaque holds what judging equal documents once rests on: no
// embedded rule about documents looks into a place, it hands the place on.
func TestPlacesOfDocumentsAreOpaque(t *testing.T) {
	inside := regexp.MustCompile(`\.(document|path)\b`)
	files := map[string]bool{}
	for _, r := range engine.Embedded() {
		if r.Subject == finding.SubjectDocument {
			for _, file := range append(r.Uses, r.File) {
				files[file] = true
			}
		}
	}
	for file := range files {
		text, err := rules.Files.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(text)) {
			// The library asks whether a thing is itself a place.
			if !strings.HasPrefix(line, "#") && inside.MatchString(line) && strings.TrimSpace(line) != "thing.document" {
				t.Errorf("%s looks into a place: %s", file, line)
			}
		}
	}
}

// TestEqualDocumentsHaveEqualFacts holds that documents which are judged once have the
// same facts, but for the id in their places.
func TestEqualDocumentsHaveEqualFacts(t *testing.T) {
	policy := `{"Version":"2012-10-17","Statement":[{"Sid":"a b","Effect":"Allow","Action":["s3:GetObjects","iam:*"],"Resource":"*"},{"Effect":"Deny","NotAction":"s3:*","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"false"}}}]}`
	files := map[string]string{}
	for of, owner := range map[string]string{"roles/a": "Role", "roles/b": "Role", "users/u": "User", "groups/g": "Group"} {
		files["111122223333/"+of+"/inline/p.json"] = `{"` + owner + `Name":"` + of[len(of)-1:] + `","PolicyName":"p","PolicyDocument":` + policy + `}`
	}
	folder(t, files)
	w := load(t, Options{}, ".")
	seen := map[alike]string{}
	m := w.maker([]string{"iam:PassRole"})
	for _, d := range w.Snapshot.Documents {
		task := documentTask(d)
		s := m.subject(&task)
		text := strings.ReplaceAll(string(facts.AppendJSON(nil, s.Facts())), d.ID(), "ID")
		if other, again := seen[w.alike(d)]; again && text != other {
			t.Errorf("%s: %s\n%s", d.ID(), text, other)
		}
		seen[w.alike(d)] = text
	}
	if len(seen) != 3 {
		t.Errorf("%d classes of %d documents", len(seen), len(w.Snapshot.Documents))
	}
}

// TestFactsHangOnWhatIsAlikeAlone holds, for all documents of the rules' cases, that
// their facts are the same, but for the id in places, whatever the document's id, label
// and owner are called; and whatever else is in the world, where a cache may know them.
func TestFactsHangOnWhatIsAlikeAlone(t *testing.T) {
	names := ruleCases(t)
	dir := t.TempDir()
	for _, name := range names {
		f, err := golden.Read(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range f.Cases {
			if err := c.Write(filepath.Join(dir, filepath.Base(name), c.Name)); err != nil {
				t.Fatal(err)
			}
		}
	}
	t.Chdir(dir)
	e, err := new(Settings).engine(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	w := load(t, Options{}, ".")
	here, elsewhere := w.maker(e.Asks()), (&World{Snapshot: snapshot.NewBuilder(snapshot.Options{}).Build()}).maker(e.Asks())
	said := func(m *maker, d *snapshot.Document) string {
		task := documentTask(d)
		s := m.subject(&task)
		if s.Failed != nil {
			t.Fatal(s.Failed)
		}
		return strings.ReplaceAll(string(facts.AppendJSON(nil, s.Facts())), fmt.Sprintf("%q", d.ID()), "ID")
	}
	alone := 0
	for _, d := range w.Snapshot.Documents {
		like := w.alike(d)
		if like == (alike{}) {
			continue
		}
		names := snapshot.Names{ID: "another id", Label: "another label", Owner: d.Owner(), Command: "another command", Disputed: "another dispute"}
		if like.bucket == "" {
			names.Owner.ID = "arn:aws:iam::999900001111:role/another"
		} else {
			names.Label = d.Label()
		}
		other := snapshot.NewDocument(names, d.Policy)
		other.AWSManaged, other.Caps = d.AWSManaged, d.Caps
		want := said(here, d)
		if got := said(here, other); got != want {
			t.Errorf("%s: by another name\n%s\n%s", d.ID(), got, want)
		}
		task := documentTask(d)
		if _, ok := ofDocument(&task, like); !ok {
			continue
		}
		if elsewhere.world.alike(d) != like {
			continue
		}
		if alone++; said(elsewhere, d) != want {
			t.Errorf("%s: in another world\n%s\n%s", d.ID(), said(elsewhere, d), want)
		}
	}
	if alone < 300 {
		t.Errorf("%d documents", alone)
	}
}
