package s3

import "fmt"

// ManagedKeyAlias is the alias of the AWS managed key of S3 in each account and
// Region, which default encryption with aws:kms uses where no key is named.
const ManagedKeyAlias = "alias/aws/s3"

// ManagedKeyPolicy returns the text of the key policy of the AWS managed key
// aws/s3, as far as it concerns objects: everybody of the key's own account,
// through S3 (KMS Developer Guide, AWS managed keys). Nobody can change it.
func ManagedKeyPolicy(account, region string) string {
	return fmt.Sprintf(`{"Version":"2012-10-17","Id":"auto-s3-2","Statement":[{`+
		`"Sid":"Allow access through S3 for all principals in the account that are authorized to use S3",`+
		`"Effect":"Allow","Principal":{"AWS":"*"},`+
		`"Action":["kms:Encrypt","kms:Decrypt","kms:ReEncrypt*","kms:GenerateDataKey*","kms:DescribeKey"],"Resource":"*",`+
		`"Condition":{"StringEquals":{"kms:CallerAccount":%q,"kms:ViaService":%q}}}]}`, account, ViaService(region))
}

// ViaService is how KMS sees requests that S3 makes. It ends in amazonaws.com
// in every partition (KMS Developer Guide, kms:ViaService).
func ViaService(region string) string { return "s3." + region + ".amazonaws.com" }

// Service is the principal of S3, under which it passes on what callers ask of
// KMS.
const Service = "s3.amazonaws.com"

// EncryptionContextKey begins the condition key of each pair of the encryption
// context, in lower case.
const EncryptionContextKey = "kms:encryptioncontext:"

// NetworkOriginPolicy returns, as the text of a policy, what an access point
// whose network origin is a VPC does: it refuses requests from elsewhere (S3
// User Guide, Creating access points restricted to a VPC).
func NetworkOriginPolicy(vpc string) string {
	return fmt.Sprintf(`{"Version":"2012-10-17","Statement":[{"Sid":"NetworkOrigin","Effect":"Deny","Principal":"*",`+
		`"Action":"*","Resource":"*","Condition":{"StringNotEquals":{"aws:SourceVpc":%q}}}]}`, vpc)
}
