package facts

import (
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/access"
	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/snapshot"
	"github.com/crossgrant/crossgrant/internal/trust"
)

// Role states a role and what Trust states. The role is left out where a trust
// policy was loaded without one.
func Role(r *snapshot.Role, trust Object) Object {
	o := Object{{"kind", String("role")}}
	if r.ARN != "" {
		o = append(o, Member{"role", role(r)})
	}
	return append(o, Member{"trust", trust})
}

// Trust states whom the trust policy of a role names: who each principal is,
// whether it can become the role, and which conditions narrow it. For roles of
// one account with the same text the same facts exist.
func Trust(r *snapshot.Role, trustees []trust.Trustee) Object {
	trust := Object{{"at", Place(r.Trust.ID(), nil)}, {"policy", String(r.Trust.Label())}}
	best := access.No
	var list Array
	for i := range trustees {
		list = append(list, trustee(r, &trustees[i]))
		if best.WorseThan(trustees[i].Verdict) {
			best = trustees[i].Verdict
		}
	}
	if list != nil {
		trust = append(trust, Member{"principals", list})
	} else if len(r.Trust.Policy.Statements()) > 0 {
		trust = append(trust, Member{"names_nobody", Present})
	}
	// What cannot be read may name somebody.
	if best != access.No || len(r.Trust.Policy.Problems()) == 0 {
		trust = append(trust, Member{"verdict", one(best.String())})
	}
	return trust
}

// trustee states one principal that an Allow statement names.
func trustee(r *snapshot.Role, t *trust.Trustee) Object {
	d := r.Trust
	st := &d.Policy.Statements()[t.Statement]
	at := d.Policy.StatementPath(st.Index)
	o := make(Object, 0, 10)
	o = append(o, Member{"value", String(t.Value)}, Member{"at", Place(d.ID(), st.Principal.Path(at, t.Entry))},
		Member{"statement", Object{{"at", Place(d.ID(), at)}}}, Member{"is", one(string(t.Kind))},
		Member{"call", String(t.Call)}, Member{"verdict", one(t.Verdict.String())})
	if t.Account != "" {
		o = append(o, Member{"account", String(t.Account)})
	}
	switch {
	case t.Account == "" || r.Account == "":
	case t.Account == r.Account:
		o = append(o, Member{"same_account", Present})
	default:
		o = append(o, Member{"other_account", Present})
	}
	for _, fact := range []struct {
		name  string
		holds bool
	}{{"delegated", t.Delegated}, {"session_tags", t.Tags}} {
		if fact.holds {
			o = append(o, Member{fact.name, Present})
		}
	}
	if len(t.DependsOn) > 0 {
		o = append(o, Member{"depends_on", dependsOn(t, t.DependsOn, nil)})
	}
	if len(t.Denies) > 0 {
		var denies Array
		for _, deny := range t.Denies {
			by := d
			if deny.Of != nil {
				by = deny.Of
			}
			denies = append(denies, Object{{"at", Place(by.ID(), by.Policy.StatementPath(deny.Statement))}, {"policy", String(by.Label())}})
		}
		o = append(o, Member{"denies", denies})
	}
	if t.Host != "" {
		o = append(o, Member{"provider", provider(t)})
	}
	if s := t.Stranger; s != nil {
		o = append(o, Member{"unrelated", unrelated(t, s)})
	}
	if len(st.Conditions) > 0 {
		o = conditions(o, d, st, t)
	}
	return o
}

// one is a positive fact.
func one(name string) Object { return Object{{name, Present}} }

// provider states an identity provider of web identities.
func provider(t *trust.Trustee) Object {
	o := Object{{"host", String(t.Host)}}
	if claim := trust.SharedBy(t.Host); claim != "" {
		o = o.With("owner_claim", one(claim))
	}
	return o
}

// unrelated states what the policy says to a caller of whom it does not speak.
func unrelated(t *trust.Trustee, s *trust.Stranger) Object {
	o := Object{{"verdict", one(s.Verdict.String())}}
	if s.Absent {
		o = o.With("claim_absent", Present)
	} else if s.Token != "" {
		o = o.With("claim", String(s.Token))
	}
	if len(s.DependsOn) > 0 {
		o = o.With("depends_on", dependsOn(t, s.DependsOn, s.Chosen))
	}
	return o
}

// dependsOn states facts by name in lower case: condition keys, claims of the
// provider without its host.
func dependsOn(t *trust.Trustee, facts []string, chosen map[string]bool) (o Object) {
	for _, fact := range facts {
		on := Object{}
		if chosen[fact] {
			on = on.With("caller_chooses", Present)
		}
		name, _ := claimOf(t, fact)
		o = append(o, Member{name, on})
	}
	return o
}

// claimOf returns a condition key in lower case, one of the principal's own
// identity provider without the host before it.
func claimOf(t *trust.Trustee, key string) (name string, own bool) {
	name = strings.ToLower(key)
	if t.Host == "" {
		return name, false
	}
	claim, own := strings.CutPrefix(name, strings.ToLower(t.Host)+":")
	return claim, own
}

// conditions adds the conditions of a statement: those on claims of the
// provider's tokens by claim, the others by condition key.
func conditions(o Object, d *snapshot.Document, st *policy.Statement, t *trust.Trustee) Object {
	var claims, keys Object
	for i := range st.Conditions {
		c := &st.Conditions[i]
		into := &keys
		name, own := claimOf(t, c.Key.Value)
		if own {
			into = &claims
		}
		test := conditionOf(d, st, c, t.Host, own)
		at := slices.IndexFunc(*into, func(m Member) bool { return m.Name == name })
		if at < 0 {
			*into = append(*into, Member{name, Array{test}})
		} else {
			(*into)[at].Value = append((*into)[at].Value.(Array), test)
		}
	}
	if claims != nil {
		o = append(o, Member{"claims", claims})
	}
	if keys != nil {
		o = append(o, Member{"conditions", keys})
	}
	return o
}

// conditionOf states what a statement wants of one condition key.
func conditionOf(d *snapshot.Document, st *policy.Statement, c *policy.Condition, host string, claim bool) Object {
	at := d.Policy.StatementPath(st.Index)
	o := Object{{"at", Place(d.ID(), c.ValuePath(at, -1))}, {"operator", String(c.Operator.Value)}}
	operator, known := condition.ParseOperator(c.Operator.Value)
	if operator.Negated {
		o = append(o, Member{"negated", Present})
	}
	// An absent key makes these true, whatever the values (IAM User Guide,
	// Condition operators).
	if operator.Qualifier == condition.ForAllValues || operator.IfExists {
		o = append(o, Member{"true_if_absent", Present})
	}
	values := make(Array, len(c.Values))
	for i, v := range c.Values {
		value := Object{{"value", String(v.Value)}, {"at", Place(d.ID(), c.ValuePath(at, i))}}
		if wild := strings.ContainsAny(v.Value, "*?") && !strings.Contains(v.Value, "${"); wild && known {
			switch {
			case operator.Wildcards:
				value = append(value, Member{"wildcards", Present})
				if claim && trust.OpenOwner(host, v.Value) {
					value = append(value, Member{"wildcard_in_owner", Present})
				}
			case operator.Family == condition.Text:
				value = append(value, Member{"wildcards_as_text", Present})
			}
		}
		values[i] = value
	}
	return append(o, Member{"values", values})
}
