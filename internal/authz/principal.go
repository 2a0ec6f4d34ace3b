package authz

import (
	"strings"

	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/policy"
)

// class is how a principal entry names a caller; what a grant of each class is
// worth differs (IAM User Guide, Policy evaluation logic).
type class uint8

const (
	none    class = iota
	account       // the account, which delegates to its own policies
	role          // the role's ARN
	direct        // the session or the user itself, or everyone
)

// principal is a compiled entry of a Principal element.
type principal struct {
	everyone  bool
	account   string // of an account id or a root ARN
	partition string // of a root ARN
	identity  string // the ARN of a role or a user
	session   arn.ARN
	id        string // a unique id, AROA...
	canonical string
	service   string
	federated string
	text      string // of one of AWS's
}

func (c *statement) compilePrincipals(p *policy.Principals) {
	if p == nil {
		return
	}
	c.hasPrincipal, c.notPrincipal = true, p.Not
	for _, entry := range p.Entries {
		c.principals = append(c.principals, compilePrincipal(entry.Kind, entry.Value.Value))
	}
}

// compilePrincipal leaves empty what names nobody. A wildcard inside a principal
// is no pattern (IAM User Guide, Principal), so such an entry is compared as
// text and matches nobody.
func compilePrincipal(kind, value string) (p principal) {
	switch kind {
	case "CanonicalUser":
		p.canonical = value
	case "Service":
		p.service = value
	case "Federated":
		p.federated = value
	case "AWS":
		p = compileAWS(value)
		p.text = value
	}
	return p
}

func compileAWS(value string) (p principal) {
	switch {
	case value == "*":
		p.everyone = true
		return p
	case arn.IsAccountID(value):
		p.account = value
		return p
	case strings.HasPrefix(value, "AROA"), strings.HasPrefix(value, "AIDA"):
		p.id = value
		return p
	}
	name, ok := arn.Parse(value)
	if !ok {
		return p
	}
	if _, _, ok := name.Session(); ok {
		p.session = name
	} else if name.IsAccountRoot() {
		p.account, p.partition = name.Account, name.Partition
	} else {
		p.identity = value
	}
	return p
}

// names tells how the entry names the caller, and which fact that hangs on, if
// any: an ARN of one session names a caller whose session is not known perhaps.
func (p *principal) names(r *Request) (class, string) {
	k, fact := p.asWritten(r)
	if k == none && p.text != "" {
		return p.mayName(r)
	}
	return k, fact
}

// asWritten is names for the entry as it is written, unknown values and all.
func (p *principal) asWritten(r *Request) (class, string) {
	c := &r.Caller
	switch {
	case p.everyone:
		return direct, ""
	case p.service != "" || p.federated != "":
		if p.service == c.Service && p.federated == c.Federated {
			return direct, ""
		}
	case p.account != "":
		if p.account == c.Account() && (p.partition == "" || p.partition == c.identity().Partition) {
			return account, ""
		}
	case p.identity != "":
		return p.namesIdentity(r), ""
	case p.id != "":
		switch {
		case p.id == c.ID:
			return role, ""
		case c.ID == "" && p.mayBe(c):
			return role, uniqueID
		}
	case p.canonical != "":
		switch {
		case p.canonical == c.CanonicalID:
			return account, ""
		case c.CanonicalID == "" && !c.inNoAccount():
			return account, canonicalID
		}
	case p.session.Partition != "":
		return p.namesSession(c)
	}
	return none, ""
}

// mayBe reports whether a unique id is of the caller's kind, whose own is not known.
func (p *principal) mayBe(c *Caller) bool {
	if strings.HasPrefix(p.id, "AROA") {
		return c.Role.Account != ""
	}
	return c.User.Account != "" && !c.User.IsAccountRoot()
}

// namesIdentity: a grant to a user's ARN is to the user itself; a grant to a
// role's is to the role, whose boundary limits its sessions.
func (p *principal) namesIdentity(r *Request) class {
	switch {
	case p.identity != r.callerARN:
		return none
	case r.Caller.User != (arn.ARN{}):
		return direct
	}
	return role
}

func (p *principal) namesSession(c *Caller) (class, string) {
	name, session, _ := p.session.Session()
	if p.session.Account != c.Role.Account || p.session.Partition != c.Role.Partition || name != c.name {
		return none, ""
	}
	switch c.Session {
	case "":
		return direct, sessionName
	case session:
		return direct, ""
	}
	return none, ""
}

const (
	sessionName      = "role session name"
	canonicalID      = "the canonical user id of the caller's account"
	uniqueID         = "the caller's unique id"
	endpointType     = "the type of the VPC endpoint"
	notPrincipalFact = "undocumented NotPrincipal behaviour"
)

// named is how a statement names the caller: its truth is Unknown where that
// hangs on a fact.
type named struct {
	class class
	truth condition.Truth
	fact  string
	// Beside what is certain, an entry may name the caller more closely: as
	// this class, if that fact is so.
	closer   class
	closerIf string
}

// matchPrincipal tells how the statement names the caller.
func (c *statement) matchPrincipal(r *Request, boundary bool) named {
	if c.notPrincipal {
		t, fact := c.exempts(r, boundary)
		return named{class: direct, truth: t.Not(), fact: fact}
	}
	best, maybe, hangsOn := none, none, ""
	for i := range c.principals {
		switch k, fact := c.principals[i].names(r); {
		case fact == "":
			best = max(best, k)
		case k > maybe:
			maybe, hangsOn = k, fact
		}
	}
	switch {
	case best != none && maybe > best:
		return named{class: best, truth: condition.True, closer: maybe, closerIf: hangsOn}
	case best != none:
		return named{class: best, truth: condition.True}
	case maybe != none:
		return named{class: maybe, fact: hangsOn}
	}
	return named{truth: condition.False}
}

// exempts tells whether NotPrincipal spares the caller: the list has to name
// the session or the role, and the account. A principal with a permissions
// boundary is never spared (IAM User Guide, NotPrincipal). What a list that
// names only one of the two does is not documented.
func (c *statement) exempts(r *Request, boundary bool) (condition.Truth, string) {
	if boundary {
		return condition.False, ""
	}
	var itself bool
	maybe, itsAccount := "", r.Caller.inNoAccount()
	for i := range c.principals {
		k, fact := c.principals[i].names(r)
		switch {
		case c.principals[i].everyone:
			return condition.True, ""
		case fact != "":
			maybe = fact
		case k >= role:
			itself = true
		case k == account:
			itsAccount = true
		}
	}
	switch {
	case itself && itsAccount:
		return condition.True, ""
	case itself || itsAccount && !r.Caller.inNoAccount():
		return condition.Unknown, notPrincipalFact
	case maybe != "":
		return condition.Unknown, maybe
	}
	return condition.False, ""
}
