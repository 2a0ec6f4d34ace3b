package report

import (
	"encoding/xml"
	"fmt"
	"io"
	"strings"

	"github.com/crossgrant/crossgrant/internal/finding"
)

// The shape that Jenkins, GitLab and most others read; there is no standard.

type junitSuites struct {
	XMLName  xml.Name     `xml:"testsuites"`
	Name     string       `xml:"name,attr"`
	Tests    int          `xml:"tests,attr"`
	Failures int          `xml:"failures,attr"`
	Errors   int          `xml:"errors,attr"`
	Suites   []junitSuite `xml:"testsuite"`
}

type junitSuite struct {
	Name     string      `xml:"name,attr"`
	Tests    int         `xml:"tests,attr"`
	Failures int         `xml:"failures,attr"`
	Errors   int         `xml:"errors,attr"`
	Cases    []junitCase `xml:"testcase"`
}

type junitCase struct {
	ClassName string        `xml:"classname,attr"`
	Name      string        `xml:"name,attr"`
	File      string        `xml:"file,attr,omitempty"`
	Line      int           `xml:"line,attr,omitempty"`
	Failure   *junitFailure `xml:"failure"`
	Error     *junitFailure `xml:"error"`
	Output    string        `xml:"system-out,omitempty"`
}

type junitFailure struct {
	Message string `xml:"message,attr"`
	Type    string `xml:"type,attr"`
	Text    string `xml:",chardata"`
}

// writeJUnit writes a test suite for each rule with a failed test for each
// subject. What passed is one test, since rules times subjects would be
// millions.
func writeJUnit(w io.Writer, run *Run) error {
	out := junitSuites{Name: run.Tool.Name}
	out.add(junitCase{ClassName: run.Tool.Name, Name: "summary", Output: run.Summary.Line()})
	for _, e := range run.Summary.Errors {
		out.add(junitCase{ClassName: "input", Name: e, Error: &junitFailure{Message: e, Type: "input"}})
	}
	byRule := map[string]map[string][]*finding.Finding{}
	for i := range run.Findings {
		f := &run.Findings[i]
		if byRule[f.Rule.ID] == nil {
			byRule[f.Rule.ID] = map[string][]*finding.Finding{}
		}
		byRule[f.Rule.ID][f.Subject.ID] = append(byRule[f.Rule.ID][f.Subject.ID], f)
	}
	for i := range run.Findings {
		f := &run.Findings[i]
		if same := byRule[f.Rule.ID][f.Subject.ID]; same[0] == f {
			out.add(junitFindings(same))
		}
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	e := xml.NewEncoder(w)
	e.Indent("", "  ")
	if err := e.Encode(out); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}

// add puts a test into the suite of its class.
func (s *junitSuites) add(c junitCase) {
	at := -1
	for i := range s.Suites {
		if s.Suites[i].Name == c.ClassName {
			at = i
		}
	}
	if at < 0 {
		at = len(s.Suites)
		s.Suites = append(s.Suites, junitSuite{Name: c.ClassName})
	}
	suite := &s.Suites[at]
	suite.Cases = append(suite.Cases, c)
	suite.Tests, s.Tests = suite.Tests+1, s.Tests+1
	if c.Failure != nil {
		suite.Failures, s.Failures = suite.Failures+1, s.Failures+1
	}
	if c.Error != nil {
		suite.Errors, s.Errors = suite.Errors+1, s.Errors+1
	}
}

// junitFindings is the test of one rule and subject: its findings in one
// failure, because readers show only the first of several.
func junitFindings(same []*finding.Finding) junitCase {
	first := same[0]
	message := first.Message
	if more := len(same) - 1; more > 0 {
		message += fmt.Sprintf(" (and %d more)", more)
	}
	var lines []string
	for _, f := range same {
		lines = append(lines, place(&f.At)+": "+f.Message)
		lines = append(lines, prose(f)...)
	}
	return junitCase{
		ClassName: first.Rule.ID, Name: first.Subject.ID, File: first.At.File.Name,
		Line:    first.At.File.Position(first.At.Span.Start).Line,
		Failure: &junitFailure{message, first.Rule.Severity.String(), "\n" + strings.Join(lines, "\n") + "\n"},
	}
}
