package policy

import (
	"bytes"
	"crypto/sha256"
	"iter"
	"slices"
	"sync"
	"sync/atomic"
	"weak"

	"github.com/crossgrant/crossgrant/internal/source"
)

// said is what documents of equal text say. An export holds more of it than fits into
// memory, and little is asked for at a time: what was let go is kept for as long as
// somebody holds it, or a statement of it, and read again from the file after that.
type said struct {
	of      Type
	text    [sha256.Size]byte // digest of the text, zero where there is none
	again   bool              // it was read from the file as it stands there
	counted bool
	held    atomic.Pointer[Body]
	loose   atomic.Pointer[weak.Pointer[Body]] // nil until it was let go
	mutex   sync.Mutex                         // of reading it again
}

// held is what a document says that nobody can read again.
func held(b *Body) *said {
	s := &said{of: b.Type}
	if b.Text != nil {
		s.text = sha256.Sum256(b.Text)
	}
	s.held.Store(b)
	return s
}

// read is what was read of a text by its digest.
func read(b *Body, text [sha256.Size]byte) *said {
	s := &said{of: b.Type, text: text, again: true}
	s.held.Store(b)
	return s
}

// unread is what a text says that is there, in JSON, and read when somebody asks for it.
func unread(key sharedKey) *said {
	s := &said{of: key.of, text: key.text, again: true}
	s.loose.Store(new(weak.Pointer[Body]))
	return s
}

// New returns a document that stands nowhere and says what the body has.
func New(b *Body) *Document { return &Document{said: held(b)} }

// apart says the same in statements of its own.
func (s *said) apart() *said {
	own := &said{of: s.of, text: s.text, again: s.again}
	b := s.held.Load()
	if b == nil {
		own.loose.Store(new(weak.Pointer[Body]))
		return own
	}
	copied := *b
	copied.Statements = slices.Clone(b.Statements)
	for i := range copied.Statements {
		copied.Statements[i].of = &copied
	}
	own.held.Store(&copied)
	return own
}

// Held reports whether what the document says is in memory and stays there.
func (d *Document) Held() bool { return d.held.Load() != nil }

// Count returns how much of the text is in memory; 0 where it, or that of an equal document,
// was counted before. Count and LetGo are for one goroutine.
func (d *Document) Count() int {
	b := d.held.Load()
	if d.counted || b == nil {
		return 0
	}
	d.counted = true
	return len(b.Text)
}

// Own has what nobody can read again kept without the text of the file around it.
func (d *Document) Own() {
	if b := d.held.Load(); b != nil && !d.again {
		b.Text = bytes.Clone(b.Text)
	}
}

// LetGo has the memory of what the document says used for other things while nobody asks
// for it, unless it cannot be read again.
func (d *Document) LetGo() {
	b := d.held.Load()
	if b == nil || !d.again || d.Origin().Rendered != nil {
		return
	}
	loose := weak.Make(b)
	d.loose.Store(&loose)
	d.held.Store(nil)
}

// Body returns what the document says. As long as somebody holds that, or one of its
// statements, it is the same.
func (d *Document) Body() *Body {
	if b := d.held.Load(); b != nil {
		return b
	}
	if b := d.loose.Load().Value(); b != nil {
		return b
	}
	return d.readAgain()
}

// parsers read documents again.
var parsers = sync.Pool{New: func() any { return new(Parser) }}

func (d *Document) readAgain() *Body {
	d.mutex.Lock()
	defer d.mutex.Unlock()
	if b := d.loose.Load().Value(); b != nil {
		return b
	}
	text, err := d.Origin().Decode()
	if err != nil {
		panic("policy: a text that was read cannot be read again: " + err.Error())
	}
	p := parsers.Get().(*Parser)
	defer parsers.Put(p)
	b := p.read(text, d.of)
	loose := weak.Make(b)
	d.loose.Store(&loose)
	return b
}

// Type returns what the document is a policy of.
func (d *Document) Type() Type { return d.of }

// Digest returns the SHA-256 of the text; it is zero if the text could not be taken out of
// its file.
func (d *Document) Digest() [sha256.Size]byte { return d.said.text }

// HasText reports whether the text could be taken out of its file.
func (d *Document) HasText() bool { return d.said.text != [sha256.Size]byte{} }

// Text returns the document's JSON text, decoded from its origin.
func (d *Document) Text() []byte { return d.Body().Text }

// Version returns the Version element, nil if there is none.
func (d *Document) Version() *source.Text { return d.Body().Version }

// Statements returns the statements, which nobody changes.
func (d *Document) Statements() []Statement { return d.Body().Statements }

// Lone reports that Statement is one object, not an array of them.
func (d *Document) Lone() bool { return d.Body().Lone }

// Problems returns what is wrong with the document.
func (d *Document) Problems() []Problem { return d.Body().Problems }

// All yields the statements with their indexes.
func (d *Document) All() iter.Seq2[int, *Statement] {
	return func(yield func(int, *Statement) bool) {
		list := d.Statements()
		for i := range list {
			if !yield(i, &list[i]) {
				return
			}
		}
	}
}
