package policy

import (
	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/unknown"
)

// Caller is what entries of Principal can say of who makes a request. What is not
// known of it is empty.
type Caller struct {
	Identity arn.ARN // the role or the user; of others none, or the account that is theirs
	Text     string  // by which an entry names the caller itself
	Role     string  // the role's name without its path
	IsRole   bool
	IsUser   bool

	ID, Session, CanonicalID string
	Service, Provider        string
	// InNoAccount: a service, a federated user or nobody, who acts for no account.
	InNoAccount bool
}

// As is what an entry names a caller as, the closest last; what a grant of each is
// worth differs (IAM User Guide, Policy evaluation logic).
type As uint8

// What an entry names a caller as.
const (
	AsNobody  As = iota
	AsAccount    // the account, which delegates to its own policies
	AsRole       // the role by its ARN, or a role or user by its unique id
	AsItself     // the session or the user, the service, or everyone
)

// Fact is what it hangs on whether an entry names a caller.
type Fact uint8

// The facts that it may hang on; by the zero Fact it is certain.
const (
	ForCertain        Fact = iota
	OnSession              // the name of the caller's session
	OnID                   // the caller's unique id
	OnCanonicalID          // the canonical user id of the caller's account
	OnUnknownIdentity      // what the values in the entry or in the caller's ARN are
	OnUnknownAccount       // what the values in the entry or in the caller's account are
)

// As tells how the entry names the caller: AsNobody for certain is a no, the
// others for certain a yes, and with a fact it is the one or the other.
func (n *Named) As(c *Caller) (As, Fact) {
	as, on := n.asWritten(c)
	if as == AsNobody && n.AWS && !c.InNoAccount {
		return n.perhaps(c)
	}
	return as, on
}

// asWritten takes values that nobody knows yet for the text that they are.
func (n *Named) asWritten(c *Caller) (As, Fact) {
	switch n.Form {
	case Everyone:
		return AsItself, ForCertain
	case AService:
		return n.equals(c.Service, AsItself)
	case AProvider:
		return n.equals(c.Provider, AsItself)
	}
	if c.InNoAccount {
		return AsNobody, ForCertain
	}
	switch n.Form {
	case AnAccount, UnknownValue:
		partition := n.ARN.Partition
		if n.Account != "" && n.Account == c.Identity.Account && (partition == "" || partition == c.Identity.Partition) {
			return AsAccount, ForCertain
		}
	case ARole:
		return n.equals(c.Text, AsRole)
	case AUser:
		return n.equals(c.Text, AsItself)
	case UniqueID:
		if c.ID == "" && n.mayBe(c) {
			return AsRole, OnID
		}
		return n.equals(c.ID, AsRole)
	case CanonicalID:
		if c.CanonicalID == "" && (!unknown.In(n.Text) || unknown.GivenIn(n.Text)) {
			return AsAccount, OnCanonicalID
		}
		return n.equals(c.CanonicalID, AsAccount)
	case ASession:
		return n.session(c)
	}
	return AsNobody, ForCertain
}

func (n *Named) equals(text string, as As) (As, Fact) {
	if n.Text == text {
		return as, ForCertain
	}
	return AsNobody, ForCertain
}

// mayBe reports whether a unique id is of the caller's kind, whose own is not known.
func (n *Named) mayBe(c *Caller) bool {
	if n.RoleID() {
		return c.IsRole
	}
	return c.IsUser && !c.Identity.IsAccountRoot()
}

func (n *Named) session(c *Caller) (As, Fact) {
	role, session, _ := n.ARN.Session()
	if !c.IsRole || n.ARN.Account != c.Identity.Account || n.ARN.Partition != c.Identity.Partition || role != c.Role {
		return AsNobody, ForCertain
	}
	switch c.Session {
	case "":
		return AsItself, OnSession
	case session:
		return AsItself, ForCertain
	}
	return AsNobody, ForCertain
}

// perhaps tells how an entry, which does not name the caller as it is written,
// names it if the values that nobody knows yet are what they have to be.
func (n *Named) perhaps(c *Caller) (As, Fact) {
	if !unknown.In(n.Text) && !unknown.In(c.Text) && !unknown.In(c.Identity.Account) {
		return AsNobody, ForCertain
	}
	root := "arn:" + c.Identity.Partition + ":iam::" + c.Identity.Account + ":root"
	switch {
	case arn.Perhaps(n.Text, c.Text):
		if c.IsUser {
			return AsItself, OnUnknownIdentity
		}
		return AsRole, OnUnknownIdentity
	case n.Account != "" && n.ARN.Partition == "" && (unknown.In(n.Text) || unknown.In(c.Identity.Account)),
		arn.Perhaps(n.Text, root):
		return AsAccount, OnUnknownAccount
	}
	return AsNobody, ForCertain
}
