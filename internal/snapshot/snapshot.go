// Package snapshot assembles what many files state into one world: accounts,
// roles with all their policies, buckets with their settings, and which roles
// and buckets have to do with each other.
//
// Every part keeps its place, so that whatever is found later can be shown.
// What no file says stays unknown; what two files say differently is a
// Conflict. The package decides nothing: whether a role reaches a bucket is
// asked in access.
package snapshot

import (
	"strings"

	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/reference"
	"github.com/crossgrant/crossgrant/internal/unknown"
)

// Snapshot is the assembled world. Its lists are sorted by id.
type Snapshot struct {
	Documents []*Document
	Roles     []*Role
	Users     []input.Identity
	Groups    []input.Identity
	Buckets   []*Bucket
	Keys      []*Key
	Conflicts []Conflict
	// Placed says of which roles the account was found out, a sentence each.
	Placed []string
	// Through is the id of the VPC endpoint through which requests come; empty
	// where they come from the internet or that is not said.
	Through string
	// Caller is the user that is asked about, nil if there is none.
	Caller *Role
	// Session is the session policy of the role's sessions, nil if there is none.
	Session *Document
	// Points are the access points whose bucket some input tells.
	Points []*AccessPoint
	// Accounts that some record names, by their id.
	Accounts map[string]*Account
	// Reference is the service reference that everything is held against.
	Reference *reference.Table

	// beside are the documents that are evidence and not judged, by their ids.
	beside   map[string]*Document
	settings map[string]Setting
	expect   []Expectation
	// organization is that of the own accounts, as the configuration says.
	organization string
	own          map[string]bool
	managed      map[string]*Document // by policy ARN
	roles        map[string][]*Role   // by name
	buckets      map[string]*Bucket   // by name
	apart        map[string][]*Bucket // by name, where there are several
	users        map[string]int       // by ARN, else by account and name
	names        []string             // of buckets, sorted
	members      map[string]*Membership
	endpoints    map[string]*Endpoint // of VPCs, by id
	ids          *ids
}

// Account is what is known of an AWS account.
type Account struct {
	ID, Name, CanonicalID string
	PublicAccessBlock     input.Setting[input.PublicAccessBlock]
	// Listed: every role and user of the account is in the snapshot.
	Listed bool
}

// Role is a role with all its policies, or another caller in the place of one. Exports hold
// a hundred thousand of them.
type Role struct {
	Kind Kind
	// AttachedKnown and InlineKnown report that the lists are complete.
	AttachedKnown, InlineKnown bool
	firstPaged                 bool // see first
	RoleName
	Account, Path, ID string
	At                input.Place
	Trust             *Document
	Inline            []*Document
	// Attached are the managed policies; those without a document were not
	// exported and are in no catalogue.
	Attached []*Attachment
	*Rarely

	first   *input.Role // all that was read of it, until there is more or the snapshot is built
	*stated             // while the snapshot is built; nil afterwards
}

// RoleName is what a role and its documents are called by.
type RoleName struct{ Name, ARN string }

// owner names the role as the owner of its documents.
func (r *RoleName) owner() string {
	if r.ARN == "" {
		return "role/" + r.Name
	}
	return r.ARN
}

// Rarely is what is the same of most roles, which share it.
type Rarely struct {
	// Stack is what makes the role, as input.Role has it.
	Stack string
	// Unread names what of the role could not be read, or is told differently by
	// two files: it may allow or deny anything.
	Unread []string
	// PathOpen: no file says the path, and what bucket policies name hangs on it.
	PathOpen bool
	Boundary Boundary
	// Tags have no place.
	Tags input.Setting[[]input.Tag]
}

// Attachment is a managed policy that is attached to a role.
type Attachment struct {
	Name, ARN string
	Document  *Document // nil if its text is missing
}

// Boundary is a role's permissions boundary.
type Boundary struct {
	State input.State
	// Disputed says that files name different ones, or one and none.
	Disputed string
	ARN      string
	Document *Document // nil if its text is missing
}

// Editable reports whether the account's owner can edit the role's policies:
// service-linked roles and those of IAM Identity Center belong to AWS.
func (r *Role) Editable() bool {
	return !r.ServiceLinked() && !strings.HasPrefix(r.Path, "/aws-reserved/")
}

// ServiceLinked reports whether an AWS service made the role for itself.
func (r *Role) ServiceLinked() bool { return strings.HasPrefix(r.Path, "/aws-service-role/") }

// Bucket is a bucket with its settings.
type Bucket struct {
	input.Bucket
	Policy *Document // nil if there is none, or none was exported
	// Key is the one of its default encryption, nil if no input describes it.
	Key *Key
	// AccountBy says how the bucket's account is known.
	AccountBy string

	account input.Setting[string] // as files state it
	apart   bool                  // there are others of its name
	stacks  []string              // further ones that say of it what its own one does
}

// Conflict is one thing of which two files say different things. No order of
// files says which is true: what hangs on it is unknown.
type Conflict struct {
	What          string // "the trust policy of role compute"
	First, Second input.Place
}

// Role returns the role of that ARN, or nil. One whose name nobody knows yet is found
// by how it is shown, if no other is shown so.
func (s *Snapshot) Role(arn string) *Role {
	for _, r := range s.roles[lastName(arn)] {
		if r.ARN == arn {
			return r
		}
	}
	return shownAs(arn, s.Roles, func(r *Role) string { return r.ARN })
}

// Bucket returns the bucket of that name or Ref, or nil, as Role does; of several of a
// name the first.
func (s *Snapshot) Bucket(name string) *Bucket {
	if b := s.buckets[name]; b != nil {
		return b
	}
	if bare, _, ok := strings.Cut(name, " ("); ok {
		for _, b := range s.apart[bare] {
			if b.Ref() == name {
				return b
			}
		}
	}
	return shownAs(name, s.Buckets, func(b *Bucket) string { return b.Name })
}

func shownAs[T any](name string, list []*T, of func(*T) string) (found *T) {
	if !unknown.In(name) {
		return nil
	}
	for _, one := range list {
		if unknown.Show(of(one)) != unknown.Show(name) {
			continue
		}
		if found != nil {
			return nil
		}
		found = one
	}
	return found
}

// Setting is the place of something that is no policy document: a bucket's
// setting, a role.
type Setting struct {
	Label string
	At    input.Place
}

// Setting returns the setting of that id, as places name it.
func (s *Snapshot) Setting(id string) (Setting, bool) {
	setting, ok := s.settings[id]
	if ok {
		return setting, true
	}
	if of, ok := strings.CutSuffix(id, roleSuffix); ok {
		if r := s.Role(of); r != nil && r.ARN == of {
			return settingOf(r), true
		}
	}
	return s.settingOfBucket(id)
}

func settingOf(r *Role) Setting { return Setting{"role " + r.Name, r.At} }
