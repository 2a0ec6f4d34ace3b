package s3

import "strings"

// FindOperation returns the operation of a name such as GetObject, in any case,
// and whether it is known here.
func FindOperation(name string) (*Operation, bool) {
	for i := range operations {
		if strings.EqualFold(operations[i].Name, name) {
			return &operations[i], true
		}
	}
	for _, b := range bucketOperations {
		if strings.EqualFold(b.name, name) {
			return &Operation{Name: b.name, Legs: []Leg{{Action: "s3:" + b.action, On: Bucket}}, Status: b.status}, true
		}
	}
	return nil, false
}

// object returns the legs of actions on the object that a call is about.
func object(actions ...string) (legs []Leg) {
	for _, a := range actions {
		legs = append(legs, Leg{Action: "s3:" + a, On: Object})
	}
	return legs
}

// versioned returns the leg of an action and, instead of it, that of the same
// action on a version: GetObjectAcl and GetObjectVersionAcl.
func versioned(before, after string) []Leg {
	return []Leg{
		{Action: "s3:" + before + after, On: Object, Unless: Versioned},
		{Action: "s3:" + before + "Version" + after, On: Object, If: Versioned},
	}
}

// upload returns the legs of a call that creates an object: its headers ask for
// actions of their own, and the ETag of If-Match is one that has to be read.
func upload(more ...Leg) []Leg {
	return append([]Leg{
		{Action: "s3:PutObject", On: Object},
		{Action: "s3:PutObjectAcl", On: Object, IfACL: true, If: ACLHeader},
		{Action: "s3:PutObjectTagging", On: Object, If: TagHeader},
		{Action: "s3:PutObjectRetention", On: Object, If: RetentionHeader},
		{Action: "s3:PutObjectLegalHold", On: Object, If: LegalHoldHeader},
		{Action: "s3:GetObject", On: Object, If: MatchesETag},
		{Action: "kms:GenerateDataKey", On: Key, If: Encrypted},
	}, more...)
}

// sourceLegs are the reads of a copy.
var sourceLegs = []Leg{
	{Action: "s3:GetObject", On: Source, Unless: SourceVersioned},
	{Action: "s3:GetObjectVersion", On: Source, If: SourceVersioned},
	{Action: "kms:Decrypt", On: SourceKey, If: SourceEncrypted},
}

func with(legs []Leg, more ...[]Leg) []Leg {
	all := append([]Leg(nil), legs...)
	for _, m := range more {
		all = append(all, m...)
	}
	return all
}

var (
	decrypt = []Leg{{Action: "kms:Decrypt", On: Key, If: Encrypted}}
	bypass  = []Leg{{Action: "s3:BypassGovernanceRetention", On: Object, If: BypassLock}}
)

const (
	noChecksum = "undocumented: without kms:Decrypt the object may be created without a checksum value"
	noContent  = 204
	accepted   = 202
)

