package config

import (
	"strings"

	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/finding"
	"github.com/crossgrant/crossgrant/internal/glob"
	"github.com/crossgrant/crossgrant/internal/lazy"
	"github.com/crossgrant/crossgrant/internal/source"
)

// The forms of texts. schema.json has the same.
var (
	written      = form{"a text", lazy.Regexp(`[^ \t\r\n]`)}
	accountID    = form{"an account id of 12 digits", lazy.Regexp(`^[0-9]{12}$`)}
	canonicalID  = form{"a canonical user id of 64 hexadecimal digits", lazy.Regexp(`^[0-9a-f]{64}$`)}
	organization = form{"an organization id such as o-a1b2c3d4e5", lazy.Regexp(`^o-[a-z0-9]{10,32}$`)}
	bucketName   = form{"the name of a bucket", lazy.Regexp(`^[A-Za-z0-9._-]{3,255}$`)}
	prefix       = form{"the first letters of object keys, without *", lazy.Regexp(`^[^*]+$`)}
	ruleID       = form{"a rule such as access/missing-action or access/*", lazy.Regexp(`^[a-z0-9-]+/([a-z0-9-]+|\*)$`)}
	date         = form{"a date such as 2027-01-31", lazy.Regexp(`^[0-9]{4}-[0-9]{2}-[0-9]{2}$`)}
	roleARN      = form{"the ARN of a role", lazy.Regexp(
		`^arn:aws(-[a-z]+)*:iam::[0-9]{12}:role/([!-)+->@-~]+/)?[A-Za-z0-9_+=,.@-]{1,64}$`)}
)

// capabilities are what a role can be expected to do.
var capabilities = []string{"list", "read", "write", "delete"}

// sections reads the whole file.
func sections(r *reader, root value, c *Config) {
	fields(r, root.called("the configuration"), []field[Config]{
		{"accounts", false, func(r *reader, v value, c *Config) {
			r.entries(v, r.form(accountID), func(id source.Text, v value) {
				a := Account{ID: id, Span: source.Span{Start: id.Span.Start, End: v.span.End}}
				if fields(r, v, accountFields, &a) {
					c.Accounts = append(c.Accounts, a)
				}
			})
		}},
		{"organization", false, func(r *reader, v value, c *Config) { c.Organization, _ = r.text(v, organization) }},
		{"roles", false, func(r *reader, v value, c *Config) { whose(r, v, roleFiles, c) }},
		{"complete", false, func(r *reader, v value, c *Config) { c.Complete = r.flag(v) }},
		{"buckets", false, func(r *reader, v value, c *Config) {
			if v.kind == list {
				whose(r, v, bucketFiles, c)
				return
			}
			r.entries(v, r.form(bucketName), func(name source.Text, v value) {
				b := Bucket{Name: name, Span: source.Span{Start: name.Span.Start, End: v.span.End}}
				if fields(r, v, bucketFields, &b) {
					c.Buckets = append(c.Buckets, b)
				}
			})
		}},
		{"context", false, func(r *reader, v value, c *Config) {
			for _, item := range r.items(v) {
				if path, ok := r.text(item, written); ok {
					c.Context = append(c.Context, path)
				}
			}
		}},
		{"expect", false, func(r *reader, v value, c *Config) {
			for _, item := range r.items(v) {
				e := Expectation{Span: item.span}
				good := fields(r, item, expectationFields, &e)
				if r.consistent(item, &e) && good {
					c.Expect = append(c.Expect, e)
				}
			}
		}},
		{"rules", false, func(r *reader, v value, c *Config) {
			r.entries(v, r.rule, func(id source.Text, v value) {
				rule := Rule{ID: id, Span: source.Span{Start: id.Span.Start, End: v.span.End}}
				if r.severity(v, &rule) {
					c.Rules = append(c.Rules, rule)
				}
			})
		}},
		{"ignore", false, func(r *reader, v value, c *Config) {
			for _, item := range r.items(v) {
				i := Ignore{Span: item.span}
				good := fields(r, item, ignoreFields, &i)
				if r.either(item, "subject", "path", "; what is never wanted is off under rules") && good {
					c.Ignore = append(c.Ignore, i)
				}
			}
		}},
	}, c)
}

