package source

import (
	"bytes"
	"strings"
)

// Position returns the place of a byte offset. Offsets outside the text are
// moved to its nearer end.
func (f *File) Position(offset int) Position {
	offset = min(max(offset, 0), f.Len())
	if c, ok := f.Cell(offset); ok {
		if c.Column == "" {
			return Position{Line: 1, Column: 1}
		}
		value, at := f.value(c)
		return value.Position(at(offset))
	}
	before := f.stretch(offset).before(offset)
	place := Position{Line: before.lines + 1, Column: max(before.runes-before.lineRunes, 0) + 1, Offset: offset}
	if f.wide {
		place.Offset = f.units[before.lines] + wideLength(f.Slice(Span{before.line, max(offset, before.line)}))
	}
	return place
}

// Line returns the text of the line with that number, counted from 1, without
// its line break.
func (f *File) Line(number int) string {
	if number < 1 {
		return ""
	}
	begin, ok := 0, true
	if number > 1 {
		begin, ok = f.behind(number - 1)
	}
	if !ok {
		return ""
	}
	end, ok := f.behind(number)
	if !ok {
		end = f.Len()
	}
	line := string(f.Slice(Span{begin, end}))
	if number == 1 {
		line = strings.TrimPrefix(line, mark)
	}
	return strings.TrimSuffix(strings.TrimSuffix(line, "\n"), "\r")
}

// behind returns the offset behind the line break of that number, counted from 1; ok is
// false where there are fewer.
func (f *File) behind(number int) (offset int, ok bool) {
	s := f.stretchOf(number)
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

// stretch returns a part of the text with that offset in it or at its end.
func (f *File) stretch(offset int) *stretch {
	if f.packed != nil {
		return f.packed.stretch(f.packed.at(offset))
	}
	return f.all()
}

// stretchOf returns the part in which the line break of that number is, if there is one.
func (f *File) stretchOf(number int) *stretch {
	if f.packed != nil {
		return f.packed.stretch(f.packed.of(number))
	}
	return f.all()
}

// all is a text that is not packed.
func (f *File) all() *stretch {
	f.once.Do(func() {
		f.whole = newStretch(f.Text, 0, beginning(f.Text))
		if f.wide {
			f.units = wideStarts(f.Text)
		}
	})
	return f.whole
}
