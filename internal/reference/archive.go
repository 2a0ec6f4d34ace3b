package reference

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"sort"
	"strconv"
	"strings"
)

// An archive is a sorted list of named records, compressed in blocks of several
// records each, so that reading one record inflates its block and nothing else.
// It is read in place: opening it looks at the first line only.
//
//	line    magic package version date blocks dictionary-length '\n'
//	table   per block: end of its name, end of its data, size inflated (uint32, little endian)
//	dict    the preset dictionary of all blocks
//	names   the first record's name of each block
//	data    the blocks, DEFLATE; a record is length, name, length, content (uvarint lengths)
//
// Ends count from the start of their section.
type archive struct {
	source                   Source
	blocks                   int
	table, dict, names, data string
}

const (
	magic    = "crossgrant-archive-1"
	rowSize  = 12
	maxBlock = 8 << 20
)

// Source says which published package the data was made from.
type Source struct {
	Package string // the npm package
	Version string
	Date    string // the day the data speaks for, as 2026-09-26
}

// record is one named entry of an archive.
type record struct{ name, content string }

func openArchive(data string) (archive, error) {
	line, rest, _ := strings.Cut(data, "\n")
	f := strings.Fields(line)
	if len(f) != 6 || f[0] != magic {
		return archive{}, fmt.Errorf("the first line is not %s and five more words", magic)
	}
	blocks, errBlocks := strconv.ParseUint(f[4], 10, 31)
	dict, errDict := strconv.ParseUint(f[5], 10, 31)
	size := blocks*rowSize + dict
	if errBlocks != nil || errDict != nil || uint64(len(rest)) < size {
		return archive{}, errors.New("shorter than its first line says")
	}
	a := archive{
		source: Source{Package: f[1], Version: f[2], Date: f[3]},
		blocks: int(blocks),
		table:  rest[:blocks*rowSize],
		dict:   rest[blocks*rowSize : size],
	}
	rest = rest[size:]
	if blocks > 0 {
		end := a.cell(a.blocks-1, 0)
		if end > len(rest) {
			return archive{}, errors.New("shorter than its table of names says")
		}
		a.names, a.data = rest[:end], rest[end:]
	}
	return a, nil
}

// embedded opens an archive that is part of the program; tests keep it sound.
func embedded(data string) archive {
	a, err := openArchive(data)
	if err != nil {
		panic("reference: embedded archive: " + err.Error())
	}
	return a
}

// cell reads a number of the table where it lies.
func (a archive) cell(block, column int) int {
	s := a.table[block*rowSize+column*4:][:4]
	return int(uint32(s[0]) | uint32(s[1])<<8 | uint32(s[2])<<16 | uint32(s[3])<<24)
}

// span is the part of a section that belongs to a block.
func (a archive) span(block, column int) (from, to int) {
	if block > 0 {
		from = a.cell(block-1, column)
	}
	return from, a.cell(block, column)
}

// first is the name of a block's first record.
func (a archive) first(block int) string {
	from, to := a.span(block, 0)
	return a.names[from:to]
}

// find returns the only block that may hold a record of the name, or -1.
func (a archive) find(name string) int {
	return sort.Search(a.blocks, func(i int) bool { return a.first(i) > name }) - 1
}

// records inflates one block.
func (a archive) records(block int) ([]record, error) {
	from, to := a.span(block, 1)
	raw := make([]byte, a.cell(block, 2))
	r := flate.NewReaderDict(strings.NewReader(a.data[from:to]), []byte(a.dict))
	if _, err := io.ReadFull(r, raw); err != nil {
		return nil, fmt.Errorf("block %d: %w", block, err)
	}
	var list []record
	for s := string(raw); s != ""; {
		name, rest, ok := prefixed(s)
		content, rest, ok2 := prefixed(rest)
		if !ok || !ok2 {
			return nil, fmt.Errorf("block %d: a record is longer than the block", block)
		}
		list, s = append(list, record{name, content}), rest
	}
	return list, nil
}

// prefixed takes one string with its length in front off s.
func prefixed(s string) (value, rest string, ok bool) {
	n, width := binary.Uvarint([]byte(s[:min(len(s), binary.MaxVarintLen64)]))
	if width <= 0 || n > uint64(len(s)-width) {
		return "", "", false
	}
	return s[width:][:n], s[width+int(n):], true
}

// verify checks all that reading relies on and hands each record to visit. It is for
// archives that come from outside; the embedded ones are verified by tests.
func (a archive) verify(visit func(record) error) error {
	var last string
	for i := range a.blocks {
		for column, section := range []string{a.names, a.data} {
			if from, to := a.span(i, column); from > to || to > len(section) {
				return fmt.Errorf("block %d: its end lies outside the file", i)
			}
		}
		if n := a.cell(i, 2); n > maxBlock {
			return fmt.Errorf("block %d: %d bytes are more than a block may have", i, n)
		}
		list, err := a.records(i)
		if err != nil {
			return err
		}
		if len(list) == 0 || list[0].name != a.first(i) {
			return fmt.Errorf("block %d: does not begin with the name in the table", i)
		}
		for _, r := range list {
			if r.name <= last {
				return fmt.Errorf("block %d: %q is out of order", i, r.name)
			}
			last = r.name
			if err := visit(r); err != nil {
				return fmt.Errorf("%s: %w", r.name, err)
			}
		}
	}
	return nil
}

// pack writes records, sorted by name, as an archive with perBlock of them in a block.
// Equal records give equal bytes with one release of Go.
func pack(source Source, list []record, perBlock int) ([]byte, error) {
	sort.Slice(list, func(i, j int) bool { return list[i].name < list[j].name })
	var raws [][]byte
	var table, names, data []byte
	for i := 0; i < len(list); i += perBlock {
		var raw []byte
		for _, r := range list[i:min(i+perBlock, len(list))] {
			raw = append(binary.AppendUvarint(raw, uint64(len(r.name))), r.name...)
			raw = append(binary.AppendUvarint(raw, uint64(len(r.content))), r.content...)
		}
		raws = append(raws, raw)
	}
	dict := dictionary(raws)
	for i, raw := range raws {
		var out bytes.Buffer
		w, err := flate.NewWriterDict(&out, flate.BestCompression, dict)
		if err != nil {
			return nil, err
		}
		if _, err := w.Write(raw); err != nil {
			return nil, err
		}
		if err := w.Close(); err != nil {
			return nil, err
		}
		names = append(names, list[i*perBlock].name...)
		data = append(data, out.Bytes()...)
		table = binary.LittleEndian.AppendUint32(table, uint32(len(names)))
		table = binary.LittleEndian.AppendUint32(table, uint32(len(data)))
		table = binary.LittleEndian.AppendUint32(table, uint32(len(raw)))
	}
	file := fmt.Appendf(nil, "%s %s %s %s %d %d\n",
		magic, source.Package, source.Version, source.Date, len(raws), len(dict))
	return bytes.Join([][]byte{file, table, dict, names, data}, nil), nil
}
