package policy

import (
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/glob"
	"github.com/crossgrant/crossgrant/internal/source"
)

// SpeaksOf reports whether an Action or NotAction element covers the action.
// What IAM refuses to store (a wildcard in the service prefix) covers nothing.
func SpeaksOf(e *Elements, action string) bool {
	if !e.Present() {
		return false
	}
	return slices.ContainsFunc(e.Patterns, func(t source.Text) bool { return Lists(t.Value, action) }) != e.Not
}

// Lists reports whether one entry of an Action element covers the action.
func Lists(entry, action string) bool {
	if entry == "*" || entry == "*:*" {
		return true
	}
	service, name, ok := strings.Cut(entry, ":")
	if !ok || len(service) > len(action) || !strings.EqualFold(service, action[:len(service)]) || strings.Contains(name, ":") {
		return false
	}
	return glob.Parse(entry).MatchFold(action)
}
