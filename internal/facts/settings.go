package facts

import (
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/access"
	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/s3"
	"github.com/crossgrant/crossgrant/internal/snapshot"
	"github.com/crossgrant/crossgrant/internal/source"
)

// Bucket states what a bucket is set to. Block Public Access is what is in
// effect: on where the bucket or its account has it on.
func Bucket(b *snapshot.Bucket, account *snapshot.Account) Object {
	o := Object{{"kind", String("bucket")}, {"name", String(b.Name)}, {"account", String(b.Account)}}
	o = o.With("ownership", ownership(b))
	var own input.Setting[input.PublicAccessBlock]
	if account != nil {
		own = account.PublicAccessBlock
	}
	if off := blocksOff(b.PublicAccessBlock, own); off != nil {
		block := Object{{"off", off}}
		if b.PublicAccessBlock.At.File != nil {
			block = block.With("at", Place(snapshot.SettingID(b.Ref(), snapshot.BlockSetting), nil))
		}
		o = o.With("block_public_access", block)
	}
	if b.ACL.State == input.Present && b.ACL.At.File != nil {
		list := Object{{"at", Place(snapshot.SettingID(b.Ref(), snapshot.ACLSetting), nil)}}
		for _, g := range b.ACL.Value.Grants {
			if (g.ID != "" && g.ID != b.ACL.Value.Owner || g.URI != "") && list.Get("grants_to_others") == nil {
				list = list.With("grants_to_others", Present)
			}
		}
		if open := publicGrants(b, own); open != nil {
			list = list.With("public", open)
		}
		o = o.With("acl", list)
	}
	return o
}

// publicGrants states what the access control list grants to everybody or to every AWS
// account, where neither Object Ownership nor IgnorePublicAcls is known to switch that off.
func publicGrants(b *snapshot.Bucket, account input.Setting[input.PublicAccessBlock]) Value {
	var to []string
	for _, g := range b.ACL.Value.Grants {
		if (s3.Grant{Group: g.URI}).Public() {
			to = append(to, g.Permission)
		}
	}
	blocks := []input.Setting[input.PublicAccessBlock]{b.PublicAccessBlock, account}
	ignored := slices.ContainsFunc(blocks, func(s input.Setting[input.PublicAccessBlock]) bool {
		return s.State == input.Present && s.Value.IgnorePublicAcls
	})
	if to == nil || ignored || b.Ownership.State == input.Present && s3.Ownership(b.Ownership.Value) == s3.OwnerEnforced {
		return nil
	}
	o := Object{{"permissions", Keyed(to...)}}
	if !b.Ownership.State.Known() || !blocks[0].State.Known() || !blocks[1].State.Known() {
		o = o.With("open", Present)
	}
	return o
}

// blocksOff lists the settings of Block Public Access that are off for certain.
func blocksOff(bucket, account input.Setting[input.PublicAccessBlock]) Value {
	if !bucket.State.Known() || !account.State.Known() {
		return nil
	}
	var off []string
	b, a := bucket.Value, account.Value
	for _, flag := range []struct {
		name string
		on   bool
	}{
		{"BlockPublicAcls", b.BlockPublicAcls || a.BlockPublicAcls}, {"IgnorePublicAcls", b.IgnorePublicAcls || a.IgnorePublicAcls},
		{"BlockPublicPolicy", b.BlockPublicPolicy || a.BlockPublicPolicy},
		{"RestrictPublicBuckets", b.RestrictPublicBuckets || a.RestrictPublicBuckets},
	} {
		if !flag.on {
			off = append(off, flag.name)
		}
	}
	if off == nil {
		return nil
	}
	return Keyed(off...)
}

// keyOf states the KMS key of the bucket's default encryption.
func keyOf(p *access.Pair) Value {
	e := p.Bucket.Encryption
	if e.State != input.Present || !strings.HasPrefix(e.Value.Algorithm, "aws:kms") {
		return nil
	}
	id := e.Value.KeyID
	managed := id == "" || strings.HasSuffix(id, s3.ManagedKeyAlias)
	if managed {
		id = s3.ManagedKeyAlias
	}
	o := Object{{"id", String(id)}}
	if managed {
		o = o.With("managed_by_aws", Present)
	}
	if e.At.File != nil {
		o = o.With("at", Place(snapshot.SettingID(p.Bucket.Ref(), snapshot.EncryptionSetting), nil))
	}
	if k := p.Layers.Key; k != nil && k.Wanted != "" {
		o = o.With("unusable", Object{{"wanted", String(k.Wanted)}, {"found", String(k.Found)}})
	}
	return o
}

// refused states what settings refuse, whatever policies allow.
func refused(p *access.Pair, c *access.Capability, documents Documents) Value {
	var o Object
	if c.Verdict != access.No {
		return nil
	}
	for i := range c.Legs {
		for _, r := range c.Legs[i].Rules() {
			switch {
			case r.Truth != condition.True:
			case r.Layer == authz.PublicAccess && r.Deny && o.Get("cut_off") == nil:
				o = o.With("cut_off", cutOff(p, r, documents))
			case r.Layer == authz.RequestRules && o.Get("unpaid") == nil && p.Bucket.Payer.Value == "Requester":
				o = o.With("unpaid", Present)
			}
		}
	}
	if o == nil {
		return nil
	}
	return o
}

// cutOff is what RestrictPublicBuckets does: by the statement that makes the
// policy public, or by AWS's own word about the policy.
func cutOff(p *access.Pair, r authz.Rule, documents Documents) Value {
	if r.Statement != nil && documents[r.By.Document] != nil {
		d := documents[r.By.Document]
		at := d.Policy.StatementPath(r.Statement.Index)
		o := Object{{"at", Place(d.ID(), at)}, {"policy", String(d.Label())}}
		if r.Statement.Principal != nil && !r.Statement.Principal.Not {
			o = o.With("principal", Object{{"at", Place(d.ID(), at.With(source.Member("Principal")))}})
		}
		return o
	}
	if p.Bucket.Policy != nil {
		return whole(p.Bucket.Policy)
	}
	return nil
}
