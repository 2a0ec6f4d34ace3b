package input

import (
	"regexp"
	"strings"

	"github.com/agnivade/levenshtein"
	"github.com/tidwall/gjson"
)

// Ordinary JSON has members called Statement, Policy, Action and Effect too. What
// is taken for a policy, and told what is wrong with it, has an effect or a
// version that is one of the policy language, or nearly one.

// MayBePolicy reports whether a string may hold a policy document: it begins like
// JSON, plain or percent-encoded, or is empty.
func MayBePolicy(text string) bool {
	text = strings.TrimLeft(text, " \t\r\n\ufeff")
	return text == "" || strings.ContainsRune(`{["%`, rune(text[0]))
}

// dated matches versions of the policy language, and misspelt ones.
var dated = regexp.MustCompile(`^\s*20[01][0-9][-/.][0-9]{1,2}[-/.][0-9]{1,2}\s*$`)

// DatedVersion reports whether a value is a date, as versions of the policy
// language are. CloudFormation's is one of 2010.
func DatedVersion(v gjson.Result) bool {
	return dated.MatchString(v.Str) && !strings.HasPrefix(strings.TrimSpace(v.Str), "2010")
}

// NearEffect reports whether a value is Allow or Deny, or nearly so. An Effect
// that is no string is one of the wrong type.
func NearEffect(v gjson.Result) bool {
	if v.Type != gjson.String {
		return v.IsArray()
	}
	word := strings.ToLower(strings.TrimSpace(v.Str))
	for _, effect := range []string{"allow", "deny", "denied"} {
		if strings.HasPrefix(word, effect) || levenshtein.ComputeDistance(word, effect) <= len(effect)/2 {
			return true
		}
	}
	return false
}

// StatementLike reports whether an object is, or nearly is, a statement of a
// policy: by its effect or, where that is missing or unlike one, by an action of
// a service.
func StatementLike(v gjson.Result) (found bool) {
	if !v.IsObject() {
		return false
	}
	v.ForEach(func(key, value gjson.Result) bool {
		switch strings.ToLower(key.Str) {
		case "effect":
			found = NearEffect(value)
		case "action", "notaction", "actions":
			found = serviceAction(value)
		}
		return !found
	})
	return found
}

// serviceAction reports whether a value is an action such as s3:GetObject, or a
// list that begins with one.
func serviceAction(v gjson.Result) (found bool) {
	if v.IsArray() {
		v.ForEach(func(_, first gjson.Result) bool {
			found = serviceAction(first)
			return false
		})
		return found
	}
	return v.Str == "*" || action.MatchString(v.Str)
}

var action = regexp.MustCompile(`^[a-z][a-z0-9-]*:[A-Za-z*?]+$`)

// elements are the names in a policy document around its statements.
var elements = map[string]bool{"Version": true, "Id": true, "Statement": true}

// PolicyLike reports whether an object with the member Statement is a policy
// document or nearly one.
func PolicyLike(v gjson.Result) bool {
	statement, alone, version := gjson.Result{}, true, false
	v.ForEach(func(key, value gjson.Result) bool {
		switch alone = alone && elements[key.Str]; key.Str {
		case "Statement":
			statement = value
		case "Version":
			version = DatedVersion(value)
		}
		return true
	})
	if version || StatementLike(statement) {
		return true
	}
	like, some := false, false
	if statement.IsArray() {
		statement.ForEach(func(_, one gjson.Result) bool {
			some = true
			like = StatementLike(one)
			return !like
		})
	}
	return like || statement.IsArray() && !some || alone && (statement.IsObject() || statement.IsArray()) && bare(statement)
}

// bare reports whether an object, or the first of a list, has nothing but
// elements of statements: a statement whose effect and action are missing.
func bare(v gjson.Result) bool {
	if v.IsArray() {
		first := gjson.Result{}
		v.ForEach(func(_, one gjson.Result) bool {
			first = one
			return false
		})
		return first.IsObject() && bare(first)
	}
	only := true
	v.ForEach(func(key, _ gjson.Result) bool {
		only = statementElements[key.Str]
		return only
	})
	return only
}

var statementElements = map[string]bool{"Sid": true, "Resource": true, "NotResource": true, "Principal": true, "NotPrincipal": true, "Condition": true}
