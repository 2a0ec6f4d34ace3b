package source

import (
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
	var before start
	f.around(offset, func(s *stretch) { before = s.before(offset) })
	place := Position{Line: before.lines + 1, Column: max(before.runes-before.lineRunes, 0) + 1, Offset: offset}
	if f.wide != nil {
		place.Offset = f.wide.starts(f.Text)[before.lines] + wideLength(f.Slice(Span{before.line, max(offset, before.line)}))
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
	f.aroundBreak(number, func(s *stretch) { offset, ok = s.behind(number) })
	return offset, ok
}

// around has a part of the text used that has that offset in it or at its end.
func (f *File) around(offset int, do func(*stretch)) {
	if f.packed != nil {
		f.packed.within(f.packed.at(offset), do)
		return
	}
	do(f.all())
}

// aroundBreak has the part used in which the line break of that number is, if there is one.
func (f *File) aroundBreak(number int, do func(*stretch)) {
	if f.packed != nil {
		f.packed.within(f.packed.of(number), do)
		return
	}
	do(f.all())
}

// all is a text that is not packed.
func (f *File) all() *stretch {
	if f.whole.Load() == nil {
		f.whole.CompareAndSwap(nil, newStretch(f.Text, 0, beginning(f.Text)))
	}
	return f.whole.Load()
}
