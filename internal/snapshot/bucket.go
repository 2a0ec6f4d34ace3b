package snapshot

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/unknown"
)

// addBucket merges what a file states about a bucket into what is known of it.
func (b *Builder) addBucket(r *input.Bucket) {
	if r.Stack != "" {
		b.stacked(r)
		return
	}
	k := b.s.buckets[r.Name]
	if k == nil {
		k = &Bucket{Bucket: input.Bucket{Name: r.Name, At: r.At}}
		b.s.buckets[r.Name] = k
		b.s.names = append(b.s.names, r.Name)
	}
	b.joinBucket(k, r)
}

func (b *Builder) joinBucket(k *Bucket, r *input.Bucket) {
	if r.Account != "" {
		b.account(r.Account)
	}
	b.owner(k, r)
	k.Owner = cmp.Or(k.Owner, r.Owner)
	k.Unread = append(k.Unread, r.Unread...)
	merge(b, k, "policy", &k.Bucket.Policy, r.Policy)
	merge(b, k, ACLSetting, &k.ACL, r.ACL)
	merge(b, k, "Object Ownership", &k.Ownership, r.Ownership)
	merge(b, k, BlockSetting, &k.PublicAccessBlock, r.PublicAccessBlock)
	merge(b, k, EncryptionSetting, &k.Encryption, r.Encryption)
	merge(b, k, "Region", &k.Region, r.Region)
	merge(b, k, "versioning", &k.Versioning, r.Versioning)
	merge(b, k, PayerSetting, &k.Payer, r.Payer)
	merge(b, k, "tags", &k.Tags, r.Tags)
	merge(b, k, "attribute-based access control", &k.ABAC, r.ABAC)
	merge(b, k, "policy status", &k.PolicyPublic, r.PolicyPublic)
}

// owner merges whose a bucket is. An account that nobody knows yet may be any: it
// does not differ from another one, and of two such ones neither is it.
func (b *Builder) owner(k *Bucket, r *input.Bucket) {
	known := k.account.Value
	switch {
	case r.Account == "" || known == "" || r.Account == known || !unknown.In(r.Account+known):
		merge(b, k, "account", &k.account, told(r.Account, r.At))
	case unknown.In(known) && unknown.In(r.Account):
		k.account = input.Setting[string]{At: k.account.At}
	case unknown.In(known):
		k.account = told(r.Account, r.At)
	}
}

// label names something of the bucket.
func (k *Bucket) label(what string) string { return "the " + what + " of bucket " + k.Name }

// leaveOpen makes unknown what files say different things of.
func (b *Builder) leaveOpen(k *Bucket) {
	for _, what := range []string{ACLSetting, "Object Ownership", BlockSetting, EncryptionSetting, PayerSetting} {
		if differ := b.disputed(k, what); differ != "" {
			k.Unread = append(k.Unread, differ)
		}
	}
	unsaid(b, k, "account", &k.account)
	unsaid(b, k, "Region", &k.Region)
	unsaid(b, k, "versioning", &k.Versioning)
	unsaid(b, k, "tags", &k.Tags)
	unsaid(b, k, "attribute-based access control", &k.ABAC)
	unsaid(b, k, "policy status", &k.PolicyPublic)
	if k.account.Value != "" {
		k.Account, k.AccountBy = k.account.Value, "the folder or file it was read from"
	}
	slices.Sort(k.Unread)
	k.Unread = slices.Compact(k.Unread)
}

// accountInName matches bucket names of the account regional namespace, which
// end in the owner's account, the Region and "an" (S3 User Guide, Namespaces
// for general purpose buckets).
var accountInName = regexp.MustCompile(`-([0-9]{12})-[a-z]{2}(?:-[a-z]+)+-[0-9]-an$`)

func (b *Builder) finishBuckets() {
	slices.Sort(b.s.names)
	for _, name := range b.s.names {
		for _, k := range b.s.Alike(name) {
			k.apart = b.s.apart[name] != nil
			b.finishBucket(k)
		}
	}
}

func (b *Builder) finishBucket(k *Bucket) {
	name := k.Name
	b.leaveOpen(k)
	b.findAccount(k)
	if k.Bucket.Policy.State == input.Present {
		k.Policy = b.owned("policy", k, &Document{part: bucketPart, name: name, Policy: k.Bucket.Policy.Value})
	}
	b.s.Buckets = append(b.s.Buckets, k)
}

// findAccount finds out who owns the bucket. What the user says comes first.
func (b *Builder) findAccount(k *Bucket) {
	if said := b.options.BucketAccounts[k.Name]; said != "" {
		k.Account, k.AccountBy = said, "the command line or the configuration"
		return
	}
	if k.Account != "" {
		return
	}
	if m := accountInName.FindStringSubmatch(k.Name); m != nil {
		k.Account, k.AccountBy = m[1], "the bucket's name"
		return
	}
	owner := cmp.Or(k.Owner, k.ACL.Value.Owner)
	for _, a := range b.s.Accounts {
		if owner != "" && a.CanonicalID == owner {
			k.Account, k.AccountBy = a.ID, "the canonical user id of the bucket's owner"
		}
	}
}

// What places call the settings of a bucket.
const (
	ACLSetting        = "access control list"
	BlockSetting      = "Block Public Access"
	EncryptionSetting = "default encryption"
	PayerSetting      = "request payment"
)

// settingsOfBucket are what files can say different things of.
var settingsOfBucket = []string{"account", "policy", ACLSetting, "Object Ownership", BlockSetting, EncryptionSetting, "Region",
	"versioning", PayerSetting, "tags", "attribute-based access control", "policy status"}

const bucketARN = "arn:aws:s3:::"

// SettingID names the place of a bucket's setting.
func SettingID(bucket, what string) string { return bucketARN + bucket + " " + what }

// OwnershipID names the place of a bucket's Object Ownership setting.
func OwnershipID(bucket string) string { return SettingID(bucket, ownership) }

const ownership = "ownership"

// settingOfBucket returns the setting of that id.
func (s *Snapshot) settingOfBucket(id string) (Setting, bool) {
	id, ok := strings.CutPrefix(id, bucketARN)
	if !ok {
		return Setting{}, false
	}
	for _, what := range []string{ACLSetting, BlockSetting, EncryptionSetting, PayerSetting, ownership} {
		ref, ok := strings.CutSuffix(id, " "+what)
		if !ok {
			continue
		}
		b := s.Bucket(ref)
		if b == nil || b.Ref() != ref {
			continue
		}
		at := map[string]input.Place{ACLSetting: b.ACL.At, BlockSetting: b.PublicAccessBlock.At, EncryptionSetting: b.Encryption.At,
			PayerSetting: b.Payer.At, ownership: b.Ownership.At}[what]
		if what == ownership {
			what = "Object Ownership"
		}
		return Setting{what + " of bucket " + b.Name, at}, at.File != nil
	}
	return Setting{}, false
}

// PutBucketPolicy is the AWS CLI call that puts a bucket policy; FILE stands
// for the file that holds it.
func PutBucketPolicy(bucket string) string {
	return "aws s3api put-bucket-policy --bucket " + bucket + " --policy file://FILE"
}
