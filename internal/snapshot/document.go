package snapshot

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/unknown"
)

// Document is a policy document and what it is part of.
type Document struct {
	Policy *policy.Document
	// AWSManaged documents cannot be edited.
	AWSManaged bool
	// Caps documents grant nothing: they are boundaries or session policies alone.
	Caps bool

	// Those of roles and buckets, of which there are many, are called by what they are part
	// of: inline policies by their name and the role, those of buckets by the bucket's.
	part part
	of   *RoleName
	name string
	// names are those of all others. Of a part they are nil, or have the id that is not
	// another document's, too, and what is disputed.
	names *Names
}

// Names are how a document is called.
type Names struct {
	// ID names the document in facts and places, and is stable from run to run.
	ID    string
	Label string // how people are told of it: "inline policy upload of role compute"
	// Owner is what the document is attached to, if that is known.
	Owner Owner
	// Command is the AWS CLI call that puts a changed document; FILE stands for the file
	// that holds it.
	Command string
	// Disputed says that files have different texts of the document, and which;
	// empty where they do not.
	Disputed string
}

// Owner names what a document is attached to.
type Owner struct {
	Kind string // "role", "policy", "bucket", "key", "user", "group", "organization policy", "endpoint", "access point"
	ID   string // ARN, or the id or name that the kind goes by
}

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
		return texts{"arn:aws:s3:::", d.name, " policy"}
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
	return texts{"inline policy ", d.name, " of role ", d.of.Name}
}

// text is all of the texts.
func (t texts) text() string { return strings.Join(t[:], "") }

// NewDocument returns a document by its names.
func NewDocument(names Names, p *policy.Document) *Document {
	return &Document{names: &names, Policy: p}
}

// ID names the document in facts and places, and is stable from run to run.
func (d *Document) ID() string { return d.id().text() }

// Label is how people are told of the document: "inline policy upload of role compute".
func (d *Document) Label() string { return d.label().text() }

// Owner is what the document is attached to, if that is known.
func (d *Document) Owner() Owner {
	switch d.part {
	case inlinePart, trustPart:
		return Owner{"role", d.of.owner()}
	case bucketPart:
		return Owner{"bucket", d.name}
	}
	return d.given().Owner
}

// Disputed says that files have different texts of the document, and which; empty where
// they do not.
func (d *Document) Disputed() string { return d.given().Disputed }

// given are the names that do not follow from what the document is part of.
func (d *Document) given() Names {
	if d.names == nil {
		return Names{}
	}
	return *d.names
}

// own gives a document names of its own.
func (d *Document) own() *Names {
	if d.names == nil {
		d.names = &Names{}
	}
	return d.names
}

// Puts returns the AWS CLI call that puts a changed document; FILE stands for the file that
// holds it. It is empty if the owner is not known, and where nobody puts the document so.
func (d *Document) Puts() string {
	command := d.given().Command
	switch d.part {
	case inlinePart:
		command = PutRolePolicy(lastName(d.of.owner()), d.name)
	case bucketPart:
		command = PutBucketPolicy(d.name)
	case trustPart:
		command = "aws iam update-assume-role-policy --role-name " + lastName(d.of.owner()) + " --policy-document file://FILE"
	}
	// Nobody puts what is deployed from a file that people write, nor where the name of
	// what it is put to is not known yet.
	if o := d.Policy.Origin(); d.AWSManaged || o.Source || o.Rendered != nil || o.Maker != "" || unknown.In(command) {
		return ""
	}
	return command
}

// Unread reports that what the document says is not known: its text is no policy,
// or files have different ones.
func (d *Document) Unread() bool { return d.Disputed() != "" || d.Policy.Unread() }

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
