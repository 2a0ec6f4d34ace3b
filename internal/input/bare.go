package input

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/reference"
	"github.com/crossgrant/crossgrant/internal/unknown"
)

// Bare is whose a bare policy document is: what the configuration says or, without
// that, what the names of its file and folders say, as far as its content agrees.
type Bare struct {
	Account string // 12 digits, or empty
	// Role is the name of a role and Policy that of its policy, RoleARN the role's ARN
	// where the user gives it, and Bucket the name of a bucket.
	Role, Policy, RoleARN, Bucket string
	// Managed: it is a managed policy, which is attached to the role where there is one.
	Managed bool
	// Home is what stands before the folder, dev/ of dev/roles/app.json.
	Home string
	// Complete: the documents are all the policies that the role has.
	Complete bool
	// Said is where the user says so, file and line; empty for what a path says.
	Said string
}

// BareHints reads off a path whose a bare document in it is:
//
//	roles/NAME.json, roles/NAME/FILE.json, roles/NAME/{attached,inline,policies}/FILE.json,
//	buckets/NAME.json, buckets/NAME/FILE.json
//
// below the folder of an account or anywhere. What stands in attached is a managed
// policy, as is policies/NAME.json right below the folder of an account.
func BareHints(name string) (b Bare) {
	parts := partsOf(name)
	for i, part := range slices.Backward(parts) {
		if i == len(parts)-1 || !slices.Contains([]string{"roles", "buckets", "policies"}, part) {
			continue
		}
		rest := parts[i+1:]
		inAccount := i > 0 && accountID(parts[i-1])
		if part == "policies" && (!inAccount || len(rest) != 1) {
			continue
		}
		if n := len(rest); n > 3 || n == 3 && !slices.Contains([]string{"attached", "inline", "policies"}, rest[1]) {
			continue
		}
		last, ok := strings.CutSuffix(rest[len(rest)-1], ".json")
		if !ok {
			return Bare{}
		}
		rest[len(rest)-1] = last
		if i > 0 {
			b.Home = strings.Join(parts[:i], "/") + "/"
		}
		if inAccount {
			b.Account = parts[i-1]
		}
		switch part {
		case "buckets":
			b.Bucket = rest[0]
		case "policies":
			b.Policy, b.Managed = last, true
		default:
			b.Role, b.Policy, b.Managed = rest[0], last, len(rest) == 3 && rest[1] == "attached"
		}
		return b
	}
	return Bare{}
}

// ownBare gives a document to the role or bucket that the user or its path names, and
// reports whether it was one to give.
func (r *Reader) ownBare(d Document, at Place) bool {
	b := r.Hints.Bare
	account := cmp.Or(b.Account, r.Hints.Account)
	role := Role{ARN: b.RoleARN, Name: b.Role, Account: account, At: at, Bare: true, Home: b.Home}
	hasRole := b.Role+b.RoleARN != ""
	switch of := d.Policy.Type(); {
	case hasRole && of == policy.Trust:
		role.Trust = d.Policy
	case b.Managed && of == policy.Identity:
		ref := PolicyRef{Name: b.Policy, ARN: b.managedARN(account), At: at}
		r.Records.Policies = append(r.Records.Policies, ManagedPolicy{Account: account, Name: ref.Name, ARN: ref.ARN, At: at, Document: d.Policy})
		role.Attached.Value = []PolicyRef{ref}
		role.whole(b.Complete)
	case hasRole && of == policy.Identity:
		d.Name = cmp.Or(b.Policy, strings.TrimSuffix(path.Base(strings.ReplaceAll(d.Name, `\`, "/")), ".json"))
		role.Inline = []Document{d}
		role.whole(b.Complete)
	case b.Bucket != "" && of == policy.Bucket:
		r.Records.Buckets = append(r.Records.Buckets, Bucket{Account: account, Name: b.Bucket, At: at,
			Policy: Setting[*policy.Document]{State: Present, Value: d.Policy, At: at}})
	default:
		if b.Said != "" {
			r.Records.odd(Odd{At: at, Found: fmt.Sprintf("a policy of type %s", cmp.Or(string(of), "unknown")),
				Wanted: "that of " + b.who() + ", as " + b.Said + " says"})
		}
		return false
	}
	if hasRole {
		r.Records.Roles = append(r.Records.Roles, role)
	}
	r.Records.Guessed = ""
	return true
}

// whole says, where the user does, that a role of bare files has no other policies.
func (r *Role) whole(complete bool) {
	if complete {
		r.Attached.State, r.Attached.At = Present, Place{File: r.At.File}
		r.Boundary = Setting[PolicyRef]{State: Absent, At: Place{File: r.At.File}}
	}
}

// managedARN is the ARN of a managed policy of which a path says the name. One of the
// name of an AWS-managed policy is taken for that; else it is a customer's, of an
// account that nobody may know.
func (b *Bare) managedARN(account string) string {
	const of = "arn:aws:iam::"
	aws := of + "aws:policy/" + b.Policy
	if _, known := reference.ManagedPolicy(aws); known {
		return aws
	}
	if account == "" {
		account = unknown.Given(b.Home+"roles/"+b.Role, "account")
	}
	return of + account + ":policy/" + b.Policy
}

func (b *Bare) who() string {
	if b.Bucket != "" {
		return "bucket " + b.Bucket
	}
	return "role " + cmp.Or(b.RoleARN, b.Role)
}
