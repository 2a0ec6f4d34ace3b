package access

import (
	"iter"
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/snapshot"
	"github.com/crossgrant/crossgrant/internal/way"
)

// MayName reports whether the Principal of a statement names the pair's role, its
// account or everyone, or may do so.
func (p *Pair) MayName(st *policy.Statement) bool {
	role := way.Caller(p.Pair)
	_, name, _ := role.RoleName()
	of := asker{kind: p.Role.Kind, role: role, text: p.Role.ARN, id: p.Role.ID, name: name, canonical: p.judge.Canonical(role.Account),
		read: p.judge.named}
	return st.Principal == nil || st.Principal.Not || len(of.named(st.Principal)) > 0
}

// asker is the role that asks, as principals name it, or another caller in its place.
type asker struct {
	kind      snapshot.Kind
	role      arn.ARN // of a user the user's; of others the account that is theirs here
	text, id  string
	name      string
	canonical string
	bounded   bool // has a permissions boundary
	// read is whom the entries of a long element name, nil for a short one.
	read func(*policy.Principals) []policy.Named
}

// grade is what a grant of a resource-based policy is worth: by how closely it names
// the caller.
type grade = policy.As

const (
	toNobody  = policy.AsNobody
	toAccount = policy.AsAccount // delegates to the account's own policies
	toRole    = policy.AsRole    // limited by boundary and session policy
	toSession = policy.AsItself  // limited by neither
)

// naming is one way in which a statement names the role: what a grant to it is
// worth, and the facts for it to be named so, as clauses have them.
type naming struct {
	grade                grade
	facts, unless, anyOf []string
}

func (n *naming) certain() bool { return len(n.facts)+len(n.unless)+len(n.anyOf) == 0 }

// caller is the one who asks as authz knows callers.
func (a *asker) caller() authz.Caller {
	switch a.kind {
	case snapshot.IsUser:
		return authz.Caller{User: a.role, ID: a.id, CanonicalID: a.canonical}
	case snapshot.IsService:
		return authz.Caller{Service: a.text}
	case snapshot.IsNobody:
		return authz.Caller{Anonymous: true}
	}
	return authz.Caller{Role: a.role, ID: a.id, CanonicalID: a.canonical}
}

// inNoAccount reports that no policies of the caller's side exist.
func (a *asker) inNoAccount() bool {
	return a.kind == snapshot.IsService || a.kind == snapshot.IsNobody
}

// owns reports whether an account alone says what the caller may do with what is the
// account's.
func (a *asker) owns(account string) bool { return way.Owns(account, a.kind, a.role) }

// asNamed is the one who asks as entries of Principal name callers.
func (a *asker) asNamed() policy.Caller {
	c := policy.Caller{Identity: a.role, Text: a.text, Role: a.name, ID: a.id, CanonicalID: a.canonical,
		IsRole: a.kind == snapshot.IsRole, IsUser: a.kind == snapshot.IsUser, InNoAccount: a.inNoAccount()}
	if a.kind == snapshot.IsService {
		c.Service = a.text
	}
	return c
}

// named tells what a Principal element gives to the role, certainly and, where
// that is more, by facts.
func (a *asker) named(p *policy.Principals) (ways []naming) {
	if p == nil {
		return nil
	}
	if p.Not {
		return a.excepted(p)
	}
	best, perhaps, caller := toNobody, map[grade][]string{}, a.asNamed()
	for n := range a.names(p) {
		g, fact := a.entry(&n, &caller)
		if fact == "" {
			best = max(best, g)
		} else {
			perhaps[g] = append(perhaps[g], fact)
		}
	}
	if best != toNobody {
		ways = append(ways, naming{grade: best})
	}
	for g := best + 1; g <= toSession; g++ {
		if perhaps[g] != nil {
			ways = append(ways, naming{grade: g, anyOf: perhaps[g]})
		}
	}
	return ways
}

// names yields whom the entries of a Principal element name.
func (a *asker) names(p *policy.Principals) iter.Seq[policy.Named] {
	return func(yield func(policy.Named) bool) {
		if long := a.read(p); long != nil {
			slices.Values(long)(yield)
			return
		}
		for i := range p.Entries {
			if !yield(p.Entries[i].Names()) {
				return
			}
		}
	}
}

// excepted reads NotPrincipal: it spares whom it names together with the
// account, never a principal with a boundary (IAM User Guide, NotPrincipal).
// What it does to whom it names without the account, or the other way round, is
// not documented.
func (a *asker) excepted(p *policy.Principals) []naming {
	var account, itself bool
	var sessions, accounts, named []string // sessions: what makes it name the role itself
	caller := a.asNamed()
	for n := range a.names(p) {
		value := n.Text
		named = append(named, value)
		switch g, fact := a.entry(&n, &caller); {
		case fact != "" && g == toAccount:
			accounts = append(accounts, fact)
		case fact != "":
			sessions = append(sessions, fact)
		case g == toSession && a.kind == snapshot.IsUser && value != "*", g == toRole:
			itself = true
		case g == toSession && !a.bounded:
			return nil
		case g == toAccount:
			account = true
		}
	}
	undocumented := notPrincipalFact + ": " + strings.Join(named, ", ")
	switch {
	case a.bounded:
		return []naming{{grade: toSession}}
	case account && itself:
		return nil
	case account:
		return []naming{{grade: toSession, facts: []string{undocumented}, unless: sessions}}
	case itself:
		return []naming{{grade: toSession, facts: []string{undocumented}, unless: accounts}}
	}
	ways := []naming{{grade: toSession, unless: slices.Concat(sessions, accounts)}}
	if sessions != nil {
		ways = append(ways, naming{toSession, []string{undocumented}, accounts, sessions})
	}
	if accounts != nil {
		ways = append(ways, naming{toSession, []string{undocumented}, sessions, accounts})
	}
	return ways
}

// entry tells what a grant to an entry is worth to the one who asks, and the fact
// that it hangs on: that the session is the one which it names, or that the id is
// the account's. It is worth that for certain if there is none.
func (a *asker) entry(n *policy.Named, c *policy.Caller) (g grade, fact string) {
	as, on := n.As(c)
	switch on {
	case policy.OnSession:
		_, session, _ := n.ARN.Session()
		fact = sessionNamed(session)
	case policy.OnID:
		fact = idOf(n.Text)
	case policy.OnCanonicalID:
		fact = canonicalID(n.Text)
	case policy.OnUnknownIdentity:
		fact = whatIs(n.Text, a.text) + ": " + n.Text
	case policy.OnUnknownAccount:
		fact = whatIs(n.Text, a.role.Account) + ": " + n.Text
	}
	return as, fact
}

// accountsAt reads what the policy of an endpoint says of accounts: that of a
// gateway is about their root users alone (AWS PrivateLink Guide, Endpoint
// policies).
func accountsAt(ways []naming, whole condition.Truth) []naming {
	if whole == condition.False {
		return slices.DeleteFunc(ways, func(n naming) bool { return n.grade == toAccount })
	}
	for i := range ways {
		if n := &ways[i]; n.grade == toAccount && whole == condition.Unknown {
			n.facts = append(slices.Clone(n.facts), endpointTypeFact)
		}
	}
	return ways
}
