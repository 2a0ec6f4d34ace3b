package lint

import (
	"crypto/sha256"
	"iter"

	"github.com/crossgrant/crossgrant/internal/access"
	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/digest"
	"github.com/crossgrant/crossgrant/internal/facts"
	"github.com/crossgrant/crossgrant/internal/finding"
	"github.com/crossgrant/crossgrant/internal/fix"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/snapshot"
	"github.com/crossgrant/crossgrant/internal/trust"
	"github.com/crossgrant/crossgrant/internal/written"
)

// task is a subject of which nothing has been made yet.
type task struct {
	of finding.Subject
	// One of these is the subject. Of documents, roles and pairs there are many.
	document *snapshot.Document
	once     bool // no other document has the text
	role     *snapshot.Role
	pair     *snapshot.Pair
	make     func(*maker) Subject
}

// alike is all of a document that its facts hang on, but for the id that places name:
// rules find the same in documents of which it is equal. The zero value is like no
// other.
type alike struct {
	text    [sha256.Size]byte
	of      policy.Type
	owner   string // its kind
	managed bool
	caps    bool
	// Of a bucket policy: the bucket, what people are told it is, its account, and
	// whether RestrictPublicBuckets is on.
	bucket, label, account string
	restricted             condition.Truth
}

// alike is zero where the facts of a document hang on more: those of a text that could
// not be taken out of its file on the place, those of a template on what is not known yet.
func (w *World) alike(d *snapshot.Document) alike {
	if d == nil {
		return alike{}
	}
	p := d.Policy
	if !p.HasText() || p.Origin().Rendered != nil {
		return alike{}
	}
	a := alike{text: p.Digest(), of: p.Type(), owner: d.Owner().Kind, managed: d.AWSManaged, caps: d.Caps}
	if p.Type() == policy.Bucket || d.Owner().Kind == "bucket" {
		a.bucket, a.label, a.account, a.restricted = d.Owner().ID, d.Label(), w.accountOf(d), w.restricted(d)
	}
	return a
}

// accountOf is the account of the bucket whose policy a document is; empty where it is
// not known, or of what is none.
func (w *World) accountOf(d *snapshot.Document) string {
	if b := w.Bucket(d.Owner().ID); b != nil && d.Owner().Kind == "bucket" {
		return b.Account
	}
	return ""
}

// maker makes subjects; each goroutine has its own.
type maker struct {
	world    *World
	reader   *written.Reader
	judge    *access.Judge
	trustees *trust.Trustees
	// trusting are the facts of the first of the roles that share a list of trustees.
	trusting map[*trust.Trustee]*trusting
	// neighbours are the pairs that settings of one bucket concern; nil for a pair alone.
	neighbours *fix.Neighbours
	digester   *digest.Digester
	namer      *snapshot.Namer // of what documents name, nil where that is known otherwise
}

// maker makes subjects for rules that ask documents for actions.
func (w *World) maker(asks []string) *maker {
	m := &maker{world: w, reader: written.NewReader(w.Reference, w.OfID, asks...), trustees: trust.New(w.Snapshot), trusting: map[*trust.Trustee]*trusting{}}
	m.forget()
	return m
}

// forget lets what was compiled and read go: it is for few subjects but those of one window.
func (m *maker) forget() {
	m.judge, m.digester = access.NewJudge(m.world.Snapshot), digest.New()
}

// subject makes a task's subject; if that panics, it is one that failed.
func (m *maker) subject(t *task) Subject {
	return shielded(t.of, func() Subject {
		switch {
		case t.document != nil:
			return m.document(t.of, t.document)
		case t.role != nil:
			return m.role(t.of, t.role)
		case t.pair != nil:
			return pairSubject(m.judge, t.pair)
		}
		return t.make(m)
	})
}

// tasks yields what rules judge, in the order in which they judge it: every
// document, every role and bucket, the pairs, and the snapshot as a whole.
func (w *World) tasks(pairs []*snapshot.Pair) iter.Seq[task] {
	return func(yield func(task) bool) {
		once := w.once()
		for i, d := range w.Snapshot.Documents {
			t := documentTask(d)
			if t.once = once[i]; !yield(t) {
				return
			}
		}
		for t := range w.roles() {
			if !yield(t) {
				return
			}
		}
		for _, b := range w.Snapshot.Buckets {
			of := finding.Subject{Kind: finding.SubjectBucket, ID: "arn:aws:s3:::" + b.Ref()}
			if !yield(task{of: of, make: func(m *maker) Subject {
				return Subject{Subject: of, Input: facts.Bucket(b, m.world.Accounts[b.Account])}
			}}) {
				return
			}
		}
		for _, pair := range pairs {
			if !yield(pairTask(pair)) {
				return
			}
		}
		of := finding.Subject{Kind: finding.SubjectSnapshot, ID: "snapshot"}
		yield(task{of: of, make: func(m *maker) Subject { return snapshotSubject(of.ID, facts.Snapshot(m.world.Snapshot)) }})
	}
}

func documentTask(d *snapshot.Document) task {
	return task{of: finding.Subject{Kind: finding.SubjectDocument, ID: d.ID()}, document: d}
}

func (m *maker) document(of finding.Subject, d *snapshot.Document) Subject {
	said := m.reader.Document(d)
	if m.namer != nil {
		m.namer.Inline(d)
	}
	if account := m.world.accountOf(d); account != "" {
		said = said.With("account", facts.String(account))
	}
	return Subject{Subject: of, Input: said.With("public", facts.Public(d, m.world.Reference, m.world.restricted(d)))}
}

func pairTask(pair *snapshot.Pair) task {
	return task{of: finding.Subject{Kind: finding.SubjectAccess, ID: pairID(pair)}, pair: pair}
}
