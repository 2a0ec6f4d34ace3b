package glob

import (
	"fmt"
	"testing"
)

// TestManyHoles holds that a text is found which forty patterns ask for and one keeps
// out parts of, though a shortest one is beyond any budget.
func TestManyHoles(t *testing.T) {
	in, out := []Pattern{Parse("bkt/?*"), Parse("bkt/a*.log")}, []Pattern{Parse("*x"), Parse("*secret*")}
	for i := range 40 {
		in = append(in, Parse(fmt.Sprintf("bkt/*h%d?*", i)))
	}
	text, answer := Find(in, out, 1<<12)
	if answer != Yes || !accepts(in, out, text) {
		t.Errorf("%s %q", answer, text)
	}
}
