// Package input has the records that input formats produce.
//
// A file states facts about the world: a role has these policies, a bucket has
// no policy, an account has this canonical id. A format turns one file into
// such Records and nothing more; snapshot puts the records of many files
// together. A record says only what its file says: what a file does not speak
// of stays NotExported, which is a different answer from Absent.
//
// Each format is a package below this one and recognises its files by content.
// Decode opens a file and offers it to them; a Reader holds what they share,
// foremost the shapes of IAM and the ways in which a document lies in a file.
package input

import (
	"cmp"

	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/source"
)

// State says how a setting is known.
type State uint8

// A setting that no file speaks of is NotExported. NotPermitted is an export
// whose call was answered by AccessDenied.
const (
	NotExported State = iota
	Absent
	Present
	NotPermitted
)

// String returns the state as it is printed.
func (s State) String() string {
	return [...]string{"not exported", "absent", "present", "not permitted"}[s]
}

// Known reports whether the setting's value, or its absence, is known.
func (s State) Known() bool { return s == Absent || s == Present }

// Place is where a record was read.
type Place struct {
	File *source.File
	Span source.Span
}

// Setting is one exported setting: its value where it is Present.
type Setting[T any] struct {
	State State
	Value T
	At    Place
}

// Records is what one file states.
type Records struct {
	File *source.File
	// Format is the name of the format, as the summary prints it.
	Format string
	// Documents are those that no role, policy or bucket below owns: bare
	// documents and policies of other services.
	Documents []Document
	Roles     []Role
	Users     []Identity
	Groups    []Identity
	Policies  []ManagedPolicy
	Buckets   []Bucket
	Accounts  []Account
	Keys      []Key
	Aliases   []Alias

	Organizations []Organization
	Targets       []Target
	OrgPolicies   []OrganizationPolicy
	Endpoints     []VPCEndpoint
	AccessPoints  []AccessPoint
	// Links is what a template has to do with others, nil for what is none.
	Links *Links
	// Lost are the lines of JSON Lines that could not be read.
	Lost []error
	// Odd lists content that the format did not expect.
	Odd []Odd
	// Notes are sentences on what of the file is known only later.
	Notes []string
	// Failures lists the calls of the export that AWS refused.
	Failures []Failure
	// Unjudged says what the file is, where it is known by name and not judged.
	Unjudged string
	// Guessed says which type a bare document was taken for, where that was
	// read off its content.
	Guessed policy.Type
	// Whole reports that the format has read all policies of the file that count.
	Whole bool
	// WholeAccount reports that the file lists every role and user of an
	// account, this page of it if Truncated.
	WholeAccount bool
	// Truncated reports that the answer announces a further page.
	Truncated bool
	// TopLevel names the members of a file that no format recognised.
	TopLevel []string
}

// Stack says of the roles and buckets of a file, but for those of stacks in it, what
// makes them.
func (r *Records) Stack(name string) {
	for i := range r.Roles {
		r.Roles[i].Stack = cmp.Or(r.Roles[i].Stack, name)
	}
	for i := range r.Buckets {
		r.Buckets[i].Stack = cmp.Or(r.Buckets[i].Stack, name)
	}
}

// Failure is a call of the export that was answered by an error: Absent where
// the error says that there is nothing, NotPermitted where it says that the
// exporter may not see it, NotExported for any other.
type Failure struct {
	Operation string // GetBucketPolicy
	Code      string // NoSuchBucketPolicy
	State     State
	Of        Hints
	At        Place
}

// Odd is content that a format did not expect: what was found and wanted.
type Odd struct {
	At     Place
	Found  string
	Wanted string
}

// Document is a policy document with a name to print it by.
type Document struct {
	// Address is how its file calls it, where lines are not what people go by.
	Address string
	Name    string // the policy's name, the ARN of what it belongs to, the file's name
	Policy  *policy.Document
}

// PolicyRef names a managed policy that is attached to something.
type PolicyRef struct {
	Name, ARN string
	At        Place
}