var accountFields = []field[Account]{
	{"name", false, func(r *reader, v value, a *Account) { a.Name, _ = r.text(v, written) }},
	{"canonical_id", false, func(r *reader, v value, a *Account) { a.CanonicalID, _ = r.text(v, canonicalID) }},
}

var bucketFields = []field[Bucket]{
	{"account", true, func(r *reader, v value, b *Bucket) { b.Account, _ = r.text(v, accountID) }},
}

var expectationFields = []field[Expectation]{
	{"role", true, func(r *reader, v value, e *Expectation) { e.Role = r.role(v) }},
	{"bucket", true, func(r *reader, v value, e *Expectation) { e.Bucket, _ = r.text(v, bucketName) }},
	{"can", false, func(r *reader, v value, e *Expectation) { e.Can = r.capabilities(v) }},
	{"cannot", false, func(r *reader, v value, e *Expectation) { e.Cannot = r.capabilities(v) }},
	{"prefix", false, func(r *reader, v value, e *Expectation) { e.Prefix, _ = r.text(v, prefix) }},
}

var ignoreFields = []field[Ignore]{
	{"rule", true, func(r *reader, v value, i *Ignore) { i.Rule, _ = r.rule(v) }},
	{"subject", false, func(r *reader, v value, i *Ignore) {
		i.Subject, _ = r.text(v, written)
		i.subject = glob.Parse(i.Subject.Value)
	}},
	{"path", false, func(r *reader, v value, i *Ignore) {
		i.Path, _ = r.text(v, written)
		i.path = glob.Parse(strings.TrimPrefix(i.Path.Value, "./"))
	}},
	{"reason", true, func(r *reader, v value, i *Ignore) { i.Reason, _ = r.text(v, written) }},
	{"until", false, func(r *reader, v value, i *Ignore) { i.Until = r.date(v) }},
}

// role reads the ARN of a role; that of one of its sessions is what people
// have at hand after sts get-caller-identity.
func (r *reader) role(v value) source.Text {
	hint := ""
	if a, ok := arn.Parse(v.text); ok && v.kind == text {
		if name, _, session := a.Session(); session {
			hint = "; this is a session of role " + quote(name)
		}
	}
	if v.kind == text && !roleARN.match().MatchString(v.text) {
		r.wrong(v, roleARN.wanted, hint)
		return source.Text{}
	}
	t, _ := r.text(v, roleARN)
	return t
}

func (r *reader) capabilities(v value) []source.Text {
	wanted := join(capabilities, "or")
	if v.kind != list || len(v.items) == 0 {
		r.wrong(v, "a list of "+wanted, "")
		return nil
	}
	var out []source.Text
	for _, item := range r.items(v) {
		c, ok := r.oneOf(item, capabilities)
		for _, other := range out {
			if ok && other.Value == c.Value {
				r.errorf(item.span, "%s: %s stands twice", item.name, quote(c.Value))
			}
		}
		out = append(out, c)
	}
	return out
}

// consistent holds what an expectation's members owe each other.
func (r *reader) consistent(v value, e *Expectation) bool {
	ok := r.either(v, "can", "cannot", "")
	for _, cannot := range e.Cannot {
		for _, can := range e.Can {
			if can.Value == cannot.Value && can.Value != "" {
				r.errorf(cannot.Span, "%s: %s stands under can and under cannot", v.name, quote(can.Value))
				ok = false
			}
		}
	}
	return ok
}

// either asks for one of two keys.
func (r *reader) either(v value, one, other, hint string) bool {
	for _, m := range v.members {
		if m.key.text == one || m.key.text == other {
			return true
		}
	}
	if v.kind == mapping {
		r.errorf(v.span, "%s: wanted %s or %s, found no such key%s", v.name, quote(one), quote(other), hint)
	}
	return false
}

// severity reads the name of a severity or off.
func (r *reader) severity(v value, rule *Rule) bool {
	name, ok := r.oneOf(v, []string{
		finding.Error.String(), finding.SecurityWarning.String(), finding.Warning.String(), finding.Suggestion.String(), "off"})
	if ok && name.Value != "off" {
		rule.Severity, _ = finding.ParseSeverity(name.Value)
	}
	return ok
}
