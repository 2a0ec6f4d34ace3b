package reference

import "strings"

// Holds is what the values of a condition key are, beyond their type.
type Holds uint8

const (
	AnyText          Holds = iota // nothing that is known here
	AccountIDs                    // 111122223333
	OrganizationIDs               // o-a1b2c3d4e5
	OrgPaths                      // o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/
	Regions                       // eu-west-1
	ServiceNames                  // service principals, cloudfront.amazonaws.com
	RegionalServices              // s3.eu-west-1.amazonaws.com
	VPCs                          // vpc-0123456789abcdef0
	VPCEndpoints                  // vpce-0123456789abcdef0
	KMSKeys                       // arn:aws:kms:eu-west-1:111122223333:key/ID
)

// HeldBy says what the values of the condition key of a full name are.
func (t *Table) HeldBy(name string) Holds {
	for _, h := range held {
		for key := range strings.FieldsSeq(h.keys) {
			if strings.EqualFold(key, name) {
				return h.holds
			}
		}
	}
	// AWS lists no keys that take a KMS key: by their names it is those.
	_, own, _ := strings.Cut(strings.ToLower(name), ":")
	if k, ok := t.ConditionKey(name); ok && k.Type == ARN && strings.Contains(own, "kms") {
		return KMSKeys
	}
	return AnyText
}

// held is written from the Availability and Value type of each key (IAM User Guide, AWS
// global condition context keys; IAM and AWS STS condition context keys; Service
// Authorization Reference for Amazon S3, Amazon EC2 and AWS KMS).
var held = [...]struct {
	holds Holds
	keys  string
}{
	{AccountIDs, `aws:PrincipalAccount aws:ResourceAccount aws:SourceAccount aws:VpceAccount
		s3:ResourceAccount s3:DataAccessPointAccount s3express:ResourceAccount s3express:DataAccessPointAccount
		kms:CallerAccount`},
	{OrganizationIDs, "aws:PrincipalOrgID aws:ResourceOrgID aws:SourceOrgID aws:VpceOrgID"},
	{OrgPaths, "aws:PrincipalOrgPaths aws:ResourceOrgPaths aws:SourceOrgPaths aws:VpceOrgPaths"},
	{Regions, `aws:RequestedRegion s3:LocationConstraint s3:destinationRegion ec2:Region
		kms:PrimaryRegion kms:ReplicaRegion`},
	{ServiceNames, `aws:PrincipalServiceName aws:PrincipalServiceNamesList aws:CalledVia
		aws:CalledViaFirst aws:CalledViaLast iam:PassedToService iam:AWSServiceName`},
	{RegionalServices, "kms:ViaService"},
	{VPCs, "aws:SourceVpc aws:Ec2InstanceSourceVpc"},
	{VPCEndpoints, "aws:SourceVpce"},
}
