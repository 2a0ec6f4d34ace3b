package request

import "github.com/crossgrant/crossgrant/internal/policy"

// Documents is what policies of one type come to: the requests that a statement of
// theirs allows, and those that one denies.
type Documents struct {
	Allows, Denies Set
	// Named is what they allow by how closely they name the caller: as that class or
	// closer. Policies that name nobody allow the same as each.
	Named [policy.AsItself + 1]Set
}

// Allowed is what is allowed and not denied.
func (d Documents) Allowed() Set { return d.Allows.And(d.Denies.Not()) }

// Of reads documents; ok is false where one could not be read, for it may say
// anything. Where they are of a type that names principals the requests are those of
// callers. A value
// that nobody knows yet is one value wherever it stands, and may be any.
func Of(documents ...*policy.Document) (d Documents, ok bool) {
	var denies []Set
	var allows [len(d.Named)][]Set
	for _, doc := range documents {
		if doc.Unread() {
			return Documents{}, false
		}
		for _, st := range doc.All() {
			sets := reader{variables: doc.Variables(), callers: doc.Type().NamesPrincipals(), ofRole: doc.Type() == policy.Trust}.statement(st)
			switch st.Effect {
			case policy.Allow:
				for as := policy.AsAccount; as <= policy.AsItself; as++ {
					allows[as] = append(allows[as], sets[as])
				}
			case policy.Deny:
				denies = append(denies, sets[policy.AsAccount])
			}
		}
	}
	for as := policy.AsAccount; as <= policy.AsItself; as++ {
		d.Named[as] = Union(allows[as]...)
	}
	d.Allows, d.Denies = d.Named[policy.AsAccount], Union(denies...)
	return d, true
}
