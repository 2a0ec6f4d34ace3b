package glob

import (
	"cmp"
	"slices"
	"strings"
)

const (
	// many is of how many patterns, none of which covers another one, no shortest text is
	// looked for: the states are as many as there are sets of them.
	many = 8
	// veryMany is of how many it is not asked which of them cover others.
	veryMany = 256
	// maxOverlap is of how many bytes it is not asked whether texts overlap in them.
	maxOverlap = 64
)

// easy finds a text that holds what each of many patterns asks for, of up to so many
// bytes. To find a shortest one is hard, and to put one behind the other is not. No means
// that each text of them is longer.
func easy(in, out []Pattern, prefix string, letter rune, longest int) (string, Answer) {
	for _, over := range []bool{false, true} {
		text := strung(in, prefix, letter, over)
		if (longest == 0 || len(text) <= longest) && accepts(in, out, text) {
			return text, Yes
		}
	}
	if longest > 0 && longer(in, longest) {
		return "", No
	}
	return "", Unknown
}

// strung puts one behind the other what each pattern asks for; over says as far over the
// end of what is there as it fits.
func strung(in []Pattern, prefix string, letter rune, over bool) string {
	text, suffix := prefix, ""
	for _, p := range in {
		last := strings.LastIndexByte(p.text, sequence)
		if last < 0 || over && (Pattern{p.text[:last+1]}).Match(text) {
			continue // its texts are no longer than itself
		}
		first := min(len(p.Prefix()), last)
		more := filled(p.text[first:last], letter)
		if over {
			more = more[overlap(text[first:], more):]
		}
		text += more
		if end := p.text[last+1:]; len(end) > len(suffix) {
			suffix = end
		}
	}
	return text + filled(suffix, letter)
}

// filled leaves out each * and takes the letter for each ?.
func filled(text string, letter rune) string {
	var b strings.Builder
	for i := range len(text) {
		switch text[i] {
		case sequence:
		case single:
			b.WriteRune(letter)
		default:
			b.WriteByte(text[i])
		}
	}
	return b.String()
}

// overlap is how many bytes one text ends and another begins with, all of neither.
func overlap(a, b string) int {
	n := min(len(a), len(b))
	for n > 0 && !strings.HasSuffix(a, b[:n]) {
		n--
	}
	return n
}

// longer reports whether each text that all patterns match surely has more bytes. Of what
// they ask for, and none of which lies in another, each adds to the text what it does not
// begin with that another one ends with.
func longer(in []Pattern, than int) bool {
	var pieces []string
	for _, p := range in {
		for text := p.text; text != ""; {
			end := wildcard(text)
			if end > 0 {
				pieces = append(pieces, text[:end])
			}
			text = text[min(end+1, len(text)):]
		}
	}
	slices.SortFunc(pieces, func(a, b string) int { return cmp.Or(len(b)-len(a), strings.Compare(a, b)) })
	var apart []string
	var all strings.Builder
	for _, piece := range pieces {
		if strings.Contains(all.String(), piece) {
			continue
		}
		if apart = append(apart, piece); len(apart) > than || len(piece) > than {
			return true
		}
		all.WriteString(piece)
		all.WriteByte(sequence)
	}
	ends := map[string]bool{}
	for _, piece := range apart {
		for n := 1; n < min(len(piece), maxOverlap); n++ {
			ends[piece[len(piece)-n:]] = true
		}
	}
	bytes := 0
	for _, piece := range apart {
		begins := len(piece) - 1 // as much as it may be
		for begins > 0 && begins < maxOverlap && !ends[piece[:begins]] {
			begins--
		}
		bytes += len(piece) - begins
	}
	return bytes > than
}
