package access

import (
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/snapshot"
	"github.com/crossgrant/crossgrant/internal/way"
)

// asker is the role that asks, as principals name it, or another caller in its place.
type asker struct {
	kind      snapshot.Kind
	role      arn.ARN // of a user the user's; of others the account that is theirs here
	text, id  string
	name      string
	canonical string
	bounded   bool // has a permissions boundary
}

// The labels of facts about who asks; each fact says more behind a colon. Of the
// first three there is one for each name that policies use, of which one at most is
// true; of the last one for each list that leaves it open.
const (
	sessionFact      = "role session name"
	canonicalFact    = "the canonical user id of the caller's account"
	uniqueFact       = "the caller's unique id"
	notPrincipalFact = "undocumented NotPrincipal behaviour"
)

// naming is one way in which a statement names the role: what a grant to it is
// worth, and the facts for it to be named so, as clauses have them.
type naming struct {
	grade                grade
	facts, unless, anyOf []string
}

// named lists the ways in which a statement names the role, the certain one
// first; none if it does not.
func (q *query) named(at int, st *policy.Statement) []naming {
	if !q.stages[at].Principals {
		return []naming{{grade: toSession}}
	}
	ways := q.asker.named(st.Principal)
	if q.stages[at].Name == authz.VPCEndpoint {
		ways = accountsAt(ways, q.stages[at].wholeAccounts)
	}
	if st.Effect == policy.Deny && len(ways) > 1 && ways[0].certain() {
		ways = ways[:1] // a deny is worth the same however it names
	}
	for _, n := range ways {
		for _, fact := range n.facts {
			label, _, _ := strings.Cut(fact, ": ")
			q.labelled(label, fact)
		}
	}
	return ways
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

func (n *naming) certain() bool { return len(n.facts)+len(n.unless)+len(n.anyOf) == 0 }

func sessionNamed(name string) string { return sessionFact + ": " + name }
func canonicalID(id string) string    { return canonicalFact + ": " + id }
func idOf(id string) string           { return uniqueFact + ": " + id }

// exclusives are what facts begin with of which one alone can be true.
var exclusives = []string{sessionFact, canonicalFact, uniqueFact}

// exclusive returns the label of the facts of which one at most is true, if the
// fact is one of those.
func exclusive(fact string) string {
	for _, label := range exclusives {
		if strings.HasPrefix(fact, label) && strings.HasPrefix(fact[len(label):], ": ") {
			return label
		}
	}
	return ""
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
	for i := range p.Entries {
		g, fact := a.entry(&p.Entries[i], &caller)
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

// excepted reads NotPrincipal: it spares whom it names together with the
// account, never a principal with a boundary (IAM User Guide, NotPrincipal).
// What it does to whom it names without the account, or the other way round, is
// not documented.
func (a *asker) excepted(p *policy.Principals) []naming {
	var account, itself bool
	var sessions, accounts, named []string // sessions: what makes it name the role itself
	caller := a.asNamed()
	for i := range p.Entries {
		value := p.Entries[i].Value.Value
		named = append(named, value)
		switch g, fact := a.entry(&p.Entries[i], &caller); {
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

// asNamed is the one who asks as entries of Principal name callers.
func (a *asker) asNamed() policy.Caller {
	c := policy.Caller{Identity: a.role, Text: a.text, Role: a.name, ID: a.id, CanonicalID: a.canonical,
		IsRole: a.kind == snapshot.IsRole, IsUser: a.kind == snapshot.IsUser, InNoAccount: a.inNoAccount()}
	if a.kind == snapshot.IsService {
		c.Service = a.text
	}
	return c
}

// MayName reports whether the Principal of a statement names the pair's role, its
// account or everyone, or may do so.
func (p *Pair) MayName(st *policy.Statement) bool {
	role := way.Caller(p.Pair)
	_, name, _ := role.RoleName()
	of := asker{kind: p.Role.Kind, role: role, text: p.Role.ARN, id: p.Role.ID, name: name, canonical: p.judge.Canonical(role.Account)}
	return st.Principal == nil || st.Principal.Not || len(of.named(st.Principal)) > 0
}

// entry tells what a grant to an entry is worth to the one who asks, and the fact
// that it hangs on: that the session is the one which it names, or that the id is
// the account's. It is worth that for certain if there is none.
func (a *asker) entry(e *policy.Principal, c *policy.Caller) (g grade, fact string) {
	n := e.Names()
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

// endpointTypeFact: what an account stands for in an endpoint's policy hangs on
// the endpoint's type.
const endpointTypeFact = "the type of the VPC endpoint"
