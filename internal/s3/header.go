package s3

import (
	"slices"
	"strings"
)

// headerKeys maps headers of requests, in lower case, to the condition keys
// that hold their values (Service Authorization Reference, Condition keys for
// Amazon S3). Those of which the key is "s3:" and the header's name stand in
// namedLikeKey.
var headerKeys = map[string]string{
	"x-amz-object-lock-mode":              "s3:object-lock-mode",
	"x-amz-object-lock-retain-until-date": "s3:object-lock-retain-until-date",
	"x-amz-object-lock-legal-hold":        "s3:object-lock-legal-hold",
}

var namedLikeKey = []string{
	"x-amz-acl", "x-amz-grant-full-control", "x-amz-grant-read", "x-amz-grant-read-acp",
	"x-amz-grant-write", "x-amz-grant-write-acp", "x-amz-server-side-encryption",
	"x-amz-server-side-encryption-aws-kms-key-id", "x-amz-server-side-encryption-customer-algorithm",
	"x-amz-storage-class", "x-amz-copy-source", "x-amz-metadata-directive",
	"x-amz-website-redirect-location", "x-amz-content-sha256", "x-amz-object-ownership",
	"x-amz-bucket-namespace", "if-match", "if-none-match",
}

// HeaderKey returns the condition key, in lower case, that holds the value of a
// request header, or nothing.
func HeaderKey(name string) string {
	name = strings.ToLower(name)
	if slices.Contains(namedLikeKey, name) {
		return "s3:" + name
	}
	return headerKeys[name]
}

// GrantKeys are the condition keys of the grant headers, in lower case.
var GrantKeys = []string{
	GrantKey, "s3:x-amz-grant-read", "s3:x-amz-grant-read-acp", "s3:x-amz-grant-write", "s3:x-amz-grant-write-acp",
}

// featureKeys are the condition keys, in lower case, whose presence is a feature
// of the request.
var featureKeys = map[string]Feature{
	"s3:versionid":                     Versioned,
	CannedACLKey:                       ACLHeader,
	GrantKey:                           ACLHeader,
	"s3:x-amz-grant-read":              ACLHeader,
	"s3:x-amz-grant-read-acp":          ACLHeader,
	"s3:x-amz-grant-write":             ACLHeader,
	"s3:x-amz-grant-write-acp":         ACLHeader,
	"s3:requestobjecttagkeys":          TagHeader,
	"s3:object-lock-mode":              RetentionHeader,
	"s3:object-lock-retain-until-date": RetentionHeader,
	"s3:object-lock-legal-hold":        LegalHoldHeader,
	"s3:x-amz-object-ownership":        OwnershipGiven,
}

// FeatureOfKey returns the features, if any, of a request that carries a
// condition key, which is in lower case, with a value.
func FeatureOfKey(key, value string) Feature {
	switch {
	case strings.HasPrefix(key, "s3:requestobjecttag/"):
		return TagHeader
	case key == "s3:if-match" && value != "*":
		return MatchesETag
	case key == CannedACLKey && value != "private":
		return ACLHeader | BucketACL
	case key != CannedACLKey && featureKeys[key] == ACLHeader:
		return ACLHeader | BucketACL
	case key == "s3:x-amz-copy-source" && strings.Contains(value, "?versionId="):
		return SourceVersioned
	}
	return featureKeys[key]
}

// FeatureOfHeader returns the feature, if any, of a request that carries a
// header which no condition key holds.
func FeatureOfHeader(name, value string) Feature {
	switch strings.ToLower(name) {
	case "x-amz-tagging":
		return TagHeader
	case "x-amz-bypass-governance-retention":
		if strings.EqualFold(value, "true") {
			return BypassLock
		}
	case "x-amz-checksum-mode":
		if strings.EqualFold(value, "ENABLED") {
			return ChecksumMode
		}
	case "x-amz-bucket-object-lock-enabled":
		if strings.EqualFold(value, "true") {
			return ObjectLock
		}
	case "x-amz-tagging-directive":
		if strings.EqualFold(value, "COPY") {
			return SourceTags
		}
	}
	return 0
}
