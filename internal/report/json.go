package report

import (
	"bufio"
	"io"

	"github.com/crossgrant/crossgrant/internal/finding"
)

// writeJSON writes one object. Findings are encoded one after the other, so
// that the output of a large audit is never held as a whole.
func writeJSON(w io.Writer, run *Run) error {
	b := bufio.NewWriter(w)
	member := func(lead string, v any, prefix string) error {
		text, err := Indented(v, prefix)
		if err == nil {
			b.WriteString(lead)
			b.Write(text)
		}
		return err
	}
	shape := func(f *finding.Finding) ([]byte, error) { return Indented(FindingShape(f), "    ") }
	if err := member("{\n  \"version\": ", ShapeVersion, ""); err != nil {
		return err
	}
	if err := member(",\n  \"tool\": ", toolShape(&run.Tool), "  "); err != nil {
		return err
	}
	b.WriteString(",\n  \"findings\": [")
	lead, end := "\n    ", "]"
	for text, err := range each(run.Findings, shape) {
		if err != nil {
			return err
		}
		b.WriteString(lead)
		b.Write(text)
		lead, end = ",\n    ", "\n  ]"
	}
	b.WriteString(end)
	if err := member(",\n  \"summary\": ", summaryShape(&run.Summary), "  "); err != nil {
		return err
	}
	b.WriteString("\n}\n")
	return b.Flush()
}
