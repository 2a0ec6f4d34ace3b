package snapshot

import (
	"testing"

	"github.com/crossgrant/crossgrant/internal/input"
)

// TestOrganizationOfTheConfiguration holds whose organization the configuration
// tells: the accounts that it lists or, if it lists none, those that are described.
func TestOrganizationOfTheConfiguration(t *testing.T) {
	for _, row := range []struct {
		name     string
		listed   []Account
		own, not string
	}{
		{"accounts that are listed", []Account{{ID: "111122223333"}}, "111122223333", "444455556666"},
		{"accounts that are described", nil, "444455556666", "777788889999"},
	} {
		b := NewBuilder(Options{Organization: "o-a1b2c3d4e5", Accounts: row.listed})
		b.Add(input.Records{Buckets: []input.Bucket{{Name: "logs", Account: "444455556666"}}})
		s := b.Build()
		if got := s.OrganizationOf(row.own); got != "o-a1b2c3d4e5" {
			t.Errorf("%s: %s is in %q", row.name, row.own, got)
		}
		if got := s.OrganizationOf(row.not); got != "" {
			t.Errorf("%s: %s is in %q", row.name, row.not, got)
		}
	}
}
