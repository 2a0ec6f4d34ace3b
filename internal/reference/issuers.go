package reference

import (
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/glob"
)

// Issuer is a provider of web identities that many customers share, or whose tokens are
// all of one make.
type Issuer struct {
	Name string // GitHub Actions
	// Hosts are what its condition keys begin with, with * for what differs.
	Hosts []string
	// Demands is the claim without a condition on which IAM neither makes nor changes
	// a trust policy; empty where it makes no such demand (IAM User Guide,
	// Identity-provider controls for shared OIDC providers).
	Demands  string
	Audience Audience
}

// Audience says how many values the aud claim of an issuer's tokens has.
type Audience uint8

const (
	AudienceUnknown Audience = iota // not published, or as the customer has it
	OneAudience
	SeveralAudiences // a list, of one in most tokens
)

// IssuerOf returns the issuer of a host, as the ARN of a provider or the condition keys
// have it: oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE. Of others nothing is known.
func IssuerOf(host string) (Issuer, bool) {
	host = strings.ToLower(host)
	for _, i := range issuers {
		if slices.ContainsFunc(i.Hosts, func(h string) bool { return glob.Parse(h).Match(host) }) {
			return i, true
		}
	}
	return Issuer{}, false
}

// IsClaim reports whether a condition key, HOST:CLAIM, is one that requests with tokens
// of the host can have. AWS makes keys of sub, aud and amr of every issuer and of the
// further claims that it lists of some; any other claim of these is never in a request
// (Service Authorization Reference, AWS STS, Condition keys). It is unknown of the claims
// of issuers of which AWS lists none, and of what is no such key.
func (t *Table) IsClaim(key string) glob.Answer {
	host, claim, ok := strings.Cut(key, ":")
	if !ok || claim == "" || !strings.Contains(host, ".") {
		return glob.Unknown
	}
	sts, ok := t.Service("sts")
	if !ok {
		return glob.Unknown
	}
	if _, listed := sts.ConditionKey(key); listed {
		return glob.Yes
	}
	switch claim = strings.ToLower(claim); {
	case slices.Contains([]string{"sub", "aud", "amr"}, claim):
		if signsIn(host) {
			return glob.Unknown
		}
		return glob.Yes
	case claim == "email":
		return glob.Unknown // the reference does not list it, and not all pages agree
	}
	for _, k := range sts.Keys {
		of, _, _ := strings.Cut(k.Name, ":")
		if strings.Contains(of, ".") && (ConditionKey{Name: of}).Covers(host) {
			return glob.No
		}
	}
	return glob.Unknown
}

// signsIn reports whether the host is one of the two providers that are no issuers of
// OpenID Connect: their keys have names of their own.
func signsIn(host string) bool {
	return strings.EqualFold(host, "www.amazon.com") || strings.EqualFold(host, "graph.facebook.com")
}

// issuers is written from the IAM User Guide, Identity-provider controls for shared OIDC
// providers (Demands), and on audiences from the Service Authorization Reference of AWS
// STS (Google, Cognito), GitHub Docs, OpenID Connect reference, the documentation of
// Terraform, Workload identity tokens, and of Kubernetes, Service account tokens.
var issuers = [...]Issuer{
	{Name: "GitHub Actions", Hosts: []string{"token.actions.githubusercontent.com", "token.actions.githubusercontent.com/*",
		"token.actions.*.ghe.com", "github.com/enterprises/*"}, Demands: "sub", Audience: OneAudience},
	{Name: "GitHub Actions, early", Hosts: []string{"vstoken.actions.githubusercontent.com"}, Demands: "sub", Audience: OneAudience},
	{Name: "GitHub audit log", Hosts: []string{"oidc-configuration.audit-log.githubusercontent.com"}, Demands: "sub"},
	{Name: "GitLab.com", Hosts: []string{"gitlab.com"}, Demands: "sub"},
	{Name: "HCP Terraform", Hosts: []string{"app.terraform.io"}, Demands: "sub", Audience: OneAudience},
	{Name: "Buildkite", Hosts: []string{"agent.buildkite.com", "agent.*.buildkite.dev", "agent.*.buildkite.site"}, Demands: "sub"},
	{Name: "Codefresh", Hosts: []string{"oidc.codefresh.io"}, Demands: "sub"},
	{Name: "DataChain Studio", Hosts: []string{"studio.datachain.ai/api"}, Demands: "sub"},
	{Name: "Scalr", Hosts: []string{"scalr.io"}, Demands: "sub"},
	{Name: "Shisho Cloud", Hosts: []string{"tokens.cloud.shisho.dev"}, Demands: "sub"},
	{Name: "Upbound", Hosts: []string{"proidc.upbound.io"}, Demands: "sub"},
	{Name: "Amazon Cognito", Hosts: []string{"cognito-identity.amazonaws.com"}, Demands: "aud", Audience: OneAudience},
	{Name: "Pulumi", Hosts: []string{"api.pulumi.com/oidc"}, Demands: "aud"},
	{Name: "Sandboxes", Hosts: []string{"sandboxes.cloud"}, Demands: "aud"},
	{Name: "Vercel", Hosts: []string{"oidc.vercel.com"}, Demands: "aud"},
	{Name: "Google", Hosts: []string{"accounts.google.com"}, Audience: OneAudience},
	{Name: "Login with Amazon", Hosts: []string{"www.amazon.com"}},
	{Name: "Facebook", Hosts: []string{"graph.facebook.com"}},
	{Name: "CircleCI", Hosts: []string{"oidc.circleci.com/org/*"}},
	{Name: "Oracle Cloud", Hosts: []string{"idcs-*.identity.oraclecloud.com"}},
	{Name: "Amazon EKS", Hosts: []string{"oidc.eks.*.amazonaws.com/id/*", "oidc.eks.*.amazonaws.com.cn/id/*", "oidc.eks.*.amazonaws.eu/id/*"},
		Audience: SeveralAudiences},
}
