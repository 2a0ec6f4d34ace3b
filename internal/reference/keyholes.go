package reference

import "strings"

// Guided reports whether the guide of a service tells of its condition keys with which
// actions they work, beside the Service Authorization Reference: S3's, KMS's, IAM's and
// STS's do (Amazon S3 User Guide, Amazon S3 condition keys; AWS KMS Developer Guide, AWS
// KMS condition keys; IAM User Guide, IAM and AWS STS condition context keys).
func Guided(service string) bool {
	switch strings.ToLower(service) {
	case "s3", "s3express", "s3-object-lambda", "kms", "iam", "sts":
		return true
	}
	return false
}

// CarriedBySome reports whether the reference tells of some action of a service that its
// requests carry the condition key. It lists keys of which it tells nothing more, such as
// those of services that other services call.
func (t *Table) CarriedBySome(key string) bool {
	prefix, _, _ := strings.Cut(key, ":")
	for _, f := range foreignKeys {
		if len(key) >= len(f.prefix) && strings.EqualFold(key[:len(f.prefix)], f.prefix) {
			prefix = f.service
		}
	}
	s, ok := t.Service(prefix)
	if !ok {
		return false
	}
	for i := range s.Actions {
		if s.Actions[i].Carries(key) {
			return true
		}
	}
	return false
}

// carriedToo are keys that other pages of AWS write with actions of which the reference
// does not list them.
var carriedToo = map[string]string{
	// Amazon Bedrock User Guide, Request access to models; the managed policy AnthropicFullAccess.
	"aws-marketplace:productid": "aws-marketplace:subscribe aws-marketplace:unsubscribe",
	// No request of a caller: KMS itself copies the key (AWS KMS Developer Guide, Control
	// access to multi-Region keys).
	"kms:calleraccount": "kms:synchronizemultiregionkey",
}

func alsoCarries(action, key string) bool {
	list, ok := carriedToo[strings.ToLower(key)]
	if !ok {
		return false
	}
	for name := range strings.FieldsSeq(list) {
		if strings.EqualFold(name, action) {
			return true
		}
	}
	return false
}

// OneOrSeveral reports whether a service tells what a plain operator does with a key of
// several values: the only value has to match (Amazon EventBridge User Guide, Using IAM
// policy conditions).
func OneOrSeveral(key string) bool {
	return strings.EqualFold(key, "events:source") || strings.EqualFold(key, "events:detail-type")
}
