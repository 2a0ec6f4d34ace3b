package way

import (
	"strings"

	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/s3"
)

// settings returns what the snapshot says of the bucket. What can only be told
// by an export that is seldom made is taken not to matter, and said.
func (g *Guide) settings(p *Way, assume func(string, ...any)) *authz.Settings {
	b := p.Bucket
	set := &authz.Settings{ACL: &s3.ACL{Owner: g.Canonical(b.Account)}}
	var untold []string
	cross := p.CrossAccount || !p.AccountKnown
	switch b.Ownership.State {
	case input.Present:
		set.Ownership = s3.Ownership(b.Ownership.Value)
	case input.Absent:
		set.Ownership = s3.ObjectWriter
	}
	if s3.IsDirectory(b.Name) {
		// There are no access control lists (S3 User Guide, Directory buckets).
		set.Ownership = s3.OwnerEnforced
	}
	switch {
	case b.ACL.State == input.Present:
		set.ACL = &s3.ACL{Owner: b.ACL.Value.Owner}
		for _, g := range b.ACL.Value.Grants {
			set.ACL.Grants = append(set.ACL.Grants, s3.Grant{ID: g.ID, Group: g.URI, Permission: s3.Permission(g.Permission)})
		}
	case cross && set.Ownership != s3.OwnerEnforced:
		untold = append(untold, "access control list")
	}
	var atPoint *s3.PublicAccessBlock
	if p.Via != nil {
		own := block(p.Via.PublicAccessBlock)
		atPoint = &own
	}
	set.Block = s3.Effective(block(b.PublicAccessBlock), g.accountBlock(b.Account), nil, atPoint)
	if b.PolicyPublic.State == input.Present {
		set.Public = truth(b.PolicyPublic.Value)
	}
	if set.RequesterPays = truth(b.Payer.Value == "Requester"); cross && !b.Payer.State.Known() {
		untold = append(untold, "request payment")
	}
	if b.Versioning.State.Known() {
		set.Versioned = truth(b.Versioning.Value == "Enabled")
	}
	switch b.Encryption.State {
	case input.Present, input.Absent:
		set.BlocksSSEC = truth(strings.Contains(strings.Join(b.Encryption.Value.Blocked, " "), "SSE-C"))
	default:
		untold = append(untold, "default encryption")
	}
	if len(untold) > 0 {
		assume("the bucket's %s: nothing that stands in the way (not exported)", strings.Join(untold, ", "))
	}
	switch {
	case set.Ownership == "":
		assume("the bucket's account owns its objects (Object Ownership not exported)")
	case set.Ownership != s3.OwnerEnforced && cross:
		assume("the object is not one that account %s wrote itself, or whose access control list lets it in: such an object the role reads by its own policies alone",
			p.Role.Account)
	}
	return set
}

func (g *Guide) accountBlock(account string) s3.PublicAccessBlock {
	if a := g.World.Accounts[account]; a != nil {
		return block(a.PublicAccessBlock)
	}
	return s3.PublicAccessBlock{}
}

func block(b input.Setting[input.PublicAccessBlock]) s3.PublicAccessBlock {
	switch b.State {
	case input.Present:
		return s3.PublicAccessBlock{BlockPublicACLs: truth(b.Value.BlockPublicAcls), IgnorePublicACLs: truth(b.Value.IgnorePublicAcls),
			BlockPublicPolicy: truth(b.Value.BlockPublicPolicy), RestrictPublicBuckets: truth(b.Value.RestrictPublicBuckets)}
	case input.Absent:
		return s3.Off
	}
	return s3.PublicAccessBlock{}
}

func truth(b bool) condition.Truth {
	if b {
		return condition.True
	}
	return condition.False
}
