package report

import (
	"bytes"
	"strings"
	"testing"

	"github.com/crossgrant/crossgrant/internal/defect"
	"github.com/crossgrant/crossgrant/internal/expect"
	"github.com/crossgrant/crossgrant/internal/finding"
)

// extensions name the golden files of the formats.
var extensions = map[string]string{
	"text": "txt", "json": "json", "ndjson": "ndjson", "sarif": "sarif", "github": "github.txt", "junit": "junit.xml",
}

// TestGoldens holds what each format writes of a run with findings of every
// kind, and of one without any.
func TestGoldens(t *testing.T) {
	for _, format := range Formats() {
		extension, ok := extensions[format]
		if !ok {
			t.Errorf("format %s has no golden", format)
			continue
		}
		expect.Golden(t, "findings."+extension, write(t, format, sampleRun()))
		expect.Golden(t, "empty."+extension, write(t, format, Run{Tool: Tool{Name: "crossgrant", Version: "0.1.0"}}))
	}
}

// TestSameBytes holds that equal runs, built anew, give equal bytes.
func TestSameBytes(t *testing.T) {
	for _, format := range Formats() {
		first := write(t, format, sampleRun())
		for range 20 {
			if again := write(t, format, sampleRun()); !bytes.Equal(first, again) {
				t.Fatalf("%s: two runs differ\n%s", format, expect.Difference(first, again))
			}
		}
	}
}

// TestAFindingThatCannotBeWrittenIsLostAlone holds that whatever breaks while one finding
// is written, the others are, and that the output and the caller are told of it.
func TestAFindingThatCannotBeWrittenIsLostAlone(t *testing.T) {
	broken := func(run Run) Run {
		nowhere := run.Findings[0]
		nowhere.At.File = nil
		run.Findings = append([]finding.Finding{nowhere}, run.Findings...)
		return run
	}
	for _, format := range Formats() {
		want := sampleRun()
		var text bytes.Buffer
		err := Write(&text, format, broken(sampleRun()))
		if !defect.Is(err) || !strings.Contains(err.Error(), "is not shown") {
			t.Errorf("%s: the error is %v", format, err)
		}
		if format != "text" && !strings.Contains(text.String(), "is not shown") {
			t.Errorf("%s does not say that a finding is missing", format)
		}
		for _, f := range want.Findings {
			if !strings.Contains(text.String(), f.Rule.ID) {
				t.Errorf("%s: no finding of %s", format, f.Rule.ID)
			}
		}
	}
	var text bytes.Buffer
	if err := WriteFindings(&text, broken(sampleRun())); !defect.Is(err) || text.Len() < 100 {
		t.Errorf("%v, %d bytes", err, text.Len())
	}
}

// TestEveryFindingIsWritten holds that no format drops a message, a second
// place or what mends it.
func TestEveryFindingIsWritten(t *testing.T) {
	run := sampleRun()
	unescape := strings.NewReplacer("&#xA;", " ", "&#39;", "'", "%25", "%", "%0A", " ", `\n`, " ", `\\](`, "](", "\n", " ")
	for _, format := range Formats() {
		text := unescape.Replace(string(write(t, format, run)))
		for _, f := range run.Findings {
			wanted := []string{strings.ReplaceAll(f.Message, "\n", " "), f.Rule.ID}
			for _, n := range f.Related {
				wanted = append(wanted, n.Message)
			}
			if f.Fix != nil {
				wanted = append(append(wanted, f.Fix.Description), f.Fix.Commands...)
			}
			for _, w := range wanted {
				if !strings.Contains(text, w) {
					t.Errorf("%s: %s: %q is not in the output", format, f.Rule.ID, w)
				}
			}
		}
	}
}

func TestUnknownFormatNamesTheKnown(t *testing.T) {
	err := Write(&bytes.Buffer{}, "yaml", Run{})
	if err == nil || !strings.Contains(err.Error(), `"yaml": not one of text, json, ndjson, sarif, github, junit`) {
		t.Errorf("%v", err)
	}
}

// TestWriteErrorsAreReturned holds that a full disk is no success.
func TestWriteErrorsAreReturned(t *testing.T) {
	for _, format := range Formats() {
		if err := Write(full{}, format, sampleRun()); err != errFull {
			t.Errorf("%s: %v", format, err)
		}
	}
}

type full struct{}

type fullError struct{}

func (fullError) Error() string { return "no space left" }

var errFull = fullError{}

func (full) Write([]byte) (int, error) { return 0, errFull }

func TestSummaryLine(t *testing.T) {
	run := sampleRun()
	for want, s := range map[string]Summary{
		"7 files, 5 documents (3 identity, 1 trust, 1 bucket), 1 role, 2 users (judged as documents only), 2 buckets, 2 pairs: 1 yes, 1 no; " +
			"10 findings: 3 error, 2 security-warning, 1 warning, 4 suggestion (3 not shown, " +
			"2 accepted by the configuration, 5 of rules that are off)": run.Summary,
		"0 files, 0 documents, 0 roles, 0 buckets, 0 pairs; 0 findings":          {},
		"1 file, 0 documents, 0 roles, 0 buckets, 0 pairs; 1 finding: 1 warning": {Files: 1, Findings: map[finding.Severity]int{finding.Warning: 1}},
	} {
		if got := s.Line(); got != want {
			t.Errorf("%s\nwant %s", got, want)
		}
	}
}
