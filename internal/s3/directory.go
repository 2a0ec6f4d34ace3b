package s3

import (
	"regexp"

	"github.com/crossgrant/crossgrant/internal/arn"
)

// directoryName is how directory buckets are named: NAME--ZONE--x-s3 (S3 User
// Guide, Directory bucket naming rules).
var directoryName = regexp.MustCompile(`^.+--[a-z0-9]+-[a-z0-9-]+--x-s3$`)

// IsDirectory reports whether a bucket of that name is a directory bucket.
func IsDirectory(bucket string) bool { return directoryName.MatchString(bucket) }

// DirectoryARN is the name of a directory bucket in policies.
func DirectoryARN(partition, region, account, bucket string) arn.ARN {
	return arn.ARN{Partition: partition, Service: "s3express", Region: region, Account: account, Resource: "bucket/" + bucket}
}

// SessionModeKey is the condition key, in lower case, of the mode of a session
// with a directory bucket.
const SessionModeKey = "s3express:sessionmode"

// The modes of sessions.
const (
	ReadWrite = "ReadWrite"
	ReadOnly  = "ReadOnly"
)

// SessionModes lists the modes of sessions that suit a capability, the one first
// that S3 tries first: a session for which no mode is asked is ReadWrite where
// that is allowed, else ReadOnly (S3 API Reference, CreateSession). What is
// neither a reading nor a listing needs ReadWrite.
func SessionModes(c Capability) []string {
	if c == Read || c == List {
		return []string{ReadWrite, ReadOnly}
	}
	return []string{ReadWrite}
}

// Session is the operation by which requests to the objects of a directory
// bucket are authorized (S3 User Guide, Authenticating and authorizing requests
// to directory buckets); the capability stays.
func (o *Operation) Session() Operation {
	return Operation{Name: o.Name, Capability: o.Capability, Status: o.Status,
		Legs: []Leg{{Action: "s3express:CreateSession", On: Bucket}}}
}
