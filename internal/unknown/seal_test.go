package unknown_test

import (
	"testing"

	"github.com/crossgrant/crossgrant/internal/unknown"
)

// TestSeal holds that a sealed text is none with unknowns and comes back as it was,
// and that a given unknown becomes a policy variable whose key it is.
func TestSeal(t *testing.T) {
	given, made := unknown.Given("stack", "Bucket"), unknown.Made("stack", "Id")
	text := "arn:aws:s3:::" + given + "-" + made + "/*"
	sealed := unknown.Seal(text)
	if unknown.In(sealed) || unknown.Unseal(sealed) != text || unknown.Seal("b/\u00e9*") != "b/\u00e9*" {
		t.Errorf("%q is sealed as %q, and opened as %q", text, sealed, unknown.Unseal(sealed))
	}
	want := "arn:aws:s3:::${" + unknown.Seal(given) + "}-" + unknown.Seal(made) + "/*"
	if got := unknown.Variables(text); got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
