package authz

import (
	"strings"

	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/policy"
)

// Caller is who makes a request: a session of a role, or for questions about
// trust policies one of User, Service and Federated.
type Caller struct {
	Role    arn.ARN // arn:P:iam::A:role/path/R
	ID      string  // AROA..., empty if unknown
	Session string  // empty if unknown
	// CanonicalID is the canonical user id of the caller's account, if known.
	CanonicalID string

	User      arn.ARN // arn:P:iam::A:user/path/U
	Service   string  // a service principal, ec2.amazonaws.com
	Federated string  // an identity provider: its ARN, or the name of a built-in one
	Anonymous bool    // nobody: the request is not signed

	named policy.Caller // as entries of Principal name it
}

// builtInProviders are the web identity providers that are named, not created
// (IAM User Guide, Principal, Web identity session principals).
var builtInProviders = []string{
	"cognito-identity.amazonaws.com", "accounts.google.com", "graph.facebook.com", "www.amazon.com",
}

// ParseCaller reads a caller as policies name principals: the ARN of a role, of
// a session, of a user, of an account's root user or of an identity provider,
// the name of a built-in provider, or a service principal. False means that it
// is none of these.
func ParseCaller(s string) (Caller, bool) {
	name, ok := arn.Parse(s)
	if !ok {
		for _, p := range builtInProviders {
			if s == p {
				return Caller{Federated: s}, true
			}
		}
		return Caller{Service: s}, strings.Contains(s, ".") && !strings.Contains(s, ":")
	}
	role, session, ok := name.Session()
	switch kind, _, _ := strings.Cut(name.Resource, "/"); {
	case ok:
		role := arn.ARN{Partition: name.Partition, Service: "iam", Account: name.Account, Resource: "role/" + role}
		return Caller{Role: role, Session: session}, true
	case name.Service != "iam":
	case kind == "role":
		return Caller{Role: name}, true
	case kind == "user", name.IsAccountRoot():
		return Caller{User: name}, true
	case kind == "oidc-provider", kind == "saml-provider":
		return Caller{Federated: s}, true
	}
	return Caller{}, false
}

func (c *Caller) prepare() {
	_, name, _ := c.Role.RoleName()
	c.named = policy.Caller{
		Identity: c.identity(), Text: c.arn(), Role: name,
		IsRole: c.User == (arn.ARN{}) && c.Role.Account != "", IsUser: c.User != (arn.ARN{}),
		ID: c.ID, Session: c.Session, CanonicalID: c.CanonicalID,
		Service: c.Service, Provider: c.Federated, InNoAccount: c.inNoAccount(),
	}
}

// identity is the ARN of the IAM identity, zero for services and federated
// callers, which have none.
func (c *Caller) identity() arn.ARN {
	if c.User != (arn.ARN{}) {
		return c.User
	}
	return c.Role
}

// arn returns the name by which a Principal element names the caller.
func (c *Caller) arn() string {
	switch {
	case c.Service != "":
		return c.Service
	case c.Federated != "":
		return c.Federated
	case c.Anonymous:
		return "nobody's signature"
	}
	return c.identity().String()
}

// Account returns the caller's account, empty for services and federated
// callers.
func (c *Caller) Account() string { return c.identity().Account }

// inNoAccount: a service, a federated user or nobody acts for no account of its own,
// so that no policies of the caller's side exist.
func (c *Caller) inNoAccount() bool { return c.Service != "" || c.Federated != "" || c.Anonymous }

// owns reports whether the caller is one of whom the owner of the account can say
// alone what they may: those of the account, and those of none. What is granted to
// nobody in particular is granted to outsiders.
func (c *Caller) owns(account string) bool {
	return !c.Anonymous && (account == c.Account() || c.inNoAccount())
}

// serviceLinked reports whether the role is service-linked: neither SCPs nor
// RCPs apply to it (Organizations User Guide).
func (c *Caller) serviceLinked() bool {
	return strings.HasPrefix(c.Role.Resource, "role/aws-service-role/")
}

// calls reports whether such a caller makes the STS call: identity providers
// vouch for the callers of AssumeRoleWithWebIdentity and AssumeRoleWithSAML, and
// nobody else is one (IAM User Guide, Request temporary security credentials).
func (c *Caller) calls(action string) bool {
	saml := strings.Contains(c.Federated, ":saml-provider/")
	switch action {
	case "sts:assumerolewithsaml":
		return saml
	case "sts:assumerolewithwebidentity":
		return c.Federated != "" && !saml
	case "sts:assumerole":
		return c.Federated == ""
	}
	return true
}
