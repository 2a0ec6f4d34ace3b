package policy

import (
	"regexp"
	"strings"

	"github.com/crossgrant/crossgrant/internal/arn"
)

// What service principals, unique ids and domains are written like (IAM User Guide,
// Principal, IAM identifiers).
var (
	servicePrincipal = regexp.MustCompile(`^[a-z0-9][a-z0-9.-]*\.(amazonaws\.com(\.cn)?|amazon\.com|aws\.internal|amazonaws\.eu)$`)
	canonicalID      = regexp.MustCompile(`^[0-9a-f]{64}$`)
	digits           = regexp.MustCompile(`^[0-9]+$`)
	uniqueID         = regexp.MustCompile(`^A[A-Z]{3}[A-Z0-9]{12,}$`)
	domain           = regexp.MustCompile(`^[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+(/[A-Za-z0-9._/-]*)?$`)
)

// IsService reports whether the text is written like a service principal.
func IsService(text string) bool { return servicePrincipal.MatchString(text) }

// IsUniqueID reports whether the text is written like the unique id of something in IAM.
func IsUniqueID(text string) bool { return uniqueID.MatchString(text) }

// Proper reports whether a text without wildcards, which stands under AWS, is written like
// a principal of AWS: everyone, an account, a role, a user, a session, or the id that IAM
// and S3 put in the place of one (IAM User Guide, AWS JSON policy elements: Principal). An
// account that reads like something to be filled in is one.
func (n *Named) Proper() bool {
	a := n.ARN
	switch {
	case n.Form == Everyone:
		return true
	case a == (arn.ARN{}):
		return arn.IsAccountID(n.Text) || uniqueID.MatchString(n.Text) || canonicalID.MatchString(n.Text)
	case a.Partition == "" || a.Region != "" || a.Account == "" || digits.MatchString(a.Account) && !arn.IsAccountID(a.Account):
		return false
	}
	kind, name, _ := strings.Cut(a.Resource, "/")
	switch a.Service {
	case "iam":
		return a.IsAccountRoot() || (kind == "role" || kind == "user") && name != ""
	case "sts":
		return (kind == "assumed-role" || kind == "federated-user") && name != ""
	}
	return false
}

// Provider is what kind of identity provider an entry names.
type Provider uint8

// The kinds of providers. The zero Provider is none that AWS knows.
const (
	NoProvider Provider = iota
	SAML
	OIDC
)

// Provider tells what kind of identity provider the entry names, under Federated; host is
// that of one of OIDC.
func (n *Named) Provider() (kind Provider, host string) {
	isARN := n.ARN != (arn.ARN{})
	host, oidc := strings.CutPrefix(n.ARN.Resource, "oidc-provider/")
	switch {
	case n.AWS:
	case isARN && n.ARN.Service == "iam" && strings.HasPrefix(n.ARN.Resource, "saml-provider/"):
		return SAML, ""
	case isARN && n.ARN.Service == "iam" && oidc:
		return OIDC, host
	case !isARN && domain.MatchString(n.Text):
		return OIDC, n.Text
	}
	return NoProvider, ""
}
