package facts

import "testing"

// TestASlipAway tells a misspelt name from another one.
func TestASlipAway(t *testing.T) {
	for _, row := range []struct {
		name, a, b string
		want       bool
	}{
		{"two letters changed places", "arn:aws:s3:::resutls/*", "arn:aws:s3:::results/*", true},
		{"a letter too few", "arn:aws:s3:::reslts/*", "arn:aws:s3:::results/*", true},
		{"a letter too many", "arn:aws:s3:::ressults", "arn:aws:s3:::results", true},
		{"another letter", "arn:aws:s3:::rezults", "arn:aws:s3:::results", true},
		{"the same", "arn:aws:s3:::results", "arn:aws:s3:::results", false},
		{"two letters of many", "arn:aws:s3:::rezultz", "arn:aws:s3:::results", false},
		{"a number", "arn:aws:s3:::results1", "arn:aws:s3:::results2", false},
		{"a name of one letter", "arn:aws:s3:::data-a", "arn:aws:s3:::data-b", false},
		{"a short word", "arn:aws:s3:::logs-dev", "arn:aws:s3:::logs-dew", false},
		{"the end of the objects", "arn:aws:s3:::results/", "arn:aws:s3:::results/*", false},
	} {
		if got := aSlipAway(row.a, row.b); got != row.want {
			t.Errorf("%s: %t, want %t", row.name, got, row.want)
		}
	}
}
