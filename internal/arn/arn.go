// Package arn splits Amazon Resource Names and matches the patterns of them
// that policies write.
//
// An ARN has six parts, and a pattern is compared part by part; the last part
// holds the rest of the text, so wildcards there cross colons and slashes (IAM
// User Guide, Resource, and "Amazon Resource Names"). What a principal's ARN
// means to a policy is left to authz.
package arn

import (
	"strings"

	"github.com/crossgrant/crossgrant/internal/unknown"
)

// ARN is a name in its six parts, the first being "arn".
type ARN struct{ Partition, Service, Region, Account, Resource string }

// Parse splits "arn:" and the five parts behind it; the resource is the rest.
// What has no part at all is no ARN.
func Parse(s string) (ARN, bool) {
	var parts [6]string
	for i := range 5 {
		part, rest, ok := strings.Cut(s, ":")
		if !ok {
			return ARN{}, false
		}
		parts[i], s = part, rest
	}
	if parts[0] != "arn" {
		return ARN{}, false
	}
	a := ARN{parts[1], parts[2], parts[3], parts[4], s}
	return a, a != ARN{}
}

// String writes the ARN; the zero ARN, which stands for a request without a
// resource, is "*".
func (a ARN) String() string {
	if a == (ARN{}) {
		return "*"
	}
	return strings.Join([]string{"arn", a.Partition, a.Service, a.Region, a.Account, a.Resource}, ":")
}

// RoleName splits the ARN of a role, arn:P:iam::A:role/path/NAME, into its path
// ("/" or "/path/") and its name.
func (a ARN) RoleName() (path, name string, ok bool) {
	rest, ok := strings.CutPrefix(a.Resource, "role/")
	if !ok || a.Service != "iam" || rest == "" {
		return "", "", false
	}
	cut := strings.LastIndexByte(rest, '/') + 1
	return "/" + rest[:cut], rest[cut:], true
}

// Session splits the ARN of a role session,
// arn:P:sts::A:assumed-role/ROLE/SESSION.
func (a ARN) Session() (role, session string, ok bool) {
	rest, ok := strings.CutPrefix(a.Resource, "assumed-role/")
	if !ok || a.Service != "sts" {
		return "", "", false
	}
	return strings.Cut(rest, "/")
}

// IsAccountRoot reports whether the ARN names an account: arn:P:iam::A:root.
func (a ARN) IsAccountRoot() bool { return a.Service == "iam" && a.Resource == "root" }

// Bucket splits the ARN of a bucket, arn:P:s3:::b, or of an object in one,
// arn:P:s3:::b/key. ok is false for ARNs of anything else.
func (a ARN) Bucket() (bucket, key string, isObject, ok bool) {
	if a.Service != "s3" || a.Region != "" || a.Account != "" || a.Resource == "" {
		return "", "", false, false
	}
	bucket, key, isObject = strings.Cut(a.Resource, "/")
	return bucket, key, isObject, true
}

// IsAccountID reports whether s is twelve digits, or stands for those of an
// account that nobody knows yet.
func IsAccountID(s string) bool {
	if unknown.Whole(s) {
		return true
	}
	return len(s) == 12 && strings.Trim(s, "0123456789") == ""
}

// OneDigitApart reports whether two account ids differ in one digit, or in two
// neighbours that changed places: one is likely to be the other, misspelt.
func OneDigitApart(a, b string) bool {
	if len(a) != len(b) || a == b || unknown.In(a) || unknown.In(b) {
		return false
	}
	first, last := 0, len(a)-1
	for a[first] == b[first] {
		first++
	}
	for a[last] == b[last] {
		last--
	}
	return first == last || last == first+1 && a[first] == b[last] && a[last] == b[first]
}