// Role is what a file states about an IAM role. Any part may be missing.
type Role struct {
	Account string // 12 digits, or empty
	Name    string // empty if neither the file nor its path names the role
	Path    string // "/" or "/team/"; empty if unknown
	ARN     string // empty if unknown
	ID      string // AROA...
	At      Place
	Trust   *policy.Document
	Inline  []Document
	// Unread names what the role has and the file, or its name, does not let
	// anybody read: a policy without its document, a file that is no JSON.
	Unread []string
	// InlineNames lists the inline policies where the file lists them.
	InlineNames Setting[[]string]
	Attached    Setting[[]PolicyRef]
	Boundary    Setting[PolicyRef]
	Tags        Setting[[]Tag]
	// Bare: the file is a policy alone, and says nothing of others that there may be.
	// Home is the folder around such a role, dev/ of dev/roles/app.json.
	Bare bool
	Home string
	// Stack is what makes the role, empty for what is exported: a template, a plan, a
	// folder of sources, a bare policy.
	Stack string
	// MaxSession is how many seconds a session may last.
	MaxSession string
}

// Tag is one tag.
type Tag struct{ Key, Value string }

// Identity is a user or a group; its policies are judged as documents.
type Identity struct {
	Account, Name, ARN string
	ID                 string // AIDA... or AGPA...
	At                 Place
	Inline             []Document
	Attached           []PolicyRef
	Groups             []string // names of the groups that a user is in
	Boundary           Setting[PolicyRef]
}

// ManagedPolicy is a customer-managed or AWS-managed policy. Document is the
// text of its default version, nil where only metadata was exported. Account
// is empty for an AWS-managed policy.
type ManagedPolicy struct {
	Account, Name, ARN string
	DefaultVersion     string
	At                 Place
	Document           *policy.Document
	// Rivals are the texts of further versions that are marked as the default one.
	Rivals []*policy.Document
}

// Bucket is what a file states about a bucket. Any part may be missing.
type Bucket struct {
	// Stack is what makes the bucket, as that of a role.
	Stack             string
	Account           string // 12 digits, or empty
	Name              string // empty if neither the file nor its path names the bucket
	At                Place
	Policy            Setting[*policy.Document]
	ACL               Setting[ACL]
	Ownership         Setting[string] // BucketOwnerEnforced, BucketOwnerPreferred, ObjectWriter
	PublicAccessBlock Setting[PublicAccessBlock]
	Encryption        Setting[Encryption]
	Region            Setting[string]
	Versioning        Setting[string] // Enabled, Suspended
	Payer             Setting[string] // BucketOwner, Requester
	Tags              Setting[[]Tag]
	ABAC              Setting[string] // Enabled, Disabled
	// PolicyPublic is AWS's own answer whether the policy is public.
	PolicyPublic Setting[bool]
	// Owner is the canonical user id of the bucket's owner.
	Owner string
	// Unread names files about the bucket that could not be read.
	Unread []string
}

// ACL is an access control list as get-bucket-acl prints it.
type ACL struct {
	Owner  string // canonical user id
	Grants []Grant
}

// Grant is one entry of an ACL: to a canonical user id or to a group's URI.
// Both are empty for a grantee that is named in another way.
type Grant struct {
	ID, URI    string
	Permission string // READ, WRITE, READ_ACP, WRITE_ACP, FULL_CONTROL
}

// PublicAccessBlock is the four settings of S3 Block Public Access.
type PublicAccessBlock struct {
	BlockPublicAcls, IgnorePublicAcls, BlockPublicPolicy, RestrictPublicBuckets bool
}

// Encryption is a bucket's default encryption.
type Encryption struct {
	Algorithm string // AES256, aws:kms, aws:kms:dsse
	KeyID     string // ARN, id or alias; empty for aws/s3
	BucketKey bool
	Blocked   []string // blocked encryption types, such as SSE-C
}

// Key is what a file states about a KMS key. Any part may be missing.
type Key struct {
	Account, Region string
	ID              string // without the ARN around it
	ARN             string // empty if unknown
	At              Place
	Policy          Setting[*policy.Document]
	Grants          Setting[[]KeyGrant]
	// AWSManaged: AWS made the key, and nobody can change its policy.
	AWSManaged bool
	// KeyState is Enabled, Disabled, PendingDeletion, PendingImport, Unavailable,
	// ...; empty if unknown.
	KeyState string
}

// KeyGrant is a grant of a KMS key, with what it asks of the encryption context.
type KeyGrant struct {
	Grantee        string
	Operations     []string
	Equals, Subset map[string]string
}

// Alias is another name of a KMS key: alias/NAME in one account and Region.
type Alias struct{ Account, Region, Name, Key string }

// Account is what a file states about an AWS account.
type Account struct {
	ID          string
	CanonicalID string
	At          Place
	// PublicAccessBlock is the account-level configuration.
	PublicAccessBlock Setting[PublicAccessBlock]
}
