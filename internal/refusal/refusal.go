// Package refusal reads what AWS says about a request that it denied: the
// sentence of a 403 answer, the line that a command or an SDK prints, the
// event in CloudTrail. It looks nothing up and decides nothing.
package refusal

import (
	"cmp"
	"errors"
	"fmt"
	"strings"

	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/s3"
)

// Refusal is what a text says; what it leaves out is empty. There is an Action,
// an Operation, or a Code at least.
type Refusal struct {
	// User is the ARN of who called: a session, for a role.
	User string
	// Action is what AWS was asked for, s3:GetObject, Operation the call of the
	// S3 API that asked, GetObject, as s3.FindOperation knows it. A call may need
	// several actions, under other names than its own.
	Action, Operation string
	// Bucket is the name of the bucket, or the ARN of the access point in its
	// place.
	Bucket, Key string
	// Layer is AWS's word for the kind of policy, empty if the text names none;
	// Explicit says that a statement of it denies.
	Layer    string
	Explicit bool
	// Policy is the ARN of the policy that newer texts end with.
	Policy string
	// Endpoint is the id of the VPC endpoint that the request came through, if an
	// event says so.
	Endpoint string
	// Keys are condition keys, in lower case, that an event tells of the call, Lacks
	// those that it had not.
	Keys  map[string]string
	Lacks []string
	// Code is the error code, AccessDenied, or the HTTP status in its place.
	Code string
}

// NoACLs is the code of a bucket that takes no access control lists (S3 API
// Reference, Error responses).
const NoACLs = "AccessControlListNotSupported"

// wanted says what Read can read.
const wanted = "want AWS's message (User: ARN is not authorized to perform: ACTION on resource: ARN ...), " +
	"the line of a command or an SDK (An error occurred (AccessDenied) when calling the NAME operation: ...), or a CloudTrail event"

// Read reads a pasted text. An error says what is wanted, or why the text is
// about no refusal.
func Read(text string) (*Refusal, error) {
	event, isEvent, err := readEvent(text)
	if err != nil {
		return nil, err
	}
	r := &Refusal{}
	if isEvent {
		text = event.ErrorMessage
	}
	r.sentence(text)
	r.call(text)
	if isEvent {
		if err := event.complete(r); err != nil {
			return nil, err
		}
	}
	if err := r.otherCause(); err != nil {
		return nil, err
	}
	if r.Action == "" && r.Operation == "" && r.Code == "" {
		return nil, errors.New(wanted)
	}
	return r, nil
}

// operation takes the name of a call, which has to be one of the S3 API.
func (r *Refusal) operation(name string) error {
	o, ok := s3.FindOperation(cmp.Or(eventNames[name], name))
	if !ok {
		return fmt.Errorf("%s is no operation of the S3 API that is known here; name one with --operation", name)
	}
	r.Operation = o.Name
	return nil
}

// resource takes the ARN of a bucket or an object apart, also of one behind an
// access point.
func (r *Refusal) resource(text string) {
	name, ok := arn.Parse(text)
	switch {
	case !ok || name.Service != "s3" && name.Service != "s3express":
	case strings.HasPrefix(name.Resource, "accesspoint/"):
		name.Resource, r.Key, _ = strings.Cut(name.Resource, "/object/")
		r.Bucket = name.String()
	default:
		r.Bucket, r.Key, _ = strings.Cut(strings.TrimPrefix(name.Resource, "bucket/"), "/")
	}
}

// Caller is what kind of principal the User is.
type Caller string

// The kinds of callers (IAM User Guide, Principal).
const (
	Role      Caller = "role"
	User      Caller = "IAM user"
	Federated Caller = "federated user"
	Root      Caller = "root user"
	Service   Caller = "service"
	Anonymous Caller = "anonymous caller"
	Other     Caller = "other principal"
)

// Caller says what the User is; it is empty where the text names none.
func (r *Refusal) Caller() Caller {
	name, ok := arn.Parse(r.User)
	_, _, isSession := name.Session()
	_, _, isRole := name.RoleName()
	switch {
	case r.User == "":
		return ""
	case strings.EqualFold(r.User, "anonymous"):
		return Anonymous
	case !ok && strings.HasSuffix(r.User, ".amazonaws.com"):
		return Service
	case isSession || isRole:
		return Role
	case strings.HasPrefix(name.Resource, "user/"):
		return User
	case strings.HasPrefix(name.Resource, "federated-user/"):
		return Federated
	case name.Resource == "root":
		return Root
	}
	return Other
}
