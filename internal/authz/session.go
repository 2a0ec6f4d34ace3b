package authz

import (
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/glob"
	"github.com/crossgrant/crossgrant/internal/policy"
)

// userID is the condition key of the caller's unique id, which for a session is
// that of the role, a colon, and the session's name.
const userID = "aws:userid"

// relateSessions makes the name of a session that is not known one unknown with
// aws:userid: what hangs on either hangs on both.
func (s *scratch) relateSessions(tests map[string][]*condition.Test, keys *[]string) {
	var names []string
	for i := range s.hits {
		h := &s.hits[i]
		if h.sessions = nil; h.truth != condition.Unknown || h.who != sessionName {
			continue
		}
		h.sessions = h.statement.sessionsOf(&s.request.Caller)
		for _, name := range h.sessions {
			if !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	if names == nil {
		return
	}
	if tests[userID] == nil {
		*keys = append(*keys, userID)
	}
	for _, name := range names {
		of, _ := condition.Compile("StringLike", userID, []string{"*:" + name}, false)
		tests[userID] = append(slices.Clone(tests[userID]), &of)
	}
}

// sessionsApart takes back what relateSessions did.
func (s *scratch) sessionsApart() {
	for i := range s.hits {
		s.hits[i].sessions = nil
	}
}

// sessionsOf lists the names of the caller's sessions that a Principal element
// holds.
func (c *statement) sessionsOf(caller *Caller) (names []string) {
	for i := range c.principals {
		p := &c.principals[i]
		if as, on := p.As(&caller.named); p.Form == policy.ASession && as == direct &&
			(on == policy.ForCertain || on == policy.OnSession) {
			_, name, _ := p.ARN.Session()
			names = append(names, name)
		}
	}
	return names
}

// ofSession tells whether the session that is tried out is one that the hit's
// statement speaks of.
func (h *hit) ofSession(c *Context) condition.Truth {
	if h.sessions == nil {
		return condition.True
	}
	_, name, _ := strings.Cut(c.one(userID), ":")
	return truth(slices.Contains(h.sessions, name) != h.statement.notPrincipal)
}

// sessionID is what is known of aws:userid where a session hangs on it: a session
// has one, of two parts.
func (s *scratch) sessionID(now condition.Value) condition.Value {
	related := func(h hit) bool { return h.sessions != nil }
	if slices.ContainsFunc(s.hits, related) && now.State == condition.StateUnknown && now.Within == nil {
		within := glob.Parse("?*:?*")
		return condition.Value{State: condition.PresentUnknown, Within: &within}
	}
	return now
}
