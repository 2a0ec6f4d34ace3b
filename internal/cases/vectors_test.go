package cases

import (
	"bufio"
	"os"
	"testing"

	"github.com/crossgrant/crossgrant/internal/authz"
)

// TestVectors decides the cases of a file beside the repository, where there
// is one: none may disagree.
func TestVectors(t *testing.T) {
	file, err := os.Open("../../../shared/vectors/dev.jsonl")
	if err != nil {
		t.Skip("no file of decision cases beside the repository")
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<20)
	agreed, open := map[string]int{}, map[string]int{}
	for lines.Scan() {
		c, err := Read("dev.jsonl", append([]byte(nil), lines.Bytes()...))
		if err != nil {
			t.Errorf("%s: %v", c.ID, err)
			continue
		}
		a := c.Answer()
		switch difference := c.Differs(a); {
		case a.Verdict == authz.NotModelled.String():
			open[c.ID[:1]]++
		case difference == "":
			agreed[c.ID[:1]]++
		default:
			t.Errorf("%s (%s, %s): %s", c.ID, c.Confidence, c.Why, difference)
		}
	}
	t.Logf("agreed %v, not modelled %v", agreed, open)
}
