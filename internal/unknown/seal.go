package unknown

import "strings"

// Who asks about all values that a given unknown may have is not to be told that the
// answer hangs on it. Sealed, an unknown is a text like any other, in the code points
// of Plane 16, the second supplementary private use area, and In does not see it.

const seal = 0x10000 // from one plane to the next

// Seal returns the text with its unknowns sealed.
func Seal(s string) string { return replace(s, func(p piece) string { return shift(p.text, seal) }) }

// Variables returns the text with ${U} for every unknown that somebody gives, as policy
// variables are written: the key is the unknown, sealed, as all others are.
func Variables(s string) string {
	return replace(s, func(p piece) string {
		if p.kind == given {
			return "${" + shift(p.text, seal) + "}"
		}
		return shift(p.text, seal)
	})
}

// Unseal returns a text with its unknowns as In sees them.
func Unseal(s string) string {
	if strings.IndexByte(s, lead+1) < 0 {
		return s
	}
	return strings.Map(func(r rune) rune {
		if r >= given+seal && r <= letter+seal+0xFF {
			return r - seal
		}
		return r
	}, s)
}

func shift(s string, by rune) string {
	return strings.Map(func(r rune) rune { return r + by }, s)
}
