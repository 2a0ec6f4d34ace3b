package input

import "github.com/tidwall/gjson"

// PublicAccessBlock reads the four settings of S3 Block Public Access, as AWS writes
// them. One that is missing is false.
func (r *Reader) PublicAccessBlock(v gjson.Result) (block PublicAccessBlock) {
	blockFields.Read(r, v, &block)
	return block
}

var blockFields = Fields[PublicAccessBlock]{
	"BlockPublicAcls":       func(r *Reader, b *PublicAccessBlock, v gjson.Result) { b.BlockPublicAcls = r.Flag(v) },
	"IgnorePublicAcls":      func(r *Reader, b *PublicAccessBlock, v gjson.Result) { b.IgnorePublicAcls = r.Flag(v) },
	"BlockPublicPolicy":     func(r *Reader, b *PublicAccessBlock, v gjson.Result) { b.BlockPublicPolicy = r.Flag(v) },
	"RestrictPublicBuckets": func(r *Reader, b *PublicAccessBlock, v gjson.Result) { b.RestrictPublicBuckets = r.Flag(v) },
}

// Encryption reads a rule of the default encryption of a bucket.
func (r *Reader) Encryption(rule gjson.Result) (e Encryption) {
	encryptionFields.Read(r, rule, &e)
	return e
}

var encryptionFields = Fields[Encryption]{
	"ApplyServerSideEncryptionByDefault": func(r *Reader, e *Encryption, v gjson.Result) { defaultFields.Read(r, v, e) },
	"BucketKeyEnabled":                   func(r *Reader, e *Encryption, v gjson.Result) { e.BucketKey = r.Flag(v) },
	"BlockedEncryptionTypes":             func(r *Reader, e *Encryption, v gjson.Result) { blockedFields.Read(r, v, e) },
}

var defaultFields = Fields[Encryption]{
	"SSEAlgorithm":   func(r *Reader, e *Encryption, v gjson.Result) { e.Algorithm = r.Text(v) },
	"KMSMasterKeyID": func(r *Reader, e *Encryption, v gjson.Result) { e.KeyID = r.Text(v) },
}

var blockedFields = Fields[Encryption]{
	"EncryptionType": func(r *Reader, e *Encryption, v gjson.Result) { e.Blocked = r.Texts(v) },
}
