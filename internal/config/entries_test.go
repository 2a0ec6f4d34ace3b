package config

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/crossgrant/crossgrant/internal/finding"
	"github.com/crossgrant/crossgrant/internal/source"
)

// TestEntries holds what is read, and that each entry's span holds its text.
func TestEntries(t *testing.T) {
	file := source.NewFile("c.yaml", []byte(everything))
	c, errors := Load(file, knownRules)
	if len(errors) > 0 {
		t.Fatal(messages(errors))
	}
	at := func(s source.Span) string { return everything[s.Start:s.End] }
	for _, row := range [][2]string{
		{c.Accounts[0].Name.Value, "data"},
		{at(c.Accounts[0].ID.Span), `"111122223333"`},
		{at(c.Accounts[1].Span), `'000011112222': {}`},
		{c.Organization.Value, "o-a1b2c3d4e5"},
		{at(c.Buckets[0].Span), `logs: {account: "111122223333"}`},
		{c.Context[1].Value, "../shared/roles.json"},
		{at(c.Expect[0].Span), everything[strings.Index(everything, "role: arn"):strings.Index(everything, "\n  - {role")]},
		{at(c.Expect[0].Cannot[0].Span), "write"},
		{c.Expect[0].Prefix.Value, "2026/"},
		{at(c.Expect[1].Span), `{role: "arn:aws-cn:iam::111122223333:role/x", bucket: my.bucket, cannot: [delete]}`},
		{at(c.Rules[1].Span), "syntax/*: off"},
		{c.Ignore[0].Reason.Value, "Kept as they were.\n"},
		{at(c.Ignore[0].Until.Span), "2027-01-31"},
		{at(c.Ignore[1].Rule.Span), "mine/no-friday"},
	} {
		if row[0] != row[1] {
			t.Errorf("got %q, want %q", row[0], row[1])
		}
	}
	if n := len(c.Accounts) + len(c.Buckets) + len(c.Context) + len(c.Expect) + len(c.Rules) + len(c.Ignore); n != 11 {
		t.Errorf("%d entries", n)
	}
}

// TestGoodEntriesStay holds that a wrong entry takes no other with it, and is
// itself left out.
func TestGoodEntriesStay(t *testing.T) {
	c, errors := Load(source.NewFile("c.yaml", []byte(`
accounts: {"111122223333": {}, "444455556666": {nmae: x}}
rules: {access/*: loud, syntax/*: off, nope/*: off}
ignore:
- {rule: access/*, path: a}
- {rule: access/*, path: *b, reason: x}
- {rule: access/*, path: c, reason: x}
`)), knownRules)
	if len(errors) != 5 || len(c.Accounts) != 1 || len(c.Rules) != 1 || len(c.Ignore) != 1 || c.Ignore[0].Path.Value != "c" {
		t.Errorf("%v: %+v", messages(errors), c)
	}
}

// TestLargeFile holds that the limits leave room for an honest file.
func TestLargeFile(t *testing.T) {
	entry := "- rule: access/*\n  subject: \"arn:aws:s3:::logs-*\"\n  reason: x\n"
	c, errors := Load(source.NewFile("c.yaml", []byte("ignore:\n"+strings.Repeat(entry, 10_000))), knownRules)
	if len(errors) > 0 || len(c.Ignore) != 10_000 {
		t.Errorf("%d entries, %v", len(c.Ignore), messages(errors))
	}
}

// TestRule holds that the nearer entry counts, wherever it stands.
func TestRule(t *testing.T) {
	c, _ := Load(source.NewFile("c.yaml", []byte("rules: {access/missing-action: error, access/*: off, syntax/*: suggestion}")), knownRules)
	for id, want := range map[string]finding.Severity{"access/missing-action": finding.Error, "access/wrong-principal": 0, "syntax/duplicate-key": finding.Suggestion} {
		if r := c.Rule(id); r == nil || r.Severity != want || r.Off() != (want == 0) {
			t.Errorf("%s: %+v", id, r)
		}
	}
	if r := c.Rule("mine/no-friday"); r != nil {
		t.Errorf("a rule that is not mentioned: %+v", r)
	}
}

// TestIgnore holds what an entry covers, and until when.
func TestIgnore(t *testing.T) {
	c, errors := Load(source.NewFile("c.yaml", []byte(`ignore:
- {rule: access/*, path: ./old/*, reason: x, until: 2027-01-31}
- {rule: access/missing-action, subject: "arn:aws:s3:::logs-?", path: "*.json", reason: x}
- {rule: syntax/duplicate-key, subject: "*", reason: x}
`)), knownRules)
	if len(errors) > 0 {
		t.Fatal(messages(errors))
	}
	for _, row := range []struct {
		rule, subject, path string
		want                [3]bool
	}{
		{"access/missing-action", "arn:aws:s3:::logs-1", "old/a/b.json", [3]bool{true, true, false}},
		{"access/missing-action", "arn:aws:s3:::logs-1", "new/b.yaml", [3]bool{false, false, false}},
		{"access/missing-action", "arn:aws:s3:::logs-12", "old/b.json", [3]bool{true, false, false}},
		{"access/wrong-principal", "arn:aws:s3:::logs-1", "old/b.json", [3]bool{true, false, false}},
		{"accessible/x", "arn:aws:s3:::logs-1", "old/b.json", [3]bool{false, false, false}},
		{"syntax/duplicate-key", "", "anything", [3]bool{false, false, true}},
	} {
		for i := range c.Ignore {
			if got := c.Ignore[i].Matches(row.rule, row.subject, row.path); got != row.want[i] {
				t.Errorf("ignore[%d] on %v: %v", i, row, got)
			}
		}
	}
	day := func(s string) time.Time { d, _ := time.Parse(time.DateTime, s); return d }
	if i := c.Ignore[0]; i.Expired(day("2027-01-31 23:59:59")) || !i.Expired(day("2027-02-01 00:00:00")) {
		t.Error("an entry holds through its last day and no longer")
	}
	if c.Ignore[1].Expired(day("2999-01-01 00:00:00")) {
		t.Error("an entry without a date expired")
	}
}

// TestFind holds where a configuration is looked for.
func TestFind(t *testing.T) {
	for _, row := range []struct {
		name   string
		exists []string
		want   string
		err    string
	}{
		{name: "its own", exists: []string{"/a/b/.crossgrant.yaml", "/a/.crossgrant.yaml"}, want: "/a/b/.crossgrant.yaml"},
		{name: "above", exists: []string{"/a/.crossgrant.yaml"}, want: "/a/.crossgrant.yaml"},
		{name: "beside .git", exists: []string{"/a/.git", "/a/.crossgrant.yaml"}, want: "/a/.crossgrant.yaml"},
		{name: "not above .git", exists: []string{"/a/b/.git", "/a/.crossgrant.yaml"}},
		{name: "at the root", exists: []string{"/.crossgrant.yaml"}, want: "/.crossgrant.yaml"},
		{name: "nowhere"},
		{name: "another ending", exists: []string{"/a/.crossgrant.yml"}, err: "/a/.crossgrant.yml: a configuration is named .crossgrant.yaml"},
		{name: "both endings", exists: []string{"/a/.crossgrant.yml", "/a/.crossgrant.yaml"}, want: "/a/.crossgrant.yaml"},
	} {
		got, err := Find("/a/b", func(path string) bool { return slices.Contains(row.exists, path) })
		if got != row.want || (err != nil || row.err != "") && (err == nil || err.Error() != row.err) {
			t.Errorf("%s: %q, %v", row.name, got, err)
		}
	}
}
