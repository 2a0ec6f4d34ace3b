package database

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strconv"

	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/source"
)

// writer writes what is read of a database as one text: a list of rows, and then the
// values of iam-collect, each a JSON text of its own.
type writer struct {
	*connection
	name  string
	limit int64

	text     []byte
	cells    []source.Cell
	rowCount int
	lost     []error
	notes    []string
}

// lose notes what of a table cannot be read.
func (w *writer) lose(at source.Cell, err error) {
	name := at.Table
	if at.Column != "" {
		name = at.String()
	}
	w.lost = append(w.lost, fmt.Errorf("%s#%s: %w", w.name, name, err))
}

// rowsOf writes the rows of a table as JSON objects.
func (w *writer) rowsOf(t listed) {
	if w.rowCount > 0 {
		w.text = w.text[:len(w.text)-1] // the list goes on
	}
	err := w.rows(t, t.columns, func(row int64, values []value) error {
		w.row(source.Cell{Table: t.name, Row: row}, t.columns, values)
		return w.writable(len(w.text), w.limit)
	})
	if err != nil {
		w.lose(source.Cell{Table: t.name}, err)
	}
	if w.rowCount > 0 {
		w.text = append(w.text, ']')
	}
}

func (w *writer) row(at source.Cell, columns []string, values []value) {
	if w.rowCount++; w.rowCount == 1 {
		w.text = append(w.text, '[')
	} else {
		w.text = append(w.text, ",\n"...)
	}
	at.At = source.Span{Start: len(w.text), End: len(w.text)}
	w.cells = append(w.cells, at)
	for i, name := range columns {
		separator := byte(',')
		if i == 0 {
			separator = '{'
		}
		w.text = append(append(w.text, separator), quotedJSON([]byte(name))...)
		w.text = append(w.text, ':')
		at.Column = name
		w.value(at, values[i])
	}
	w.text = append(w.text, '}')
}

// value writes a value as JSON. A text that holds an object or a list is that: columns of
// JSON are texts in SQLite.
func (w *writer) value(at source.Cell, v value) {
	at.At.Start = len(w.text)
	switch number := v.other.(type) {
	case int64:
		w.text = strconv.AppendInt(w.text, number, 10)
	case float64:
		if math.IsInf(number, 0) || math.IsNaN(number) {
			at.Quoted = true
			w.text = append(w.text, strconv.Quote(strconv.FormatFloat(number, 'g', -1, 64))...)
		} else {
			w.text = strconv.AppendFloat(w.text, number, 'g', -1, 64)
		}
	default:
		switch {
		case v.text == nil:
			w.text = append(w.text, "null"...)
			return
		case !readable(v.text):
			w.lose(at, errNoText)
			// Not null, which would say that there is nothing.
			at.Quoted = true
			w.text = append(w.text, `"\ufffd"`...)
		case structured(v.text):
			w.text = append(w.text, v.text...)
		default:
			at.Quoted = true
			w.text = append(w.text, quotedJSON(v.text)...)
		}
	}
	at.At.End = len(w.text)
	w.cells = append(w.cells, at)
}

var errNoText = errors.New("what is stored is no text in UTF-8")

// structured reports whether a text is a JSON object or list that can stand in a row of a
// list.
func structured(text []byte) bool {
	start := bytes.TrimLeft(text, " \t\r\n")
	if len(start) == 0 || start[0] != '{' && start[0] != '[' || policy.CheckJSON(text) != nil {
		return false
	}
	const around = 2
	if bytes.Count(text, []byte("{"))+bytes.Count(text, []byte("["))+around <= policy.MaxDepth {
		return true
	}
	return policy.CheckJSON(bytes.Join([][]byte{[]byte("[["), text, []byte("]]")}, nil)) == nil
}

// quotedJSON is a text as a JSON string.
func quotedJSON(text []byte) []byte {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	if err := e.Encode(string(text)); err != nil {
		panic("database: a string that is no JSON: " + err.Error())
	}
	return bytes.TrimSuffix(out.Bytes(), []byte("\n"))
}
