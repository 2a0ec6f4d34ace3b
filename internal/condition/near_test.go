package condition

import "testing"

// TestMisspelt holds which operators AWS does not have, and what was meant.
func TestMisspelt(t *testing.T) {
	for _, row := range []struct {
		written, nearest string
		unknown          bool
	}{
		{"StringEquals", "", false}, {"stringlikeifexists", "", false}, {"ForAllValues:StringEquals", "", false}, {"Null", "", false},
		{"StringEqual", "StringEquals", true}, {"StringEquls", "StringEquals", true}, {"ForAnyValues:StringEquals", "ForAnyValue:StringEquals", true},
		{"NullIfExists", "", false}, {"StringEqualsIfExist", "StringEqualsIfExists", true}, {"IPAddress", "", false}, {"IpAdress", "IpAddress", true},
		{"ArnLikes", "ArnLike", true}, {"Boolean", "", true}, {"", "", true}, {"Matches", "", true},
	} {
		if nearest, unknown := Misspelt(row.written); nearest != row.nearest || unknown != row.unknown {
			t.Errorf("%q: %q, %t; want %q, %t", row.written, nearest, unknown, row.nearest, row.unknown)
		}
	}
}
