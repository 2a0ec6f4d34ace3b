package reference

import "strings"

// OperationActions returns the actions that an S3 API operation needs when no action
// has the operation's name: s3:HeadObject is no action, the operation HeadObject needs
// s3:GetObject. The name is a full one, in any case; nil means it is none of these.
// Versions, tags, ACLs and keys may ask for more: package s3 knows the legs.
func OperationActions(name string) []string {
	prefix, operation, _ := strings.Cut(name, ":")
	if !strings.EqualFold(prefix, "s3") {
		return nil
	}
	for _, o := range s3Operations {
		if strings.EqualFold(o.operation, operation) {
			return strings.Fields(o.actions)
		}
	}
	return nil
}

// s3Operations holds what the S3 API Reference and the S3 User Guide (Required
// permissions for Amazon S3 API operations) say of operations without a namesake action.
var s3Operations = [...]struct{ operation, actions string }{
	{"CompleteMultipartUpload", "s3:PutObject"},
	{"CopyObject", "s3:GetObject s3:PutObject"},
	{"CreateMultipartUpload", "s3:PutObject"},
	{"DeleteBucketAnalyticsConfiguration", "s3:PutAnalyticsConfiguration"},
	{"DeleteBucketCors", "s3:PutBucketCORS"},
	{"DeleteBucketEncryption", "s3:PutEncryptionConfiguration"},
	{"DeleteBucketIntelligentTieringConfiguration", "s3:PutIntelligentTieringConfiguration"},
	{"DeleteBucketInventoryConfiguration", "s3:PutInventoryConfiguration"},
	{"DeleteBucketLifecycle", "s3:PutLifecycleConfiguration"},
	{"DeleteBucketMetricsConfiguration", "s3:PutMetricsConfiguration"},
	{"DeleteBucketOwnershipControls", "s3:PutBucketOwnershipControls"},
	{"DeleteBucketReplication", "s3:PutReplicationConfiguration"},
	{"DeleteBucketTagging", "s3:PutBucketTagging"},
	{"DeleteObjects", "s3:DeleteObject"},
	{"DeletePublicAccessBlock", "s3:PutBucketPublicAccessBlock"},
	{"GetBucketAccelerateConfiguration", "s3:GetAccelerateConfiguration"},
	{"GetBucketAnalyticsConfiguration", "s3:GetAnalyticsConfiguration"},
	{"GetBucketEncryption", "s3:GetEncryptionConfiguration"},
	{"GetBucketIntelligentTieringConfiguration", "s3:GetIntelligentTieringConfiguration"},
	{"GetBucketInventoryConfiguration", "s3:GetInventoryConfiguration"},
	{"GetBucketLifecycle", "s3:GetLifecycleConfiguration"},
	{"GetBucketLifecycleConfiguration", "s3:GetLifecycleConfiguration"},
	{"GetBucketMetricsConfiguration", "s3:GetMetricsConfiguration"},
	{"GetBucketNotificationConfiguration", "s3:GetBucketNotification"},
	{"GetBucketReplication", "s3:GetReplicationConfiguration"},
	{"GetObjectLockConfiguration", "s3:GetBucketObjectLockConfiguration"},
	{"GetPublicAccessBlock", "s3:GetBucketPublicAccessBlock"},
	{"HeadBucket", "s3:ListBucket"},
	{"HeadObject", "s3:GetObject"},
	{"ListBucketAnalyticsConfigurations", "s3:GetAnalyticsConfiguration"},
	{"ListBucketIntelligentTieringConfigurations", "s3:GetIntelligentTieringConfiguration"},
	{"ListBucketInventoryConfigurations", "s3:GetInventoryConfiguration"},
	{"ListBucketMetricsConfigurations", "s3:GetMetricsConfiguration"},
	{"ListBuckets", "s3:ListAllMyBuckets"},
	{"ListMultipartUploads", "s3:ListBucketMultipartUploads"},
	{"ListObjects", "s3:ListBucket"},
	{"ListObjectsV2", "s3:ListBucket"},
	{"ListObjectVersions", "s3:ListBucketVersions"},
	{"ListParts", "s3:ListMultipartUploadParts"},
	{"PostObject", "s3:PutObject"},
	{"PutBucketAccelerateConfiguration", "s3:PutAccelerateConfiguration"},
	{"PutBucketAnalyticsConfiguration", "s3:PutAnalyticsConfiguration"},
	{"PutBucketEncryption", "s3:PutEncryptionConfiguration"},
	{"PutBucketIntelligentTieringConfiguration", "s3:PutIntelligentTieringConfiguration"},
	{"PutBucketInventoryConfiguration", "s3:PutInventoryConfiguration"},
	{"PutBucketLifecycle", "s3:PutLifecycleConfiguration"},
	{"PutBucketLifecycleConfiguration", "s3:PutLifecycleConfiguration"},
	{"PutBucketMetricsConfiguration", "s3:PutMetricsConfiguration"},
	{"PutBucketNotificationConfiguration", "s3:PutBucketNotification"},
	{"PutBucketReplication", "s3:PutReplicationConfiguration"},
	{"PutObjectLockConfiguration", "s3:PutBucketObjectLockConfiguration"},
	{"PutPublicAccessBlock", "s3:PutBucketPublicAccessBlock"},
	{"SelectObjectContent", "s3:GetObject"},
	{"UploadPart", "s3:PutObject"},
	{"UploadPartCopy", "s3:GetObject s3:PutObject"},
}
