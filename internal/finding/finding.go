// Package finding has what a run reports: rules as they describe themselves,
// and findings with places in files.
//
// A rule states places of policy documents; by the time a Finding exists they
// have become spans of files, and its fix has been tried. So an output format
// needs this package and source, nothing else.
package finding

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"

	"github.com/crossgrant/crossgrant/internal/source"
)

// Finding is what a rule says of a subject.
type Finding struct {
	Rule    Rule
	Subject Subject
	// Cap is the greatest severity that the rule lets this finding have, where it
	// matters less than others of its rule; 0 without one.
	Cap     Severity
	Message string // what the document does, present tense, no advice
	At      Location
	Related []Note
	Fix     *Fix // nil if there is none
	// Reference is the day of the service reference that the finding rests on: a newer
	// one may know the name. Empty where it rests on none.
	Reference string
	// Fingerprint is the same as long as the rule finds the same text, wherever
	// that stands: it outlives moved lines and renamed files.
	Fingerprint string
}

// Subject is what a finding is about. ID is the ARN of a role or bucket,
// "ROLE -> BUCKET" for a pair, file and place for a bare document.
type Subject struct {
	Kind SubjectKind
	ID   string
}

// Location is a place in a file and, where it lies in a policy document, the
// same place in the document's own text.
type Location struct {
	File *source.File
	Span source.Span
	// Label names the document or setting to people: "policy of bucket b".
	Label string
	// Path leads to the place inside the document; empty for the whole of it.
	Path source.Path
	// Document is the document's decoded text, nil where the place is in none;
	// Inside is the place in it.
	Document *source.File
	Inside   source.Span
	// Sid is that of the statement, if it has one.
	Sid string
}

// Text is what stands at the place, decoded.
func (l *Location) Text() string {
	if l.Document != nil {
		return string(l.Document.Text[l.Inside.Start:l.Inside.End])
	}
	return string(l.File.Slice(l.Span))
}

// Note is a second place with what is to be seen there.
type Note struct {
	At      Location
	Message string
}

// Sort orders findings by file, place, rule and message, and numbers equal
// ones so that every fingerprint is distinct.
func Sort(list []Finding) {
	slices.SortStableFunc(list, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.At.File.Name, b.At.File.Name), a.At.Span.Start-b.At.Span.Start,
			cmp.Compare(a.Rule.ID, b.Rule.ID), cmp.Compare(a.Message, b.Message), cmp.Compare(a.Subject.ID, b.Subject.ID))
	})
	seen := map[string]int{}
	for i := range list {
		f := &list[i]
		print := fingerprint(f)
		seen[print]++
		if n := seen[print]; n > 1 {
			print += "-" + strconv.Itoa(n)
		}
		f.Fingerprint = print
	}
}

// fingerprint hashes what a finding is about and nothing of where it stands: a document
// of which nobody says whose it is has no name but its file's, which is left out.
func fingerprint(f *Finding) string {
	of := f.Subject.ID
	if f.Subject.Kind == SubjectDocument && !strings.HasPrefix(of, "arn:") {
		of = ""
	}
	h := sha256.New()
	for _, part := range []string{f.Rule.ID, of, f.At.Sid, f.At.Text()} {
		h.Write([]byte(strconv.Quote(part)))
	}
	return hex.EncodeToString(h.Sum(nil))[:24]
}
