// Package iam reads the answers of single IAM calls: get-role, list-roles,
// get-role-policy, list-attached-role-policies, get-policy-version, and their
// like for users and groups.
//
// Many of these answers do not say whose they are. A list of attached policies
// names no role, a policy version no policy: the folder in a snapshot does, and
// where it does not either, the record's name stays empty.
package iam

import (
	"github.com/tidwall/gjson"

	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/policy"
)

// Format recognises answers of IAM calls.
type Format struct{}

// Name returns "iam".
func (Format) Name() string { return "iam" }

// Decode reads a candidate that is the answer of an IAM call.
func (Format) Decode(c input.Candidate) (input.Records, bool) {
	return input.ReadCalls(c, calls)
}

// calls are told apart by what their lists hold, for other services have
// Users, Groups and Policies too.
var calls = []input.Call{
	{Member: "Role", Is: input.With("RoleName"), Read: role},
	{Member: "Roles", Is: input.With("RoleName"), Read: roles},
	{Member: "AssumeRolePolicyDocument", With: []string{"RoleName"}, Read: queried},
	{Member: "User", Is: input.With("UserName"), Read: user},
	{Member: "Users", Is: input.With("UserName"), Read: users},
	{Member: "Group", Is: input.With("GroupName"), Read: group},
	{Member: "Groups", Is: input.With("GroupName"), Read: groups},
	{Member: "Policy", Is: input.With("DefaultVersionId"), Read: managed},
	{Member: "Policies", Is: input.With("DefaultVersionId"), Read: managedList,
		Without: []string{"RoleDetailList", "UserDetailList", "GroupDetailList"}},
	{Member: "PolicyVersion", Is: input.With("Document"), Read: version},
	{Member: "PolicyNames", Is: gjson.Result.IsArray, Read: inlineNames},
	{Member: "AttachedPolicies", Is: input.With("PolicyArn"), Read: attached},
	{Member: "PolicyDocument", With: []string{"PolicyName", "RoleName"}, Read: inline},
	{Member: "PolicyName", Is: isText, With: []string{"RoleName"}, Without: []string{"Roles"}, Read: lacking},
	{Member: "PolicyDocument", With: []string{"PolicyName", "UserName"}, Read: inline},
	{Member: "PolicyDocument", With: []string{"PolicyName", "GroupName"}, Read: inline},
}

func role(r *input.Reader, v gjson.Result) {
	r.Records.Roles = append(r.Records.Roles, r.Role(v, true))
}

// queried reads a role without what is around it, as --query Role prints it or
// an element of --query RoleDetailList. Only the latter is whole for certain.
func queried(r *input.Reader, _ gjson.Result) {
	r.Records.Roles = append(r.Records.Roles, r.Role(r.Root, r.Named("RolePolicyList")))
}

func roles(r *input.Reader, v gjson.Result) {
	r.Each(v, func(item gjson.Result) { r.Records.Roles = append(r.Records.Roles, r.Role(item, false)) })
}

func user(r *input.Reader, v gjson.Result) {
	r.Records.Users = append(r.Records.Users, r.Identity(v, true))
}

func users(r *input.Reader, v gjson.Result) {
	r.Each(v, func(item gjson.Result) { r.Records.Users = append(r.Records.Users, r.Identity(item, false)) })
}

func group(r *input.Reader, v gjson.Result) {
	r.Records.Groups = append(r.Records.Groups, r.Identity(v, true))
}

func groups(r *input.Reader, v gjson.Result) {
	r.Each(v, func(item gjson.Result) { r.Records.Groups = append(r.Records.Groups, r.Identity(item, false)) })
}

func managed(r *input.Reader, v gjson.Result) {
	r.Records.Policies = append(r.Records.Policies, r.ManagedPolicy(v))
}

func managedList(r *input.Reader, v gjson.Result) {
	r.Each(v, func(item gjson.Result) { managed(r, item) })
}

// version reads get-policy-version. A version that is not the default one is
// not in force, and one of an unnamed policy belongs to nobody: both are judged
// as documents.
func version(r *input.Reader, v gjson.Result) {
	found := r.Version(v)
	doc := r.Document(found.Document, policy.Identity)
	if found.Default && r.Hints.Policy != "" {
		r.Records.Policies = append(r.Records.Policies, input.ManagedPolicy{
			Account: r.Hints.Account, Name: r.Hints.Policy, DefaultVersion: found.ID,
			At: r.Place(v), Document: doc})
		return
	}
	r.Records.Documents = append(r.Records.Documents, input.Document{Name: r.File.Name, Policy: doc})
}
