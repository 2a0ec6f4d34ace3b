package report

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/crossgrant/crossgrant/internal/finding"
	"github.com/crossgrant/crossgrant/internal/source"
)

// TestAlikeFindingsAreToldOnce holds what text output makes of many findings
// that say the same: of one place for many subjects, of the same text in many
// places, and of neither.
func TestAlikeFindingsAreToldOnce(t *testing.T) {
	file := source.NewFile("p.json", []byte("[\"a\",\n\"a\",\n\"a\",\n\"a\",\n\"b\"]"))
	at := func(i int) finding.Location {
		start := []int{1, 6, 11, 16, 21}[i]
		return finding.Location{File: file, Span: source.Span{Start: start, End: start + 3}, Path: source.Path{source.Element(i)}}
	}
	one := func(place int, subject, gains string) finding.Finding {
		return finding.Finding{Rule: finding.Rule{ID: "a/b", Remedy: "r"}, Message: "m", At: at(place),
			Subject: finding.Subject{ID: subject}, Fix: &finding.Fix{Description: "d", Gains: gains}}
	}
	for _, row := range []struct {
		name string
		list []finding.Finding
		want string // how often it is told, and the lines that begin so
	}{
		{"one place for four subjects, each with its fix", []finding.Finding{one(0, "w", "1"), one(0, "x", "2"), one(0, "y", "3"), one(0, "z", "4")},
			"1 told; also for x; also for y; also for z"},
		{"for nine subjects", []finding.Finding{one(0, "1", ""), one(0, "2", ""), one(0, "3", ""), one(0, "4", ""), one(0, "5", ""), one(0, "6", ""),
			one(0, "7", ""), one(0, "8", ""), one(0, "9", "")},
			"1 told; also for 2; also for 3; also for 4; also for 5; also for 6; and for 3 more (--patch prints every fix, --format json every finding)"},
		{"one text in four places", []finding.Finding{one(0, "w", ""), one(1, "x", ""), one(2, "y", ""), one(3, "z", "")},
			"1 told; also p.json:2:1 for x; also p.json:3:1 for y; also p.json:4:1 for z"},
		{"in seven places, some for two", []finding.Finding{one(0, "1", ""), one(1, "2", ""), one(2, "3", ""), one(3, "4", ""), one(1, "5", ""), one(2, "6", ""), one(3, "7", "")},
			"1 told; also p.json:2:1 for 2; also p.json:3:1 for 3; also p.json:4:1 for 4; also p.json:2:1 for 5; also p.json:3:1 for 6; " +
				"and at 1 more place (--patch prints every fix, --format json every finding)"},
		{"three are not many", []finding.Finding{one(0, "w", "1"), one(0, "x", "2"), one(0, "y", "3")}, "3 told"},
		{"other texts with other fixes", []finding.Finding{one(0, "w", "1"), one(1, "x", "2"), one(2, "y", "3"), one(4, "z", "4")}, "4 told"},
	} {
		var out bytes.Buffer
		Findings(&out, row.list)
		got := fmt.Sprintf("%d told", strings.Count(out.String(), "[a/b]: m\n"))
		for line := range strings.Lines(out.String()) {
			if text := strings.TrimSpace(line); strings.HasPrefix(text, "also ") || strings.HasPrefix(text, "and ") {
				got += "; " + text
			}
		}
		if got != row.want {
			t.Errorf("%s: %s, want %s", row.name, got, row.want)
		}
	}
}