// operations are those whose needs are more than an action of their own name.
//
// Where AWS's pages disagree about KMS and multipart uploads (kms:Decrypt by
// the API Reference, kms:GenerateDataKey by the table of the User Guide) both
// are asked for. HeadObject uses the key for the checksum only.
var operations = []Operation{
	{Name: "GetObject", Capability: Read, Legs: with(versioned("GetObject", ""), decrypt)},
	{Name: "HeadObject", Capability: Read, Legs: with(versioned("GetObject", ""),
		[]Leg{{Action: "kms:Decrypt", On: Key, If: Encrypted | ChecksumMode}})},
	{Name: "GetObjectAttributes", Capability: Read, Legs: with(versioned("GetObject", ""),
		versioned("GetObject", "Attributes"), decrypt)},
	{Name: "SelectObjectContent", Capability: Read, Legs: with(object("GetObject"), decrypt)},
	{Name: "GetObjectAcl", Legs: versioned("GetObject", "Acl")},
	{Name: "PutObjectAcl", Legs: versioned("PutObject", "Acl")},
	{Name: "GetObjectTagging", Legs: versioned("GetObject", "Tagging")},
	{Name: "PutObjectTagging", Legs: versioned("PutObject", "Tagging")},
	{Name: "DeleteObjectTagging", Legs: versioned("DeleteObject", "Tagging"), Status: noContent},
	{Name: "GetObjectRetention", Legs: object("GetObjectRetention")},
	{Name: "PutObjectRetention", Legs: with(object("PutObjectRetention"), bypass)},
	{Name: "GetObjectLegalHold", Legs: object("GetObjectLegalHold")},
	{Name: "PutObjectLegalHold", Legs: object("PutObjectLegalHold")},
	{Name: "GetObjectTorrent", Legs: object("GetObjectTorrent")},
	{Name: "RestoreObject", Legs: object("RestoreObject"), Status: accepted},
	{Name: "PutObject", Capability: Write, Legs: upload(), Creates: true},
	{Name: "PostObject", Capability: Write, Legs: upload(), Creates: true, Status: noContent},
	{Name: "CreateMultipartUpload", Capability: Write, Legs: upload(), Creates: true},
	{Name: "UploadPart", Capability: Write, Legs: with(object("PutObject"),
		[]Leg{{Action: "kms:GenerateDataKey", On: Key, If: Encrypted}}, decrypt), Creates: true},
	{Name: "UploadPartCopy", Capability: Write, Legs: with(sourceLegs, object("PutObject"),
		[]Leg{{Action: "kms:GenerateDataKey", On: Key, If: Encrypted}}, decrypt), Creates: true},
	{Name: "CompleteMultipartUpload", Capability: Write, Legs: with(object("PutObject"),
		[]Leg{{Action: "s3:GetObject", On: Object, If: MatchesETag},
			{Action: "kms:Decrypt", On: Key, If: Encrypted, Doubt: noChecksum}}), Creates: true},
	{Name: "AbortMultipartUpload", Legs: object("AbortMultipartUpload"), Status: noContent},
	{Name: "ListParts", Legs: with(object("ListMultipartUploadParts"), decrypt)},
	{Name: "CopyObject", Capability: Write, Legs: with(sourceLegs,
		[]Leg{{Action: "s3:GetObjectTagging", On: Source, If: SourceTags, Unless: SourceVersioned},
			{Action: "s3:GetObjectVersionTagging", On: Source, If: SourceTags | SourceVersioned},
			{Action: "s3:PutObjectTagging", On: Object, If: SourceTags, Unless: TagHeader}},
		upload()), Creates: true},
	{Name: "UpdateObjectEncryption", Legs: with(object("PutObject", "UpdateObjectEncryption"),
		[]Leg{{Action: "kms:Encrypt", On: Key}, {Action: "kms:Decrypt", On: Key},
			{Action: "kms:GenerateDataKey", On: Key}, {Action: "kms:ReEncryptFrom", On: Key},
			{Action: "kms:ReEncryptTo", On: Key}})},
	{Name: "DeleteObject", Capability: Delete, Legs: with(versioned("DeleteObject", ""),
		[]Leg{{Action: "s3:GetObject", On: Object, If: MatchesETag}}, bypass), Status: noContent},
	{Name: "DeleteObjects", Capability: Delete, Legs: with(versioned("DeleteObject", ""),
		[]Leg{{Action: "s3:GetObject", On: Object, If: MatchesETag}}, bypass)},
	{Name: "ListObjectsV2", Capability: List, Legs: []Leg{{Action: "s3:ListBucket", On: Bucket}}},
	{Name: "ListObjects", Capability: List, Legs: []Leg{{Action: "s3:ListBucket", On: Bucket}}},
	{Name: "HeadBucket", Capability: List, Legs: []Leg{{Action: "s3:ListBucket", On: Bucket}}},
	{Name: "ListObjectVersions", Capability: List, Legs: []Leg{{Action: "s3:ListBucketVersions", On: Bucket}}},
	// What replication does at each end is no operation that anybody calls (S3 User
	// Guide, Setting up permissions for live replication).
	{Name: "ReplicateFrom", Legs: with(object("GetObjectVersionForReplication", "GetObjectVersionAcl", "GetObjectVersionTagging"),
		[]Leg{{Action: "s3:GetReplicationConfiguration", On: Bucket}, {Action: "s3:ListBucket", On: Bucket}}, decrypt)},
	{Name: "ReplicateTo", Legs: with(object("ReplicateObject", "ReplicateDelete", "ReplicateTags"),
		[]Leg{{Action: "kms:Encrypt", On: Key, If: Encrypted}}), Creates: true},
	{Name: "ListMultipartUploads", Capability: List, Legs: []Leg{{Action: "s3:ListBucketMultipartUploads", On: Bucket}}},
	{Name: "ListBuckets", Legs: []Leg{{Action: "s3:ListAllMyBuckets", On: Account}}},
	{Name: "CreateBucket", Legs: []Leg{{Action: "s3:CreateBucket", On: Bucket},
		{Action: "s3:PutBucketAcl", On: Bucket, If: BucketACL},
		{Action: "s3:PutBucketOwnershipControls", On: Bucket, If: OwnershipGiven},
		{Action: "s3:PutBucketObjectLockConfiguration", On: Bucket, If: ObjectLock},
		{Action: "s3:PutBucketVersioning", On: Bucket, If: ObjectLock},
		{Action: "s3:TagResource", On: Bucket, If: TagHeader}}},
	{Name: "CreateSession", Legs: []Leg{{Action: "s3express:CreateSession", On: Bucket}}},
}

