package arn

import (
	"testing"

	"github.com/crossgrant/crossgrant/internal/unknown"
)

// TestPerhaps holds when a pattern may be about a name of which nobody knows all.
func TestPerhaps(t *testing.T) {
	made, other, given := unknown.Made("s", "A"), unknown.Made("s", "B"), unknown.Given("s", "P")
	s3 := "arn:aws:s3:::"
	for _, row := range []struct {
		pattern, name string
		want          bool
	}{
		{s3 + "data/*", s3 + "data/x", false}, // decided by what is written
		{s3 + "data", s3 + made, false},       // no file spells out what AWS makes
		{s3 + "stack-*", s3 + made, true},
		{s3 + "*-logs/x", s3 + made + "/*", true},
		{s3 + other + "/*", s3 + made + "/*", false},
		{s3 + other, s3 + "data", false},
		{s3 + given + "/*", s3 + made + "/*", true},
		{s3 + given, s3 + "data", true},
		{s3 + "data", s3 + given, true},
		{s3 + "log-" + given, s3 + "data", false},
		{s3 + made + "/a/*", s3 + made + "/b", false}, // one bucket: its objects are written out
		{s3 + given + "/a/*", s3 + given + "/b", false},
		{s3 + made + "/" + given + "/*", s3 + made + "/b/c", true},
		{s3 + made + "/*", s3 + made + "/*", false},
		{given, s3 + "data", true},
		{given + "/*", s3 + "data/*", true},
		{unknown.Made("s", "T.Arn"), s3 + "data", false},
		{unknown.Made("s", "T.Arn") + "/*", s3 + made + "/*", false},
		{"arn:aws:iam::" + given + ":role/app", "arn:aws:iam::111122223333:role/app", true},
		{"arn:aws:iam::" + given + ":role/" + made, "arn:aws:iam::111122223333:role/app", false},
		{"arn:aws:iam::111122223333:role/other", "arn:aws:iam::" + given + ":role/app", false},
		{"arn:aws:sqs:" + given + ":111122223333:q", s3 + "data", false},
	} {
		if got := Perhaps(row.pattern, row.name); got != row.want {
			t.Errorf("%s about %s: %v", unknown.Show(row.pattern), unknown.Show(row.name), got)
		}
	}
}
