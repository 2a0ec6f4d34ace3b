package snapshot

import (
	"fmt"

	"github.com/crossgrant/crossgrant/internal/arn"
)

// Named reports whether the snapshot has what an ARN of IAM or STS names: a
// role, by itself or by one of its sessions, a user, or an account's root.
func (s *Snapshot) Named(a arn.ARN) bool {
	if role, _, ok := a.Session(); ok {
		return s.RoleOf(a.Account, role) != nil
	}
	if _, _, ok := a.RoleName(); ok {
		return s.Role(a.String()) != nil
	}
	_, isUser := s.users[a.String()]
	return isUser || a.IsAccountRoot() && s.Accounts[a.Account] != nil
}

// RoleOf returns the role of an account that has the name, nil if there is none: an
// account has one of a name, whatever its path.
func (s *Snapshot) RoleOf(account, name string) *Role {
	for _, r := range s.roles[name] {
		if r.Account == account {
			return r
		}
	}
	return nil
}

// Elsewhere returns the ARN of a role whose name an ARN has, under another
// account or path; empty if there is none.
func (s *Snapshot) Elsewhere(a arn.ARN) string {
	_, name, ok := a.RoleName()
	if !ok {
		return ""
	}
	for _, r := range s.roles[name] {
		if r.ARN != "" && r.ARN != a.String() {
			return r.ARN
		}
	}
	return ""
}

// ConflictID names the place of one side of a conflict.
func ConflictID(i int, kept bool) string { return fmt.Sprintf("conflict %d kept %t", i, kept) }