// bucketOperations are the operations on a bucket's settings, whose action has
// the same or another name.
var bucketOperations = []struct {
	name, action string
	status       int
}{
	{"DeleteBucket", "DeleteBucket", noContent},
	{"GetBucketLocation", "GetBucketLocation", 0},
	{"GetBucketPolicy", "GetBucketPolicy", 0},
	{"PutBucketPolicy", "PutBucketPolicy", noContent},
	{"DeleteBucketPolicy", "DeleteBucketPolicy", noContent},
	{"GetBucketPolicyStatus", "GetBucketPolicyStatus", 0},
	{"GetBucketAcl", "GetBucketAcl", 0},
	{"PutBucketAcl", "PutBucketAcl", 0},
	{"GetBucketOwnershipControls", "GetBucketOwnershipControls", 0},
	{"PutBucketOwnershipControls", "PutBucketOwnershipControls", 0},
	{"DeleteBucketOwnershipControls", "PutBucketOwnershipControls", noContent},
	{"GetPublicAccessBlock", "GetBucketPublicAccessBlock", 0},
	{"PutPublicAccessBlock", "PutBucketPublicAccessBlock", 0},
	{"DeletePublicAccessBlock", "PutBucketPublicAccessBlock", noContent},
	{"GetBucketEncryption", "GetEncryptionConfiguration", 0},
	{"PutBucketEncryption", "PutEncryptionConfiguration", 0},
	{"DeleteBucketEncryption", "PutEncryptionConfiguration", noContent},
	{"GetBucketVersioning", "GetBucketVersioning", 0},
	{"PutBucketVersioning", "PutBucketVersioning", 0},
	{"GetBucketLifecycleConfiguration", "GetLifecycleConfiguration", 0},
	{"PutBucketLifecycleConfiguration", "PutLifecycleConfiguration", 0},
	{"DeleteBucketLifecycle", "PutLifecycleConfiguration", noContent},
	{"GetBucketNotificationConfiguration", "GetBucketNotification", 0},
	{"PutBucketNotificationConfiguration", "PutBucketNotification", 0},
	{"GetBucketTagging", "GetBucketTagging", 0},
	{"PutBucketTagging", "PutBucketTagging", noContent},
	{"DeleteBucketTagging", "PutBucketTagging", noContent},
	{"GetBucketCors", "GetBucketCORS", 0},
	{"PutBucketCors", "PutBucketCORS", 0},
	{"DeleteBucketCors", "PutBucketCORS", noContent},
	{"GetBucketWebsite", "GetBucketWebsite", 0},
	{"PutBucketWebsite", "PutBucketWebsite", 0},
	{"DeleteBucketWebsite", "DeleteBucketWebsite", noContent},
	{"GetBucketLogging", "GetBucketLogging", 0},
	{"PutBucketLogging", "PutBucketLogging", 0},
	{"GetBucketReplication", "GetReplicationConfiguration", 0},
	{"PutBucketReplication", "PutReplicationConfiguration", 0},
	{"DeleteBucketReplication", "PutReplicationConfiguration", noContent},
	{"GetBucketRequestPayment", "GetBucketRequestPayment", 0},
	{"PutBucketRequestPayment", "PutBucketRequestPayment", 0},
	{"GetBucketAccelerateConfiguration", "GetAccelerateConfiguration", 0},
	{"PutBucketAccelerateConfiguration", "PutAccelerateConfiguration", 0},
	{"GetObjectLockConfiguration", "GetBucketObjectLockConfiguration", 0},
	{"PutObjectLockConfiguration", "PutBucketObjectLockConfiguration", 0},
	{"GetBucketAbac", "GetBucketAbac", 0},
	{"PutBucketAbac", "PutBucketAbac", 0},
}

// OperationNames lists the operations that FindOperation knows.
func OperationNames() []string {
	var names []string
	for i := range operations {
		names = append(names, operations[i].Name)
	}
	for _, b := range bucketOperations {
		names = append(names, b.name)
	}
	return names
}
