package snapshot

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// part is what of a role or a bucket a document is.
type part uint8

const (
	_ part = iota // of neither
	inlinePart
	trustPart
	bucketPart
)

// texts are what the id and the label of a document consist of.
type texts [6]string

// id are the texts of the id.
func (d *Document) id() texts {
	switch {
	case d.names != nil && d.names.ID != "", d.part == 0:
		return texts{d.given().ID}
	case d.part == bucketPart:
		return texts{bucketARN, d.name, " policy"}
	case d.part == trustPart:
		return texts{d.of.owner(), " trust policy of role ", d.of.Name}
	}
	return texts{d.of.owner(), " inline policy ", d.name, " of role ", d.of.Name}
}

// label are the texts of the label.
func (d *Document) label() texts {
	switch {
	case d.names != nil && d.names.Label != "", d.part == 0:
		return texts{d.given().Label}
	case d.part == bucketPart:
		return texts{"policy of bucket ", d.name}
	case d.part == trustPart:
		return texts{"trust policy of role ", d.of.Name}
	}
	return inlineTexts(d.name, d.of.Name)
}

func inlineTexts(policy, role string) texts {
	return texts{"inline policy ", policy, " of role ", role}
}

// text is all of the texts.
func (t texts) text() string { return strings.Join(t[:], "") }

// compareIDs orders documents by their ids, which it does not make.
func compareIDs(x, y *Document) int {
	if x.of != nil && y.of != nil && x.names == nil && y.names == nil && x.of != y.of && x.of.ARN != "" && y.of.ARN != "" && !related(x.of.ARN, y.of.ARN) {
		return cmp.Compare(x.of.ARN, y.of.ARN) // most of them
	}
	return x.id().compare(y.id())
}

// related reports whether one text is the beginning of the other.
func related(x, y string) bool { return strings.HasPrefix(x, y) || strings.HasPrefix(y, x) }

// compare compares what the texts are together.
func (x texts) compare(y texts) int {
	i, j := 0, 0
	for {
		for i < len(x) && x[i] == "" {
			i++
		}
		for j < len(y) && y[j] == "" {
			j++
		}
		if i == len(x) || j == len(y) {
			return (len(x) - i) - (len(y) - j)
		}
		n := min(len(x[i]), len(y[j]))
		if c := cmp.Compare(x[i][:n], y[j][:n]); c != 0 {
			return c
		}
		x[i], y[j] = x[i][n:], y[j][n:]
	}
}

// Document returns the document of that id, or nil.
func (s *Snapshot) Document(id string) *Document {
	wanted := &Document{names: &Names{ID: id}}
	if i, ok := slices.BinarySearchFunc(s.Documents, wanted, compareIDs); ok {
		return s.Documents[i]
	}
	return s.beside[id]
}

// finishDocuments sorts the documents by their ids and gives those of one id others: the
// first keeps it.
func (b *Builder) finishDocuments() {
	for again := true; again; {
		slices.SortStableFunc(b.s.Documents, compareIDs)
		again = false
		for i := 1; i < len(b.s.Documents); i++ {
			first := b.s.Documents[i-1]
			for n := 2; i < len(b.s.Documents) && compareIDs(first, b.s.Documents[i]) == 0; n++ {
				d := b.s.Documents[i]
				d.own().ID, again = fmt.Sprintf("%s~%d", d.ID(), n), true
				i++
			}
		}
	}
}
