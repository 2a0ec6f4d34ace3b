package iam

import (
	"github.com/tidwall/gjson"

	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/policy"
)

// owner is whose policies an answer lists: by the answer's own word, or else
// by its path. What nobody names is taken for a role's.
type owner struct {
	member string
	hint   func(input.Hints) string
	add    func(r *input.Reader, name string, p policies)
}

// policies is what an answer says of the policies of its owner.
type policies struct {
	at       input.Place
	inline   []input.Document
	names    input.Setting[[]string]
	attached input.Setting[[]input.PolicyRef]
}

var owners = []owner{
	{"UserName", func(h input.Hints) string { return h.User }, func(r *input.Reader, name string, p policies) {
		r.Records.Users = append(r.Records.Users, p.identity(r, name))
	}},
	{"GroupName", func(h input.Hints) string { return h.Group }, func(r *input.Reader, name string, p policies) {
		r.Records.Groups = append(r.Records.Groups, p.identity(r, name))
	}},
	{"RoleName", func(h input.Hints) string { return h.Role }, addRole},
}

func addRole(r *input.Reader, name string, p policies) {
	r.Records.Roles = append(r.Records.Roles, input.Role{Account: r.Hints.Account, Name: name, At: p.at,
		Inline: p.inline, InlineNames: p.names, Attached: p.attached})
}

func (p policies) identity(r *input.Reader, name string) input.Identity {
	return input.Identity{Account: r.Hints.Account, Name: name, At: p.at,
		Inline: p.inline, Attached: p.attached.Value}
}

func add(r *input.Reader, p policies) {
	for _, o := range owners {
		if v := r.Member(o.member); v.Exists() {
			o.add(r, r.Text(v), p)
			return
		}
	}
	for _, o := range owners {
		if name := o.hint(r.Hints); name != "" {
			o.add(r, name, p)
			return
		}
	}
	addRole(r, "", p)
}

func inline(r *input.Reader, v gjson.Result) {
	d := input.Document{Name: r.Text(r.Member("PolicyName")), Policy: r.Document(v, policy.Identity)}
	add(r, policies{at: r.Place(v), inline: []input.Document{d}})
}

func isText(v gjson.Result) bool { return v.Type == gjson.String }

// lacking reads get-role-policy whose document is null or was taken out: the
// policy is there, and what it says is not known.
func lacking(r *input.Reader, v gjson.Result) {
	if r.Member("PolicyDocument").Exists() {
		return
	}
	add(r, policies{at: r.Place(v), names: input.Setting[[]string]{Value: []string{r.Text(v)}}})
}

func inlineNames(r *input.Reader, v gjson.Result) {
	add(r, policies{at: r.Place(v), names: input.Stated(r, v, r.Texts(v))})
}

func attached(r *input.Reader, v gjson.Result) {
	add(r, policies{at: r.Place(v), attached: input.Stated(r, v, r.PolicyRefs(v))})
}
