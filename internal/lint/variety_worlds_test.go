package lint

// variety is a sound snapshot with its verdicts on list, read, write and delete.
type variety struct {
	name, want string
	world
}

const (
	mine    = "111122223333"
	blocked = `{"PublicAccessBlockConfiguration": {"BlockPublicAcls": true, "IgnorePublicAcls": true, "BlockPublicPolicy": true, "RestrictPublicBuckets": true}}`
	toMine  = `"Principal": {"AWS": "arn:aws:iam::111122223333:root"}`
	readAll = `{"Effect": "Allow", "Action": ["s3:ListBucket", "s3:GetObject"], "Resource": ["arn:aws:s3:::bkt", "arn:aws:s3:::bkt/*"]}`
	appRead = `{"Effect": "Allow", ` + toApp + `, "Action": ["s3:ListBucket", "s3:GetObject"], "Resource": ["arn:aws:s3:::bkt", "arn:aws:s3:::bkt/*"]}`
	appBoth = `{"Effect": "Allow", ` + toApp + `, "Action": ["s3:ListBucket", "s3:GetObject", "s3:PutObject"], "Resource": ["arn:aws:s3:::bkt", "arn:aws:s3:::bkt/*"]}`
	ownWide = `{"Effect": "Allow", "Action": "s3:*", "Resource": ["arn:aws:s3:::bkt", "arn:aws:s3:::bkt/*"]}`
	perTag  = `{"Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "arn:aws:s3:::bkt/${aws:PrincipalTag/team}/*"}`
)

// taggedRole is the role with the tag team: red.
var taggedRole = map[string]string{mine + "/roles/app/role.json": `{"Role": {"Path": "/team/", "RoleName": "app", "RoleId": "AROAEXAMPLEID", "Arn": "` + appARN +
	`", "Tags": [{"Key": "team", "Value": "red"}], "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}]}}}`}

