package access

import (
	"slices"

	"github.com/crossgrant/crossgrant/internal/condition"
)

// taken are the values that AWS takes for headers which conditions ask about (S3 API
// Reference, PutObject).
var taken = map[string][]string{
	"s3:x-amz-server-side-encryption":                    {"AES256", "aws:kms", "aws:kms:dsse"},
	"s3:x-amz-server-side-encryption-customer-algorithm": {"AES256"},
	"s3:x-amz-storage-class": {"STANDARD", "STANDARD_IA", "INTELLIGENT_TIERING", "ONEZONE_IA", "GLACIER_IR", "GLACIER",
		"DEEP_ARCHIVE", "REDUCED_REDUNDANCY"},
	"s3:object-lock-mode": {"GOVERNANCE", "COMPLIANCE"},
}

// plausible replaces values that AWS refuses by one that it takes and that gives
// every test the same answer. Where there is none no request has such a value.
func (q *query) plausible(key string, values []condition.Value, tests []*condition.Test) []condition.Value {
	known := taken[key]
	if known == nil {
		return values
	}
	answers := func(v condition.Value) (list []condition.Truth) {
		q.base.tried = map[string]condition.Value{key: v}
		defer func() { q.base.tried = nil }()
		for _, t := range tests {
			list = append(list, t.Eval(q.base))
		}
		return list
	}
	var kept []condition.Value
	for _, v := range values {
		if v.State != condition.Present || len(v.Values) == 1 && slices.Contains(known, v.Values[0]) {
			kept = append(kept, v)
			continue
		}
		want := answers(v)
		for _, text := range known {
			other := v
			other.Values = []string{text}
			if slices.Equal(answers(other), want) {
				kept = append(kept, other)
				break
			}
		}
	}
	if kept == nil {
		return values
	}
	return kept
}
