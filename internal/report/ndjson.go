package report

import (
	"bufio"
	"io"

	"github.com/crossgrant/crossgrant/internal/finding"
)

// jsonLine has one member: a line of NDJSON output says what it is by its name.
type jsonLine struct {
	Run     *jsonHead    `json:"run,omitempty"`
	Finding *JSONFinding `json:"finding,omitempty"`
	Summary *jsonSummary `json:"summary,omitempty"`
}

type jsonHead struct {
	Version string   `json:"version"`
	Tool    jsonTool `json:"tool"`
}

// writeNDJSON writes a line for the run, one for each finding, and one for the
// summary: whoever reads the summary knows that nothing is missing.
func writeNDJSON(w io.Writer, run *Run) error {
	b := bufio.NewWriter(w)
	line := func(l jsonLine) error {
		text, err := lineOf(l)
		b.Write(text)
		return err
	}
	if err := line(jsonLine{Run: &jsonHead{ShapeVersion, toolShape(&run.Tool)}}); err != nil {
		return err
	}
	for text, err := range each(run.Findings, findingLine) {
		if err != nil {
			return err
		}
		b.Write(text)
	}
	summary := summaryShape(&run.Summary)
	if err := line(jsonLine{Summary: &summary}); err != nil {
		return err
	}
	return b.Flush()
}

func findingLine(f *finding.Finding) ([]byte, error) {
	shape := FindingShape(f)
	return lineOf(jsonLine{Finding: &shape})
}

func lineOf(l jsonLine) ([]byte, error) {
	text, err := compact(l)
	return append(text, '\n'), err
}
