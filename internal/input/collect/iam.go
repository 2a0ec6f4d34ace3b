package collect

import (
	"strings"

	"github.com/tidwall/gjson"

	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/policy"
)

func (r *resource) role() {
	if !r.named() {
		return
	}
	role := input.Role{Account: r.account, ARN: r.text("arn"), Name: r.text("name"), Path: r.text("path"), ID: r.text("id"), At: r.at(),
		Trust: r.document("trust-policy", policy.Trust), Boundary: r.boundary()}
	var names []string
	role.Inline, names = r.inline()
	role.InlineNames = input.Setting[[]string]{State: input.Present, Value: names, At: r.at()}
	role.Attached = input.Setting[[]input.PolicyRef]{State: input.Present, Value: r.attached(), At: r.at()}
	role.Tags = input.Setting[[]input.Tag]{State: input.Present, Value: r.tags(), At: r.at()}
	r.records.Roles = append(r.records.Roles, role)
}

func (r *resource) user() {
	if i, ok := r.identity(); ok {
		r.records.Users = append(r.records.Users, i)
	}
}

func (r *resource) group() {
	if i, ok := r.identity(); ok {
		r.records.Groups = append(r.records.Groups, i)
	}
}

func (r *resource) identity() (i input.Identity, ok bool) {
	if !r.named() {
		return i, false
	}
	i = input.Identity{Account: r.account, ARN: r.text("arn"), Name: r.text("name"), ID: r.text("id"), At: r.at(), Boundary: r.boundary(), Attached: r.attached()}
	i.Inline, _ = r.inline()
	if groups := r.files["groups"]; groups != nil {
		for _, arn := range groups.Texts(groups.Root) {
			i.Groups = append(i.Groups, last(arn))
		}
	}
	return i, true
}

func (r *resource) boundary() input.Setting[input.PolicyRef] {
	if v := r.meta("permissionBoundary"); v.Exists() {
		m := r.files["metadata"]
		return input.Stated(m, v, refTo(m, v))
	}
	return input.Setting[input.PolicyRef]{State: input.Absent, At: r.at()}
}

func refTo(of *input.Reader, v gjson.Result) input.PolicyRef {
	arn := of.Text(v)
	return input.PolicyRef{Name: last(arn), ARN: arn, At: of.Place(v)}
}

// last returns the name at the end of an ARN.
func last(arn string) string { return arn[strings.LastIndexAny(arn, "/:")+1:] }

func (r *resource) attached() []input.PolicyRef {
	refs := []input.PolicyRef{}
	if list := r.files["managed-policies"]; list != nil {
		list.Each(list.Root, func(v gjson.Result) { refs = append(refs, refTo(list, v)) })
	}
	return refs
}

func (r *resource) inline() (documents []input.Document, names []string) {
	names = []string{}
	if list := r.files["inline-policies"]; list != nil {
		list.Each(list.Root, func(v gjson.Result) {
			name := list.Text(input.Find(v, "PolicyName"))
			names = append(names, name)
			if doc := input.Find(v, "PolicyDocument"); doc.Exists() && doc.Type != gjson.Null {
				documents = append(documents, input.Document{Name: name, Policy: list.Document(doc, policy.Identity)})
			}
		})
	}
	return documents, names
}

// tags are an object of their names and values, or in some services a list.
func (r *resource) tags() []input.Tag {
	list := []input.Tag{}
	of := r.files["tags"]
	switch {
	case of == nil:
	case of.Root.IsArray():
		list = of.Tags(of.Root)
	default:
		of.Root.ForEach(func(key, v gjson.Result) bool {
			list = append(list, input.Tag{Key: strings.Clone(key.Str), Value: of.Text(v)})
			return true
		})
	}
	return list
}

func (r *resource) managedPolicy() {
	if !r.named() {
		return
	}
	p := input.ManagedPolicy{Account: r.account, ARN: r.text("arn"), Name: r.text("name"), DefaultVersion: r.text("defaultVersionId"), At: r.at(),
		Document: r.document("current-policy", policy.Identity)}
	if strings.Contains(p.ARN, ":iam::aws:") {
		p.Account = ""
	}
	r.records.Policies = append(r.records.Policies, p)
}
