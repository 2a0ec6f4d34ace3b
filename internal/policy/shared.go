package policy

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/crossgrant/crossgrant/internal/source"
)

// Shared lets documents of equal text share what is read of them: exports hold most
// texts many times. Statements included: where a statement is to tell its document among
// several that may be equal, Apart gives them their own. It may be used by several
// goroutines; the zero value is ready.
type Shared struct {
	known sync.Map
	// Room is for what is read of the texts; nil is room for all of them.
	Room *Room
}

// Room is for what documents say that are read before somebody asks for it: as long as there
// is some, what is wrong with a text is known at once and nothing is read twice.
type Room struct {
	// Size is how many bytes of text there is room for: 0 is UsualRoom, less is none.
	Size  int
	taken atomic.Int64
}

// UsualRoom is how many bytes of policy text stay read from loading to judging; what is
// read of a text takes twice as much beside it. Of an export with more, all of it is read
// again when it is judged: memory is what such an export wants most.
const UsualRoom = 16 << 20

// take reports whether there is room for a text.
func (r *Room) take(text int) bool {
	return r == nil || r.taken.Add(int64(text)) <= int64(cmp.Or(r.Size, UsualRoom))
}

type sharedKey struct {
	of   Type // as it was asked for, not as it was guessed
	text [sha256.Size]byte
}

// find returns what documents of the key say, nil if none was kept.
func (s *Shared) find(key sharedKey) *said {
	if s == nil {
		return nil
	}
	known, ok := s.known.Load(key)
	if !ok {
		return nil
	}
	return known.(*said)
}

func (s *Shared) keep(key sharedKey, what *said) {
	if s != nil {
		s.known.Store(key, what)
	}
}

// shared is the document of a text that is JSON or, where a check is given, that may be. A
// text that is the parser's is copied if the document keeps it.
func (s *Parser) shared(origin source.Origin, text []byte, of Type, check func([]byte) error, ours bool) *Document {
	key := sharedKey{of, sha256.Sum256(text)}
	if known := s.Shared.find(key); known != nil {
		return &Document{originOf(origin), known}
	}
	if check != nil {
		if err := check(text); err != nil {
			at := err.(*SyntaxError).Offset
			return notJSON(origin, of, text, source.Span{Start: at, End: min(at+1, len(text))}, err.Error())
		}
	}
	what := unread(key)
	if s.Shared == nil || of == "" || origin.Rendered != nil || s.Shared.Room.take(len(text)) {
		if ours {
			text = bytes.Clone(text)
		}
		what = read(s.read(text, of), key.text)
	}
	s.Shared.keep(key, what)
	return &Document{originOf(origin), what}
}

// Apart lets no two of the documents share statements.
func Apart(list ...*Document) {
	for i, d := range list {
		if slices.ContainsFunc(list[:i], func(other *Document) bool { return other != d && other.said == d.said }) {
			d.said = d.said.apart()
		}
	}
}
