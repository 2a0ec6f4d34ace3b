package authz

import (
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/s3"
)

// A second evaluator, written as AWS's pages tell the story: step by step, about
// worlds small enough that matching a statement is a comparison of words. It
// shares no line with the formula.

// clause is a statement of a small world.
type clause struct {
	deny   bool
	who    string // "", everyone, session, role, account, user, elsewhere
	action string // "*" or one action
	on     string // "*" or one resource
	vpce   bool   // only through vpce-1
}

// world is everything about one request.
type world struct {
	action, resource string
	owner            string // of the bucket or the key
	throughEndpoint1 bool
	identity         []clause
	boundary         []clause // nil: none
	session          []clause
	endpoint         []clause
	scps             [][]clause
	rcps             []clause
	policy           []clause // of the bucket or the key
	managed          bool     // the key is AWS's
	granted          string   // "", role or account: a grant of the key

	point      []clause // of the access point
	through    bool
	pointOwner string

	ownership      s3.Ownership
	objectOwner    string
	objectACL      string // "", us, everybody, stranger
	bucketACL      string
	header         string
	ignore         bool
	restrict       bool
	block          bool
	charging, pays bool
	versioned      bool
	expectedOwner  string
	groupsInside   bool // what no page says: a list's group holds the owner's own roles
}

// either is the verdict where nobody knows groupsInside.
func (w *world) either() Verdict {
	with := *w
	with.groupsInside = true
	if v := w.naive(); v == with.naive() {
		return v
	}
	return Conditional
}

const third = "777788889999"

// says reports whether one of the clauses of that effect speaks of the request,
// and with which class of principal.
func (w *world) says(list []clause, deny bool, resource string, classes ...string) bool {
	for _, c := range list {
		speaks := c.action == "*" || c.action == w.action
		on := c.on == "*" || c.on == resource
		if c.deny == deny && speaks && on && (!c.vpce || w.throughEndpoint1) && slices.Contains(classes, c.who) {
			return true
		}
	}
	return false
}

// anyone are the principals that name the caller.
var anyone = []string{"everyone", "session", "role", "account"}

func (w *world) isKey() bool { return strings.HasPrefix(w.action, "kms:") }

// naive decides as AWS's flow chart does.
func (w *world) naive() Verdict {
	bucketSide := w.resource
	if w.through {
		bucketSide = "arn:aws:s3:::b/k"
	}
	// 1. An explicit deny, wherever it is.
	for _, list := range append([][]clause{w.identity, w.boundary, w.session}, w.scps...) {
		if w.says(list, true, w.resource, "") {
			return ExplicitDeny
		}
	}
	if w.says(w.policy, true, bucketSide, anyone...) || !w.managed && w.says(w.rcps, true, bucketSide, "everyone") {
		return ExplicitDeny
	}
	if w.action == "s3:DeleteObject" && !w.versioned {
		// Without versions the bucket policy's deny of deleting one counts too.
		versions := *w
		versions.action = "s3:DeleteObjectVersion"
		if versions.says(w.policy, true, bucketSide, anyone...) {
			return ExplicitDeny
		}
	}
	if w.through && w.says(w.point, true, w.resource, anyone...) {
		return ExplicitDeny
	}
	if !w.isKey() {
		if w.says(w.endpoint, true, w.resource, "everyone") || w.refused() {
			return ExplicitDeny
		}
		if w.charging && w.owner != ours && !w.pays {
			return ImplicitDeny
		}
		// The endpoint has to let it through.
		if w.endpoint != nil && !w.says(w.endpoint, false, w.resource, "everyone") {
			return ImplicitDeny
		}
	}
	// 2. Every level of SCPs has to allow.
	for _, level := range w.scps {
		if !w.says(level, false, w.resource, "") {
			return ImplicitDeny
		}
	}
	limited := w.boundary != nil && !w.says(w.boundary, false, w.resource, "") ||
		w.session != nil && !w.says(w.session, false, w.resource, "")
	mine := w.says(w.identity, false, w.resource, "") && !limited
	if w.isKey() {
		return verdictOf(w.key(mine, limited))
	}
	if w.ownership != s3.OwnerEnforced && w.action == "s3:GetObject" && w.objectOwner != w.owner {
		// The object's owner decides, and the bucket's policy gives nothing.
		return verdictOf(mine && (w.objectOwner == ours || w.listed()))
	}
	ok := w.side(w.policy, bucketSide, w.owner, mine, limited, w.listed())
	if w.through {
		ok = ok && w.side(w.point, w.resource, w.pointOwner, mine, limited, false)
	}
	return verdictOf(ok)
}

func verdictOf(ok bool) Verdict {
	if ok {
		return Allowed
	}
	return ImplicitDeny
}

// side is one owner's yes, his account being the caller's or not.
func (w *world) side(list []clause, resource, owner string, mine, limited, listed bool) bool {
	if owner != ours {
		return mine && (listed || w.says(list, false, resource, anyone...))
	}
	switch {
	case mine, w.says(list, false, resource, "everyone", "session"):
		return true
	}
	return (w.says(list, false, resource, "role") || listed && w.groupsInside && w.group()) && !limited
}

// group reports whether the list that speaks of the action grants it to a group.
func (w *world) group() bool {
	if w.action == "s3:GetObject" {
		return w.objectACL == "everybody"
	}
	return strings.HasPrefix(w.bucketACL, "everybody")
}

func (w *world) key(mine, limited bool) bool {
	direct := w.says(w.policy, false, w.resource, "everyone", "session")
	byRole := w.says(w.policy, false, w.resource, "role") || w.granted == "role"
	byAccount := w.says(w.policy, false, w.resource, "account") || w.granted == "account"
	if w.owner != ours {
		return mine && (direct || byRole || byAccount)
	}
	return direct || byRole && !limited || byAccount && mine
}

// listed reports whether an ACL in force grants the action to our account.
func (w *world) listed() bool {
	if w.ownership == s3.OwnerEnforced {
		return false
	}
	switch w.action {
	case "s3:GetObject":
		return w.objectACL == "us" || w.objectACL == "everybody" && !w.ignore
	case "s3:ListBucket":
		return w.bucketACL == "us" || w.bucketACL == "everybody" && !w.ignore
	case "s3:PutObject":
		return w.bucketACL == "us writes" || w.bucketACL == "everybody writes" && !w.ignore
	}
	return false
}

func (w *world) refused() bool {
	if w.expectedOwner != "" && w.expectedOwner != w.owner {
		return true
	}
	if w.action == "s3:PutObject" {
		if w.ownership == s3.OwnerEnforced && w.header != "" && w.header != s3.FullControl {
			return true
		}
		if w.block && (w.header == "public-read" || w.header == "authenticated-read") {
			return true
		}
	}
	isPublic := func(c clause) bool { return !c.deny && c.who == "everyone" && !c.vpce }
	public := slices.ContainsFunc(w.policy, isPublic) || w.through && slices.ContainsFunc(w.point, isPublic)
	spared := w.owner == ours || w.through && w.pointOwner == ours
	return w.restrict && public && !spared
}
