// Package config reads .crossgrant.yaml: what a project knows about its
// accounts, which access it expects, how much a rule matters and which findings
// it accepts.
//
// The one idea: nothing in the file is skipped. What is unknown, of the wrong
// type, written twice or missing is an error with its place, and all errors are
// told at once; what is good is returned all the same, each entry with its
// span, because an expectation that does not hold and an entry that ignores
// nothing become findings at that entry.
//
// Reading from a disk is left to cli, judging to lint and rules. A context
// path is not resolved, a date is compared with one that the caller has.
package config

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/crossgrant/crossgrant/internal/finding"
	"github.com/crossgrant/crossgrant/internal/glob"
	"github.com/crossgrant/crossgrant/internal/source"
)

// Config is what a configuration file says, in the order in which it says it.
type Config struct {
	File         *source.File
	Accounts     []Account
	Organization source.Text // o-..., empty if not given
	Buckets      []Bucket
	// Whose says whose the policies of files are, Complete that such roles have no
	// others, no boundary either.
	Whose    []Whose
	Complete bool
	// Context are paths, relative to the folder of the file, that are read to
	// complete pairs and have no findings of their own.
	Context []source.Text
	Expect  []Expectation
	Rules   []Rule
	Ignore  []Ignore
}

// Account is an account of one's own. Name and CanonicalID may be empty.
type Account struct {
	ID          source.Text
	Name        source.Text
	CanonicalID source.Text // as ACLs name it (S3 User Guide, ACL overview)
	Span        source.Span
}

// Bucket says which account owns a bucket: the exports of a bucket do not.
type Bucket struct {
	Name    source.Text
	Account source.Text
	Span    source.Span
}

// Expectation is access that a role must have, must not have, or both: of
// capabilities list, read, write and delete, none under Can and Cannot at once
// and at least one in all.
type Expectation struct {
	Role        source.Text // an ARN
	Bucket      source.Text
	Can, Cannot []source.Text
	Prefix      source.Text // of the object keys that it is about; empty for all
	Span        source.Span
}

// Rule sets the severity of a rule or a category.
type Rule struct {
	ID       source.Text      // "access/missing-action" or "access/*"
	Severity finding.Severity // no severity means that it is off
	Span     source.Span
}

// Off reports whether the rule is not to run.
func (r *Rule) Off() bool { return r.Severity == 0 }

// Ignore accepts findings, for a reason. Subject, Path or both are given.
type Ignore struct {
	Rule    source.Text // "access/missing-action" or "access/*"
	Subject source.Text // a pattern
	Path    source.Text // a pattern
	Reason  source.Text
	Until   source.Text // the last day on which it holds, 2027-01-31; empty for always
	Span    source.Span

	subject, path glob.Pattern
}

// Matches reports whether a finding of the rule about the subject is accepted.
// The path is that of its file, with slashes, relative to the folder of the
// configuration. In both patterns * stands for any text, also across slashes,
// and ? for one character.
func (i *Ignore) Matches(rule, subject, path string) bool {
	return covers(i.Rule.Value, rule) &&
		(i.Subject.Value == "" || i.subject.Match(subject)) &&
		(i.Path.Value == "" || i.path.Match(path))
}

// Expired reports whether the entry has ended before the day of a time, in
// that time's location.
func (i *Ignore) Expired(at time.Time) bool {
	return i.Until.Value != "" && at.Format(time.DateOnly) > i.Until.Value
}

// Rule returns what the configuration says about a rule: its own entry, else
// that of its category, else nil.
func (c *Config) Rule(id string) *Rule {
	category := -1
	for i := range c.Rules {
		switch {
		case c.Rules[i].ID.Value == id:
			return &c.Rules[i]
		case covers(c.Rules[i].ID.Value, id):
			category = i
		}
	}
	if category < 0 {
		return nil
	}
	return &c.Rules[category]
}

// covers reports whether a rule is the one named or of the category named.
func covers(named, rule string) bool {
	category, all := strings.CutSuffix(named, "*")
	return named == rule || all && strings.HasPrefix(rule, category)
}

// Error is something wrong with the file, at its place.
type Error struct {
	File    *source.File
	Span    source.Span
	Message string
}

// Error writes file, line and column before the message.
func (e *Error) Error() string {
	at := e.File.Position(e.Span.Start)
	return fmt.Sprintf("%s:%d:%d: %s", e.File.Name, at.Line, at.Column, e.Message)
}

// Load reads a configuration. It always returns one: entries that are wrong
// are left out of it and told as errors, in the order of the file. Ids of
// rules must be among rules, which holds those of the user's own too.
func Load(file *source.File, rules []string) (*Config, []*Error) {
	r := &reader{file: file, rules: rules}
	config := &Config{}
	if root, ok := r.parse(); ok && root.kind != nothing {
		sections(r, root, config)
	}
	config.File = file
	slices.SortStableFunc(r.errors, func(a, b *Error) int { return a.Span.Start - b.Span.Start })
	return config, r.errors
}

//go:embed schema.json
var schema string

// Schema returns the JSON Schema of a configuration. It is a little laxer than
// Load: it knows neither ids of rules nor what JSON has no word for, such as
// YAML's anchors.
func Schema() string { return schema }
