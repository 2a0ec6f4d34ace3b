package reference

import (
	"bytes"
	"cmp"
	"slices"
)

// dictionarySize bounds the preset dictionary. It is stored as it is, so that using it
// costs nothing; more than this saves less than it adds.
const dictionarySize = 8 << 10

// dictionary gathers the pieces of text that most blocks share. Small blocks compress
// badly alone: each has to spell out "Resource":"*" once more.
func dictionary(blocks [][]byte) []byte {
	count := map[string]int{}
	for _, block := range blocks {
		seen := map[string]bool{}
		for piece := range bytes.FieldsFuncSeq(block, isSeparator) {
			if len(piece) >= 6 && len(piece) < 200 {
				seen[string(piece)] = true
			}
		}
		for piece := range seen {
			count[piece]++
		}
	}
	type candidate struct {
		piece string
		gain  int
	}
	var list []candidate
	for piece, n := range count {
		if n > 2 {
			list = append(list, candidate{piece, n * (len(piece) - 3)})
		}
	}
	slices.SortFunc(list, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.gain, a.gain), cmp.Compare(a.piece, b.piece))
	})
	var chosen []string
	size := 0
	for _, c := range list {
		if size += len(c.piece) + 1; size > dictionarySize {
			break
		}
		chosen = append(chosen, c.piece)
	}
	// The nearer a match, the cheaper it is: the best pieces stand last.
	slices.Reverse(chosen)
	var dict []byte
	for _, piece := range chosen {
		dict = append(append(dict, piece...), ',')
	}
	return dict
}

func isSeparator(r rune) bool { return r == ',' || r == '\n' || r == '\t' }
