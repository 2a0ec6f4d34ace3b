package hcl

import (
	"bytes"
	"errors"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/source"
)

// rewriter is for a document of Terraform's sources as its user wrote it, so that it can be
// changed there: its lines, with their comments and their layout, and no others.
//
// Of the document that is wanted only what differs is written. Then the folder is read
// again with the changed file: the document has to be the wanted one, and all else what it
// was. Where it is not, for a copy, a local or a module makes more of the same lines,
// nothing is changed.
type rewriter struct {
	reading *reading
	number  int // of the document among those of the folder
	origin  source.Origin
}

// reading is a folder, evaluated once more for all changes of it.
type reading struct {
	dir    string
	reader Reader
	hints  input.Hints

	turn   sync.Mutex // one change at a time
	files  map[string]opened
	parsed map[*source.File]*hclsyntax.Body
	before *project
	pieces []*piece
	nodes  map[*source.File]map[source.Span]hclsyntax.Node
	left   int // how many steps may be evaluated for changes
}

// maxAgain is how many steps are evaluated for all changes of a folder.
const maxAgain = 20 * maxSteps

// opened is a file as it was read.
type opened struct {
	file *source.File
	err  error
}

// notate is what changes a document that was made out of a file.
func (r *reading) notate(number int, origin source.Origin) source.Notation {
	if origin.Rendered == nil || origin.File == nil {
		return nil
	}
	return &rewriter{r, number, origin}
}

var (
	errOther = errors.New("the lines of the sources say more than this document")
	errElse  = errors.New("what is to be changed is made of something else")
	errLimit = errors.New("more of Terraform's language than is read again")
)

// Rewrite returns the changes of a file after which the document says the text.
func (w *rewriter) Rewrite(text []byte) ([]source.Edit, error) {
	return w.Together(map[source.Notation][]byte{w: text})
}

// Together returns the changes of a file after which documents that are made of the same
// lines say their texts, in all folders that read these.
func (w *rewriter) Together(texts map[source.Notation][]byte) ([]source.Edit, error) {
	wanted, first := map[*reading]map[int]string{}, map[*reading]*rewriter{w.reading: w}
	for n, text := range texts {
		other, ok := n.(*rewriter)
		if !ok || !bytes.Equal(other.origin.File.Text, w.origin.File.Text) {
			return nil, errOther
		}
		if wanted[other.reading] == nil {
			wanted[other.reading] = map[int]string{}
		}
		wanted[other.reading][other.number] = string(text)
		if of := first[other.reading]; of == nil || of != w && other.number < of.number {
			first[other.reading] = other
		}
	}
	edits, err := w.reading.change(w, wanted[w.reading], len(wanted))
	for r, goal := range wanted {
		if r == w.reading || err != nil {
			continue
		}
		var others []source.Edit
		if others, err = r.change(first[r], goal, len(wanted)); err == nil && !slices.Equal(edits, others) {
			err = errOther
		}
	}
	return edits, err
}

// change returns the changes for documents of one folder, of which one is the first; so many
// folders may read the file.
func (r *reading) change(w *rewriter, wanted map[int]string, readers int) ([]source.Edit, error) {
	r.turn.Lock()
	defer r.turn.Unlock()
	if r.before == nil {
		r.take()
	}
	file := w.origin.File
	if r.left < 0 || !r.knows(w) {
		return nil, errLimit
	}
	of := r.before.set.Read[w.number].Document.Origin().File
	if r.nodes[of] == nil {
		r.nodes[of] = nodesOf(r.parsed[of])
	}
	c := &changes{Layout: source.Layout{Text: string(file.Text)}, nodes: r.nodes[of], made: w.origin.Rendered, json: strings.HasSuffix(file.Name, jsonEnding)}
	c.document(w.origin.Span, string(w.origin.Rendered.Text), wanted[w.number])
	if c.err != nil || len(c.edits) == 0 {
		return nil, c.err
	}
	if r.reader.Uses[path.Clean(r.folderOf(of))] > readers || !r.says(w, c.edits, wanted, c.loose) {
		return nil, errOther
	}
	return c.edits, nil
}

// folderOf is the folder of a file.
func (r *reading) folderOf(file *source.File) string {
	for dir, f := range r.before.folders {
		if slices.Contains(f.files, file) {
			return dir
		}
	}
	return r.dir
}

// shown is the notation of a text that may be that of several documents: nothing changes it.
type shown struct{}

// Rewrite returns an error.
func (shown) Rewrite([]byte) ([]source.Edit, error) { return nil, errOther }
