package request

import (
	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/unknown"
)

// Boundary is the fact that the caller has a permissions boundary, which
// NotPrincipal asks for.
const Boundary = "the caller has a permissions boundary"

// named is the requests whose caller an element names as closely as a class says, or
// closer: by policy.As, from AsAccount on.
func named(p *policy.Principals) (sets [policy.AsItself + 1]Set) {
	if p.Not {
		all := exempt(p).Not()
		for as := policy.AsAccount; as <= policy.AsItself; as++ {
			sets[as] = all
		}
		return sets
	}
	var lists [len(sets)][]Set
	spelled := map[policy.As][]string{}
	for i := range p.Entries {
		n := p.Entries[i].Names()
		perhaps := mayName(&n)
		as, who := policy.AsNobody, Set{}
		if of, text := literally(&n); text != "" {
			spelled[of] = append(spelled[of], text)
		} else {
			as, who = whom(&n)
		}
		for c := policy.AsAccount; c <= policy.AsItself; c++ {
			if c <= as {
				lists[c] = append(lists[c], who)
			}
			lists[c] = append(lists[c], perhaps)
		}
	}
	for c := policy.AsAccount; c <= policy.AsItself; c++ {
		for as := c; as <= policy.AsItself; as++ {
			if spelled[as] != nil {
				lists[c] = append(lists[c], exactly(callerVariable, spelled[as]...))
			}
		}
		sets[c] = Union(lists[c]...)
	}
	return sets
}

// literally returns the one caller that an entry spells out, and what it names him as.
func literally(n *policy.Named) (policy.As, string) {
	switch n.Form {
	case policy.AService:
		return policy.AsItself, servicePrefix + n.Text
	case policy.AProvider:
		return policy.AsItself, providerPrefix + n.Text
	case policy.ARole:
		return policy.AsRole, n.Text
	case policy.AUser:
		return policy.AsItself, n.Text
	}
	return policy.AsNobody, ""
}

// whom is the callers that an entry names as it is written, and as what. It says the
// same as policy.Named.As does of one caller.
func whom(n *policy.Named) (policy.As, Set) {
	if as, text := literally(n); text != "" {
		return as, exactly(callerVariable, text)
	}
	partition := n.ARN.Partition
	if partition == "" {
		partition = "*"
	}
	switch n.Form {
	case policy.Everyone:
		return policy.AsItself, All()
	case policy.AnAccount, policy.UnknownValue:
		if n.Account != "" {
			return policy.AsAccount, ofCaller("account "+partition+" "+n.Account, inIAM(partition, n.Account, "*"))
		}
	case policy.ASession:
		role, session, _ := n.ARN.Session()
		is := ofCaller("role "+partition+" "+n.ARN.Account+" "+role,
			inIAM(partition, n.ARN.Account, "role/"+role), inIAM(partition, n.ARN.Account, "role/*/"+role))
		return policy.AsItself, is.And(exactly(sessionVariable, session))
	case policy.UniqueID:
		kind := ofKinds(anyUser)
		if n.RoleID() {
			kind = ofKinds(anyRole)
		}
		return policy.AsRole, kind.And(exactly(idVariable, n.Text))
	case policy.AFederated:
		// No caller here is one, and somebody may be all the same.
		return policy.AsItself, Fact("whom " + n.Text + " names")
	case policy.CanonicalID:
		return policy.AsAccount, identities().And(exactly(canonicalVariable, n.Text))
	}
	return policy.AsNobody, Set{}
}

// Named is the requests of those whom an entry names as it is written.
func Named(n *policy.Named) Set {
	_, who := whom(n)
	return who
}

// mayName is the callers that an entry names if the values that nobody knows yet are
// what they have to be: whichever that is, it is the same for equal entries.
func mayName(n *policy.Named) Set {
	if !unknown.GivenIn(n.Text) {
		return Set{}
	}
	fact := Fact("whom " + n.Text + " names")
	if n.MayBeEveryone() {
		return fact
	}
	return identities().And(fact)
}

// exempt is the callers that NotPrincipal spares: whom it names together with the
// account, unless they have a permissions boundary (IAM User Guide, NotPrincipal).
// What it does to whom it names without the account, or the other way round, is not
// documented.
func exempt(p *policy.Principals) Set {
	var itself, account []Set
	text := ""
	for i := range p.Entries {
		n := p.Entries[i].Names()
		text += n.Text + "\x00"
		if n.Form == policy.Everyone {
			return Fact(Boundary).Not()
		}
		switch as, who := whom(&n); as {
		case policy.AsAccount:
			account = append(account, who)
		case policy.AsRole, policy.AsItself:
			itself = append(itself, who)
		}
		perhaps := mayName(&n)
		itself, account = append(itself, perhaps), append(account, perhaps)
	}
	inNone := ofKinds(anyService, anyFederal, unsigned)
	one, other := Union(itself...), Union(account...)
	undocumented := Fact("undocumented NotPrincipal behaviour: " + text)
	both := one.And(other.Or(inNone))
	either := one.Or(other)
	return Fact(Boundary).Not().And(both.Or(either.And(undocumented)))
}

// Impossible is the requests that nobody makes if there is a role of that ARN: those of a
// role of its name under another path, for an account has one of a name, and those of the
// role with another unique id, or of another role with its id, if that is known. Whatever
// values that nobody knows yet are in the ARN, it is the role that it names.
func Impossible(role arn.ARN, id string) Set {
	if role.Service == "" {
		return Set{}
	}
	itself := exactly(callerVariable, role.String())
	n := policy.ReadNamed("AWS", role.String())
	none := OfRole(role, "").And(itself.Not()).Or(mayName(&n))
	if id == "" {
		return none
	}
	its := ofKinds(anyRole).And(exactly(idVariable, id))
	return Union(none, itself.And(its.Not()), its.And(itself.Not()))
}

// OfRole is the requests of a role, of which an account has one of a name whatever its
// path, and of whoever has its unique id, if that is known.
func OfRole(name arn.ARN, id string) Set {
	_, role, _ := name.RoleName()
	is := ofCaller("role "+name.Partition+" "+name.Account+" "+role,
		inIAM(name.Partition, name.Account, "role/"+role), inIAM(name.Partition, name.Account, "role/*/"+role))
	if id == "" {
		return is
	}
	return is.Or(ofKinds(anyRole).And(exactly(idVariable, id)))
}
