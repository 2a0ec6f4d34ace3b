// Package authorization reads get-account-authorization-details: all users,
// groups, roles and managed policies of an account.
//
// It is the largest file that there is, so each list is walked once and
// nothing is kept of what no record needs. Pages may stand in one file, one
// behind the other, or in several.
package authorization

import (
	"github.com/tidwall/gjson"

	"github.com/crossgrant/crossgrant/internal/input"
)

// Format recognises answers of get-account-authorization-details.
type Format struct{}

// Name returns "authorization-details".
func (Format) Name() string { return "authorization-details" }

// Unmistakable marks the format: no other JSON has lists of these names.
func (Format) Unmistakable() {}

// Begins returns the members that the AWS CLI, boto3 and what sorts their output begin with.
func (Format) Begins() []string {
	return []string{"UserDetailList", "GroupDetailList", "RoleDetailList", "Policies", "IsTruncated", "Marker", "ResponseMetadata"}
}

// Lists returns the lists of details and that of policies.
func (Format) Lists() (names []string) {
	for _, l := range lists {
		names = append(names, l.Member)
	}
	return names
}

// Decode reads a candidate that has one of the lists of details. A list of
// policies alone is taken to be the answer of list-policies.
func (Format) Decode(c input.Candidate) (input.Records, bool) {
	for _, name := range []string{"RoleDetailList", "UserDetailList", "GroupDetailList"} {
		if v := c.Member(name); v.IsArray() || input.Find(v, "Arn").Exists() {
			records, ok := input.ReadCalls(c, lists)
			// With --filter some of the lists are left out.
			records.WholeAccount = c.Member("RoleDetailList").IsArray() && c.Member("UserDetailList").IsArray()
			return records, ok
		}
	}
	return input.Records{}, false
}

var lists = []input.Call{
	{Member: "RoleDetailList", Read: func(r *input.Reader, v gjson.Result) {
		r.Records.Roles = append(r.Records.Roles, input.List(r, v, role)...)
	}},
	{Member: "UserDetailList", Read: func(r *input.Reader, v gjson.Result) {
		r.Records.Users = append(r.Records.Users, input.List(r, v, identity)...)
	}},
	{Member: "GroupDetailList", Read: func(r *input.Reader, v gjson.Result) {
		r.Records.Groups = append(r.Records.Groups, input.List(r, v, identity)...)
	}},
	{Member: "Policies", Read: func(r *input.Reader, v gjson.Result) {
		r.Records.Policies = append(r.Records.Policies, input.List(r, v, (*input.Reader).ManagedPolicy)...)
	}},
}

func role(r *input.Reader, v gjson.Result) input.Role { return r.Role(v, true) }

func identity(r *input.Reader, v gjson.Result) input.Identity { return r.Identity(v, true) }
