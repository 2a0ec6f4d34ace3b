package report

import (
	"bufio"
	"io"
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
		text, err := compact(l)
		b.Write(append(text, '\n'))
		return err
	}
	if err := line(jsonLine{Run: &jsonHead{ShapeVersion, toolShape(&run.Tool)}}); err != nil {
		return err
	}
	for i := range run.Findings {
		f := FindingShape(&run.Findings[i])
		if err := line(jsonLine{Finding: &f}); err != nil {
			return err
		}
	}
	summary := summaryShape(&run.Summary)
	if err := line(jsonLine{Summary: &summary}); err != nil {
		return err
	}
	return b.Flush()
}
