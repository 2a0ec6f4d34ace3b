package s3

import "github.com/crossgrant/crossgrant/internal/condition"

// PublicAccessBlock is the four settings of Block Public Access at one level,
// or in effect. A setting that was not exported is Unknown, the zero value; a
// configuration that is known not to exist is Off.
type PublicAccessBlock struct {
	BlockPublicACLs       condition.Truth
	IgnorePublicACLs      condition.Truth
	BlockPublicPolicy     condition.Truth
	RestrictPublicBuckets condition.Truth
}

// Off is a level without a configuration: all four settings are off.
var Off = all(condition.False)

// On is what the Organizations policy "all" sets.
var On = all(condition.True)

func all(t condition.Truth) PublicAccessBlock { return PublicAccessBlock{t, t, t, t} }

// or returns what is on at either of two levels.
func (b PublicAccessBlock) or(c PublicAccessBlock) PublicAccessBlock {
	return PublicAccessBlock{
		BlockPublicACLs:       b.BlockPublicACLs.Or(c.BlockPublicACLs),
		IgnorePublicACLs:      b.IgnorePublicACLs.Or(c.IgnorePublicACLs),
		BlockPublicPolicy:     b.BlockPublicPolicy.Or(c.BlockPublicPolicy),
		RestrictPublicBuckets: b.RestrictPublicBuckets.Or(c.RestrictPublicBuckets),
	}
}

// Effective puts the levels together (S3 User Guide, Blocking public access):
// the most restrictive of bucket, access point and account counts, and an
// Organizations policy replaces what the account says. Nil stands for no
// Organizations policy and for no access point on the way.
func Effective(bucket, account PublicAccessBlock, organization, accessPoint *PublicAccessBlock) PublicAccessBlock {
	if organization != nil {
		account = *organization
	}
	effective := bucket.or(account)
	if accessPoint != nil {
		effective = effective.or(*accessPoint)
	}
	return effective
}
