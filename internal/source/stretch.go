package source

import (
	"bytes"
	"encoding/binary"
	"sort"
	"unicode/utf8"
)

// start is what stands before a place of a text.
type start struct {
	lines     int // that end
	line      int // the offset at which the line begins that goes on
	lineRunes int // code points before that line
	runes     int // code points
}

// beginning is the start of a text. Its byte order mark belongs to no line.
func beginning(text []byte) (s start) {
	if bytes.HasPrefix(text, []byte(mark)) {
		s.line, s.lineRunes = len(mark), 1
	}
	return s
}

// past is the start of what follows a text at an offset.
func (s start) past(text []byte, offset int) start {
	if last := bytes.LastIndexByte(text, '\n'); last >= 0 {
		s.lines += bytes.Count(text, []byte("\n"))
		s.line = offset + last + 1
		s.lineRunes = s.runes + runes(text[:last+1])
		s.runes, text = s.lineRunes, text[last+1:]
	}
	s.runes += runes(text)
	return s
}

// and is the start of what follows a part at an offset that was counted by itself.
func (s start) and(part start, offset int) start {
	if part.lines > 0 {
		s.lines += part.lines
		s.line = offset + part.line
		s.lineRunes = s.runes + part.lineRunes
	}
	s.runes += part.runes
	return s
}

// runes counts the code points of a text: the bytes that continue none.
func runes(text []byte) (n int) {
	const ascii = 8
	for len(text) >= ascii {
		if binary.LittleEndian.Uint64(text)&0x8080808080808080 == 0 {
			n += ascii
		} else {
			n += runesOf(text[:ascii])
		}
		text = text[ascii:]
	}
	return n + runesOf(text)
}

func runesOf(text []byte) (n int) {
	for _, c := range text {
		if utf8.RuneStart(c) {
			n++
		}
	}
	return n
}

// stretch is a part of a text, or all of it, in which places are looked up: a text has
// millions of lines, and one of megabytes may have thousands of places.
type stretch struct {
	text   []byte
	begin  int
	starts []start // of its blocks, and of what follows the last one
}

// block is how many bytes lie between two starts.
const block = 1 << 10

func newStretch(text []byte, begin int, first start) *stretch {
	s := &stretch{text: text, begin: begin, starts: make([]start, 0, len(text)/block+1)}
	for at := 0; ; at += block {
		s.starts = append(s.starts, first)
		if at+block > len(text) {
			return s
		}
		first = first.past(text[at:at+block], begin+at)
	}
}

// before returns the start of what is at an offset of the stretch.
func (s *stretch) before(offset int) start {
	i := (offset - s.begin) / block
	return s.starts[i].past(s.text[i*block:offset-s.begin], s.begin+i*block)
}

// blockOf returns the block in which the line break of that number is, the last one if
// there is none.
func (s *stretch) blockOf(number int) int {
	return max(sort.Search(len(s.starts), func(i int) bool { return s.starts[i].lines >= number })-1, 0)
}

// behind returns the offset behind the line break of that number in the text, counted from
// 1; ok is false where there are fewer.
func (s *stretch) behind(number int) (offset int, ok bool) {
	i := s.blockOf(number)
	text, left := s.text[i*block:], number-s.starts[i].lines
	for at := 0; ; left-- {
		end := bytes.IndexByte(text[at:], '\n')
		if end < 0 {
			return 0, false
		}
		if at += end + 1; left == 1 {
			return s.begin + i*block + at, true
		}
	}
}
