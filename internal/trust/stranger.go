package trust

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/access"
	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/glob"
)

// Stranger is the caller that a trust policy should tell from those that are
// meant: a role of an account and an organization that the policy does not
// name, or a token that a shared identity provider gave to another customer.
type Stranger struct {
	// Claim is what such a provider's tokens name their owner by, and Token its
	// value in the token; Absent says that the token is asked about as one
	// without the claim.
	Claim, Token string
	Absent       bool
	Verdict      access.Verdict
	// DependsOn are the facts that a Conditional verdict hangs on. Of those in
	// Chosen the stranger decides, since they tell of what is his.
	DependsOn []string
	Chosen    map[string]bool
}

// provider is an identity provider that serves many customers under one name,
// and the claim by which IAM wants a trust policy to tell them apart (IAM User
// Guide, Identity-provider controls for shared OIDC providers).
type provider struct {
	claim string
	// owner is what stands before the name of the owner in the claim, and ends
	// the characters that end the name, as the provider documents it; empty
	// where that is not known here.
	owner, ends string
}

// providers are the shared ones, by host and path. IAM's list names some
// tenants of vendors besides, which belong to one customer each.
var providers = map[string]provider{
	"token.actions.githubusercontent.com":                {"sub", "repo:", "/@"},
	"vstoken.actions.githubusercontent.com":              {claim: "sub"},
	"oidc-configuration.audit-log.githubusercontent.com": {claim: "sub"},
	"gitlab.com":                     {"sub", "project_path:", "/"},
	"app.terraform.io":               {"sub", "organization:", ":"},
	"agent.buildkite.com":            {"sub", "organization:", ":"},
	"oidc.codefresh.io":              {claim: "sub"},
	"studio.datachain.ai/api":        {claim: "sub"},
	"scalr.io":                       {claim: "sub"},
	"tokens.cloud.shisho.dev":        {claim: "sub"},
	"proidc.upbound.io":              {claim: "sub"},
	"cognito-identity.amazonaws.com": {claim: "aud"},
	"api.pulumi.com/oidc":            {claim: "aud"},
	"sandboxes.cloud":                {claim: "aud"},
	"oidc.vercel.com":                {claim: "aud"},
}

// SharedBy returns the claim by which a trust policy has to tell the customers
// of an identity provider apart; empty if the provider is not a shared one.
func SharedBy(host string) (claim string) { return providers[strings.ToLower(host)].claim }

// stranger decides what the entry's statement says about a caller of whom the
// policy does not speak; nil where the entry names its callers.
func (j *trustJudge) stranger(e *Trustee) *Stranger {
	switch e.Kind {
	case EveryoneKind, AllButKind:
		return j.anyCaller(e)
	case OIDCKind:
		if SharedBy(e.Host) != "" {
			return j.anyToken(e)
		}
	}
	return nil
}

// Names that no policy means.
const (
	anotherOrg   = "o-anotherorganization"
	anotherID    = "AROAANOTHERACCOUNTSROLE"
	anotherOwner = "another-owner"
)

// strangers is the id of an account that the policy does not hold.
func (j *trustJudge) strangers() string {
	for n := 999999999999; ; n-- {
		if id := fmt.Sprint(n); !bytes.Contains(j.document.Text(), []byte(id)) && id != j.role.Account {
			return id
		}
	}
}

func anyRole(partition, account string) arn.ARN {
	return arn.ARN{Partition: partition, Service: "iam", Account: account, Resource: "role/?"}
}

// open makes unknown what of a caller's identity is not known beyond his
// account.
func open(keys map[string]condition.Value, c *authz.Caller) {
	within := glob.Join(glob.Literal("arn:"+c.Role.Partition+":iam::"+c.Role.Account+":"), glob.Parse("*"))
	keys["aws:principalarn"] = condition.Value{State: condition.PresentUnknown, Within: &within}
	delete(keys, "aws:principaltype")
	delete(keys, "aws:username")
	delete(keys, "aws:userid")
}

// anyCaller asks about an account of another organization, and of none: what
// holds of a key that is absent may not hold of its value.
func (j *trustJudge) anyCaller(e *Trustee) *Stranger {
	var best *Stranger
	for _, org := range []string{anotherOrg, ""} {
		c := authz.Caller{Role: anyRole(j.partition(e), j.strangers())}
		keys := authz.Known(&c, authz.Knowledge{OrgID: org, NoOrg: org == ""})
		open(keys, &c)
		ids := glob.Join(glob.Literal(anotherID+":"), glob.Parse("?*"))
		keys["aws:userid"] = condition.Value{State: condition.PresentUnknown, Within: &ids}
		if org != "" {
			keys["aws:principalorgpaths"] = condition.Value{State: condition.Present, Values: []string{org + "/r-other/"}, Set: true}
		}
		s := &Stranger{}
		s.Verdict, s.DependsOn = j.decide(e, j.ask(c, e.Call, keys))
		best = better(best, s)
	}
	best.choose(callersOwn)
	return best
}

