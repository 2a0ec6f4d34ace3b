package report

import (
	"bytes"
	"os"
	"regexp"
	"strings"
	"testing"
)

var escapes = regexp.MustCompile("\x1b\\[[0-9]+m")

// TestColourChangesNoText holds that only colours are added, however the text
// is cut into writes, and that some are.
func TestColourChangesNoText(t *testing.T) {
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := Colour(&out)
	for len(text) > 0 {
		n := min(7, len(text))
		if _, err := w.Write(text[:n]); err != nil {
			t.Fatal(err)
		}
		text = text[n:]
	}
	whole, _ := os.ReadFile("../../README.md")
	if got := escapes.ReplaceAllString(out.String(), ""); got != string(whole) {
		t.Error("the text is not what it was")
	}
	for _, want := range []string{bold + red + "error[access/missing-action]" + plain + ":", green + "+ ", red + "- "} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q", want)
		}
	}
}
