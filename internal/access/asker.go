package access

import (
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/snapshot"
	"github.com/crossgrant/crossgrant/internal/unknown"
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
	if !q.stages[at].namesPrincipals() {
		return []naming{{grade: toSession}}
	}
	ways := q.asker.named(st.Principal)
	if q.stages[at].name == authz.VPCEndpoint {
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

// exclusive returns the label of the facts of which one at most is true, if the
// fact is one of those.
func exclusive(fact string) string {
	for _, label := range []string{sessionFact, canonicalFact, uniqueFact} {
		if strings.HasPrefix(fact, label+": ") {
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
	best := toNobody
	for _, e := range p.Entries {
		best = max(best, a.entry(e.Kind, e.Value.Value))
	}
	if best != toNobody {
		ways = append(ways, naming{grade: best})
	}
	perhaps := map[grade][]string{}
	for _, e := range p.Entries {
		fact, g := a.perhaps(e.Kind, e.Value.Value)
		perhaps[g] = append(perhaps[g], fact)
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
	for _, e := range p.Entries {
		named = append(named, e.Value.Value)
		switch a.entry(e.Kind, e.Value.Value) {
		case toSession:
			if a.kind == snapshot.IsUser && e.Value.Value != "*" {
				itself = true
			} else if !a.bounded {
				return nil
			}
		case toRole:
			itself = true
		case toAccount:
			account = true
		}
		switch fact, g := a.perhaps(e.Kind, e.Value.Value); g {
		case toSession, toRole:
			sessions = append(sessions, fact)
		case toAccount:
			accounts = append(accounts, fact)
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

// entry tells what a grant to an entry is worth to the role for certain.
func (a *asker) entry(kind, value string) grade {
	switch {
	case kind == "Service" && a.kind == snapshot.IsService && value == a.text:
		return toSession
	case kind == "AWS" && value == "*":
		return toSession
	case a.inNoAccount():
		return toNobody
	case kind == "CanonicalUser" && a.canonical != "" && value == a.canonical:
		return toAccount
	case kind != "AWS":
		return toNobody
	case a.kind == snapshot.IsUser && value == a.text:
		return toSession
	case value == a.text, a.id != "" && value == a.id:
		return toRole
	case value == a.role.Account, value == "arn:"+a.role.Partition+":iam::"+a.role.Account+":root":
		return toAccount
	}
	return toNobody
}

// perhaps tells what it is worth if a fact is true: that the session is the one
// which it names, or that the id is the account's.
func (a *asker) perhaps(kind, value string) (fact string, g grade) {
	if a.inNoAccount() {
		return "", toNobody
	}
	if kind == "CanonicalUser" && unknown.In(value) && !unknown.GivenIn(value) {
		return "", toNobody // that of something that AWS makes, no account's
	}
	if kind == "CanonicalUser" && a.canonical == "" {
		return canonicalID(value), toAccount
	}
	of := map[snapshot.Kind]string{snapshot.IsRole: "AROA", snapshot.IsUser: "AIDA"}[a.kind]
	if kind == "AWS" && a.id == "" && of != "" && strings.HasPrefix(value, of) {
		return idOf(value), toRole
	}
	prefix := "arn:" + a.role.Partition + ":sts::" + a.role.Account + ":assumed-role/" + a.name + "/"
	if session, ok := strings.CutPrefix(value, prefix); ok && kind == "AWS" && a.kind == snapshot.IsRole {
		return sessionNamed(session), toSession
	}
	if kind == "AWS" && a.entry(kind, value) == toNobody {
		return a.mayName(value)
	}
	return "", toNobody
}