// anyToken asks about tokens of another customer: one that no value speaks of,
// one for each value with wildcards that lets another owner in, and one that
// lacks the claim.
func (j *trustJudge) anyToken(e *Trustee) *Stranger {
	shared := providers[strings.ToLower(e.Host)]
	key := strings.ToLower(e.Host) + ":" + shared.claim
	c := authz.Caller{Federated: e.Value}
	r := j.ask(c, e.Call, j.world.context(e, &c))
	defer delete(r.Context.Keys, key) // which are those of every such token
	ask := func(s *Stranger, value condition.Value) *Stranger {
		r.Context.Keys[key] = value
		s.Verdict, s.DependsOn = j.decide(e, r)
		return s
	}
	var best *Stranger
	for _, token := range shared.tokens(j.valuesOf(key)) {
		best = better(best, ask(&Stranger{Claim: shared.claim, Token: token}, authz.One(token)))
	}
	best = better(best, ask(&Stranger{Claim: shared.claim, Absent: true}, condition.Value{State: condition.Absent}))
	// Who asks for a token says whom it is for, and signs in as he likes.
	best.choose([]string{strings.ToLower(e.Host) + ":aud", strings.ToLower(e.Host) + ":amr"})
	return best
}

// better is the one of two that gets further.
func better(a, b *Stranger) *Stranger {
	if a == nil || a.Verdict.WorseThan(b.Verdict) {
		return b
	}
	return a
}

// valuesOf lists what the judged statement wants of a condition key. What a
// policy variable stands for nobody knows before the call.
func (j *trustJudge) valuesOf(key string) (values []string) {
	for _, c := range j.document.Statements()[j.statement].Conditions {
		if !strings.EqualFold(c.Key.Value, key) {
			continue
		}
		for _, v := range c.Values {
			if !strings.Contains(v.Value, "${") {
				values = append(values, v.Value)
			}
		}
	}
	return values
}

// findBudget bounds the states of one glob.Find.
const findBudget = 1 << 14

// tokens are values of the claim in tokens of other customers than those that
// the values name.
func (p provider) tokens(values []string) (tokens []string) {
	tokens = []string{anotherOwner}
	within := glob.Parse("?*")
	if p.owner != "" {
		tokens = []string{p.owner + anotherOwner + p.ends[:1] + "repository"}
		within = glob.Join(glob.Literal(p.owner), glob.Parse("?*"), glob.Literal(p.ends[:1]), glob.Parse("?*"))
	}
	named := p.tokensOf("") // nobody has an empty name
	for _, v := range values {
		owner, _ := p.ownerIn(v)
		named = append(named, p.tokensOf(owner)...)
	}
	for _, v := range values {
		if _, fixed := p.ownerIn(v); fixed {
			continue
		}
		if token, answer := glob.Find([]glob.Pattern{glob.Parse(v), within}, named, findBudget); answer == glob.Yes {
			tokens = append(tokens, token)
		}
	}
	return tokens
}

// ownerIn reads the owner that a value names, as far as it stands before a
// wildcard, and whether all of it does. A value of another form than the
// provider's own is one that the customer has chosen: it is taken for fixed.
func (p provider) ownerIn(value string) (owner string, fixed bool) {
	end := strings.IndexAny(value, "*?")
	switch {
	case end < 0 && p.owner == "":
		return value, true
	case end < 0:
		end = len(value)
	case p.owner == "":
		// An audience is the customer; how a subject names him is not known.
		return "", p.claim == "sub" && end > 0
	case end < len(p.owner) && value[:end] == p.owner[:end]:
		return "", false
	}
	rest, ok := strings.CutPrefix(value[:end], p.owner)
	if !ok {
		return "", true
	}
	if at := strings.IndexAny(rest, p.ends); at > 0 {
		return rest[:at], true
	}
	return rest, end == len(value)
}

// tokensOf are the values of the claim in an owner's tokens.
func (p provider) tokensOf(owner string) (list []glob.Pattern) {
	if p.owner == "" {
		return []glob.Pattern{glob.Literal(owner)}
	}
	for i := range p.ends {
		list = append(list, glob.Join(glob.Literal(p.owner+owner+p.ends[i:i+1]), glob.Parse("*")))
	}
	return list
}

// OpenOwner reports whether a value with wildcards, wanted of the claim by which
// a shared provider tells its customers apart, has a wildcard in the customer's
// name or before it.
func OpenOwner(host, value string) bool {
	p, shared := providers[strings.ToLower(host)]
	_, fixed := p.ownerIn(value)
	return shared && !fixed && !strings.Contains(value, "${")
}

// callersOwn are the condition keys that tell of what is a caller's own: its
// name, its tags and what it writes into the call (IAM User Guide, Global
// condition keys; Keys for AWS STS). Those that end in / begin with it.
var callersOwn = []string{
	"aws:principalarn", "aws:principaltype", "aws:userid", "aws:username", "aws:principaltag/", "aws:federatedprovider",
	"aws:requesttag/", "aws:tagkeys", "sts:transitivetagkeys", "sts:rolesessionname", "sts:sourceidentity",
	"aws:sourceidentity", "sts:durationseconds", "aws:useragent", "aws:referer", "aws:securetransport",
	"aws:currenttime", "aws:epochtime", "aws:tokenissuetime", "aws:multifactorauthpresent", "aws:multifactorauthage",
	"aws:requestedregion", "aws:viaawsservice",
}

// choose notes which of the facts the stranger decides.
func (s *Stranger) choose(own []string) {
	for _, fact := range s.DependsOn {
		key := strings.ToLower(fact)
		if slices.ContainsFunc(own, func(o string) bool {
			return key == o || strings.HasSuffix(o, "/") && strings.HasPrefix(key, o)
		}) {
			if s.Chosen == nil {
				s.Chosen = map[string]bool{}
			}
			s.Chosen[fact] = true
		}
	}
}
