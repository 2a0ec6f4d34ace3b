package reference

import (
	"slices"
	"testing"
)

// covers is the definition of a pattern, without glob.
func covers(pattern, s string) bool {
	if pattern == "" {
		return s == ""
	}
	if pattern[0] == '*' {
		return covers(pattern[1:], s) || s != "" && covers(pattern, s[1:])
	}
	return s != "" && (pattern[0] == '?' || lower(pattern[0]) == lower(s[0])) && covers(pattern[1:], s[1:])
}

func TestActionsAreThoseThatThePatternCovers(t *testing.T) {
	table := Embedded()
	for _, pattern := range []string{
		"s3:Get*", "S3:get*ACL", "s3:*", "s3:GetObject", "s3:getobject?", "*", "*:*", "s?:ListTags*", "iam:Pass*", "*:CreateJob",
		"s3:", "s3", "", "s4:*", "s3:Nothing*", "GetObject", "*GetObject",
	} {
		var got, want []string
		for _, a := range table.Actions(pattern) {
			got = append(got, a.FullName())
		}
		for _, prefix := range table.Services() {
			s, _ := table.Service(prefix)
			for _, a := range s.Actions {
				if covers(pattern, a.FullName()) {
					want = append(want, a.FullName())
				}
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q: %d actions, want %d", pattern, len(got), len(want))
		}
	}
	if n := len(table.Actions("*")); n < 20000 {
		t.Errorf("* covers %d actions", n)
	}
}
