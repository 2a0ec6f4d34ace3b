// Package failure reads the error texts of the AWS CLI, which an export keeps
// beside the file that a call did not fill.
//
// "There is no policy" is an answer, and "you may not see the policy" is
// another; both are worth as much as the policy itself. The text says which
// call was refused and why, and the path of whom it spoke.
package failure

import (
	"bytes"
	"regexp"

	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/source"
)

// Format recognises error texts of the AWS CLI.
type Format struct{}

// Name returns "aws-error".
func (Format) Name() string { return "aws-error" }

// sentence is what botocore writes for every error that AWS answered.
// PowerShell breaks it into lines.
var sentence = regexp.MustCompile(
	`An\s+error\s+occurred\s+\(([A-Za-z0-9.]+)\)\s+when\s+calling\s+the\s+([A-Za-z0-9]+)\s+operation`)

// Decode reads a text with at least one such sentence. A file whose name says
// that it is an error text is one without it too: an empty one says nothing,
// any other is odd.
func (Format) Decode(c input.Candidate) (input.Records, bool) {
	if c.Root.Exists() {
		return input.Records{}, false
	}
	text := c.File.Text[c.Body.Start:c.Body.End]
	found := sentence.FindAllSubmatchIndex(text, -1)
	if len(found) == 0 && !c.Hints.Failed {
		return input.Records{}, false
	}
	var records input.Records
	for _, m := range found {
		records.Failures = append(records.Failures, input.Failure{
			Code:      string(text[m[2]:m[3]]),
			Operation: string(text[m[4]:m[5]]),
			Of:        c.Hints,
			At:        place(c, m[0], m[1]),
		})
	}
	for i := range records.Failures {
		classify(&records.Failures[i])
		state(&records, records.Failures[i])
	}
	if line := bytes.TrimSpace(text); len(found) == 0 && len(line) > 0 {
		records.Odd = []input.Odd{{At: place(c, 0, len(text)), Found: "an error text that names no call",
			Wanted: "An error occurred (...) when calling the ... operation"}}
	}
	return records, true
}

func place(c input.Candidate, start, end int) input.Place {
	return input.Place{File: c.File, Span: source.Span{Start: c.Body.Start + start, End: c.Body.Start + end}}
}

// denied are the codes that say that the caller may not know.
var denied = map[string]bool{
	"AccessDenied": true, "AccessDeniedException": true, "403": true, "UnauthorizedOperation": true,
}

func classify(f *input.Failure) {
	switch a, known := answers[f.Operation]; {
	case denied[f.Code]:
		f.State = input.NotPermitted
	case known && a.absent != "" && a.absent == f.Code:
		f.State = input.Absent
	}
}

// state writes what the failure says of a setting into the record of its
// subject. A failure that says nothing of it is only listed.
func state(records *input.Records, f input.Failure) {
	if a := answers[f.Operation]; a.set != nil && f.State != input.NotExported {
		a.set(records, f)
	}
}
