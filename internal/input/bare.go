package input

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/policy"
)

// Bare is whose a bare policy document is: what the configuration says or, without
// that, what the names of its file and folders say, as far as its content agrees.
type Bare struct {
	Account string // 12 digits, or empty
	// Role is the name of a role and Policy that of its policy, RoleARN the role's ARN
	// where the user gives it, and Bucket the name of a bucket.
	Role, Policy, RoleARN, Bucket string
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
// below the folder of an account or anywhere.
func BareHints(name string) (b Bare) {
	parts := partsOf(name)
	for i, part := range slices.Backward(parts) {
		if i == len(parts)-1 || part != "roles" && part != "buckets" {
			continue
		}
		rest := parts[i+1:]
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
		if i > 0 && accountID(parts[i-1]) {
			b.Account = parts[i-1]
		}
		if part == "buckets" {
			b.Bucket = rest[0]
		} else {
			b.Role, b.Policy = rest[0], last
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
	role := Role{ARN: b.RoleARN, Name: b.Role, Account: account, At: at, Bare: !b.Complete, Home: b.Home}
	switch of := d.Policy.Type; {
	case b.Role+b.RoleARN != "" && of == policy.Trust:
		role.Trust = d.Policy
	case b.Role+b.RoleARN != "" && of == policy.Identity:
		d.Name = cmp.Or(b.Policy, strings.TrimSuffix(path.Base(strings.ReplaceAll(d.Name, `\`, "/")), ".json"))
		role.Inline = []Document{d}
		if b.Complete {
			role.Attached = Setting[[]PolicyRef]{State: Present, At: Place{File: at.File}}
			role.Boundary = Setting[PolicyRef]{State: Absent, At: Place{File: at.File}}
		}
	case b.Bucket != "" && of == policy.Bucket:
		r.Records.Buckets = append(r.Records.Buckets, Bucket{Account: account, Name: b.Bucket, At: at,
			Policy: Setting[*policy.Document]{State: Present, Value: d.Policy, At: at}})
		r.Records.Guessed = ""
		return true
	default:
		if b.Said != "" {
			r.Records.odd(Odd{At: at, Found: fmt.Sprintf("a policy of type %s", cmp.Or(string(of), "unknown")),
				Wanted: "that of " + b.who() + ", as " + b.Said + " says"})
		}
		return false
	}
	r.Records.Roles = append(r.Records.Roles, role)
	r.Records.Guessed = ""
	return true
}

func (b *Bare) who() string {
	if b.Bucket != "" {
		return "bucket " + b.Bucket
	}
	return "role " + cmp.Or(b.RoleARN, b.Role)
}
