package finding

import "testing"

func TestSeveritiesAreOrderedAndParseBack(t *testing.T) {
	if !(Suggestion < Warning && Warning < SecurityWarning && SecurityWarning < Error) {
		t.Error("severities are not ordered suggestion < warning < security-warning < error")
	}
	for s := Suggestion; s <= Error; s++ {
		if got, err := ParseSeverity(s.String()); err != nil || got != s {
			t.Errorf("ParseSeverity(%q) = %v, %v; want %v", s, got, err, s)
		}
	}
	for _, name := range []string{"", "Error", "high", "Severity(0)"} {
		if got, err := ParseSeverity(name); err == nil {
			t.Errorf("ParseSeverity(%q) = %v, want an error", name, got)
		}
	}
	if got := Severity(0).String(); got != "Severity(0)" {
		t.Errorf("the zero severity reads %q", got)
	}
}

func TestSubjectKindsParseBack(t *testing.T) {
	for _, k := range SubjectKinds() {
		if got, err := ParseSubjectKind(k.String()); err != nil || got != k {
			t.Errorf("ParseSubjectKind(%q) = %v, %v; want %v", k, got, err, k)
		}
	}
	for _, name := range []string{"", "policy", "Role"} {
		if got, err := ParseSubjectKind(name); err == nil {
			t.Errorf("ParseSubjectKind(%q) = %v, want an error", name, got)
		}
	}
}
