// Package organizations reads the answers of calls about an organization: what
// accounts and units there are, what is above them, and which SCPs and RCPs are
// attached to each.
//
// An answer seldom says what was asked about: a list of children does not name
// the parent, a list of attached policies not its target. The folder
// organization/targets/<id> does.
package organizations

import (
	"strings"

	"github.com/tidwall/gjson"

	"github.com/crossgrant/crossgrant/internal/input"
)

// Format recognises answers of calls of AWS Organizations.
type Format struct{}

// Name returns "organizations".
func (Format) Name() string { return "organizations" }

// Decode reads a candidate that is the answer of a call of AWS Organizations.
// An empty list of policies is one only where the path names a target: that of
// IAM's list-policies looks the same.
func (Format) Decode(c input.Candidate) (input.Records, bool) {
	if v := c.Member("Policies"); c.Hints.Target == "" && v.IsArray() && strings.TrimSpace(v.Raw[1:]) == "]" {
		return input.Records{}, false
	}
	return input.ReadCalls(c, calls)
}

var calls = []input.Call{
	{Member: "Organization", Is: input.With("Id"), Read: organization},
	{Member: "Roots", Is: input.With("PolicyTypes"), Read: roots},
	{Member: "OrganizationalUnit", Is: input.With("Id"), Read: one},
	{Member: "OrganizationalUnits", Is: input.With("Id"), Read: targets},
	{Member: "Account", Is: input.With("JoinedMethod"), Read: one},
	{Member: "Accounts", Is: input.With("JoinedMethod"), Read: targets},
	{Member: "Parents", Is: input.With("Type"), Read: parents},
	{Member: "Children", Is: input.With("Type"), Read: targets},
	{Member: "Policies", Is: input.With("AwsManaged"), Without: details, Read: attached},
	{Member: "Policy", Is: input.With("Content"), Read: described},
	{Member: "EffectivePolicy", Is: input.With("PolicyContent"), Read: effective},
}

// details are the lists beside which Policies are those of an account.
var details = []string{"RoleDetailList", "UserDetailList", "GroupDetailList"}

// organization reads describe-organization.
func organization(r *input.Reader, v gjson.Result) {
	o := input.Organization{At: r.Place(v)}
	organizationFields.Read(r, v, &o)
	add(r, o)
}

var organizationFields = input.Fields[input.Organization]{
	"Id":              func(r *input.Reader, o *input.Organization, v gjson.Result) { o.ID = r.Text(v) },
	"MasterAccountId": func(r *input.Reader, o *input.Organization, v gjson.Result) { o.ManagementAccount = r.Text(v) },
}

// add adds an organization once, however many members of it a file has.
func add(r *input.Reader, o input.Organization) {
	for _, known := range r.Records.Organizations {
		if known.ID == o.ID && known.ManagementAccount == o.ManagementAccount {
			return
		}
	}
	if o.ID != "" {
		r.Records.Organizations = append(r.Records.Organizations, o)
	}
}

// one reads the answer of describe-account or describe-organizational-unit.
func one(r *input.Reader, v gjson.Result) { member(r, v, "") }

func roots(r *input.Reader, v gjson.Result) {
	r.Each(v, func(item gjson.Result) { member(r, item, "") })
}

// targets reads a list of units or accounts. In the folder of a root or
// unit they are those right below it. An account that is suspended is a member
// like any other.
func targets(r *input.Reader, v gjson.Result) {
	r.Each(v, func(item gjson.Result) { member(r, item, r.Hints.Target) })
}

func member(r *input.Reader, v gjson.Result, parent string) {
	t := target{result: input.Target{At: r.Place(v)}}
	targetFields.Read(r, v, &t)
	if t.result.ID == "" {
		r.Odd(v, "a root, a unit or an account with its Id")
		return
	}
	t.result.Parent = parent
	for _, path := range t.paths {
		if up := above(path, t.result.ID); up != "" {
			t.result.Parent = up
		}
	}
	r.Records.Targets = append(r.Records.Targets, t.result)
	add(r, input.Organization{ID: t.result.Organization, ManagementAccount: t.management, At: t.result.At})
}

// target is a root, unit or account with what its answer says besides.
type target struct {
	result     input.Target
	management string
	paths      []string
}

var targetFields = input.Fields[target]{
	"Id":   func(r *input.Reader, t *target, v gjson.Result) { t.result.ID = r.Text(v) },
	"Name": func(r *input.Reader, t *target, v gjson.Result) { t.result.Name = r.Text(v) },
	"Arn": func(r *input.Reader, t *target, v gjson.Result) {
		t.result.Organization, t.management = inside(r.Text(v))
	},
	"Paths": func(r *input.Reader, t *target, v gjson.Result) { t.paths = r.Texts(v) },
	"PolicyTypes": func(r *input.Reader, t *target, v gjson.Result) {
		enabled := []string{}
		r.Each(v, func(item gjson.Result) {
			var p policyType
			policyTypeFields.Read(r, item, &p)
			if p.status == "ENABLED" {
				enabled = append(enabled, p.name)
			}
		})
		t.result.Enabled = input.Stated(r, v, enabled)
	},
}

type policyType struct{ name, status string }

var policyTypeFields = input.Fields[policyType]{
	"Type":   func(r *input.Reader, p *policyType, v gjson.Result) { p.name = r.Text(v) },
	"Status": func(r *input.Reader, p *policyType, v gjson.Result) { p.status = r.Text(v) },
}

// inside returns the organization of the ARN of a member, and its management
// account: arn:aws:organizations::111122223333:ou/o-exampleorg/ou-...
func inside(arn string) (organization, management string) {
	parts := strings.SplitN(arn, ":", 6)
	if len(parts) != 6 || parts[2] != "organizations" {
		return "", ""
	}
	names := strings.Split(parts[5], "/")
	if len(names) != 3 {
		return "", ""
	}
	return names[1], parts[4]
}

// above returns the root or unit right above a member, out of a path that leads
// to it: o-.../r-.../ou-.../111122223333/.
func above(path, id string) string {
	names := strings.Split(path, "/")
	for i, name := range names {
		if i > 0 && name == id && (strings.HasPrefix(names[i-1], "r-") || strings.HasPrefix(names[i-1], "ou-")) {
			return names[i-1]
		}
	}
	return ""
}

// parents reads list-parents, which names a single one today (Organizations API
// Reference, ListParents).
func parents(r *input.Reader, v gjson.Result) {
	t := input.Target{ID: r.Hints.Target, At: r.Place(v)}
	r.Each(v, func(item gjson.Result) {
		if t.Parent != "" {
			r.Odd(item, "one parent")
			return
		}
		t.Parent = r.Text(input.Find(item, "Id"))
	})
	if t.ID != "" && t.Parent != "" {
		r.Records.Targets = append(r.Records.Targets, t)
	}
}
