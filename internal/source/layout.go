package source

import "strings"

// Layout is a text whose layout edits keep.
type Layout struct{ Text string }

// LineStart is where the line of a place begins.
func (l *Layout) LineStart(at int) int { return strings.LastIndexByte(l.Text[:at], '\n') + 1 }

// LineEnd is where the line of a place ends, before what ends it.
func (l *Layout) LineEnd(at int) int {
	end := len(l.Text)
	if i := strings.IndexByte(l.Text[at:], '\n'); i >= 0 {
		end = at + i
	}
	return at + len(strings.TrimRight(l.Text[at:end], "\r"))
}

// Feed is what ends the lines.
func (l *Layout) Feed() string {
	if strings.Contains(l.Text, "\r\n") {
		return "\r\n"
	}
	return "\n"
}
