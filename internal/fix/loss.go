package fix

import (
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/reference"
	"github.com/crossgrant/crossgrant/internal/request"
	"github.com/crossgrant/crossgrant/internal/snapshot"
)

// Losses is the question whether a change of one document takes something from
// somebody: what the change back would let in.
type Losses struct {
	Before, After *policy.Document
	World         *snapshot.Snapshot
	// Bucket is the one whose policy the documents are, empty for other documents:
	// such a policy speaks of no other bucket.
	Bucket string
	// Table tells which ARNs an action takes.
	Table *reference.Table

	read *meanings
}

// Find returns a sentence about requests that are lost, or of which that could
// not be ruled out; empty if there are none.
func (l *Losses) Find() string {
	if l.Before == nil {
		return ""
	}
	if l.read == nil {
		l.read = newMeanings(l.Table, nil)
	}
	q := newQuestion(l.read, compare(l.Before, l.After).back(), arn.ARN{}, "")
	q.fine = request.Union(l.nobody(q), l.unknown(q), l.elsewhere())
	q.never, q.alike = l.roles(q)
	return q.said(", which is denied then")
}

// nobody is the requests of those whom changed statements name and who are none that
// AWS has. A wildcard in a name is plain text there, and names nobody to begin with.
func (l *Losses) nobody(q *question) request.Set {
	var list []request.Set
	for n := range q.named() {
		if l.isNobody(n) {
			list = append(list, request.Named(n))
		}
	}
	return request.Union(list...)
}

func (l *Losses) isNobody(n *policy.Named) bool {
	switch n.Form {
	case policy.AnAccount:
		return l.misspelt(n.Account)
	case policy.UniqueID:
		// IAM puts the unique id in the place of a role that was deleted.
		return n.RoleID() && l.ofID(n.Text) == nil
	case policy.ARole, policy.AUser, policy.ASession:
		if l.World.Named(n.ARN) {
			return false
		}
		account := l.World.Accounts[n.ARN.Account]
		elsewhere, _ := arn.Parse(l.World.Elsewhere(n.ARN))
		// An account has one role of a name, whatever its path.
		return account != nil && account.Listed || elsewhere.Account == n.ARN.Account || l.misspelt(n.ARN.Account)
	}
	return false
}

// misspelt reports whether no input knows an account and one that some input
// does has almost the same id.
func (l *Losses) misspelt(account string) bool {
	if l.World.Accounts[account] != nil {
		return false
	}
	for known := range l.World.Accounts {
		if arn.OneDigitApart(known, account) {
			return true
		}
	}
	return false
}

// unknown is the requests for actions that changed statements name and that services
// which are known do not have.
func (l *Losses) unknown(q *question) request.Set {
	var none []string
	for _, s := range slices.Concat(q.fresh, q.gone) {
		for _, t := range s.Action.Patterns {
			service, _, _ := strings.Cut(t.Value, ":")
			_, known := l.Table.Service(service)
			if _, exists := l.Table.Action(t.Value); known && !exists && !strings.ContainsAny(t.Value, "*?") {
				none = append(none, t.Value)
			}
		}
	}
	if none == nil {
		return request.Set{}
	}
	return request.Asking(none, []string{"*"})
}

// elsewhere is the requests for other buckets.
func (l *Losses) elsewhere() request.Set {
	if l.Bucket == "" {
		return request.Set{}
	}
	everything := []string{"*"}
	own := request.Asking(everything, []string{"arn:*:s3:::" + l.Bucket, "arn:*:s3:::" + l.Bucket + "/*"})
	return request.Asking(everything, []string{"arn:*:s3:::*"}).And(own.Not())
}

// roles is about those that changed statements name, by themselves, by a session or by
// their unique id: what nobody asks since they are there, and whose requests it is the
// same for whether a policy names the role or its session. What it grants to a session
// no boundary caps, what it grants to the role it does (IAM User Guide, Policy evaluation
// logic).
func (l *Losses) roles(q *question) (never, unbounded request.Set) {
	for n := range q.named() {
		r := l.role(n)
		if r == nil {
			continue
		}
		role, _ := arn.Parse(r.ARN)
		never = never.Or(request.Impossible(role, r.ID))
		if n.Form == policy.ASession && r.Boundary.ARN == "" && r.Boundary.Disputed == "" {
			unbounded = unbounded.Or(request.OfRole(role, ""))
		}
	}
	return never, unbounded
}

func (l *Losses) role(n *policy.Named) *snapshot.Role {
	switch n.Form {
	case policy.ARole:
		return l.World.Role(n.Text)
	case policy.ASession:
		name, _, _ := n.ARN.Session()
		return l.World.RoleOf(n.ARN.Account, name)
	case policy.UniqueID:
		return l.ofID(n.Text)
	}
	return nil
}

func (l *Losses) ofID(id string) *snapshot.Role {
	at := slices.IndexFunc(l.World.Roles, func(r *snapshot.Role) bool { return r.ID == id })
	if at < 0 {
		return nil
	}
	return l.World.Roles[at]
}
