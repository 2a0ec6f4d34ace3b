package report

import (
	"fmt"
	"io"
	"strings"
)

// writeText writes findings as compilers do, then what has to be known to
// trust them, and last what was judged.
func writeText(w io.Writer, run *Run) error {
	out := &errWriter{w: w}
	Findings(out, run.Findings)
	for _, note := range run.Summary.Notes {
		Say(out, "note: %s\n", note)
	}
	for _, name := range run.Summary.NotRecognised {
		Say(out, "not recognised: %s\n", name)
	}
	if names := run.Summary.Undescribed; len(names) > 0 {
		Say(out, "%s named by roles: not in the input: %s\n", Count(len(names), "bucket"), few(names))
	}
	fmt.Fprintln(out, run.Summary.Line())
	return out.err
}

// few lists the first of many names.
func few(names []string) string {
	const some = 5
	if len(names) <= some+1 {
		return strings.Join(names, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(names[:some], ", "), len(names)-some)
}

// errWriter keeps the first error, so that the calls in between need not ask.
type errWriter struct {
	w   io.Writer
	err error
}

func (e *errWriter) Write(p []byte) (int, error) {
	if e.err != nil {
		return len(p), nil
	}
	_, e.err = e.w.Write(p)
	return len(p), nil
}
