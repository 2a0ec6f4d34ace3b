package snapshot

import (
	"cmp"
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/input"
)

// Key is a KMS key with its policy and its grants.
type Key struct {
	input.Key
	Policy *Document // nil if none was exported
}

// addKey merges what a file states about a key into what is known of it.
func (b *Builder) addKey(r *input.Key) {
	if r.ID == "" {
		return
	}
	at := slices.IndexFunc(b.s.Keys, func(k *Key) bool { return k.is(r.Account, r.Region, r.ID) })
	if at < 0 {
		b.s.Keys = append(b.s.Keys, &Key{Key: *r})
		return
	}
	k := b.s.Keys[at]
	k.Account, k.Region, k.ARN = cmp.Or(k.Account, r.Account), cmp.Or(k.Region, r.Region), cmp.Or(k.ARN, r.ARN)
	k.KeyState = cmp.Or(k.KeyState, r.KeyState)
	k.AWSManaged = k.AWSManaged || r.AWSManaged
	merge(b, k, "policy", &k.Key.Policy, r.Policy)
	merge(b, k, "grants", &k.Grants, r.Grants)
}

// label names something of the key.
func (k *Key) label(what string) string { return "the " + what + " of key " + k.ID }

// is reports whether the key has that name; what is not known of it fits.
func (k *Key) is(account, region, id string) bool {
	fits := func(a, b string) bool { return a == b || a == "" || b == "" }
	return k.ID == id && fits(k.Account, account) && fits(k.Region, region)
}

func (k *Key) name() string { return cmp.Or(k.ARN, "key/"+k.ID) }

// finishKeys gives every bucket its key and every key its document.
func (b *Builder) finishKeys() {
	for _, of := range b.s.Buckets {
		e := of.Encryption
		if e.State != input.Present || !strings.HasPrefix(e.Value.Algorithm, "aws:kms") {
			continue
		}
		k := b.key(of, e.Value.KeyID)
		if a, ok := arn.Parse(e.Value.KeyID); ok && k != nil && k.ARN == "" && strings.HasPrefix(a.Resource, "key/") {
			k.ARN, k.Account, k.Region = e.Value.KeyID, a.Account, a.Region
		}
		of.Key = k
	}
	slices.SortStableFunc(b.s.Keys, func(x, y *Key) int { return cmp.Compare(x.name(), y.name()) })
	for _, k := range b.s.Keys {
		if k.ARN == "" && k.Account != "" && k.Region != "" {
			k.ARN = "arn:aws:kms:" + k.Region + ":" + k.Account + ":key/" + k.ID
		}
		unsaid(b, k, "grants", &k.Grants)
		if k.Key.Policy.State != input.Present {
			continue
		}
		k.Policy = b.owned("policy", k, &Document{Policy: k.Key.Policy.Value, AWSManaged: k.AWSManaged,
			names: &Names{ID: k.name() + " policy", Label: "policy of key " + k.ID, Owner: Owner{"key", k.name()},
				Command: "aws kms put-key-policy --key-id " + cmp.Or(k.ARN, k.ID) + " --policy-name default --policy file://FILE"}})
	}
}

// key finds the key that a bucket's default encryption names: by its ARN, or
// by its id or an alias in the bucket's account and Region.
func (b *Builder) key(of *Bucket, name string) *Key {
	account, region, id := of.Account, of.Region.Value, name
	if a, ok := arn.Parse(name); ok {
		account, region, id = a.Account, a.Region, strings.TrimPrefix(a.Resource, "key/")
	}
	if strings.HasPrefix(id, "alias/") {
		for _, a := range b.aliases {
			if a.Name == id && a.Account == account && (a.Region == region || region == "") {
				id = a.Key
			}
		}
	}
	for _, k := range b.s.Keys {
		if id != "" && k.is(account, region, id) {
			return k
		}
	}
	return nil
}
