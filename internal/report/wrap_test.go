package report

import (
	"bytes"
	"os"
	"strings"
	"testing"
)

// TestWrap holds that only blanks become line breaks, that no sentence is wider
// than the terminal, and that what is quoted or copied stays in one line.
func TestWrap(t *testing.T) {
	text, err := os.ReadFile("testdata/findings.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, width := range []int{40, 60, 80, 1000} {
		var out bytes.Buffer
		w := Wrap(&out, width)
		if _, err := w.Write(text); err != nil {
			t.Fatal(err)
		}
		if a, b := strings.Fields(out.String()), strings.Fields(string(text)); strings.Join(a, " ") != strings.Join(b, " ") {
			t.Errorf("%d: the words are not the same", width)
		}
		for line := range strings.Lines(out.String()) {
			line = strings.TrimSuffix(line, "\n")
			if len([]rune(line)) > width && !strings.Contains(string(text), line) && strings.Contains(strings.TrimSpace(line), " ") {
				t.Errorf("%d: %q", width, line)
			}
		}
		for line := range strings.Lines(string(text)) {
			if (strings.Contains(line, " | ") || strings.HasPrefix(line, "    ")) && !strings.Contains(out.String(), line) {
				t.Errorf("%d: broken: %q", width, line)
			}
		}
	}
}
