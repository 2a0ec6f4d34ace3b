package request

import (
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/glob"
)

// linked are the condition keys that say who calls (IAM User Guide, Global condition
// keys, Properties of the principal).
var linked = []string{
	"aws:principalarn", "aws:principalaccount", "aws:principaltype", "aws:principalisawsservice",
	"aws:userid", "aws:username", "aws:principalservicename",
}

// ofKey is the requests that pass a test of a condition key, where it is one that
// says who calls; ok is false if it is not, or the test is none of those that can
// be put as one of callers.
func ofKey(t *condition.Test) (s Set, ok bool) {
	if t.Needs() != nil {
		return Set{}, false
	}
	is := func(text string) bool {
		return t.Eval(but{nil, t.Key(), present(text)}) == condition.True
	}
	without := t.Eval(but{nil, t.Key(), absent}) == condition.True
	var list []Set
	add := func(in bool, kinds ...glob.Word) {
		if in {
			list = append(list, ofKinds(kinds...))
		}
	}
	switch t.Key() {
	case "aws:principaltype":
		add(is("AssumedRole"), anyRole)
		add(is("User"), anyUser)
		add(is("Account"), anyRoot)
		add(is("Anonymous"), unsigned)
		add(without, anyService, anyFederal)
	case "aws:principalisawsservice":
		add(is("true"), anyService)
		add(is("false"), anyRole, anyUser, anyRoot, anyFederal, unsigned)
	case "aws:principalarn":
		passed, fine := passing(t, func(p glob.Pattern) []glob.Pattern { return []glob.Pattern{p} })
		if !fine {
			return Set{}, false
		}
		list = append(list, passed)
		add(without, anyService, anyFederal, unsigned)
	case "aws:principalaccount":
		if t.Family() == condition.ARN {
			return Set{}, false
		}
		passed, fine := passing(t, func(p glob.Pattern) []glob.Pattern {
			return []glob.Pattern{glob.Literal("arn"), glob.Parse("*"), glob.Literal("iam"), glob.Literal(""), p, glob.Parse("*")}
		})
		if !fine {
			return Set{}, false
		}
		list = append(list, passed)
		add(is("anonymous"), unsigned)
		add(without, anyService, anyFederal)
	case "aws:userid":
		passed, fine := ofIDs(t)
		if !fine {
			return Set{}, false
		}
		list = append(list, passed)
		add(is("anonymous"), unsigned)
		add(without, anyService, anyFederal)
	default:
		return Set{}, false
	}
	return Union(list...), true
}

// passing is the identities whose ARN passes a test; around makes the pattern of
// a value one of ARNs. ok is false for tests of other types than text.
func passing(t *condition.Test, around func(glob.Pattern) []glob.Pattern) (s Set, ok bool) {
	switch t.Family() {
	case condition.Presence:
		if t.Eval(but{nil, t.Key(), present("x")}) == condition.True {
			return identities(), true
		}
		return Set{}, true
	case condition.Text:
		l := &language{}
		known, _ := t.Patterns(values{})
		for _, p := range known {
			l.add(glob.WordOf(t.Operator().IgnoreCase, around(p)...))
		}
		s = Set{&node{kind: leaf, lit: &literal{variable: callerVariable, id: t.Key() + "\x00" + t.ID(), text: l}}}
	case condition.ARN:
		s = Set{&node{kind: leaf, lit: &literal{variable: callerVariable, id: t.Key() + "\x00" + t.ID(), text: languageOf(t, values{}, false)}}}
	default:
		return Set{}, false
	}
	return identities().And(s.unless(t.Operator().Negated)), true
}

// ofIDs is the identities whose aws:userid passes a test: the unique id of a user, the
// account's id of its root, and of a role's session the role's unique id, a colon and the
// session's name (IAM User Guide, IAM JSON policy variables). ok is false for tests of a
// session's name and of ids with wildcards.
func ofIDs(t *condition.Test) (s Set, ok bool) {
	if t.Family() != condition.Text {
		return passing(t, nil)
	}
	var sessions, users, accounts []string
	known, _ := t.Patterns(values{})
	for _, p := range known {
		text, plain := p.Text()
		id, isSession := strings.CutSuffix(p.String(), ":*")
		switch {
		case t.Operator().IgnoreCase:
			return Set{}, false
		case plain && arn.IsAccountID(text):
			accounts = append(accounts, text)
		case plain && !strings.Contains(text, ":"):
			users = append(users, text)
		case !plain && isSession && !strings.ContainsAny(id, "*?:$"):
			sessions = append(sessions, id)
		default:
			return Set{}, false
		}
	}
	list := []Set{
		ofKinds(anyRole).And(exactly(idVariable, sessions...)),
		ofKinds(anyUser).And(exactly(idVariable, users...)),
	}
	for _, account := range accounts {
		list = append(list, ofCaller("root "+account, inIAM("*", account, "root")))
	}
	return identities().And(Union(list...).unless(t.Operator().Negated)), true
}

// kindsName tells sets of kinds of callers apart.
func kindsName(kinds []glob.Word) string {
	name := "kinds"
	for i, kind := range everyCaller {
		if slices.ContainsFunc(kinds, func(k glob.Word) bool { return &k[0] == &kind[0] }) {
			name += " " + string(rune('0'+i))
		}
	}
	return name
}

// unlinked names a key that says who calls and has a value of its own in a request
// about callers; empty if there is none.
func (s *solver) unlinked() string {
	if _, asked := s.variables[callerVariable]; !asked {
		return ""
	}
	for _, key := range linked {
		if v, has := s.values[key]; has && v.State != condition.StateUnknown {
			return key
		}
	}
	return ""
}
