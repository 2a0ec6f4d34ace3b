package facts

import (
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/access"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/snapshot"
	"github.com/crossgrant/crossgrant/internal/source"
)

// Operators by which a deny spares those that it lists; only some of them know
// wildcards (IAM User Guide, Condition operators).
var (
	exceptingPatterns = []string{"arnnotlike", "arnnotequals", "stringnotlike"}
	exceptingTexts    = []string{"stringnotequals", "stringnotequalsignorecase"}
)

// nearExceptions states the values of a condition of a deny that should except
// the role and name it in a form that the key does not have: a session's ARN, a
// unique id without its sessions, the role under another path.
func nearExceptions(c *policy.Condition, statement source.Path, d *snapshot.Document, l *access.Leg) (list Array) {
	operator := strings.ToLower(strings.TrimSuffix(c.Operator.Value, "IfExists"))
	patterns := slices.Contains(exceptingPatterns, operator)
	if !patterns && !slices.Contains(exceptingTexts, operator) {
		return nil
	}
	caller := l.Request.Caller
	path, name, _ := caller.Role.RoleName()
	role := &snapshot.Role{Rarely: &snapshot.Rarely{}}
	role.Account, role.Name, role.Path, role.ARN = caller.Role.Account, name, path, caller.Role.String()
	for i, v := range c.Values {
		wanted := ""
		switch strings.ToLower(c.Key.Value) {
		case "aws:principalarn":
			if how := resemblance(policy.ReadNamed("AWS", v.Value), role); how != "" && how != "wildcard" && v.Value != role.ARN {
				wanted = role.ARN
			}
		case "aws:userid":
			// Of a session it is the role's unique id, a colon and the session's name
			// (IAM User Guide, IAM JSON policy elements: variables).
			if id, _, _ := strings.Cut(v.Value, ":"); patterns && caller.ID != "" && strings.Trim(id, "*") == caller.ID && v.Value != caller.ID+":*" {
				wanted = caller.ID + ":*"
			}
		}
		if wanted != "" {
			list = append(list, Object{{"at", Place(d.ID(), c.ValuePath(statement, i))}, {"value", String(v.Value)}, {"wanted", String(wanted)}})
		}
	}
	return list
}
