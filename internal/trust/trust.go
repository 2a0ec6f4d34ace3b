// Package trust answers who becomes a role: whom its trust policy names, whether each
// of them gets in, and what it says to a caller of whom nobody speaks.
package trust

import (
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/access"
	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/snapshot"
	"github.com/crossgrant/crossgrant/internal/source"
	"github.com/crossgrant/crossgrant/internal/way"
)

// The calls by which a caller becomes a role, and the one that lets it pass
// session tags (IAM User Guide, Request temporary security credentials; Pass
// session tags in AWS STS).
const (
	assumeRole   = "sts:AssumeRole"
	withWebToken = "sts:AssumeRoleWithWebIdentity"
	withSAML     = "sts:AssumeRoleWithSAML"
	tagSession   = "sts:TagSession"
)

// Kind is whom an entry of a trust policy stands for.
type Kind string

// The kinds of principals. Unread is a text of which it is not known whom it
// names: a placeholder, a wildcard where AWS knows none.
const (
	RoleKind     Kind = "role"
	SessionKind  Kind = "session"
	UserKind     Kind = "user"
	AccountKind  Kind = "account"
	ServiceKind  Kind = "service"
	OIDCKind     Kind = "oidc_provider"
	SAMLKind     Kind = "saml_provider"
	EveryoneKind Kind = "everyone"
	AllButKind   Kind = "all_but"
	DeletedKind  Kind = "deleted"
	Unread       Kind = "not_understood"
)

// Trustee is a principal that an Allow statement of a trust policy names, and
// whether it can become the role by that statement. What the principal's own
// policies say is left to Delegated.
type Trustee struct {
	// Statement and Entry are its place; Entry is -1 for all that NotPrincipal
	// does not list.
	Statement, Entry int
	Kind             Kind
	Value            string // as the policy writes it
	Account          string // of a role, session, user or account
	Host             string // of an OIDC provider: what its condition keys begin with
	Call             string // the STS call that such a principal makes
	// Verdict is what the trust policy says; DependsOn are the fewest facts that
	// a Conditional verdict hangs on.
	Verdict   access.Verdict
	DependsOn []string
	// Denies are the statements that deny the call in every case.
	Denies []Denial
	// Delegated: the principal's own policies have to allow the call too.
	Delegated bool
	// Tags: the principal may pass session tags.
	Tags bool
	// Stranger is whether a caller that nobody chose can become the role in the
	// place of those that are meant; nil where an entry names its callers.
	Stranger *Stranger
}

// Denial is a statement that denies, of an RCP or, where Of is nil, of the trust
// policy itself.
type Denial struct {
	Of        *snapshot.Document
	Statement int
}

// Trustees answers who may become the roles of a snapshot by their trust
// policies, and by the RCPs that guard their account. It must not be used by two
// goroutines at once.
type Trustees struct {
	world *snapshot.Snapshot
	guide way.Guide
	rcps  map[string][]authz.Layer // by account
	ids   map[string]arn.ARN       // roles and users by unique id, made when first needed
	// known are answers by account and text: roles of an account share their
	// trust policies more often than not.
	known map[string]map[string][]Trustee
	// contexts are what is known of the calls of a principal, by its kind and text.
	contexts map[[2]string]map[string]condition.Value
}

// New returns the answers for a snapshot.
func New(world *snapshot.Snapshot) *Trustees {
	return &Trustees{world: world, guide: way.NewGuide(world), rcps: map[string][]authz.Layer{}, known: map[string]map[string][]Trustee{},
		contexts: map[[2]string]map[string]condition.Value{}}
}

// Of lists the principals that the role's trust policy names, in its order; nil
// where the policy is not known or could not be read. Roles without an ARN have no account of their
// own.
func (t *Trustees) Of(role *snapshot.Role) []Trustee {
	if role.Trust == nil || role.Trust.Unread() {
		return nil
	}
	d := role.Trust.Policy
	if slices.ContainsFunc(d.Statements(), func(st policy.Statement) bool { return st.Resource.Present() }) {
		return t.of(role) // IAM refuses it, and it would be about this role alone
	}
	account := role.ARN[:strings.LastIndexByte(role.ARN, ':')+1]
	known := t.known[account]
	if known == nil {
		known = map[string][]Trustee{}
		t.known[account] = known
	}
	list, ok := known[string(d.Text())]
	if !ok {
		list = t.of(role)
		known[string(d.Text())] = list
	}
	return list
}

// guards are the RCPs of the role's account. They spare service-linked roles
// (Organizations User Guide, Resource control policies).
func (t *Trustees) guards(role *snapshot.Role) []authz.Layer {
	if role.ServiceLinked() {
		return nil
	}
	levels, ok := t.rcps[role.Account]
	if !ok {
		levels = t.guide.Guards(role, role.Account)
		t.rcps[role.Account] = levels
	}
	return levels
}