var soundVariety = []variety{
	{"same account, the role's policy alone", "yes yes yes yes", world{account: mine, identity: policyOf(ownList, ownObjects)}},
	{"same account, the bucket policy alone", "yes yes no no", world{account: mine, identity: policyOf(elsewhere), bucket: policyOf(appRead)}},
	{"same account, s3:* in the role's policy", "yes yes yes yes", world{account: mine, identity: policyOf(ownWide), bucket: policyOf(tls)}},
	{"same account, a read-only analyst", "yes yes no no", world{account: mine, identity: policyOf(readAll), bucket: policyOf(tls)}},
	{"same account, analytics with the wildcards of AWS's examples", "yes yes no no", world{account: mine,
		identity: policyOf(`{"Effect": "Allow", "Action": ["s3:Get*", "s3:List*"], "Resource": ["arn:aws:s3:::bkt", "arn:aws:s3:::bkt/*"]}`)}},
	{"same account, a folder of the role", "partly partly partly no", world{account: mine, identity: policyOf(
		`{"Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::bkt", "Condition": {"StringLike": {"s3:prefix": ["red/*"]}}}`,
		`{"Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "arn:aws:s3:::bkt/red/*"}`)}},
	{"same account, a folder by the role's tag", "no partly partly no", world{account: mine, identity: policyOf(perTag), more: taggedRole}},
	{"same account, write once", "no no yes no", world{account: mine, identity: policyOf(
		`{"Effect": "Allow", "Action": ["s3:PutObject", "s3:AbortMultipartUpload", "s3:ListMultipartUploadParts"], "Resource": "arn:aws:s3:::bkt/*"}`)}},
	{"same account, nothing may be deleted", "yes yes yes no", world{account: mine, identity: policyOf(ownWide),
		bucket: policyOf(tls, `{"Sid": "Keep", "Effect": "Deny", "Principal": "*", "Action": ["s3:DeleteObject", "s3:DeleteObjectVersion"], "Resource": "arn:aws:s3:::bkt/*"}`)}},
	{"same account, a boundary around a wide role", "yes yes no no", world{account: mine, identity: policyOf(ownWide), boundary: policyOf(readAll, elsewhere)}},
	{"same account, an SCP that keeps Regions", "yes yes yes yes", world{account: mine, identity: policyOf(ownWide), scp: policyOf(
		`{"Effect": "Allow", "Action": "*", "Resource": "*"}`,
		`{"Effect": "Deny", "NotAction": ["iam:*", "s3:*", "sts:*"], "Resource": "*", "Condition": {"StringNotEquals": {"aws:RequestedRegion": ["eu-west-1"]}}}`),
		rcp: policyOf(`{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*", "Condition": {"BoolIfExists": {"aws:SecureTransport": "false"}}}`)}},
	{"same account, a bucket for logs of the load balancer", "yes yes no no", world{account: mine, identity: policyOf(readAll), bucket: policyOf(
		`{"Effect": "Allow", "Principal": {"Service": "logdelivery.elasticloadbalancing.amazonaws.com"}, "Action": "s3:PutObject", "Resource": "arn:aws:s3:::bkt/elb/AWSLogs/111122223333/*"}`, tls)}},
	{"same account, a bucket for the trail", "yes yes no no", world{account: mine, identity: policyOf(readAll), bucket: policyOf(
		`{"Effect": "Allow", "Principal": {"Service": "cloudtrail.amazonaws.com"}, "Action": "s3:GetBucketAcl", "Resource": "arn:aws:s3:::bkt", "Condition": {"StringEquals": {"aws:SourceArn": "arn:aws:cloudtrail:eu-west-1:111122223333:trail/main"}}}`,
		`{"Effect": "Allow", "Principal": {"Service": "cloudtrail.amazonaws.com"}, "Action": "s3:PutObject", "Resource": "arn:aws:s3:::bkt/AWSLogs/111122223333/*", "Condition": {"StringEquals": {"s3:x-amz-acl": "bucket-owner-full-control", "aws:SourceArn": "arn:aws:cloudtrail:eu-west-1:111122223333:trail/main"}}}`)}},
	{"same account, a distribution reads and the role publishes", "yes yes yes yes", world{account: mine, identity: policyOf(ownList, ownObjects), bucket: policyOf(
		`{"Effect": "Allow", "Principal": {"Service": "cloudfront.amazonaws.com"}, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::bkt/*", "Condition": {"StringEquals": {"AWS:SourceArn": "arn:aws:cloudfront::111122223333:distribution/EDFDVBD6EXAMPLE"}}}`)}},
	{"same account, a state file", "partly partly partly partly", world{account: mine, identity: policyOf(
		`{"Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::bkt", "Condition": {"StringEquals": {"s3:prefix": "env/prod.tfstate"}}}`,
		`{"Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "arn:aws:s3:::bkt/env/prod.tfstate"}`,
		`{"Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"], "Resource": "arn:aws:s3:::bkt/env/prod.tfstate.tflock"}`)}},
	{"same account, only through an endpoint", "conditional conditional no no", world{account: mine, identity: policyOf(readAll), bucket: policyOf(
		`{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": ["arn:aws:s3:::bkt", "arn:aws:s3:::bkt/*"], "Condition": {"StringNotEquals": {"aws:SourceVpce": "vpce-0a1b2c3d"}}}`)}},
	{"same account, only from the office", "conditional conditional no no", world{account: mine, identity: policyOf(readAll), bucket: policyOf(
		`{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": ["arn:aws:s3:::bkt", "arn:aws:s3:::bkt/*"], "Condition": {"NotIpAddress": {"aws:SourceIp": ["192.0.2.0/24"]}, "Bool": {"aws:ViaAWSService": "false"}}}`)}},
	{"same account, everybody but the role and the administrators is denied", "yes yes yes yes", world{account: mine, identity: policyOf(ownList, ownObjects), bucket: policyOf(
		`{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": ["arn:aws:s3:::bkt", "arn:aws:s3:::bkt/*"], "Condition": {"StringNotLike": {"aws:userId": ["AROAEXAMPLEID:*", "111122223333"]}}}`)}},
	{"same account, folders in the bucket policy and all in the role's", "yes yes yes yes", world{account: mine, identity: policyOf(ownList, ownObjects),
		bucket: policyOf(`{"Effect": "Allow", ` + toApp + `, "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "arn:aws:s3:::bkt/red/*"}`)}},
	{"same account, the owner's account delegates to access points", "yes yes no no", world{account: mine, identity: policyOf(readAll), bucket: policyOf(
		`{"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "*", "Resource": ["arn:aws:s3:::bkt", "arn:aws:s3:::bkt/*"], "Condition": {"StringEquals": {"s3:DataAccessPointAccount": "111122223333"}}}`)}},
	{"same account, a role that replicates from the bucket", "yes no no no", world{account: mine, identity: policyOf(
		`{"Effect": "Allow", "Action": ["s3:GetReplicationConfiguration", "s3:ListBucket"], "Resource": "arn:aws:s3:::bkt"}`,
		`{"Effect": "Allow", "Action": ["s3:GetObjectVersionForReplication", "s3:GetObjectVersionAcl", "s3:GetObjectVersionTagging"], "Resource": "arn:aws:s3:::bkt/*"}`,
		`{"Effect": "Allow", "Action": ["s3:ReplicateObject", "s3:ReplicateDelete", "s3:ReplicateTags"], "Resource": "arn:aws:s3:::copy/*"}`)}},
	{"two accounts, read", "yes yes no no", world{account: data, identity: policyOf(readAll), bucket: policyOf(appRead, tls)}},
	{"two accounts, read and write", "yes yes yes no", world{account: data, identity: policyOf(ownAll), bucket: policyOf(appList, appObjects)}},
	{"two accounts, the bucket trusts the account", "yes yes no no", world{account: data, identity: policyOf(readAll),
		bucket: policyOf(`{"Effect": "Allow", ` + toMine + `, "Action": ["s3:ListBucket", "s3:GetObject"], "Resource": ["arn:aws:s3:::bkt", "arn:aws:s3:::bkt/*"]}`)}},
	{"two accounts, the bucket trusts the organization", "yes yes no no", world{account: data, identity: policyOf(readAll),
		scp: policyOf(`{"Effect": "Allow", "Action": "*", "Resource": "*"}`), rcp: policyOf(`{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*", "Condition": {"StringNotEqualsIfExists": {"aws:PrincipalOrgID": "o-exampleorg"}, "BoolIfExists": {"aws:PrincipalIsAWSService": "false"}}}`),
		bucket: policyOf(`{"Effect": "Allow", "Principal": "*", "Action": ["s3:ListBucket", "s3:GetObject"], "Resource": ["arn:aws:s3:::bkt", "arn:aws:s3:::bkt/*"], "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-exampleorg"}}}`)}},
	{"two accounts, an SCP that keeps data in the organization", "yes yes yes no", world{account: data, identity: policyOf(ownAll), bucket: policyOf(appAll),
		scp: policyOf(`{"Effect": "Allow", "Action": "*", "Resource": "*"}`, `{"Effect": "Deny", "Action": "s3:*", "Resource": "*", "Condition": {"StringNotEqualsIfExists": {"aws:ResourceOrgID": "o-exampleorg"}}}`),
		rcp: policyOf(`{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*", "Condition": {"StringNotEqualsIfExists": {"aws:PrincipalOrgID": "o-exampleorg"}, "BoolIfExists": {"aws:PrincipalIsAWSService": "false"}}}`)}},
	{"two accounts, s3:* in the role's policy and a list in the bucket's", "yes yes no no", world{account: data, identity: policyOf(ownWide), bucket: policyOf(appRead)}},
	{"two accounts, a list in the role's policy and s3:* in the bucket's", "yes yes no no", world{account: data, identity: policyOf(readAll),
		bucket: policyOf(`{"Effect": "Allow", ` + toApp + `, "Action": "s3:*", "Resource": ["arn:aws:s3:::bkt", "arn:aws:s3:::bkt/*"]}`)}},
	{"two accounts, s3:Get* and s3:List* in the bucket's policy", "no yes no no", world{account: data, identity: policyOf(`{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::bkt/*"}`),
		bucket: policyOf(`{"Effect": "Allow", ` + toApp + `, "Action": ["s3:Get*", "s3:List*"], "Resource": ["arn:aws:s3:::bkt", "arn:aws:s3:::bkt/*"]}`)}},
	{"two accounts, s3:Get*, s3:List* and s3:Put* in the role's policy", "yes yes no no", world{account: data,
		identity: policyOf(`{"Effect": "Allow", "Action": ["s3:Get*", "s3:List*", "s3:PutObject*"], "Resource": ["arn:aws:s3:::bkt", "arn:aws:s3:::bkt/*"]}`), bucket: policyOf(appRead)}},
	{"two accounts, the role keeps to its folder", "partly partly partly no", world{account: data, identity: policyOf(
		`{"Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::bkt", "Condition": {"StringLike": {"s3:prefix": "red/*"}}}`,
		`{"Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "arn:aws:s3:::bkt/red/*"}`), bucket: policyOf(appBoth)}},
	{"two accounts, the bucket keeps the role to its folder", "partly partly partly no", world{account: data, identity: policyOf(ownAll), bucket: policyOf(
		`{"Effect": "Allow", `+toApp+`, "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::bkt", "Condition": {"StringLike": {"s3:prefix": "red/*"}}}`,
		`{"Effect": "Allow", `+toApp+`, "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "arn:aws:s3:::bkt/red/*"}`)}},
	{"two accounts, the bucket keeps the role to its folder in one statement", "yes partly partly no", world{account: data, identity: policyOf(ownAll),
		bucket: policyOf(`{"Effect": "Allow", ` + toApp + `, "Action": ["s3:ListBucket", "s3:GetObject", "s3:PutObject"], "Resource": ["arn:aws:s3:::bkt", "arn:aws:s3:::bkt/red/*"]}`)}},
	{"two accounts, the role keeps to its folder in one statement", "yes partly partly no", world{account: data, bucket: policyOf(appList, appObjects),
		identity: policyOf(`{"Effect": "Allow", "Action": ["s3:ListBucket", "s3:GetObject", "s3:PutObject"], "Resource": ["arn:aws:s3:::bkt", "arn:aws:s3:::bkt/red/*"]}`)}},
	{"two accounts, a folder by the role's tag", "no partly partly no", world{account: data, identity: policyOf(perTag), more: taggedRole,
		bucket: policyOf(`{"Effect": "Allow", ` + toApp + `, "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "arn:aws:s3:::bkt/*"}`)}},
	{"two accounts, a folder by tag in the bucket's policy", "no partly partly no", world{account: data, identity: policyOf(`{"Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "arn:aws:s3:::bkt/*"}`), more: taggedRole,
		bucket: policyOf(`{"Effect": "Allow", ` + toMine + `, "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "arn:aws:s3:::bkt/${aws:PrincipalTag/team}/*"}`)}},
	{"two accounts, a writer who hands over what he writes", "no no yes no", world{account: data, ownership: "BucketOwnerPreferred",
		identity: policyOf(`{"Effect": "Allow", "Action": ["s3:PutObject", "s3:PutObjectAcl"], "Resource": "arn:aws:s3:::bkt/*"}`),
		bucket:   policyOf(`{"Effect": "Allow", ` + toApp + `, "Action": ["s3:PutObject", "s3:PutObjectAcl"], "Resource": "arn:aws:s3:::bkt/*", "Condition": {"StringEquals": {"s3:x-amz-acl": "bucket-owner-full-control"}}}`)}},
	{"two accounts, a drop box", "no no partly no", world{account: data, identity: policyOf(`{"Effect": "Allow", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::bkt/in/*"}`),
		bucket: policyOf(`{"Effect": "Allow", ` + toApp + `, "Action": "s3:PutObject*", "Resource": "arn:aws:s3:::bkt/in/*"}`)}},
	{"two accounts under a key", "yes yes yes no", world{account: data, identity: policyOf(ownAll,
		`{"Effect": "Allow", "Action": ["kms:GenerateDataKey*", "kms:Decrypt"], "Resource": "`+keyARN+`"}`), bucket: policyOf(appList, appObjects),
		key: policyOf(`{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::444455556666:root"}, "Action": "kms:*", "Resource": "*"}`,
			`{"Effect": "Allow", `+toApp+`, "Action": ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"], "Resource": "*"}`)}},
	{"two accounts, a reader under a key", "yes yes no no", world{account: data, identity: policyOf(readAll,
		`{"Effect": "Allow", "Action": "kms:Decrypt", "Resource": "`+keyARN+`"}`), bucket: policyOf(appRead),
		key: policyOf(`{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::444455556666:root"}, "Action": "kms:*", "Resource": "*"}`,
			`{"Effect": "Allow", `+toMine+`, "Action": "kms:Decrypt", "Resource": "*", "Condition": {"StringEquals": {"kms:ViaService": "s3.eu-west-1.amazonaws.com"}}}`)}},
	{"two accounts, through an endpoint for the organization", "yes yes no no", world{account: data, identity: policyOf(readAll), bucket: policyOf(appRead),
		endpoint: policyOf(`{"Effect": "Allow", "Principal": "*", "Action": ["s3:ListBucket", "s3:GetObject"], "Resource": ["arn:aws:s3:::bkt", "arn:aws:s3:::bkt/*"], "Condition": {"StringEquals": {"aws:PrincipalAccount": "111122223333"}}}`)}},
	{"two accounts, a session for one customer", "partly partly partly no", world{account: data, identity: policyOf(ownAll), bucket: policyOf(appList, appObjects),
		session: policyOf(`{"Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::bkt", "Condition": {"StringLike": {"s3:prefix": ["c1", "c1/*"]}}}`,
			`{"Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "arn:aws:s3:::bkt/c1/*"}`)}},
	{"two accounts, a session that only reads", "yes yes no no", world{account: data, identity: policyOf(ownAll), bucket: policyOf(appList, appObjects), session: policyOf(readAll)}},
	{"two accounts, a boundary that only lets read", "yes yes no no", world{account: data, identity: policyOf(ownWide), bucket: policyOf(appRead), boundary: policyOf(
		`{"Effect": "Allow", "Action": ["s3:Get*", "s3:List*"], "Resource": "*"}`)}},
	{"two accounts, TLS of version 1.2", "conditional conditional no no", world{account: data, identity: policyOf(readAll), bucket: policyOf(appRead, tls,
		`{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": ["arn:aws:s3:::bkt", "arn:aws:s3:::bkt/*"], "Condition": {"NumericLessThan": {"s3:TlsVersion": "1.2"}}}`)}},
	{"two accounts, an access point for one folder", "yes partly no no", world{account: data,
		identity: policyOf(`{"Effect": "Allow", "Action": ["s3:ListBucket", "s3:GetObject"], "Resource": ["` + pointARN + `", "` + pointARN + `/object/*"]}`),
		point: policyOf(`{"Effect": "Allow", `+toApp+`, "Action": "s3:ListBucket", "Resource": "`+pointARN+`"}`,
			`{"Effect": "Allow", `+toApp+`, "Action": "s3:GetObject", "Resource": "`+pointARN+`/object/red/*"}`),
		bucket: policyOf(`{"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "*", "Resource": ["arn:aws:s3:::bkt", "arn:aws:s3:::bkt/*"], "Condition": {"StringEquals": {"s3:DataAccessPointAccount": "444455556666"}}}`)}},
	{"two accounts, a role that replicates into the bucket", "no no no no", world{account: data,
		identity: policyOf(`{"Effect": "Allow", "Action": ["s3:ReplicateObject", "s3:ReplicateDelete", "s3:ReplicateTags", "s3:ObjectOwnerOverrideToBucketOwner"], "Resource": "arn:aws:s3:::bkt/*"}`),
		bucket: policyOf(`{"Effect": "Allow", `+toApp+`, "Action": ["s3:ReplicateDelete", "s3:ReplicateObject", "s3:ReplicateTags", "s3:ObjectOwnerOverrideToBucketOwner"], "Resource": "arn:aws:s3:::bkt/*"}`,
			`{"Effect": "Allow", `+toApp+`, "Action": ["s3:List*", "s3:GetBucketVersioning", "s3:PutBucketVersioning"], "Resource": "arn:aws:s3:::bkt"}`)}},
	{"two accounts, all but some folder is shared", "yes partly no no", world{account: data, identity: policyOf(readAll), bucket: policyOf(appRead,
		`{"Effect": "Deny", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::bkt/private/*", "Condition": {"StringNotEquals": {"aws:PrincipalAccount": "444455556666"}}}`)}},
	{"two accounts, each writes below its id", "no no partly no", world{account: data, identity: policyOf(`{"Effect": "Allow", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::bkt/*"}`), bucket: policyOf(
		`{"Effect": "Allow", ` + toMine + `, "Action": "s3:PutObject", "Resource": "arn:aws:s3:::bkt/AWSLogs/${aws:PrincipalAccount}/*"}`)}},
	{"two accounts, uploads under the key of the bucket only", "yes yes conditional no", world{account: data, identity: policyOf(ownAll), bucket: policyOf(appList, appObjects,
		`{"Effect": "Deny", "Principal": "*", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::bkt/*", "Condition": {"StringNotEquals": {"s3:x-amz-server-side-encryption": "AES256"}, "Null": {"s3:x-amz-server-side-encryption": "false"}}}`)}},
}
