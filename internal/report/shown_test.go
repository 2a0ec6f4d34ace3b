package report

import (
	"strings"
	"testing"

	"github.com/crossgrant/crossgrant/internal/unknown"
)

// TestUnknownsAreShown holds that a value which nobody knows yet is its name
// wherever it is printed.
func TestUnknownsAreShown(t *testing.T) {
	text := "policy of bucket " + unknown.Made("template.yaml", "Quokka") + "\n"
	const want = "policy of bucket ${Quokka}\n"
	var plain, json, said strings.Builder
	out := Plain(&plain)
	out.Write([]byte(text))
	out = JSON(&json)
	out.Write([]byte(text))
	Say(&said, "%s\n", strings.TrimSuffix(text, "\n"))
	for how, got := range map[string]string{"plain": plain.String(), "JSON": json.String(), "said": said.String()} {
		if got != want {
			t.Errorf("%s: %q", how, got)
		}
	}
	if got := NewRedactor().Text(text); strings.Contains(got, "Quokka") || !strings.Contains(got, "${") {
		t.Errorf("redacted: %q", got)
	}
}
