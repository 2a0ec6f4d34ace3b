package engine

import (
	"errors"
	"fmt"
	"strings"

	"github.com/open-policy-agent/opa/v1/topdown"
)

// RuleError is what kept one rule from judging one input. The other rules have
// judged it.
type RuleError struct {
	Rule string
	Own  bool   // a user's rule; of an embedded one the tool is to blame
	At   string // file and line
	Err  error
}

// Error begins with the place in the rule.
func (e *RuleError) Error() string { return fmt.Sprintf("%s: rule %s: %v", e.At, e.Rule, e.Err) }

func (e *RuleError) Unwrap() error { return e.Err }

// Fault says that what a rule states is not what a finding consists of.
func (e *Engine) Fault(rule string, err error) *RuleError {
	r := &RuleError{Rule: rule, Own: e.IsOwn(rule), Err: err}
	if i, ok := e.index[rule]; ok {
		r.At = fmt.Sprintf("%s:%d", e.rules[i].File, max(e.rules[i].Line, 1))
	}
	return r
}

// failed is the error of a rule that could not be evaluated, at the line that the
// evaluation reached.
func (e *Engine) failed(rule string, err error) *RuleError {
	r := e.Fault(rule, err)
	if at := (*topdown.Error)(nil); errors.As(err, &at) && at.Location != nil && at.Location.File != "" {
		r.At, r.Err = fmt.Sprintf("%s:%d", at.Location.File, at.Location.Row), errors.New(strings.Join(strings.Fields(at.Message), " "))
	}
	return r
}

// IsOwn reports whether a rule is one of the user's.
func (e *Engine) IsOwn(rule string) bool {
	if len(e.own) == 0 {
		return false
	}
	i, ok := e.index[rule]
	return ok && e.own[e.rules[i].File] != ""
}
