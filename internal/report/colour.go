package report

import (
	"io"
	"regexp"
	"strings"

	"github.com/crossgrant/crossgrant/internal/lazy"
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
	line   func() *regexp.Regexp // its first group is painted
	colour string
}{
	{lazy.Regexp(`^(error\[[^]]*\]):`), bold + red},
	{lazy.Regexp(`^(security-warning\[[^]]*\]):`), bold + red},
	{lazy.Regexp(`^(warning\[[^]]*\]):`), bold + yellow},
	{lazy.Regexp(`^(suggestion\[[^]]*\]):`), bold + cyan},
	{lazy.Regexp(`^ +\| +(\^+)$`), yellow},
	{lazy.Regexp(`^ +[0-9]* (>) `), yellow},
	{lazy.Regexp(`^    ((?:---|\+\+\+|@@) .*)$`), cyan},
	{lazy.Regexp(`^    (\+.*)$`), green},
	{lazy.Regexp(`^    (-.*)$`), red},
	{lazy.Regexp(`^  ((?:unsafe )?fix): `), bold},
	{lazy.Regexp(`^(?:list|read|write|delete) +(yes)`), green},
	{lazy.Regexp(`^(?:list|read|write|delete) +(no)`), red},
	{lazy.Regexp(`^(?:list|read|write|delete) +(partly|conditional|unknown)`), yellow},
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
		if at := p.line().FindStringSubmatchIndex(line); at != nil {
			return line[:at[2]] + p.colour + line[at[2]:at[3]] + plain + line[at[3]:]
		}
	}
	return line
}
