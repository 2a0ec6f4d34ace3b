// Package document reads files that are a policy document and nothing else.
//
// It takes more than the grammar allows: an object that only resembles a
// document, such as one with "statement" in lower case or a statement without
// the document around it, has to be recognised so that it can be told what is
// wrong with it. What it is attached to comes from the user, the path, or a
// guess; Candidate.Bare decides that.
package document

import (
	"strings"

	"github.com/tidwall/gjson"

	"github.com/crossgrant/crossgrant/internal/input"
)

// Format recognises bare policy documents.
type Format struct{}

// Name returns "document".
func (Format) Name() string { return "document" }

// Decode reads a candidate that is or resembles a policy document.
func (Format) Decode(c input.Candidate) (input.Records, bool) {
	if !resembles(c) {
		return input.Records{}, false
	}
	return c.Bare(), true
}

// versions are those of the policy language (IAM User Guide, Version).
var versions = map[string]bool{"2012-10-17": true, "2008-10-17": true}

func resembles(c input.Candidate) bool {
	if c.Named("Statement") {
		if c.Member("Statement").Type == gjson.String && strings.HasPrefix(c.Member("Statement").Str, "{") {
			// add-permission of Lambda answers with one statement in a string.
			return false
		}
		return c.Hints.Placed() || input.PolicyLike(c.Root)
	}
	var effect, near, action, versioned, statement bool
	for _, m := range c.Members {
		switch strings.ToLower(m.Name) {
		case "effect":
			effect, near = true, input.StatementLike(c.Root)
		case "action", "notaction":
			action = true
		case "version":
			versioned = m.Value.Type == gjson.String && versions[m.Value.Str]
		case "statement", "statements":
			statement = statements(m.Value)
		}
	}
	return effect && action && near || versioned || statement
}

// statements reports whether a value is a statement or begins with one. Other
// languages have statements too, but not with an effect.
func statements(v gjson.Result) (found bool) {
	if v.IsArray() {
		v.ForEach(func(_, first gjson.Result) bool {
			found = first.IsObject() && statements(first)
			return false
		})
		return found
	}
	v.ForEach(func(key, _ gjson.Result) bool {
		found = strings.EqualFold(key.Str, "effect")
		return !found
	})
	return found && input.StatementLike(v)
}
