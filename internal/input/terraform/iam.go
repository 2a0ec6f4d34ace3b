package terraform

import (
	"strings"

	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/unknown"
)

// role reads aws_iam_role. What is written says all that its role has, as far as
// one can know.
func (s *Set) role(r *Resource) {
	role := s.newRole(r)
	role.MaxSession = r.Values.string("max_session_duration")
	role.ID = r.Values.string("unique_id")
	if unknown.In(role.ID) {
		role.ID = ""
	}
	role.Trust = s.policy(r, r.Values.Get("assume_role_policy"), "assume_role_policy", policy.Trust)
	role.InlineNames = setting(input.Present, []string{}, r.At)
	inline := r.Values.Get("inline_policy")
	if inline != nil && inline.Open {
		// The provider tells the policies of other resources here, too.
		inline = nil
	}
	for _, block := range inline.each() {
		if name := block.string("name"); name != "" && block.Get("policy") != nil {
			s.addInline(&role, r, name, block.Get("policy"), "inline_policy")
		}
	}
	role.Attached = setting(input.Present, []input.PolicyRef{}, r.At)
	if list := r.Values.Get("managed_policy_arns"); list != nil && !list.Open {
		for _, arn := range list.each() {
			attach(&role, refTo(s.element(r, "managed_policy_arns", arn), arn.At))
		}
	}
	role.Boundary = s.boundary(r)
	role.Tags = tagged(r)
	s.roles[role.Account+" "+role.Name] = len(s.records.Roles)
	s.records.Roles = append(s.records.Roles, role)
}

func (s *Set) newRole(r *Resource) input.Role {
	path := r.Values.string("path")
	if path == "" {
		path = "/"
	}
	return input.Role{Account: s.accountOf(r), Name: s.Attribute(r, "name"), Path: path, ARN: s.Attribute(r, "arn"), At: r.At}
}

// accountOf is the account of a resource: that of its ARN, else its provider's.
func (s *Set) accountOf(r *Resource) string {
	if parts := strings.SplitN(s.Attribute(r, "arn"), ":", 6); len(parts) == 6 && parts[4] != "" {
		return parts[4]
	}
	return s.Account(r)
}

// element is what an element of a list is; where nobody knows it, what the list
// is made of may tell.
func (s *Set) element(r *Resource, list string, v *Value) string {
	if v.Open && s.Follow != nil {
		if target, of := s.Follow(r, list); target != nil && len(r.Values.Get(list).each()) == 1 {
			return s.Attribute(target, of)
		}
	}
	return v.Text
}

func refTo(arn string, at input.Place) input.PolicyRef {
	return input.PolicyRef{Name: arn[strings.LastIndexAny(arn, "/:")+1:], ARN: arn, At: at}
}

// attach attaches a policy once: the provider tells what other resources attach.
func attach(role *input.Role, ref input.PolicyRef) {
	for _, other := range role.Attached.Value {
		if other.ARN == ref.ARN {
			return
		}
	}
	role.Attached.State = input.Present
	role.Attached.Value = append(role.Attached.Value, ref)
}

// addInline adds an inline policy once: in a state the role shows those of
// aws_iam_role_policy, too.
func (s *Set) addInline(role *input.Role, r *Resource, name string, v *Value, attribute string) {
	for _, other := range role.InlineNames.Value {
		if other == name && attribute == "policy" {
			for i := range role.Inline {
				if role.Inline[i].Name == name {
					return
				}
			}
		}
	}
	doc := s.policy(r, v, attribute, policy.Identity)
	if doc != nil {
		role.Inline = append(role.Inline, input.Document{Name: name, Policy: doc})
	} else {
		role.Unread = append(role.Unread, "inline policy "+unknown.Show(name)+" of role "+unknown.Show(role.Name)+", which is "+s.later())
	}
	if role.InlineNames.State == input.Present {
		role.InlineNames.Value = append(role.InlineNames.Value, name)
	}
}

func (s *Set) boundary(r *Resource) input.Setting[input.PolicyRef] {
	v := r.Values.Get("permissions_boundary")
	if v == nil || v.Text == "" {
		return setting(input.Absent, input.PolicyRef{}, r.At)
	}
	return setting(input.Present, refTo(s.Attribute(r, "permissions_boundary"), v.At), v.At)
}

