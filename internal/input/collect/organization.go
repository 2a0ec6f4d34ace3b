package collect

import (
	"maps"
	"slices"
	"strings"

	"github.com/tidwall/gjson"

	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/policy"
)

// organization reads an organization: its units and accounts, each with what is attached
// to it, and the texts of its SCPs and RCPs.
func (r *resource) organization() {
	id := r.text("id")
	if m := r.files["metadata"]; m != nil {
		r.records.Organizations = append(r.records.Organizations, input.Organization{ID: id, ManagementAccount: r.text("rootAccountId"), At: r.at()})
		if root := r.text("rootOu"); root != "" {
			r.records.Targets = append(r.records.Targets, input.Target{ID: root, Organization: id, At: r.at(), Enabled: r.enabled(m)})
		}
	}
	if list := r.files["ous"]; list != nil {
		r.targets(list, id, "parent")
	}
	if list := r.files["accounts"]; list != nil {
		r.targets(list, id, "ou")
	}
	for _, kind := range []struct {
		folder string
		of     policy.Type
	}{{"scps/", policy.SCP}, {"rcps/", policy.RCP}} {
		for _, file := range slices.Sorted(maps.Keys(r.files)) {
			if rest, ok := strings.CutPrefix(file, kind.folder); ok && strings.HasSuffix(rest, "/metadata") {
				r.policy(r.files[file], r.files[strings.TrimSuffix(file, "metadata")+"policy"], kind.of)
			}
		}
	}
}

// enabled are the policy types that act in the organization.
func (r *resource) enabled(m *input.Reader) input.Setting[[]string] {
	features := r.meta("features")
	if !features.Exists() {
		return input.Setting[[]string]{}
	}
	list := []string{}
	features.ForEach(func(key, v gjson.Result) bool {
		if v.Type == gjson.True {
			list = append(list, strings.Clone(key.Str))
		}
		return true
	})
	return input.Stated(m, features, list)
}

// targets reads the units or accounts of an organization, by their ids.
func (r *resource) targets(list *input.Reader, organization, parent string) {
	list.Root.ForEach(func(key, v gjson.Result) bool {
		t := input.Target{ID: strings.Clone(key.Str), Organization: organization, Parent: strings.Clone(input.Find(v, parent).Str), At: list.Place(v)}
		for _, of := range []struct {
			name string
			into *input.Setting[[]input.OrganizationPolicyRef]
		}{{"scps", &t.SCPs}, {"rcps", &t.RCPs}} {
			if at := input.Find(v, of.name); at.IsArray() {
				refs := []input.OrganizationPolicyRef{}
				for _, arn := range list.Texts(at) {
					refs = append(refs, input.OrganizationPolicyRef{ID: last(arn), ARN: arn, AWSManaged: strings.Contains(arn, "::aws:"), At: list.Place(at)})
				}
				*of.into = input.Stated(list, at, refs)
			}
		}
		r.records.Targets = append(r.records.Targets, t)
		return true
	})
}

// policy reads an SCP or RCP of which the ARN says the id.
func (r *resource) policy(meta, text *input.Reader, of policy.Type) {
	if text == nil {
		return
	}
	arn := strings.Clone(input.Find(meta.Root, "arn").Str)
	r.records.OrgPolicies = append(r.records.OrgPolicies, input.OrganizationPolicy{ID: last(arn), ARN: arn, Name: strings.Clone(input.Find(meta.Root, "name").Str),
		AWSManaged: input.Find(meta.Root, "awsManaged").Type == gjson.True, At: meta.Place(meta.Root), Document: text.Document(text.Root, of)})
}
