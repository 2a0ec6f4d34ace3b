package reference

import "strings"

// Escalation is a set of actions that together give whoever may do all of them the
// permissions of another principal, or more of his own. It says nothing of resources and
// conditions, and not whether such a principal exists: whether it matters is for rules.
type Escalation struct {
	Name    string
	Actions []string
	Through Through
	Source  string // where the way is described
}

// Through is how an escalation works.
type Through uint8

const (
	OwnPolicies   Through = iota + 1 // the caller's own policies grow
	OtherIdentity                    // the caller becomes another user or role
	PassedRole                       // a service runs what the caller wrote, with a role that he passes
	RoleAtWork                       // the caller writes what runs with a role already
)

// Escalations returns all sets that are known here.
func Escalations() []Escalation {
	list := make([]Escalation, len(escalations))
	for i, e := range escalations {
		list[i] = Escalation{Name: e.name, Actions: strings.Fields(e.actions), Through: e.through, Source: sourcesOfEscalations[e.source]}
	}
	return list
}

// Both describe ways, step by step; AWS has no such list.
var sourcesOfEscalations = map[string]string{
	"rhino":       "https://rhinosecuritylabs.com/aws/aws-privilege-escalation-methods-mitigation/",
	"pathfinding": "https://pathfinding.cloud/",
}

var escalations = [...]struct {
	name    string
	through Through
	source  string
	actions string
}{
	{"a new version of an attached policy", OwnPolicies, "rhino", "iam:CreatePolicyVersion"},
	{"another version of an attached policy", OwnPolicies, "rhino", "iam:SetDefaultPolicyVersion"},
	{"a policy attached to the user", OwnPolicies, "rhino", "iam:AttachUserPolicy"},
	{"a policy attached to the group", OwnPolicies, "rhino", "iam:AttachGroupPolicy"},
	{"a policy attached to the role", OwnPolicies, "rhino", "iam:AttachRolePolicy"},
	{"an inline policy of the user", OwnPolicies, "rhino", "iam:PutUserPolicy"},
	{"an inline policy of the group", OwnPolicies, "rhino", "iam:PutGroupPolicy"},
	{"an inline policy of the role", OwnPolicies, "rhino", "iam:PutRolePolicy"},
	{"membership of a group", OwnPolicies, "rhino", "iam:AddUserToGroup"},

	{"access keys of a user", OtherIdentity, "rhino", "iam:CreateAccessKey"},
	{"a password for a user", OtherIdentity, "rhino", "iam:CreateLoginProfile"},
	{"another password for a user", OtherIdentity, "rhino", "iam:UpdateLoginProfile"},
	{"the trust policy of a role", OtherIdentity, "rhino", "iam:UpdateAssumeRolePolicy sts:AssumeRole"},
	{"a role", OtherIdentity, "pathfinding", "sts:AssumeRole"},
	{"the trust policy and permissions of a role", OtherIdentity, "pathfinding", "iam:PutRolePolicy iam:UpdateAssumeRolePolicy"},
	{"the permissions of a role that can be assumed", OtherIdentity, "pathfinding", "iam:PutRolePolicy sts:AssumeRole"},
	{"the permissions and keys of a user", OtherIdentity, "pathfinding", "iam:PutUserPolicy iam:CreateAccessKey"},
	{"attached policies and keys of a user", OtherIdentity, "pathfinding", "iam:AttachUserPolicy iam:CreateAccessKey"},

	{"an App Runner service", PassedRole, "pathfinding", "iam:PassRole apprunner:CreateService"},
	{"a stack", PassedRole, "rhino", "iam:PassRole cloudformation:CreateStack"},
	{"a stack set", PassedRole, "pathfinding", "iam:PassRole cloudformation:CreateStackSet cloudformation:CreateStackInstances"},
	{"a build", PassedRole, "pathfinding", "iam:PassRole codebuild:CreateProject codebuild:StartBuild"},
	{"a batch of builds", PassedRole, "pathfinding", "iam:PassRole codebuild:CreateProject codebuild:StartBuildBatch"},
	{"a data pipeline", PassedRole, "rhino", `iam:PassRole datapipeline:CreatePipeline
		datapipeline:PutPipelineDefinition datapipeline:ActivatePipeline`},
	{"an instance", PassedRole, "rhino", "iam:PassRole ec2:RunInstances"},
	{"a spot instance", PassedRole, "pathfinding", "iam:PassRole ec2:RequestSpotInstances"},
	{"a container service", PassedRole, "pathfinding", "iam:PassRole ecs:RegisterTaskDefinition ecs:CreateService"},
	{"a Glue development endpoint", PassedRole, "rhino", "iam:PassRole glue:CreateDevEndpoint"},
	{"a function that is invoked", PassedRole, "rhino", "iam:PassRole lambda:CreateFunction lambda:InvokeFunction"},
	{"a function that a stream calls", PassedRole, "rhino", "iam:PassRole lambda:CreateFunction lambda:CreateEventSourceMapping"},
	{"a notebook", PassedRole, "pathfinding", "iam:PassRole sagemaker:CreateNotebookInstance"},
	{"a processing job", PassedRole, "pathfinding", "iam:PassRole sagemaker:CreateProcessingJob"},

	{"the code of an App Runner service", RoleAtWork, "pathfinding", "apprunner:UpdateService"},
	{"a session of a code interpreter", RoleAtWork, "pathfinding", `bedrock-agentcore:StartCodeInterpreterSession
		bedrock-agentcore:InvokeCodeInterpreter`},
	{"a build of another making", RoleAtWork, "pathfinding", "codebuild:StartBuild"},
	{"a login to an instance", RoleAtWork, "pathfinding", "ec2-instance-connect:SendSSHPublicKey ec2:DescribeInstances"},
	{"what new instances run", RoleAtWork, "pathfinding", "ec2:CreateLaunchTemplateVersion ec2:ModifyLaunchTemplate"},
	{"a login to a Glue development endpoint", RoleAtWork, "rhino", "glue:UpdateDevEndpoint"},
	{"the code of a function", RoleAtWork, "rhino", "lambda:UpdateFunctionCode"},
	{"a login to a notebook", RoleAtWork, "pathfinding", "sagemaker:CreatePresignedNotebookInstanceUrl"},
	{"a session on an instance", RoleAtWork, "pathfinding", "ssm:StartSession"},
	{"a command on an instance", RoleAtWork, "pathfinding", "ssm:SendCommand"},
}
