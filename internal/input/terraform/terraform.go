// Package terraform reads what Terraform says of the resources that it makes: the
// JSON of a plan and of a state, as terraform show -json writes them, and the file
// terraform.tfstate itself.
//
// A plan is judged once, for what will be: its planned values, each resource under
// its address. What is deleted, and what was before, is no part of it. The resources
// become the records that an export of them would give, with AWS's defaults for what
// nobody sets. A value that is known only after apply is a named unknown, see package
// unknown, which is equal to itself wherever it stands: the references that a plan
// has of each expression lead to the attribute that it will be.
//
// Set is what all of them have in common, and what package source makes of files
// in Terraform's language. A plan says what a role has as far as Terraform makes it;
// what somebody else attaches stands in no plan.
package terraform

import (
	"strconv"
	"strings"

	"github.com/tidwall/gjson"

	"github.com/crossgrant/crossgrant/internal/input"
)

// Format recognises plans and states.
type Format struct{}

// Name returns "terraform".
func (Format) Name() string { return "terraform" }

// Decode reads a candidate that is a plan or a state.
func (Format) Decode(c input.Candidate) (input.Records, bool) {
	r := &reader{file: c.File, left: maxValues}
	var set *Set
	planned := false
	switch {
	case c.Member("planned_values").IsObject(), c.Member("resource_changes").IsArray() && c.Member("format_version").Exists():
		set, planned = plan(c, r), true
	case c.Member("values").IsObject() && c.Member("format_version").Exists() && c.Named("terraform_version"):
		set = newSet(c)
		set.module(r, input.Find(c.Member("values"), "root_module"), nil)
	case c.Member("resources").IsArray() && c.Member("version").Type == gjson.Number && c.Member("terraform_version").Exists():
		set = newSet(c)
		set.stored(r, c.Member("resources"))
	default:
		return input.Records{}, false
	}
	if set.Tells = "a state"; planned {
		set.Tells = "a plan"
	}
	set.accounts(c)
	records := set.Records()
	if planned {
		records.Stack(set.Scope)
	}
	if r.left < 0 {
		records.Odd = append(records.Odd, input.Odd{At: r.place(c.Root), Found: "very many values", Wanted: "a plan that Terraform makes"})
	}
	if version := c.Member("format_version").Str; version != "" && !strings.HasPrefix(version, "0.") && !strings.HasPrefix(version, "1.") {
		records.Odd = append(records.Odd, input.Odd{At: r.place(c.Member("format_version")), Found: "format version " + version,
			Wanted: "one of 0 or 1; what is known of them is read"})
	}
	return records, true
}

func newSet(c input.Candidate) *Set {
	return &Set{Scope: c.File.Name, Accounts: map[string]string{}, Regions: map[string]string{}}
}

// module reads the resources of a module and of those below it.
func (s *Set) module(r *reader, m gjson.Result, keep func(address string) bool) {
	input.Find(m, "resources").ForEach(func(_, one gjson.Result) bool {
		if keep == nil || keep(input.Find(one, "address").Str) {
			s.resource(r, one, input.Find(m, "address").Str, r.values(one, input.Find(one, "values")))
		}
		return true
	})
	input.Find(m, "child_modules").ForEach(func(_, child gjson.Result) bool {
		s.module(r, child, keep)
		return true
	})
}

// values reads those of a resource. Of a type of which nothing is asked they are left
// out: a plan is mostly of such.
func (r *reader) values(one, v gjson.Result) *Value {
	kind := input.Find(one, "type").Str
	if _, named := forms[kind]; named || reads(kind) || kind == "aws_iam_policy_document" || kind == "aws_caller_identity" {
		return r.value(v)
	}
	return &Value{Kind: Mapping, At: r.place(v)}
}

// resource adds one with these values.
func (s *Set) resource(r *reader, one gjson.Result, module string, values *Value) *Resource {
	text := func(name string) string { return strings.Clone(input.Find(one, name).Str) }
	out := &Resource{Address: text("address"), Module: strings.Clone(module), Type: text("type"), Name: text("name"),
		Index: strings.Clone(input.Find(one, "index").Raw), Data: text("mode") == "data", Values: values, Provider: "aws", At: r.place(one)}
	s.Resources = append(s.Resources, out)
	return out
}

// stored reads the resources of terraform.tfstate, version 4.
func (s *Set) stored(r *reader, list gjson.Result) {
	list.ForEach(func(_, one gjson.Result) bool {
		module := input.Find(one, "module").Str
		input.Find(one, "instances").ForEach(func(_, instance gjson.Result) bool {
			if input.Find(instance, "deposed").Exists() {
				return true
			}
			out := s.resource(r, one, module, r.values(one, input.Find(instance, "attributes")))
			out.At, out.Index = r.place(instance), strings.Clone(input.Find(instance, "index_key").Raw)
			out.Address = address(out)
			return true
		})
		return true
	})
}

// address writes that of a resource.
func address(r *Resource) string {
	text := r.Type + "." + r.Name
	if r.Data {
		text = "data." + text
	}
	if r.Module != "" {
		text = r.Module + "." + text
	}
	if r.Index != "" {
		text += "[" + r.Index + "]"
	}
	return text
}

// accounts finds out of which account the resources of the default provider are:
// the file's folder says so, a data source that asks AWS, or the ARNs of what is
// already there, if they agree.
func (s *Set) accounts(c input.Candidate) {
	if c.Hints.Account != "" {
		s.Accounts["aws"] = c.Hints.Account
	}
	of := map[string]map[string]bool{}
	tell := func(provider, account string) {
		if _, err := strconv.ParseUint(account, 10, 64); err != nil || len(account) != 12 {
			return
		}
		if of[provider] == nil {
			of[provider] = map[string]bool{}
		}
		of[provider][account] = true
	}
	for _, r := range s.Resources {
		if r.Type == "aws_caller_identity" && r.Data {
			tell(r.Provider, r.Values.string("account_id"))
		}
		if f := forms[r.Type]; f.account {
			if parts := strings.SplitN(r.Values.string("arn"), ":", 6); len(parts) == 6 {
				tell(r.Provider, parts[4])
			}
		}
	}
	for provider, accounts := range of {
		if len(accounts) == 1 && s.Accounts[provider] == "" {
			for account := range accounts {
				s.Accounts[provider] = account
			}
		}
	}
}
