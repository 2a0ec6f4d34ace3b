package way

import (
	"strings"

	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/s3"
	"github.com/crossgrant/crossgrant/internal/snapshot"
)

// Encrypted reports whether default encryption uses a KMS key.
func Encrypted(p *snapshot.Pair) bool {
	e := p.Bucket.Encryption
	return e.State == input.Present && strings.HasPrefix(e.Value.Algorithm, "aws:kms")
}

// ManagedKey reports whether it is the AWS managed key, which default encryption
// uses where it names no key.
func ManagedKey(p *snapshot.Pair) bool {
	id := p.Bucket.Encryption.Value.KeyID
	return id == "" || strings.HasSuffix(id, s3.ManagedKeyAlias)
}

// Unresolved reports whether the key is named by an alias that no input explains:
// then nothing can be told, not even which policies name it.
func Unresolved(p *snapshot.Pair) bool {
	return p.Bucket.Key == nil && !ManagedKey(p) && strings.Contains(p.Bucket.Encryption.Value.KeyID, "alias/")
}

// key returns the customer managed key of default encryption as a layer, nil if
// there is none. A key that no input describes has a policy all the same.
func (g *Guide) key(p *snapshot.Pair, assume func(string, ...any)) *authz.Key {
	if !Encrypted(p) {
		return nil
	}
	assume("objects are encrypted under the key of the bucket's default encryption")
	if ManagedKey(p) {
		return nil
	}
	k := &authz.Key{Policy: authz.Layer{State: authz.NotExported}}
	described := p.Bucket.Key
	if described == nil {
		k.Usable("", KeyARN(p, "", "").Region, p.Bucket.Region.Value)
		return k
	}
	k.Usable(described.KeyState, KeyARN(p, "", "").Region, p.Bucket.Region.Value)
	if described.Policy != nil {
		k.Policy = authz.Of(g.Compile(described.Policy))
	}
	if !described.Grants.State.Known() {
		assume("the key has no grants (not exported)")
	}
	for _, g := range described.Grants.Value {
		k.Grants = append(k.Grants, authz.KeyGrant(g))
	}
	return k
}

// KeyARN returns the key's name, as far as it is known.
func KeyARN(p *snapshot.Pair, partition, owner string) arn.ARN {
	id := p.Bucket.Encryption.Value.KeyID
	if k := p.Bucket.Key; k != nil && k.ARN != "" {
		id = k.ARN
	}
	if a, ok := arn.Parse(id); ok {
		return a
	}
	if !strings.HasPrefix(id, "alias/") {
		id = "key/" + id
	}
	return arn.ARN{Partition: partition, Service: "kms", Region: p.Bucket.Region.Value, Account: owner, Resource: id}
}
