package access

import (
	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/snapshot"
	"github.com/crossgrant/crossgrant/internal/way"
)

// caller is the one who asks as authz knows callers.
func (a *asker) caller() authz.Caller {
	switch a.kind {
	case snapshot.IsUser:
		return authz.Caller{User: a.role, ID: a.id, CanonicalID: a.canonical}
	case snapshot.IsService:
		return authz.Caller{Service: a.text}
	case snapshot.IsNobody:
		return authz.Caller{Anonymous: true}
	}
	return authz.Caller{Role: a.role, ID: a.id, CanonicalID: a.canonical}
}

// inNoAccount reports that no policies of the caller's side exist.
func (a *asker) inNoAccount() bool {
	return a.kind == snapshot.IsService || a.kind == snapshot.IsNobody
}

// owns reports whether an account alone says what the caller may do with what is the
// account's.
func (a *asker) owns(account string) bool { return way.Owns(account, a.kind, a.role) }
