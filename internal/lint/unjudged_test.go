package lint

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/crossgrant/crossgrant/internal/defect"
	"github.com/crossgrant/crossgrant/internal/engine"
	"github.com/crossgrant/crossgrant/internal/finding"
	"github.com/crossgrant/crossgrant/internal/fix"
	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/snapshot"
	"github.com/crossgrant/crossgrant/internal/source"
)

// TestAPanicLosesOneSubject holds that what panics while it is judged is named,
// that nothing else is lost, and that the tool is blamed. What panics here is a
// world that no file can describe: parts of it are missing.
func TestAPanicLosesOneSubject(t *testing.T) {
	const cluster = "../../testdata/snapshots/cluster"
	const role = "arn:aws:iam::111122223333:role/compute/cluster"
	whole := runAll(t, load(t, Options{}, cluster), Settings{})
	if len(whole.Unjudged) > 0 || len(whole.Findings) < 3 {
		t.Fatalf("%v, %v", whole.Unjudged, whole.Findings)
	}
	pairs := func(f finding.Finding) bool { return f.Subject.Kind == finding.SubjectAccess }
	for _, row := range []struct {
		name  string
		spoil func(*World)
		of    string
		lost  func(finding.Finding) bool
	}{
		{"a document", func(w *World) {
			w.Snapshot.Documents = append(w.Snapshot.Documents, snapshot.NewDocument(snapshot.Names{ID: "document of no file"}, policy.New(
				&policy.Body{Type: policy.Identity, Problems: []policy.Problem{{Kind: policy.NoEffect}}})))
		}, "document of no file", nil},
		{"a pair", func(w *World) {
			r := w.Role(role)
			r.Boundary.State, r.Boundary.Document = input.Present, snapshot.NewDocument(snapshot.Names{ID: "b"}, nil)
		}, role + " -> results-bucket", pairs},
		{"a role", func(w *World) { w.Role(role).Trust = snapshot.NewDocument(snapshot.Names{ID: "t"}, nil) }, role, pairs},
	} {
		t.Run(row.name, func(t *testing.T) {
			w := load(t, Options{}, cluster)
			row.spoil(w)
			got := runAll(t, w, Settings{})
			if !slices.ContainsFunc(got.Unjudged, func(err error) bool {
				return defect.Is(err) && strings.HasPrefix(err.Error(), row.of+": a defect of this tool")
			}) {
				t.Errorf("unjudged: %v", got.Unjudged)
			}
			want := slices.Clone(whole.Findings)
			if row.lost != nil {
				want = slices.DeleteFunc(want, row.lost)
			}
			if listing(got.Findings) != listing(want) {
				t.Errorf("found\n%swant\n%s", listing(got.Findings), listing(want))
			}
		})
	}
}

func runAll(t *testing.T, w *World, settings Settings) *Result {
	t.Helper()
	r, err := Run(context.Background(), w, settings)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func listing(list []finding.Finding) (text string) {
	for _, f := range list {
		text += fmt.Sprintln(f.Rule.ID, f.Subject.ID, f.Message)
	}
	return text
}

// TestAPanicLosesOneFile holds that a reader which panics, on whatever goroutine,
// loses its file alone, and that the files keep their order.
func TestAPanicLosesOneFile(t *testing.T) {
	var files []found
	for i := range 50 {
		files = append(files, found{name: fmt.Sprintf("%02d.json", i)})
	}
	next := 0
	for a := range inOrder(files, func(f found) answer {
		if strings.HasSuffix(f.name, "7.json") {
			panic("no such shape")
		}
		return answer{found: f}
	}) {
		if a.name != files[next].name || defect.Is(a.err) != (next%10 == 7) {
			t.Errorf("%s: %v", a.name, a.err)
		}
		next++
	}
	if next != len(files) {
		t.Errorf("%d answers", next)
	}
}

// TestAPanicLosesOneFix holds that a finding whose fix cannot be thought through
// is still a finding.
func TestAPanicLosesOneFix(t *testing.T) {
	w := load(t, Options{}, "../../testdata/snapshots/cluster")
	settings := Settings{}
	e, err := settings.engine(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	at := map[string]any{"document": w.Snapshot.Documents[0].ID(), "path": []any{}}
	other := w.Snapshot.Documents[1]
	other.Policy.Place(source.Origin{})
	edit := map[string]any{"op": "add", "at": map[string]any{"document": other.ID(), "path": []any{}}, "value": map[string]any{"Id": "x"}}
	r := &Result{World: w}
	c := &candidates{engine: e, settler: newSettler(w, &settings)}
	list := r.keep(c, []engine.Result{
		{Rule: "access/missing-action", Finding: map[string]any{"message": "m", "at": at, "fix": map[string]any{
			"description": "d", "edits": []any{edit}}}},
		{Rule: "access/wrong-principal", Finding: map[string]any{"message": "n", "at": at}},
	}, "s")
	if err := r.mend(&fix.Prover{World: w.Snapshot}, &Subject{Subject: finding.Subject{ID: "s"}}, list); err != nil {
		t.Fatal(err)
	}
	r.take(c, "s", list)
	if len(r.Findings) != 2 || len(r.unjudged.errs) != 1 || !strings.HasPrefix(r.unjudged.errs[0].Error(), "the fix of access/missing-action for s: ") {
		t.Errorf("%d findings, %v", len(r.Findings), r.unjudged.errs)
	}
}
