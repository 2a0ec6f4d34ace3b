package config

import (
	"slices"
	"strings"
	"testing"

	"github.com/crossgrant/crossgrant/internal/source"
)

var knownRules = []string{"access/missing-action", "access/wrong-principal", "syntax/duplicate-key", "syntax/missing-action", "mine/no-friday"}

const everything = `# yaml-language-server: $schema=schema.json
accounts:
  "111122223333":
    name: data
    canonical_id: 79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be
  '000011112222': {}
organization: o-a1b2c3d4e5
buckets:
  logs: {account: "111122223333"}
context:
  - org/
  - ../shared/roles.json
expect:
  - role: arn:aws:iam::111122223333:role/batch/nightly
    bucket: logs
    can: [list, read]
    cannot: [write]
    prefix: 2026/
  - {role: "arn:aws-cn:iam::111122223333:role/x", bucket: my.bucket, cannot: [delete]}
rules:
  access/missing-action: warning
  syntax/*: off
ignore:
  - rule: syntax/*
    path: "*/legacy/*.json"
    reason: |
      Kept as they were.
    until: 2027-01-31
  - {rule: mine/no-friday, subject: "arn:aws:s3:::old-*", reason: going away}
`

// rows are files with what is wrong in them. lax names what a JSON Schema
// cannot say, for the files that it accepts all the same.
var rows = []struct {
	name, text string
	want       []string
	lax        string
}{
	{name: "every key", text: everything},
	{name: "nothing", text: ""},
	{name: "a comment only", text: "# later\n"},
	{name: "an empty mapping", text: "{}\n"},
	{name: "empty sections", text: "accounts: {}\nbuckets: {}\ncontext: []\nexpect: []\nrules: {}\nignore: []\n"},
	{name: "JSON", text: `{"organization": "o-a1b2c3d4e5", "rules": {"access/*": "error"}}`},
	{name: "byte order mark and carriage returns", text: "\uFEFForganization: o-a1b2c3d4e5\r\ncontext:\r\n  - é\r\n"},
	{name: "a marked document", text: "---\norganization: o-a1b2c3d4e5\n"},

	{name: "misspelt key", text: "acounts: {}\n", want: []string{`1:1: unknown key "acounts"; did you mean "accounts"?`}},
	{name: "unknown key", text: "context: []\nseverity: error\n", want: []string{
		`2:1: unknown key "severity"; wanted accounts, organization, roles, complete, buckets, context, expect, rules or ignore`}},
	{name: "no mapping", text: "- a\n", want: []string{
		`1:1: the configuration: wanted a mapping with accounts, organization, roles, complete, buckets, context, expect, rules and ignore, found a list`}},
	{name: "section without content", text: "rules:\nignore:\n", want: []string{
		`1:1: rules: wanted a mapping, found nothing`, `2:1: ignore: wanted a list, found nothing`}},
	{name: "duplicate keys", text: "context: []\nrules:\n  access/missing-action: off\n  access/missing-action: error\ncontext: []\n", want: []string{
		`4:3: key "access/missing-action" stands twice, first in line 3`, `5:1: key "context" stands twice, first in line 1`},
		lax: "duplicate keys"},
	{name: "everything wrong at once", text: "organization: 12\nbuckets: {a: {acount: x}}\ncontext: [\"\", 1]\n", want: []string{
		`1:15: organization: wanted an organization id such as o-a1b2c3d4e5, found the number 12; quote it: "12"`,
		`2:11: buckets: wanted the name of a bucket, found "a"`,
		`3:11: context[0]: wanted a text, found ""`,
		`3:15: context[1]: wanted a text, found the number 1; quote it: "1"`}},

	{name: "account id that is a number", text: "accounts:\n  111122223333: {name: data}\n", want: []string{
		`2:3: accounts: wanted an account id of 12 digits, found the number 111122223333; quote it: "111122223333"`},
		lax: "keys are texts in JSON"},
	{name: "account id with leading zeros", text: "buckets:\n  logs: {account: 000011112222}\n", want: []string{
		`2:19: account: wanted an account id of 12 digits, found the number 000011112222; quote it: "000011112222"`}},
	{name: "account id that some readers take for a text", text: "buckets:\n  logs: {account: 098765432109}\n", want: []string{
		`2:19: account: wanted an account id of 12 digits, found the number 098765432109; quote it: "098765432109"`},
		lax: "YAML readers disagree on numbers"},
	{name: "account id too short", text: "accounts: {\"11112222333\": {}}\n", want: []string{
		`1:12: accounts: wanted an account id of 12 digits, found "11112222333"`}},
	{name: "account details", text: "accounts:\n  \"111122223333\":\n    nmae: x\n    canonical_id: 79A5\n", want: []string{
		`3:5: unknown key "nmae"; did you mean "name"?`,
		`4:19: canonical_id: wanted a canonical user id of 64 hexadecimal digits, found "79A5"`}},
	{name: "bucket without account", text: "buckets:\n  logs: {}\n  data: \"111122223333\"\n", want: []string{
		`2:9: logs: wanted "account", found no such key`,
		`3:9: data: wanted a mapping with account, found "111122223333"`}},
	{name: "bucket by ARN", text: "buckets: {\"arn:aws:s3:::logs\": {account: \"111122223333\"}}\n", want: []string{
		`1:11: buckets: wanted the name of a bucket, found "arn:aws:s3:::logs"`}},

	{name: "misspelt capability", text: "expect:\n  - {role: \"arn:aws:iam::111122223333:role/x\", bucket: logs, can: [raed, List, fly, 1]}\n", want: []string{
		`2:68: can[0]: wanted list, read, write or delete, found "raed"; did you mean "read"?`,
		`2:74: can[1]: wanted list, read, write or delete, found "List"; did you mean "list"?`,
		`2:80: can[2]: wanted list, read, write or delete, found "fly"`,
		`2:85: can[3]: wanted list, read, write or delete, found the number 1`}},
	{name: "capability outside a list", text: "expect:\n- role: arn:aws:iam::111122223333:role/x\n  bucket: logs\n  can: read\n  cannot: []\n", want: []string{
		`4:8: can: wanted a list of list, read, write or delete, found "read"`,
		`5:11: cannot: wanted a list of list, read, write or delete, found an empty list`}},
	{name: "capability twice", text: "expect:\n- role: arn:aws:iam::111122223333:role/x\n  bucket: logs\n  can: [read, read]\n", want: []string{
		`4:15: can[1]: "read" stands twice`}},
	{name: "can and cannot", text: "expect:\n- role: arn:aws:iam::111122223333:role/x\n  bucket: logs\n  can: [list, read]\n  cannot:\n  - read\n", want: []string{
		`6:5: expect[0]: "read" stands under can and under cannot`}, lax: "members that contradict each other"},
	{name: "expectation of nothing", text: "expect:\n- bucket: logs\n  prefix: logs/*\n", want: []string{
		`2:3: expect[0]: wanted "role", found no such key`,
		`2:3: expect[0]: wanted "can" or "cannot", found no such key`,
		`3:11: prefix: wanted the first letters of object keys, without *, found "logs/*"`}},
	{name: "ARNs that are no role's", text: `expect:
- {role: "arn:aws:sts::111122223333:assumed-role/nightly/i-1", bucket: logs, can: [read]}
- {role: "arn:aws:iam::111122223333:user/ann", bucket: logs, can: [read]}
- {role: nightly, bucket: logs, can: [read]}
- {role: "arn:aws:iam::11112222333:role/x", bucket: logs, can: [read]}
- {role: "arn:aws:iam::111122223333:role/*", bucket: logs, can: [read]}
- {role: [], bucket: logs, can: [read]}
`, want: []string{
		`2:10: role: wanted the ARN of a role, found "arn:aws:sts::111122223333:assumed-role/nightly/i-1"; this is a session of role "nightly"`,
		`3:10: role: wanted the ARN of a role, found "arn:aws:iam::111122223333:user/ann"`,
		`4:10: role: wanted the ARN of a role, found "nightly"`,
		`5:10: role: wanted the ARN of a role, found "arn:aws:iam::11112222333:role/x"`,
		`6:10: role: wanted the ARN of a role, found "arn:aws:iam::111122223333:role/*"`,
		`7:10: role: wanted the ARN of a role, found an empty list`}},

	{name: "severity", text: "rules:\n  access/*: warn\n  access/wrong-principal: {severity: error}\n  syntax/*: false\n", want: []string{
		`2:13: access/*: wanted error, security-warning, warning, suggestion or off, found "warn"`,
		`3:27: access/wrong-principal: wanted error, security-warning, warning, suggestion or off, found a mapping`,
		`4:13: syntax/*: wanted error, security-warning, warning, suggestion or off, found the boolean false`}},
	{name: "misspelt rules", text: `rules:
  acess/missing-action: off
  syntax/wrong-principal: off
  access/mising-action: off
  acces/*: off
  other/thing: off
`, want: []string{
		`2:3: rules: unknown rule "acess/missing-action"; did you mean "access/missing-action"?`,
		`3:3: rules: unknown rule "syntax/wrong-principal"; did you mean "access/wrong-principal"?`,
		`4:3: rules: unknown rule "access/mising-action"; did you mean "access/missing-action"?`,
		`5:3: rules: unknown rule "acces/*"; did you mean "access/*"?`,
		`6:3: rules: unknown rule "other/thing"`}, lax: "the ids of rules"},
	{name: "a rule without its category", text: "rules: {wrong-principal: off, \"*\": off}\n", want: []string{
		`1:9: rules: wanted a rule such as access/missing-action or access/*, found "wrong-principal"; did you mean "access/wrong-principal"?`,
		`1:31: rules: wanted a rule such as access/missing-action or access/*, found "*"`}},

	{name: "ignoring without reason", text: "ignore:\n  - rule: access/*\n    subject: x\n  - rule: access/*\n    path: x\n    reason: \" \"\n", want: []string{
		`2:5: ignore[0]: wanted "reason", found no such key`, `6:13: reason: wanted a text, found " "`}},
	{name: "ignoring a rule everywhere", text: "ignore: [{rule: access/*, reason: x}]\n", want: []string{
		`1:10: ignore[0]: wanted "subject" or "path", found no such key; what is never wanted is off under rules`}},
	{name: "days", text: `ignore:
- {rule: access/*, path: x, reason: x, until: 2027-02-30}
- {rule: access/*, path: x, reason: x, until: 31.1.2027}
- {rule: access/*, path: x, reason: x, until: 20270131}
`, want: []string{
		`2:47: until: wanted a date such as 2027-01-31, found "2027-02-30", a day that does not exist`,
		`3:47: until: wanted a date such as 2027-01-31, found "31.1.2027"`,
		`4:47: until: wanted a date such as 2027-01-31, found the number 20270131; quote it: "20270131"`}},
	{name: "ignore as a mapping", text: "ignore:\n  access/*: {}\n", want: []string{`2:3: ignore: wanted a list, found a mapping`}},

	{name: "a pattern that is an alias", text: "ignore:\n  - rule: access/*\n    reason: x\n    subject: *-prod\n", want: []string{
		`4:14: aliases are not read here; quote a text that begins with *`}, lax: "anchors, aliases, tags and merge keys"},
	{name: "anchors", text: "context: &c [a]\norganization: !!str o-a1b2c3d4e5\n", want: []string{
		`1:10: anchors are not read here; write the value where it is needed, or quote a text that begins with &`,
		`2:15: tags are not read here; quote a text that begins with !`}, lax: "anchors, aliases, tags and merge keys"},
	{name: "a lone star", text: "ignore:\n- {rule: access/*, reason: x, path: *}\n- {rule: access/*, reason: x, path: */a}\n", want: []string{
		`2:37: aliases are not read here; quote a text that begins with *`,
		`3:37: aliases are not read here; quote a text that begins with *`}, lax: "what is not YAML"},
	{name: "merge key", text: "<<: {context: []}\n", want: []string{
		`1:1: merge keys are not read here; write the members out`}, lax: "anchors, aliases, tags and merge keys"},
	{name: "directive", text: "%YAML 1.1\n---\ncontext: []\n", want: []string{
		`1:1: directives are not read here; YAML is 1.2`}, lax: "what is not YAML"},
	{name: "two documents", text: "context: []\n---\ncontext: []\n", want: []string{
		`3:1: wanted one YAML document, found a second one`}, lax: "how many documents there are"},
	{name: "not YAML", text: "context: [a\nrules: {}\n", want: []string{`2:1: not YAML: ',' or ']' must be specified`}, lax: "what is not YAML"},
	{name: "not UTF-8", text: "context: [\"\xff\"]\n", want: []string{`1:12: wanted UTF-8, found the byte 0xFF`}, lax: "what is not YAML"},
	{name: "control character", text: "context: [\"\x00\"]\n", want: []string{`1:12: wanted text, found the control character U+0000`}, lax: "what is not YAML"},
	{name: "lone carriage return", text: "context: []\rrules: {}\n", want: []string{`1:12: wanted a line feed behind the carriage return`}, lax: "what is not YAML"},
	{name: "nesting without end", text: "context: " + strings.Repeat("[", 100_000), want: []string{`1:26: wanted at most 16 levels of brackets`}, lax: "limits"},
	{name: "indentation without end", text: strings.Repeat("- ", 100_000), want: []string{`1:65: wanted at most 64 columns of indentation`}, lax: "limits"},
	{name: "keys without end", text: strings.Repeat("a:\n", 50_000), want: []string{`10001:1: wanted at most 10000 keys of a mapping or items in brackets`}, lax: "limits"},
	{name: "items without end", text: "context: [" + strings.Repeat("a,", 50_000) + "]", want: []string{`1:20012: wanted at most 10000 keys of a mapping or items in brackets`}, lax: "limits"},
	{name: "mappings without end", text: strings.Repeat("- {a: b}\n", 50_000), want: []string{`30001:1: wanted at most 60000 keys and items`}, lax: "limits"},
	{name: "text without end", text: strings.Repeat("# long\n", 1<<18), want: []string{`1:1: wanted at most 1048576 bytes, found 1835008`}, lax: "limits"},
}

