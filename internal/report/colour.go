package report

import (
	"io"
	"regexp"
	"strings"
)

// Colour returns a writer that colours text output for a terminal, line by
// line: the severity, the rule, carets and what a patch adds or takes away.
// What it writes without the colours is what it was given.
func Colour(w io.Writer) io.Writer { return &colourer{w: w} }

type colourer struct {
	w    io.Writer
	rest string
}

const (
	red, green, yellow, cyan, bold, plain = "\x1b[31m", "\x1b[32m", "\x1b[33m", "\x1b[36m", "\x1b[1m", "\x1b[0m"
)

// paints say which part of a line has which colour; the first that fits counts.
var paints = []struct {
	line   *regexp.Regexp // its first group is painted
	colour string
}{
	{regexp.MustCompile(`^(error\[[^]]*\]):`), bold + red},
	{regexp.MustCompile(`^(security-warning\[[^]]*\]):`), bold + red},
	{regexp.MustCompile(`^(warning\[[^]]*\]):`), bold + yellow},
	{regexp.MustCompile(`^(suggestion\[[^]]*\]):`), bold + cyan},
	{regexp.MustCompile(`^ +\| +(\^+)$`), yellow},
	{regexp.MustCompile(`^ +[0-9]* (>) `), yellow},
	{regexp.MustCompile(`^    ((?:---|\+\+\+|@@) .*)$`), cyan},
	{regexp.MustCompile(`^    (\+.*)$`), green},
	{regexp.MustCompile(`^    (-.*)$`), red},
	{regexp.MustCompile(`^  ((?:unsafe )?fix): `), bold},
	{regexp.MustCompile(`^(?:list|read|write|delete) +(yes)`), green},
	{regexp.MustCompile(`^(?:list|read|write|delete) +(no)`), red},
	{regexp.MustCompile(`^(?:list|read|write|delete) +(partly|conditional|unknown)`), yellow},
}

func (c *colourer) Write(p []byte) (int, error) {
	lines := strings.SplitAfter(c.rest+string(p), "\n")
	c.rest = lines[len(lines)-1]
	for _, line := range lines[:len(lines)-1] {
		if _, err := io.WriteString(c.w, painted(strings.TrimSuffix(line, "\n"))+"\n"); err != nil {
			return 0, err
		}
	}
	return len(p), nil
}

func painted(line string) string {
	for _, p := range paints {
		if at := p.line.FindStringSubmatchIndex(line); at != nil {
			return line[:at[2]] + p.colour + line[at[2]:at[3]] + plain + line[at[3]:]
		}
	}
	return line
}