func (t *Trustees) of(role *snapshot.Role) (list []Trustee) {
	d := role.Trust.Policy
	name, _ := arn.Parse(role.ARN)
	j := trustJudge{document: d, role: name, world: t, rcps: t.guards(role)}
	for i, st := range d.All() {
		if st.Effect != policy.Allow || st.Principal == nil || !assumes(&st.Action) {
			continue
		}
		j.use(i)
		if st.Principal.Not {
			e := Trustee{Statement: i, Entry: -1, Kind: AllButKind, Value: "*", Call: assumeRole}
			list = append(list, j.judge(e))
			continue
		}
		for k := range st.Principal.Entries {
			list = append(list, j.judge(t.read(i, k, &st.Principal.Entries[k])))
		}
	}
	return list
}

// trustJudge decides the entries of one trust policy.
type trustJudge struct {
	document *policy.Document
	role     arn.ARN
	world    *Trustees
	rcps     []authz.Layer
	// layers hold one Allow statement and every Deny, whole all of them; both
	// admit whatever the caller's own policies might say.
	layers, whole authz.Layers
	statement     int
	// apart: the conditions of the statement can be judged one by one, as tests.
	apart bool
	tests []condition.Test
}

// use makes the judge speak of one Allow statement.
func (j *trustJudge) use(statement int) {
	j.statement, j.layers, j.tests = statement, authz.Layers{}, j.tests[:0]
	st := &j.document.Statements()[statement]
	j.apart = !st.Resource.Present() && !st.Principal.Not && !j.guarded() &&
		!slices.ContainsFunc(j.document.Statements(), func(st policy.Statement) bool { return st.Effect == policy.Deny })
	for i := range st.Conditions {
		c := &st.Conditions[i]
		if !j.apart || !j.independent(c) {
			j.apart = false
			return
		}
		j.tests = append(j.tests, authz.CompileTest(c, j.document.Variables()))
	}
}

// guarded reports whether an RCP might deny.
func (j *trustJudge) guarded() bool {
	denies := func(st policy.Statement) bool { return st.Effect == policy.Deny }
	return slices.ContainsFunc(j.rcps, func(level authz.Layer) bool {
		return level.Open() || slices.ContainsFunc(level.Policies, func(p *authz.Policy) bool {
			return slices.ContainsFunc(p.Document.Statements(), denies)
		})
	})
}

// independent reports whether a condition can be judged by itself: it compares
// text, so that some value meets it and some does not, on a key that no
// condition before it is on.
func (j *trustJudge) independent(c *policy.Condition) bool {
	o, _ := condition.ParseOperator(c.Operator.Value)
	return o.Family == condition.Text && o.Qualifier == condition.Plain &&
		!slices.ContainsFunc(c.Values, func(v source.Text) bool { return strings.Contains(v.Value, "${") }) &&
		!slices.ContainsFunc(j.tests, func(t condition.Test) bool { return strings.EqualFold(t.Key(), c.Key.Value) })
}

// decide decides a call of the entry's principal, and what the answer hangs on.
// Most statements have no deny beside them and no two conditions that have to
// do with each other: then each is judged by itself, at a tenth of the cost.
func (j *trustJudge) decide(e *Trustee, r *authz.Request) (access.Verdict, []string) {
	together := func() (access.Verdict, []string) {
		d := authz.Decide(j.policies(), r)
		return verdicts[d.Verdict], d.DependsOn
	}
	if a, ok := arn.Parse(e.Value); !j.apart || ok && e.Account != "" && a.Partition != j.role.Partition {
		return together()
	}
	if actions := &j.document.Statements()[j.statement].Action; !policy.SpeaksOf(actions, r.Action) {
		if openEntries(actions) {
			return together()
		}
		return access.No, nil
	}
	verdict, on := access.Yes, []string(nil)
	for i := range j.tests {
		switch j.tests[i].Eval(&r.Context) {
		case condition.False:
			return access.No, nil
		case condition.Unknown:
			if r.Context.Lookup(j.tests[i].Key()).Within != nil {
				return together() // a test alone does not know what the value is like
			}
			verdict, on = access.Conditional, append(on, j.tests[i].Name())
		}
	}
	return verdict, on
}

