package source

import (
	"fmt"
	"slices"
	"sort"
	"sync"
)

// Cell is where a text holds the value of a column, in a row of a table that it was
// made of. Without a column it is where the row begins.
type Cell struct {
	At     Span
	Table  string
	Row    int64
	Column string
	// Quoted: the value is written as a JSON string, with its quotes.
	Quoted bool
}

// tables is where the values of a file lie that was made of tables.
type tables struct {
	cells  []Cell
	mutex  sync.Mutex
	values map[int]*File // of those that were asked for, by where they begin
}

// String returns table/row/column.
func (c Cell) String() string {
	if c.Column == "" {
		return fmt.Sprintf("%s/%d", c.Table, c.Row)
	}
	return fmt.Sprintf("%s/%d/%s", c.Table, c.Row, c.Column)
}

// NewTables returns the text of a file that is none: what was read of its tables. Cells
// stand in the order of their places, and do not overlap. Positions are those in the
// value of a cell, which is what people can look up.
func NewTables(name string, text []byte, cells []Cell, derived string) *File {
	return &File{Name: name, Text: text, tables: &tables{cells: cells}, Derived: derived}
}

// Like returns a file of another name and a text as long, with everything where it was,
// and other names of tables.
func (f *File) Like(name string, text []byte, table func(string) string) *File {
	if f.tables == nil {
		return NewFile(name, text)
	}
	cells := slices.Clone(f.tables.cells)
	for i := range cells {
		cells[i].Table = table(cells[i].Table)
	}
	return &File{Name: name, Text: text, tables: &tables{cells: cells}}
}

// Cell returns the cell that holds an offset, or the row if it lies between its cells.
func (f *File) Cell(offset int) (c Cell, ok bool) {
	if f.tables == nil {
		return Cell{}, false
	}
	cells := f.tables.cells
	i := sort.Search(len(cells), func(i int) bool { return cells[i].At.Start > offset }) - 1
	if i < 0 {
		return Cell{}, false
	}
	if c = cells[i]; offset > c.At.End {
		c.Column = ""
	}
	return c, true
}

// Place returns a place as compilers write it, name:line:column, and of a database
// name#table/row/column:line:column.
func (f *File) Place(offset int) string {
	at := f.Position(offset)
	name := f.Name
	if c, ok := f.Cell(offset); ok {
		name += "#" + c.String()
	}
	return fmt.Sprintf("%s:%d:%d", name, at.Line, at.Column)
}

// Alone returns, of a span in the value of a cell, that value as a file of its own and
// the span in it; any other span stays where it is.
func (f *File) Alone(s Span) (*File, Span) {
	c, ok := f.Cell(s.Start)
	if !ok || c.Column == "" {
		return f, s
	}
	value, at := f.value(c)
	return value, Span{at(s.Start), at(s.End)}
}

// value returns the value of a cell, and what leads an offset of the file to one in it.
func (f *File) value(c Cell) (value *File, at func(int) int) {
	inside := c.At
	if c.Quoted {
		inside = Span{c.At.Start + 1, c.At.End - 1}
	}
	decoded := func(s Span) ([]byte, bool) {
		if !c.Quoted {
			return nil, false
		}
		text, err := Origin{File: f, Span: s, Encodings: []Encoding{JSONString}}.Decode()
		return text, err == nil
	}
	at = func(offset int) int {
		offset = min(max(offset, inside.Start), inside.End)
		if before, ok := decoded(Span{inside.Start, offset}); ok {
			return len(before)
		}
		return offset - inside.Start
	}
	t := f.tables
	t.mutex.Lock()
	defer t.mutex.Unlock()
	if value = t.values[c.At.Start]; value == nil {
		if t.values == nil {
			t.values = map[int]*File{}
		}
		text, ok := decoded(inside)
		if !ok {
			text = f.Slice(inside)
		}
		value = NewFile(f.Name, text)
		t.values[c.At.Start] = value
	}
	return value, at
}
