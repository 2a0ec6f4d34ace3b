package s3

import (
	"strings"

	"github.com/crossgrant/crossgrant/internal/condition"
)

// Permission is what a grant of an access control list permits.
type Permission string

// The permissions of an access control list. The zero Permission is that of an
// action which no access control list can grant.
const (
	ReadPermission     Permission = "READ"
	WritePermission    Permission = "WRITE"
	ReadACPPermission  Permission = "READ_ACP"
	WriteACPPermission Permission = "WRITE_ACP"
	FullControlGrant   Permission = "FULL_CONTROL"
)

// The groups that make a grant public: everybody, and everybody with an AWS
// account (S3 User Guide, Access control list overview).
const (
	AllUsers           = "http://acs.amazonaws.com/groups/global/AllUsers"
	AuthenticatedUsers = "http://acs.amazonaws.com/groups/global/AuthenticatedUsers"
)

// ACL is the access control list of a bucket or of an object.
type ACL struct {
	Owner  string // the owner's canonical user id
	Grants []Grant
}

// Grant is one grant of an ACL: to a canonical user id, which is an account
// and never a role, or to a group.
type Grant struct {
	ID, Group  string
	Permission Permission
}

// Public reports whether the grantee is one of the groups that make a grant
// public.
func (g Grant) Public() bool { return g.Group == AllUsers || g.Group == AuthenticatedUsers }

// Permits tells whether the list grants p to the account with a canonical user
// id, and whether it grants p to a public group. Without the id the first
// answer is Unknown where p is granted to another account than the owner's.
func (a *ACL) Permits(p Permission, id string) (itself condition.Truth, public bool) {
	itself = condition.False
	for _, g := range a.Grants {
		switch {
		case p == "" || g.Permission != p && g.Permission != FullControlGrant:
		case g.Public():
			public = true
		case g.ID == "" || id == "" && g.ID == a.Owner:
		case id == "":
			itself = itself.Or(condition.Unknown)
		case g.ID == id:
			itself = condition.True
		}
	}
	return itself, public
}

// PermitsAll tells whether the list grants p to callers that have no account.
func (a *ACL) PermitsAll(p Permission) bool {
	for _, g := range a.Grants {
		if p != "" && (g.Permission == p || g.Permission == FullControlGrant) && g.Group == AllUsers {
			return true
		}
	}
	return false
}

// publicACLs are the canned ACLs that grant something to a public group.
var publicACLs = map[string]bool{"public-read": true, "public-read-write": true, "authenticated-read": true}

// Header is what a request that writes an access control list says of it: a
// canned ACL, or grants in the form of the x-amz-grant headers (type="value",
// ...).
type Header struct {
	Canned string
	// Grants holds the value of each grant header; FullControl the one of
	// x-amz-grant-full-control, which is among them.
	Grants      []string
	FullControl string
}

// Sent reports whether there is any ACL header.
func (h *Header) Sent() bool { return h.Canned != "" || len(h.Grants) > 0 }

// String returns the headers as a reader of a log knows them.
func (h *Header) String() string {
	switch {
	case h.Canned != "":
		return "x-amz-acl: " + h.Canned
	case len(h.Grants) > 0:
		return "x-amz-grant-*: " + strings.Join(h.Grants, ", ")
	}
	return "no ACL header"
}

// Public reports whether the headers grant something to a public group.
func (h *Header) Public() bool {
	for _, g := range h.Grants {
		if strings.Contains(g, AllUsers) || strings.Contains(g, AuthenticatedUsers) {
			return true
		}
	}
	return publicACLs[h.Canned]
}

// HandsOver tells whether the headers give the bucket's owner full control and
// nobody anything else: bucket-owner-full-control, or the equivalent grant to
// the owner's canonical user id. It is Unknown where that id is not known.
func (h *Header) HandsOver(owner string) condition.Truth {
	if h.Canned != "" || len(h.Grants) != 1 || h.FullControl == "" {
		return truth(h.Canned == FullControl && len(h.Grants) == 0)
	}
	id, ok := strings.CutPrefix(strings.TrimSpace(h.FullControl), "id=")
	switch {
	case !ok || strings.Contains(id, ","):
		return condition.False
	case owner == "":
		return condition.Unknown
	}
	return truth(strings.Trim(id, `"`) == owner)
}

func truth(b bool) condition.Truth {
	if b {
		return condition.True
	}
	return condition.False
}
