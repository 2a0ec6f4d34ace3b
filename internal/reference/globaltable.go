package reference

// Types, the marking of identifiers and when a key is present are those of the IAM User
// Guide, AWS global condition context keys. For aws:ViaCustomerDomain it is not known here
// what type AWS gives it, and an unknown type is better than a wrong finding.
var globalKeys = [...]GlobalKey{
	{
		ConditionKey: ConditionKey{Name: "aws:PrincipalArn", Type: ARN},
		Group:        "principal", Present: InSigned, Doc: "The ARN of the principal: for a role session the role, not the session.",
	},
	{
		ConditionKey: ConditionKey{Name: "aws:PrincipalAccount", Type: String},
		Group:        "principal", Identifier: true, Doc: "The account of the principal.",
	},
	{
		ConditionKey: ConditionKey{Name: "aws:PrincipalOrgPaths", Type: String, Multi: true},
		Group:        "principal", NeverOfServices: true, Doc: "The AWS Organizations path of the principal's account.",
	},
	{
		ConditionKey: ConditionKey{Name: "aws:PrincipalOrgID", Type: String},
		Group:        "principal", Identifier: true, NeverOfServices: true, Doc: "The organization of the principal's account.",
	},
	{
		ConditionKey: ConditionKey{Name: "aws:PrincipalTag/${TagKey}", Type: String},
		Group:        "principal", NeverOfServices: true, Doc: "A tag of the principal, or of its session.",
	},
	{
		ConditionKey: ConditionKey{Name: "aws:PrincipalIsAWSService", Type: Bool},
		Group:        "principal", Present: InSigned, Doc: "Whether an AWS service principal calls for itself.",
	},
	{
		ConditionKey: ConditionKey{Name: "aws:PrincipalServiceName", Type: String},
		Group:        "principal", Doc: "The service principal that calls.",
	},
	{
		ConditionKey: ConditionKey{Name: "aws:PrincipalServiceNamesList", Type: String, Multi: true},
		Group:        "principal", Doc: "All names of the service principal that calls.",
	},
	{
		ConditionKey: ConditionKey{Name: "aws:PrincipalType", Type: String},
		Group:        "principal", Doc: "The kind of principal: Account, User, FederatedUser, AssumedRole or Anonymous.",
	},
	{
		ConditionKey: ConditionKey{Name: "aws:userid", Type: String},
		Group:        "principal", Doc: "The principal's unique id; for a role session the role's id, a colon and the session name.",
	},
	{
		ConditionKey: ConditionKey{Name: "aws:username", Type: String},
		Group:        "principal", NeverOfServices: true, Doc: "The name of an IAM user.",
	},
	{
		ConditionKey: ConditionKey{Name: "aws:AssumedRoot", Type: Bool},
		Group:        "session", NeverOfServices: true, Doc: "Whether the credentials come from sts:AssumeRoot.",
	},
	{
		ConditionKey: ConditionKey{Name: "aws:FederatedProvider", Type: String},
		Group:        "session", NeverOfServices: true, Doc: "The OpenID Connect provider that the session came through.",
	},
	{
		ConditionKey: ConditionKey{Name: "aws:TokenIssueTime", Type: Date},
		Group:        "session", Doc: "When the temporary credentials were issued.",
	},
	{
		ConditionKey: ConditionKey{Name: "aws:MultiFactorAuthAge", Type: Numeric},
		Group:        "session", NeverOfServices: true, Doc: "Seconds since the principal was authenticated with MFA.",
	},
	{
		ConditionKey: ConditionKey{Name: "aws:MultiFactorAuthPresent", Type: Bool},
		Group:        "session", NeverOfServices: true, Doc: "Whether the temporary credentials were got with MFA.",
	},
	{
		ConditionKey: ConditionKey{Name: "aws:ChatbotSourceArn", Type: ARN},
		Group:        "session", NeverOfServices: true, Doc: "The chat configuration that the request comes from.",
	},
	{
		ConditionKey: ConditionKey{Name: "aws:Ec2InstanceSourceVpc", Type: String},
		Group:        "session", NeverOfServices: true, Doc: "The VPC of the instance that the credentials were delivered to.",
	},
	{
		ConditionKey: ConditionKey{Name: "aws:Ec2InstanceSourcePrivateIPv4", Type: IPAddress},
		Group:        "session", NeverOfServices: true, Doc: "The primary private IPv4 address of the instance that the credentials were delivered to.",
	},
	{
		ConditionKey: ConditionKey{Name: "aws:SourceIdentity", Type: String},
		Group:        "session", NeverOfServices: true, Doc: "The source identity that was set when the role was assumed.",
	},
	{
		ConditionKey: ConditionKey{Name: "aws:SignInSessionArn", Type: ARN},
		Group:        "session", NeverOfServices: true, Doc: "The sign-in session, for credentials from an OAuth sign-in.",
	},
	{
		ConditionKey: ConditionKey{Name: "ec2:RoleDelivery", Type: Numeric},
		Group:        "session", NeverOfServices: true, Doc: "The version of the instance metadata service that delivered the credentials.",
	},
	{
		ConditionKey: ConditionKey{Name: "ec2:SourceInstanceArn", Type: ARN},
		Group:        "session", NeverOfServices: true, Doc: "The instance that the credentials were delivered to.",
	},
	{
		ConditionKey: ConditionKey{Name: "glue:RoleAssumedBy", Type: String},
		Group:        "session", NeverOfServices: true, Doc: "The service that AWS Glue assumed the role for.",
	},
	{
		ConditionKey: ConditionKey{Name: "glue:CredentialIssuingService", Type: String},
		Group:        "session", NeverOfServices: true, Doc: "The AWS Glue service that issued the credentials.",
	},
	{
		ConditionKey: ConditionKey{Name: "codebuild:BuildArn", Type: ARN},
		Group:        "session", NeverOfServices: true, Doc: "The build that the credentials were delivered to.",
	},
	{
		ConditionKey: ConditionKey{Name: "codebuild:ProjectArn", Type: ARN},
		Group:        "session", NeverOfServices: true, Doc: "The build project that the credentials were delivered to.",
	},
	{
		ConditionKey: ConditionKey{Name: "lambda:SourceFunctionArn", Type: ARN},
		Group:        "session", NeverOfServices: true, Doc: "The function that the credentials were delivered to.",
	},
	{
		ConditionKey: ConditionKey{Name: "ssm:SourceInstanceArn", Type: ARN},
		Group:        "session", NeverOfServices: true, Doc: "The managed node that the credentials were delivered to.",
	},
	{
		ConditionKey: ConditionKey{Name: "identitystore:UserId", Type: String},
		Group:        "session", NeverOfServices: true, Doc: "The IAM Identity Center user of an identity-enhanced session.",
	},
	{
		ConditionKey: ConditionKey{Name: "aws:SourceIp", Type: IPAddress},
		Group:        "network", Doc: "The public address of the requester; absent through a VPC endpoint.",
	},
	{
		ConditionKey: ConditionKey{Name: "aws:SourceVpc", Type: String},
		Group:        "network", Identifier: true, Doc: "The VPC that the request travels through, at a VPC endpoint.",
	},
	{
		ConditionKey: ConditionKey{Name: "aws:SourceVpcArn", Type: ARN},
		Group:        "network", Doc: "The ARN of the VPC that the request travels through, at a VPC endpoint.",
	},
	{
		ConditionKey: ConditionKey{Name: "aws:SourceVpce", Type: String},
		Group:        "network", Identifier: true, Doc: "The VPC endpoint that the request travels through.",
	},
	{
		ConditionKey: ConditionKey{Name: "aws:VpceAccount", Type: String},
		Group:        "network", Identifier: true, Doc: "The account that owns the VPC endpoint.",
	},
	{
		ConditionKey: ConditionKey{Name: "aws:VpceOrgID", Type: String},
		Group:        "network", Identifier: true, Doc: "The organization of the account that owns the VPC endpoint.",
	},
	{
		ConditionKey: ConditionKey{Name: "aws:VpceOrgPaths", Type: String, Multi: true},
		Group:        "network", Doc: "The AWS Organizations path of the account that owns the VPC endpoint.",
	},
	{
		ConditionKey: ConditionKey{Name: "aws:VpcSourceIp", Type: IPAddress},
		Group:        "network", Doc: "The private address of the requester, at a VPC endpoint.",
	},
	{
		ConditionKey: ConditionKey{Name: "aws:ResourceAccount", Type: String},
		Group:        "resource", Identifier: true, Doc: "The account that owns the resource.",
	},
	{
		ConditionKey: ConditionKey{Name: "aws:ResourceOrgPaths", Type: String, Multi: true},
		Group:        "resource", Doc: "The AWS Organizations path of the account that owns the resource.",
	},
	{
		ConditionKey: ConditionKey{Name: "aws:ResourceOrgID", Type: String},
		Group:        "resource", Identifier: true, Doc: "The organization of the account that owns the resource.",
	},
	{
		ConditionKey: ConditionKey{Name: "aws:ResourceTag/${TagKey}", Type: String},
		Group:        "resource", PerAction: true, Doc: "A tag of the resource.",
	},
	{
		ConditionKey: ConditionKey{Name: "aws:CalledVia", Type: String, Multi: true},
		Group:        "request", NeverOfServices: true, Doc: "The services, in order, that made requests for the principal.",
	},
	{
		ConditionKey: ConditionKey{Name: "aws:CalledViaAWSMCP", Type: String},
		Group:        "request", NeverOfServices: true, Doc: "The AWS MCP server that made the request for the principal.",
	},
	{
		ConditionKey: ConditionKey{Name: "aws:CalledViaFirst", Type: String},
		Group:        "request", NeverOfServices: true, Doc: "The first service that made a request for the principal.",
	},
	{
		ConditionKey: ConditionKey{Name: "aws:CalledViaLast", Type: String},
		Group:        "request", NeverOfServices: true, Doc: "The last service that made a request for the principal.",
	},
	{
		ConditionKey: ConditionKey{Name: "aws:ViaAWSService", Type: Bool},
		Group:        "request", Present: InEvery, Doc: "Whether a service makes the request with the principal's permissions.",
	},
	{
		ConditionKey: ConditionKey{Name: "aws:ViaAWSMCPService", Type: Bool},
		Group:        "request", Doc: "Whether the request comes through an AWS MCP server.",
	},
	{
		ConditionKey: ConditionKey{Name: "aws:IsMcpServiceAction", Type: Bool},
		Group:        "request", Doc: "Whether the action is one of an MCP service.",
	},
	{
		ConditionKey: ConditionKey{Name: "aws:ViaCustomerDomain"},
		Group:        "request", Doc: "New in 2026: the IAM User Guide says what it holds.",
	},
	{
		ConditionKey: ConditionKey{Name: "aws:CurrentTime", Type: Date},
		Group:        "request", Present: InEvery, Doc: "The time of the request.",
	},
	{
		ConditionKey: ConditionKey{Name: "aws:EpochTime", Type: Date},
		Group:        "request", Present: InEvery, Doc: "The time of the request in seconds since 1970; numeric operators also work.",
	},
	{
		ConditionKey: ConditionKey{Name: "aws:referer", Type: String},
		Group:        "request", FromCaller: true, Doc: "The referer header that the client sent.",
	},
	{
		ConditionKey: ConditionKey{Name: "aws:RequestedRegion", Type: String},
		Group:        "request", Present: InEvery, Doc: "The Region that the request went to.",
	},
	{
		ConditionKey: ConditionKey{Name: "aws:RequestTag/${TagKey}", Type: String},
		Group:        "request", PerAction: true, Doc: "A tag that the request would set.",
	},
	{
		ConditionKey: ConditionKey{Name: "aws:TagKeys", Type: String, Multi: true},
		Group:        "request", PerAction: true, Doc: "The keys of the tags in the request.",
	},
	{
		ConditionKey: ConditionKey{Name: "aws:SecureTransport", Type: Bool},
		Group:        "request", Present: InEvery, Doc: "Whether the request came over TLS.",
	},
	{
		ConditionKey: ConditionKey{Name: "aws:SourceAccount", Type: String},
		Group:        "request", Identifier: true, FromService: true, Doc: "The account of the resource for which a service principal calls.",
	},
	{
		ConditionKey: ConditionKey{Name: "aws:SourceArn", Type: ARN},
		Group:        "request", FromService: true, Doc: "The resource for which a service principal calls.",
	},
	{
		ConditionKey: ConditionKey{Name: "aws:SourceOrgID", Type: String},
		Group:        "request", Identifier: true, FromService: true, Doc: "The organization of the resource for which a service principal calls.",
	},
	{
		ConditionKey: ConditionKey{Name: "aws:SourceOrgPaths", Type: String, Multi: true},
		Group:        "request", FromService: true, Doc: "The AWS Organizations path of the resource for which a service principal calls.",
	},
	{
		ConditionKey: ConditionKey{Name: "aws:UserAgent", Type: String},
		Group:        "request", Present: InEvery, FromCaller: true, Doc: "The user agent header that the client sent.",
	},
}
