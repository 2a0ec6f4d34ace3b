package snapshot

import (
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
