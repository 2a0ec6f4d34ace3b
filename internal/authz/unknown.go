package authz

import (
	"strings"

	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/glob"
	"github.com/crossgrant/crossgrant/internal/unknown"
)

// WhatIs is how people are told of a fact that hangs on the unknown values of a
// text: what they turn out to be. Of several texts the first counts that has some.
func WhatIs(texts ...string) string {
	for _, text := range texts {
		switch names := unknown.Names(text); len(names) {
		case 0:
		case 1:
			return "what ${" + names[0] + "} is"
		default:
			return "what ${" + strings.Join(names, "} and ${") + "} are"
		}
	}
	return ""
}

// openAction is an entry of Action that holds an unknown value.
type openAction struct {
	widest glob.Pattern // folded to lower case
	text   string
}

// mayListAction tells which unknown value decides whether the statement lists an
// action that it does not list as it is written; empty if none does.
func (c *statement) mayListAction(action string) string {
	if len(c.openActions) == 0 || c.matchAction(action) != c.notAction {
		return ""
	}
	for _, a := range c.openActions {
		if a.widest.Match(action) {
			return WhatIs(a.text)
		}
	}
	return ""
}

// mayMatch tells which unknown value decides whether an entry of Resource is about
// a resource that it is not about as it is written.
func (e *resource) mayMatch(name arn.ARN) (condition.Truth, string) {
	if !e.open && !unknown.In(name.Resource) && !unknown.In(name.Account) {
		return condition.False, ""
	}
	text := condition.ParseTemplate(e.text, true).Widest().String()
	if full := name.String(); arn.Perhaps(text, full) {
		return condition.Unknown, WhatIs(e.text, full)
	}
	return condition.False, ""
}
