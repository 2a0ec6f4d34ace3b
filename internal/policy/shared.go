package policy

import (
	"bytes"
	"slices"
	"sync"
	"unsafe"

	"github.com/crossgrant/crossgrant/internal/source"
)

// Shared lets documents of equal text share what is read of them: exports hold most
// texts many times. Statements included: where a statement is to tell its document among
// several that may be equal, Apart gives them their own. It may be used by several
// goroutines; the zero value is ready.
type Shared struct{ known sync.Map }

type sharedKey struct {
	of   Type
	text string
}

// find returns the document with the text of the key and that origin, if an equal one was
// kept: its text is that of the other one.
func (s *Shared) find(key sharedKey, origin source.Origin) *Document {
	if s == nil {
		return nil
	}
	known, ok := s.known.Load(key)
	if !ok {
		return nil
	}
	return &Document{origin, known.(*Body)}
}

func (s *Shared) keep(key sharedKey, body *Body) {
	if s != nil {
		s.known.Store(key, body)
	}
}

// shared is the document of a text that is JSON or, where a check is given, that may be.
func (s *Parser) shared(origin source.Origin, text []byte, of Type, check func([]byte) error) *Document {
	key := sharedKey{of, unsafe.String(unsafe.SliceData(text), len(text))} // the text never changes
	if doc := s.Shared.find(key, origin); doc != nil {
		return doc
	}
	if origin.File.Packed() && !origin.Embedded() {
		text = bytes.Clone(text) // else all that stands around it were kept, too
		key.text = unsafe.String(unsafe.SliceData(text), len(text))
	}
	if check != nil {
		if err := check(text); err != nil {
			at := err.(*SyntaxError).Offset
			return notJSON(origin, of, text, source.Span{Start: at, End: min(at+1, len(text))}, err.Error())
		}
	}
	doc := s.read(origin, text, of)
	s.Shared.keep(key, doc.Body)
	return doc
}

// Apart lets no two of the documents share statements.
func Apart(list ...*Document) {
	for i, d := range list {
		if len(d.Statements) > 0 && slices.ContainsFunc(list[:i], func(other *Document) bool {
			return other != d && len(other.Statements) > 0 && &other.Statements[0] == &d.Statements[0]
		}) {
			*d = *d.Having(slices.Clone(d.Statements))
		}
	}
}
