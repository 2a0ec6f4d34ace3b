package report

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/crossgrant/crossgrant/internal/finding"
	"github.com/crossgrant/crossgrant/internal/source"
)

// TestManyEdits holds that the diff of a long file shows a line for each line that is new,
// however many there are, and that patch makes the new text of it.
func TestManyEdits(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	for _, n := range []int{1, 10, 500} {
		var b strings.Builder
		var edits []source.Edit
		added := 0
		for i := range n {
			fmt.Fprintf(&b, "resource %d:\n  effect: allow\n", i)
			if r.IntN(3) > 0 {
				at := b.Len() - 1 // behind what stands on the line
				edits = append(edits, source.Edit{Span: source.Span{Start: at, End: at}, New: "\n  more: x"})
				added++
			}
			b.WriteString("  action: get\n  end\n\n")
		}
		old := b.String()
		now, err := source.Apply([]byte(old), edits)
		if err != nil {
			t.Fatal(err)
		}
		p := &finding.Patch{File: source.NewFile("f.yaml", []byte(old)), Edits: edits, Old: []byte(old), New: now}
		diff := Diff(p)
		if plus, minus := strings.Count(diff, "\n+"), strings.Count(diff, "\n-"); plus != added+1 || minus != 0 {
			t.Errorf("%d edits: %d lines come, %d go", added, plus, minus)
		}
		if _, err := exec.LookPath("patch"); err != nil || added == 0 {
			continue
		}
		name := filepath.Join(t.TempDir(), "f.yaml")
		if err := os.WriteFile(name, []byte(old), 0o600); err != nil {
			t.Fatal(err)
		}
		c := exec.Command("patch", name)
		c.Stdin = strings.NewReader(diff)
		if said, err := c.CombinedOutput(); err != nil {
			t.Fatalf("%v %s", err, said)
		}
		if got, err := os.ReadFile(name); err != nil || string(got) != string(now) {
			t.Errorf("%d edits: patch makes another text, %v", added, err)
		}
	}
}
