package lint

import (
	"errors"
	"fmt"
	"slices"

	"github.com/crossgrant/crossgrant/internal/defect"
	"github.com/crossgrant/crossgrant/internal/engine"
)

// unjudged collects what kept a subject, or a rule, from being judged. None of it
// keeps the others from it.
type unjudged struct {
	errs  []error
	rules map[[2]string]*ruleFailure // by rule and line
	order []*ruleFailure
}

// ruleFailure is a fault in one line of a rule, said once for all subjects.
type ruleFailure struct {
	*engine.RuleError
	subject string // the first
	others  int
}

// catch judges something; its error, or that it panicked, is kept.
func (u *unjudged) catch(of string, judge func() error) {
	if err := defect.Catch(of, judge); err != nil {
		u.errs = append(u.errs, err)
	}
}

// rule keeps what rules fail with, and returns what no rule is to blame for.
func (u *unjudged) rule(err error, subject string) error {
	if err == nil {
		return nil
	}
	list := []error{err}
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		list = joined.Unwrap()
	}
	for i, err := range list {
		var failed *engine.RuleError
		if !errors.As(err, &failed) {
			return errors.Join(list[i:]...)
		}
		u.ruleError(failed, subject)
	}
	return nil
}

// together joins errors of rules, as rule takes them apart.
func together(errs ...error) error {
	var list []error
	for _, err := range errs {
		if joined, ok := err.(interface{ Unwrap() []error }); ok {
			list = append(list, joined.Unwrap()...)
		} else if err != nil {
			list = append(list, err)
		}
	}
	return errors.Join(list...)
}

// notOf leaves out what some rules failed with.
func notOf(rules map[string]bool, err error) error {
	if err == nil || len(rules) == 0 {
		return err
	}
	list := []error{err}
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		list = joined.Unwrap()
	}
	return errors.Join(slices.DeleteFunc(slices.Clone(list), func(err error) bool {
		var failed *engine.RuleError
		return errors.As(err, &failed) && rules[failed.Rule]
	})...)
}

func (u *unjudged) ruleError(failed *engine.RuleError, subject string) {
	if u.rules == nil {
		u.rules = map[[2]string]*ruleFailure{}
	}
	key := [2]string{failed.Rule, failed.At}
	if known := u.rules[key]; known != nil {
		known.others++
		return
	}
	one := &ruleFailure{RuleError: failed, subject: subject}
	u.rules[key] = one
	u.order = append(u.order, one)
}

// list returns all of it: subjects in their order, then rules in that in which
// they first failed. What an embedded rule fails with is a defect of this tool.
func (u *unjudged) list() []error {
	list := slices.Clone(u.errs)
	for _, f := range u.order {
		of := f.subject
		if f.others > 0 {
			of += fmt.Sprintf(" and %d more", f.others)
		}
		err := fmt.Errorf("%w (of %s)", f.RuleError, of)
		if !f.Own {
			err = &defect.Error{Of: f.subject, Cause: err}
		}
		list = append(list, err)
	}
	return list
}
