package request

import (
	"strings"

	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/glob"
	"github.com/crossgrant/crossgrant/internal/unknown"
)

// Caller is who makes a request, by all that entries of Principal can say of
// callers. Of ARN, Service, Provider and Nobody one is given.
type Caller struct {
	ARN      string // of the role or the user
	Service  string // its name
	Provider string // the identity provider's name
	Nobody   bool   // the request is not signed

	Session, ID, CanonicalID string // those that the question is about
}

// The variables of a caller.
const (
	callerVariable    = "caller"
	sessionVariable   = "session"
	idVariable        = "id"
	canonicalVariable = "canonical id"
)

// What a value of the variable begins with where the caller is no ARN.
const (
	servicePrefix  = "service "
	providerPrefix = "provider "
	nobody         = "nobody"
)

// inIAM returns the callers whose ARN lies in an account, both patterns, and whose
// resource part is as the pattern says.
func inIAM(partition, account, resource string) glob.Word {
	return glob.WordOf(false, glob.Literal("arn"), glob.Parse(partition), glob.Literal("iam"), glob.Literal(""),
		glob.Parse(unknown.Seal(account)), glob.Parse(unknown.Seal(resource)))
}

// The kinds of callers, each a language of the variable.
var (
	anyRole    = inIAM("aws*", "?*", "role/?*")
	anyUser    = inIAM("aws*", "?*", "user/?*")
	anyRoot    = inIAM("aws*", "?*", "root")
	anyService = glob.WordOf(false, glob.Join(glob.Literal(servicePrefix), glob.Parse("?*")))
	anyFederal = glob.WordOf(false, glob.Join(glob.Literal(providerPrefix), glob.Parse("?*")))
	unsigned   = glob.WordOf(false, glob.Literal(nobody))
)

var everyCaller = []glob.Word{anyRole, anyUser, anyRoot, anyService, anyFederal, unsigned}

// identities are the callers that have an ARN.
func identities() Set { return ofKinds(anyRole, anyUser, anyRoot) }

// ofKinds is the requests of some kinds of callers.
func ofKinds(kinds ...glob.Word) Set { return ofCaller(kindsName(kinds), kinds...) }

// within is the requests of the callers in a partition, and of those who are in none.
func within(partition string) Set {
	return ofCaller("partition "+partition, append([]glob.Word{inIAM(partition, "*", "*")}, everyCaller[3:]...)...)
}

// ofCaller is the requests of the callers in some words; the name tells sets of
// words apart.
func ofCaller(name string, words ...glob.Word) Set { return texts(callerVariable, name, words...) }

// texts is the requests whose variable is in one of the words.
func texts(variable, name string, words ...glob.Word) Set {
	l := &language{}
	for _, w := range words {
		l.add(w)
	}
	return Set{&node{kind: leaf, lit: &literal{variable: variable, id: variable + " " + name, text: l}}}
}

// exactly is the requests whose variable has one of the texts.
func exactly(variable string, list ...string) Set {
	words := make([]glob.Word, len(list))
	for i, text := range list {
		words[i] = glob.WordOf(false, glob.Literal(unknown.Seal(text)))
	}
	return texts(variable, "is "+strings.Join(list, "\x00"), words...)
}

// callerOf reads the variables of a caller.
func callerOf(v values) (c Caller) {
	text := func(name string) string {
		if value := v[name]; value.State == condition.Present {
			return unknown.Unseal(value.Values[0])
		}
		return ""
	}
	c = Caller{Session: text(sessionVariable), ID: text(idVariable), CanonicalID: text(canonicalVariable)}
	service, isService := strings.CutPrefix(text(callerVariable), servicePrefix)
	provider, isProvider := strings.CutPrefix(text(callerVariable), providerPrefix)
	switch name := text(callerVariable); {
	case isService:
		c.Service = service
	case isProvider:
		c.Provider = provider
	case name == nobody:
		c.Nobody = true
	default:
		c.ARN = name
	}
	return c
}

// asks reports whether a formula is about who calls.
func (n *node) asks() bool {
	if n.kind == leaf {
		return n.lit.variable == callerVariable
	}
	for _, p := range n.parts {
		if p.asks() {
			return true
		}
	}
	return false
}