func (s *Set) user(r *Resource)  { s.identity(r, s.users, &s.records.Users) }
func (s *Set) group(r *Resource) { s.identity(r, s.groups, &s.records.Groups) }

func (s *Set) identity(r *Resource, index map[string]int, list *[]input.Identity) {
	one := input.Identity{Account: s.accountOf(r), Name: s.Attribute(r, "name"), ARN: s.Attribute(r, "arn"), At: r.At, Boundary: s.boundary(r)}
	index[one.Account+" "+one.Name] = len(*list)
	*list = append(*list, one)
}

func (s *Set) managedPolicy(r *Resource) {
	s.records.Policies = append(s.records.Policies, input.ManagedPolicy{Account: s.accountOf(r), Name: s.Attribute(r, "name"),
		ARN: s.Attribute(r, "arn"), At: r.At, Document: s.policy(r, r.Values.Get("policy"), "policy", policy.Identity)})
}

// roleOf returns the role of that name; one that is not described is a record of
// its own.
func (s *Set) roleOf(r *Resource, name string) *input.Role {
	name = name[strings.LastIndexByte(name, '/')+1:]
	key := s.Account(r) + " " + name
	at, ok := s.roles[key]
	if !ok && len(s.records.Roles) > 0 {
		// It may be one of another provider's account.
		for i := range s.records.Roles {
			if s.records.Roles[i].Name == name {
				at, ok = i, true
			}
		}
	}
	if !ok {
		at = len(s.records.Roles)
		s.records.Roles = append(s.records.Roles, input.Role{Account: s.Account(r), Name: name, At: r.At})
		s.roles[key] = at
	}
	return &s.records.Roles[at]
}

func (s *Set) identityOf(r *Resource, name string, index map[string]int, list *[]input.Identity) *input.Identity {
	key := s.Account(r) + " " + name
	at, ok := index[key]
	if !ok {
		for i := range *list {
			if (*list)[i].Name == name {
				at, ok = i, true
			}
		}
	}
	if !ok {
		at = len(*list)
		*list = append(*list, input.Identity{Account: s.Account(r), Name: name, At: r.At})
		index[key] = at
	}
	return &(*list)[at]
}

func (s *Set) rolePolicy(r *Resource) {
	role := s.roleOf(r, s.Attribute(r, "role"))
	s.addInline(role, r, s.Attribute(r, "name"), r.Values.Get("policy"), "policy")
}

func (s *Set) userPolicy(r *Resource)  { s.identityPolicy(r, "user", s.users, &s.records.Users) }
func (s *Set) groupPolicy(r *Resource) { s.identityPolicy(r, "group", s.groups, &s.records.Groups) }

func (s *Set) identityPolicy(r *Resource, of string, index map[string]int, list *[]input.Identity) {
	if doc := s.policy(r, r.Values.Get("policy"), "policy", policy.Identity); doc != nil {
		one := s.identityOf(r, s.Attribute(r, of), index, list)
		one.Inline = append(one.Inline, input.Document{Name: s.Attribute(r, "name"), Policy: doc})
	}
}

// names are the names that an attribute holds, one or a list.
func (s *Set) names(r *Resource, one, many string) (list []string) {
	if r.Values.Get(one) != nil {
		list = append(list, s.Attribute(r, one))
	}
	v := r.Values.Get(many)
	if v == nil {
		return list
	}
	for _, item := range v.each() {
		list = append(list, s.element(r, many, item))
	}
	return list
}

// attachment reads what attaches a managed policy to roles, users and groups.
func (s *Set) attachment(r *Resource) {
	ref := refTo(s.Attribute(r, "policy_arn"), placeOf(r.Values.Get("policy_arn"), r.At))
	for _, name := range s.names(r, "role", "roles") {
		attach(s.roleOf(r, name), ref)
	}
	for _, name := range s.names(r, "user", "users") {
		i := s.identityOf(r, name, s.users, &s.records.Users)
		i.Attached = append(i.Attached, ref)
	}
	for _, name := range s.names(r, "group", "groups") {
		i := s.identityOf(r, name, s.groups, &s.records.Groups)
		i.Attached = append(i.Attached, ref)
	}
}

func (s *Set) membership(r *Resource) {
	for _, user := range s.names(r, "user", "users") {
		i := s.identityOf(r, user, s.users, &s.records.Users)
		i.Groups = append(i.Groups, s.names(r, "group", "groups")...)
	}
}