func messages(errors []*Error) []string {
	var out []string
	for _, e := range errors {
		out = append(out, e.Error())
	}
	return out
}

// TestErrors holds every message with its place.
func TestErrors(t *testing.T) {
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			_, errors := Load(source.NewFile("c.yaml", []byte(row.text)), knownRules)
			var want []string
			for _, w := range row.want {
				want = append(want, "c.yaml:"+w)
			}
			if got := messages(errors); !slices.Equal(got, want) {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
			}
		})
	}
}

// FuzzLoad: no file makes it panic, every error and entry lies inside the
// file, a text stands where its span says, and the schema accepts what Load
// does, so that nothing is skipped without a word.
func FuzzLoad(f *testing.F) {
	schema := compiled(f)
	for _, row := range rows {
		if len(row.text) < 300 {
			f.Add(row.text)
		}
	}
	f.Add("expect:\n- role: arn:aws:iam::111122223333:role/x\n  bucket: logs\n  can: [read]\n")
	f.Fuzz(func(t *testing.T, text string) {
		c, errors := Load(source.NewFile("c", []byte(text)), knownRules)
		inside := func(s source.Span) {
			if s.Start < 0 || s.End < s.Start || s.End > len(text) {
				t.Fatalf("span %v of %d bytes", s, len(text))
			}
		}
		for _, e := range errors {
			inside(e.Span)
		}
		if v, err := instance(text); len(errors) == 0 && err == nil {
			if err := schema.Validate(v); err != nil {
				t.Errorf("Load accepts what the schema refuses: %v", err)
			}
		}
		for _, e := range c.Expect {
			inside(e.Span)
			if got := strings.Trim(text[e.Bucket.Span.Start:e.Bucket.Span.End], `"'`); got != e.Bucket.Value && !strings.ContainsAny(got, "\\|>") {
				t.Errorf("bucket %q stands as %q", e.Bucket.Value, got)
			}
		}
		for _, i := range c.Ignore {
			inside(i.Span)
		}
		for _, r := range c.Rules {
			inside(r.Span)
		}
	})
}
