package finding

import "fmt"

// Severity is how much a finding matters. The four are Access Analyzer's
// ("Access Analyzer policy validation", IAM User Guide) and are ordered: a
// greater one matters more. The zero value is no severity.
type Severity uint8

// The severities, from the least to the greatest.
const (
	Suggestion Severity = iota + 1
	Warning
	SecurityWarning
	Error
)

var severityNames = [...]string{
	Suggestion:      "suggestion",
	Warning:         "warning",
	SecurityWarning: "security-warning",
	Error:           "error",
}

// String is the severity's name as rules and the command line write it.
func (s Severity) String() string {
	if s == 0 || int(s) >= len(severityNames) {
		return fmt.Sprintf("Severity(%d)", uint8(s))
	}
	return severityNames[s]
}

// ParseSeverity is the inverse of String.
func ParseSeverity(name string) (Severity, error) {
	for s := Suggestion; s <= Error; s++ {
		if severityNames[s] == name {
			return s, nil
		}
	}
	return 0, fmt.Errorf("severity %q: not one of error, security-warning, warning, suggestion", name)
}
