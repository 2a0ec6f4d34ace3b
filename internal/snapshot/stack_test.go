package snapshot_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/snapshot"
	"github.com/crossgrant/crossgrant/internal/source"
)

// TestStacks adds what stacks say of one bucket: its versioning and its policy, which
// grants to the account of that digit. Each bucket that comes out is written as its
// versioning, its policy and the stacks of which roles go with it.
func TestStacks(t *testing.T) {
	for name, c := range map[string]struct {
		stacks []string // STACK VERSIONING POLICY, of which - says nothing, and none that there is none
		want   []string
	}{
		"one": {[]string{"app.yaml Enabled 1"}, []string{"Enabled 1: app.yaml"}},
		"two that say the same": {[]string{"dev/app.yaml Enabled 1", "prod/app.yaml Enabled 1"},
			[]string{"Enabled 1: dev/app.yaml prod/app.yaml"}},
		"two that differ": {[]string{"dev/app.yaml Enabled 1", "prod/app.yaml Enabled 2"},
			[]string{"Enabled 1: dev/app.yaml", "Enabled 2: prod/app.yaml"}},
		"two that differ in one folder": {[]string{"dev.yaml Enabled 1", "prod.yaml Suspended 1"},
			[]string{"Enabled 1: dev.yaml", "Suspended 1: prod.yaml"}},
		"the policy stands in another stack": {[]string{"bucket.yaml Enabled none", "policy.yaml - 1"},
			[]string{"Enabled 1: bucket.yaml policy.yaml"}},
		"two environments of two stacks each": {
			[]string{"dev/bucket.yaml Enabled none", "dev/policy.yaml - 1", "prod/bucket.yaml Suspended none", "prod/policy.yaml - 2"},
			[]string{"Enabled 1: dev/bucket.yaml dev/policy.yaml", "Suspended 2: prod/bucket.yaml prod/policy.yaml"}},
		"one bucket with the policies of two environments": {
			[]string{"bucket.yaml Enabled none", "dev/policy.yaml - 1", "prod/policy.yaml - 2"},
			[]string{"Enabled 1: bucket.yaml dev/policy.yaml", "Enabled 2: prod/policy.yaml"}},
		"three of which two agree": {[]string{"a/t.yaml Enabled 1", "b/t.yaml Enabled 2", "c/t.yaml Enabled 1"},
			[]string{"Enabled 1: a/t.yaml", "Enabled 2: b/t.yaml", "Enabled 1: c/t.yaml"}},
		"an export with each": {[]string{" Enabled -", "dev/app.yaml - 1", "prod/app.yaml - 2"},
			[]string{"Enabled 1: dev/app.yaml", "Enabled 2: prod/app.yaml"}},
	} {
		t.Run(name, func(t *testing.T) {
			for range 2 {
				got := stacksOf(c.stacks)
				if !slices.Equal(got, c.want) {
					t.Errorf("%q, want %q", got, c.want)
				}
				slices.Reverse(c.stacks)
			}
		})
	}
}

func stacksOf(stacks []string) (got []string) {
	b := snapshot.NewBuilder(snapshot.Options{})
	for _, text := range stacks {
		part := strings.Split(text, " ")
		file := source.NewFile(part[0], []byte(`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::`+
			strings.Repeat(part[2], 12)+`:root"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::data-bucket/*"}]}`))
		one := input.Bucket{Name: "data-bucket", Stack: part[0], At: input.Place{File: file}}
		if part[1] != "-" {
			one.Versioning = input.Setting[string]{State: input.Present, Value: part[1]}
			one.Payer = input.Setting[string]{State: input.Present, Value: "BucketOwner"}
		}
		switch part[2] {
		case "-":
		case "none":
			one.Policy.State = input.Absent
		default:
			one.Policy = input.Setting[*policy.Document]{State: input.Present, Value: policy.Parse(source.Whole(file), policy.Bucket)}
		}
		role := input.Role{Account: "111122223333", Name: strings.NewReplacer("/", "-", ".", "-").Replace(part[0]), Stack: part[0]}
		b.Add(input.Records{Roles: []input.Role{role}, Buckets: []input.Bucket{one}})
	}
	s := b.Build()
	for _, k := range s.Buckets {
		of := k.Versioning.Value + " "
		if k.Policy != nil {
			of += k.Policy.Policy.Statements()[0].Principal.Entries[0].Value.Value[13:14]
		}
		var mates []string
		for _, r := range s.Roles {
			if s.BucketFor(r, "data-bucket") == k && r.Stack != "" {
				mates = append(mates, r.Stack)
			}
		}
		slices.Sort(mates)
		got = append(got, of+": "+strings.Join(mates, " "))
	}
	return got
}