// policies lays out the statement, which is compiled when it is first needed.
func (j *trustJudge) policies() *authz.Layers {
	if j.layers.Trust.State != authz.Absent {
		return &j.layers
	}
	var some []policy.Statement
	for i, st := range j.document.All() {
		if i == j.statement || st.Effect == policy.Deny {
			some = append(some, *st)
		}
	}
	j.layers = authz.Layers{Trust: authz.Of(authz.Compile("trust policy", j.document.Having(some))), Identity: ownPolicies, RCPs: j.rcps}
	return &j.layers
}

// ownPolicies stand for those of a caller that may make every call.
var ownPolicies = authz.Of(authz.Compile("its own policies", policy.Parse(source.Whole(source.NewFile("own",
	[]byte(`{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sts:*","Resource":"*"}}`))), policy.Identity)))

func (j *trustJudge) judge(e Trustee) Trustee {
	if e.Kind == Unread {
		return e
	}
	if e.Kind == DeletedKind {
		e.Verdict = access.No
		return e
	}
	e.Delegated = e.Kind == AccountKind || e.Account != "" && j.role.Account != "" && e.Account != j.role.Account
	r := j.request(&e)
	e.Verdict, e.DependsOn = j.decide(&e, r)
	if e.Verdict == access.No && !j.apart {
		for _, deny := range authz.Explain(j.policies(), r).Denies {
			if deny.Truth == condition.True {
				e.Denies = append(e.Denies, Denial{j.world.guide.Sources()[deny.Policy.Document], deny.Statement.Index})
			}
		}
	}
	if e.Verdict != access.No {
		e.Tags = j.tags(r)
		e.Stranger = j.stranger(&e)
	}
	return e
}

var verdicts = map[authz.Verdict]access.Verdict{
	authz.Allowed: access.Yes, authz.Conditional: access.Conditional, authz.ExplicitDeny: access.No, authz.ImplicitDeny: access.No,
}

// tags decides whether any statement lets the caller pass session tags.
func (j *trustJudge) tags(r *authz.Request) bool {
	if !slices.ContainsFunc(j.document.Statements(), func(st policy.Statement) bool {
		return st.Effect == policy.Allow && policy.SpeaksOf(&st.Action, tagSession)
	}) {
		return false
	}
	if j.whole.Trust.State == authz.Absent {
		j.whole = authz.Layers{Trust: authz.Of(authz.Compile("trust policy", j.document)), Identity: ownPolicies, RCPs: j.rcps}
	}
	tagging := *r
	tagging.Action = tagSession
	return !authz.Decide(&j.whole, &tagging).Verdict.Denied()
}

// request is the call that the principal makes to become the role.
func (j *trustJudge) request(e *Trustee) *authz.Request {
	c := authz.Caller{Service: e.Value}
	switch e.Kind {
	case RoleKind, UserKind, SessionKind:
		c = j.world.caller(e.Value)
	case AccountKind:
		c = authz.Caller{Role: anyRole(j.partition(e), e.Account)}
	case EveryoneKind, AllButKind:
		c = authz.Caller{Role: anyRole(j.partition(e), j.strangers())}
	case OIDCKind, SAMLKind:
		c = authz.Caller{Federated: e.Value}
	}
	return j.ask(c, e.Call, j.world.context(e, &c))
}

// ask is a request of which the keys are known, and that it has a time.
func (j *trustJudge) ask(c authz.Caller, call string, keys map[string]condition.Value) *authz.Request {
	if keys == nil {
		keys = make(map[string]condition.Value, len(timeKeys))
	}
	for _, key := range timeKeys {
		keys[key] = condition.Value{State: condition.PresentUnknown}
	}
	return &authz.Request{Caller: c, Action: call, Resource: j.role, Owner: j.role.Account,
		Context: authz.Context{Open: true, Keys: keys}}
}

var timeKeys = []string{"aws:currenttime", "aws:epochtime"}

// context is what is known of the call. Of everyone nothing is known, and of an
// account's principals only their account.
func (t *Trustees) context(e *Trustee, c *authz.Caller) map[string]condition.Value {
	if e.Kind == EveryoneKind || e.Kind == AllButKind {
		return nil
	}
	at := [2]string{string(e.Kind), e.Value}
	keys, ok := t.contexts[at]
	if !ok {
		of := authz.Knowledge{OrgID: t.world.OrganizationOf(e.Account)}
		if m := t.world.Membership(e.Account); m != nil {
			of.OrgPath = m.Path()
		}
		if keys = authz.Known(c, of); e.Kind == AccountKind {
			open(keys, c)
		}
		t.contexts[at] = keys
	}
	return keys
}

// partition is that of the entry's ARN, else that of the role.
func (j *trustJudge) partition(e *Trustee) string {
	if a, ok := arn.Parse(e.Value); ok {
		return a.Partition
	}
	if j.role.Partition != "" {
		return j.role.Partition
	}
	return "aws"
}
