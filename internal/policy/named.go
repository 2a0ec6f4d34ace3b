package policy

import (
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/unknown"
)

// Form is what an entry of Principal is written as (IAM User Guide, Principal).
type Form uint8

// The forms of an entry. The zero Form is one that names nobody AWS knows.
const (
	NotUnderstood Form = iota
	Everyone
	AnAccount    // an account id, or the ARN of an account's root
	ARole        // the ARN of a role
	ASession     // the ARN of a role's session
	AUser        // the ARN of a user
	AFederated   // the ARN of the session of a federated user, who is none of a role or user here
	UniqueID     // AROA... or AIDA..., what AWS shows of a role or user that was deleted
	AService     // a service principal
	AProvider    // an identity provider
	CanonicalID  // the canonical user id of an account
	Wildcard     // a wildcard inside of a name, which is no pattern there
	UnknownValue // a value that nobody knows yet and that may name anybody
)

// Named is whom one entry of Principal names.
type Named struct {
	Form Form
	// Shape is the form but for wildcards inside, with which an entry under AWS names
	// nobody: people write them all the same.
	Shape Form
	Text  string
	AWS   bool    // it stands under AWS
	ARN   arn.ARN // of an entry that is one

	// Account is the account that an account's id or root names, or a value
	// that nobody knows yet and that may be an account's id.
	Account string
}

// Names reads whom the entry names.
func (p *Principal) Names() Named { return ReadNamed(p.Kind, p.Value.Value) }

// HasEveryone reports whether one of the entries names everyone.
func (p *Principals) HasEveryone() bool {
	return slices.ContainsFunc(p.Entries, func(e Principal) bool { return e.Names().Form == Everyone })
}

// ReadNamed reads the text of an entry that stands under a key of Principal.
func ReadNamed(under, text string) Named {
	n := Named{Text: text, AWS: under == "AWS"}
	n.ARN, _ = arn.Parse(text)
	if n.AWS && text != "" && text != "*" {
		n.Shape, n.Account = n.inAWS()
	}
	switch wild := strings.ContainsAny(text, "*?"); {
	case n.AWS && text == "*":
		n.Form = Everyone
	case text == "":
	case wild:
		n.Form, n.Account = Wildcard, ""
	case under == "CanonicalUser":
		n.Form = CanonicalID
	case under == "Service":
		n.Form = AService
	case under == "Federated":
		n.Form = AProvider
	case n.AWS:
		n.Form = n.Shape
	}
	if n.Form != Wildcard {
		n.Shape = n.Form
	}
	return n
}

func (n *Named) inAWS() (form Form, account string) {
	_, _, isSession := n.ARN.Session()
	kind, _, _ := strings.Cut(n.ARN.Resource, "/")
	switch {
	case isUniqueID(n.Text):
		return UniqueID, ""
	case n.ARN == (arn.ARN{}) && unknown.In(n.Text):
		if arn.IsAccountID(n.Text) {
			account = n.Text
		}
		return UnknownValue, account
	case arn.IsAccountID(n.Text):
		return AnAccount, n.Text
	case isSession:
		return ASession, ""
	case n.ARN.IsAccountRoot():
		return AnAccount, n.ARN.Account
	case n.ARN.Service == "iam" && kind == "role":
		return ARole, ""
	case n.ARN.Service == "iam" && kind == "user":
		return AUser, ""
	case n.ARN.Service == "sts" && kind == "federated-user":
		return AFederated, ""
	}
	return NotUnderstood, ""
}

func isUniqueID(s string) bool { return strings.HasPrefix(s, "AROA") || strings.HasPrefix(s, "AIDA") }

// RoleID reports whether the entry is the unique id of a role.
func (n *Named) RoleID() bool { return n.Form == UniqueID && strings.HasPrefix(n.Text, "AROA") }

// MayBeEveryone reports whether nobody knows yet whom the entry names, and it may be
// everyone.
func (n *Named) MayBeEveryone() bool {
	return n.Form == UnknownValue && unknown.GivenIn(n.Text) && !strings.HasPrefix(n.Text, "arn:")
}
