package finding

import "fmt"

// Rule is what is known of a rule without running it: the METADATA of its
// Rego file.
type Rule struct {
	ID          string // "access/missing-action"
	Category    string // "access"
	Subject     SubjectKind
	Title       string
	Description string
	Severity    Severity
	Code        string // Access Analyzer's issue code, where it has one
	Remedy      string // what the user can do, a verb phrase
	Since       string // the first version that had the rule
	Basis       string // "inferred" where AWS does not publish the exact trigger
	// Against is "service reference" where findings are held against that table: a newer
	// one may know the name.
	Against string
	// Yields is a rule that says more of the same mistake: where it has a finding
	// of the same place, this one has none.
	Yields string
	// Sees are ways of writing a document that change nothing of its meaning and that the
	// rule is about, so that it may find something else then: TestRewriting has them all.
	Sees    []string
	Related []Link
}

// Link is a page that a rule rests on.
type Link struct {
	URL         string
	Description string
}

// SubjectKind is what a rule judges. The zero value is no kind.
type SubjectKind uint8

// The kinds of subject: one policy document with its type; a role with all its
// policies and its trust; a bucket with its policy and settings; a role-bucket
// pair; and the whole of what was loaded.
const (
	SubjectDocument SubjectKind = iota + 1
	SubjectRole
	SubjectBucket
	SubjectAccess
	SubjectSnapshot
)

var subjectNames = [...]string{
	SubjectDocument: "document",
	SubjectRole:     "role",
	SubjectBucket:   "bucket",
	SubjectAccess:   "access",
	SubjectSnapshot: "snapshot",
}

// SubjectKinds lists every kind.
func SubjectKinds() []SubjectKind {
	return []SubjectKind{SubjectDocument, SubjectRole, SubjectBucket, SubjectAccess, SubjectSnapshot}
}

// String is the kind's name as METADATA writes it.
func (k SubjectKind) String() string {
	if k == 0 || int(k) >= len(subjectNames) {
		return fmt.Sprintf("SubjectKind(%d)", uint8(k))
	}
	return subjectNames[k]
}

// ParseSubjectKind is the inverse of String.
func ParseSubjectKind(name string) (SubjectKind, error) {
	for _, k := range SubjectKinds() {
		if subjectNames[k] == name {
			return k, nil
		}
	}
	return 0, fmt.Errorf("subject %q: not one of document, role, bucket, access, snapshot", name)
}
