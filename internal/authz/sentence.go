package authz

import (
	"fmt"

	"github.com/crossgrant/crossgrant/internal/policy"
)

// Sentence says why an action is denied, in the words of AWS's 403 message, and
// which statement comes nearest to allowing it.
func (r *Reason) Sentence(action string) string {
	switch {
	case r.Wanted != "" && (r.Statement == nil || r.Layer == PublicAccess):
		return fmt.Sprintf("%s needs %s; found %s", action, r.Wanted, r.Found)
	case r.Effect == policy.Deny:
		return action + " is denied " + r.Because(action) + ": " + r.Policy + attachedTo(r)
	}
	text := action + " is denied " + r.Because(action)
	if r.At != "" {
		text += ", of those" + attachedTo(r)
	}
	switch {
	case r.Statement == nil:
		return text
	case r.Element == ConditionElement:
		return fmt.Sprintf("%s; nearest is %s, which asks for %s, and the request has %s", text, r.Policy, r.Wanted, orNone(r.Found))
	}
	return fmt.Sprintf("%s; nearest is %s, whose %s is %s, wanted %s", text, r.Policy, r.Element, r.Found, r.Wanted)
}

// Hangs says on what it hangs whether a statement applies to a request, or a layer
// lets it through.
func (r *Reason) Hangs(action string) string {
	does := "allows"
	if r.Effect == policy.Deny {
		does = "denies"
	}
	switch {
	case r.Statement == nil:
		return fmt.Sprintf("%s, whose text is not known", r.Policy)
	case r.Element == ConditionElement && r.Found == "unknown":
		return fmt.Sprintf("%s%s %s it under %s; what the request has there is not known", r.Policy, attachedTo(r), does, r.Wanted)
	case r.Element == ConditionElement:
		return fmt.Sprintf("%s%s %s it under %s; the request has %s", r.Policy, attachedTo(r), does, r.Wanted, orNone(r.Found))
	case r.Element == "":
		return fmt.Sprintf("whether %s%s %s %s", r.Policy, attachedTo(r), does, action)
	}
	return fmt.Sprintf("%s%s %s it if the %s %s is %s", r.Policy, attachedTo(r), does, r.Element, r.Found, r.Wanted)
}

// attachedTo names the level of an organization.
func attachedTo(r *Reason) string {
	if r.At == "" {
		return ""
	}
	return " attached to " + r.At
}

// orNone is how people say that a condition key is absent.
func orNone(found string) string {
	if found == "absent" {
		return "none"
	}
	return found
}
