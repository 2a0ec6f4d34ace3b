package hcl

import (
	"errors"
	"strings"
	"sync"

	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/tidwall/gjson"

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
	r, file := w.reading, w.origin.File
	r.turn.Lock()
	defer r.turn.Unlock()
	if r.before == nil {
		r.take()
	}
	if !r.knows(w) {
		return nil, errLimit
	}
	if strings.HasSuffix(file.Name, jsonEnding) {
		return nil, errElse
	}
	of := r.before.set.Read[w.number].Document.Origin.File
	if r.nodes[of] == nil {
		r.nodes[of] = nodesOf(r.parsed[of])
	}
	c := &changes{text: string(file.Text), nodes: r.nodes[of], made: w.origin.Rendered}
	wanted := gjson.ParseBytes(text)
	c.document(w.origin.Span, gjson.ParseBytes(w.origin.Rendered.Text), wanted)
	if c.err != nil {
		return nil, c.err
	}
	if r.left < 0 {
		return nil, errLimit
	}
	if !r.says(w, c.edits, wanted, c.loose) {
		return nil, errOther
	}
	return c.edits, nil
}
