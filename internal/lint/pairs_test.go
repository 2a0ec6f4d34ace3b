package lint

import (
	"bufio"
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/crossgrant/crossgrant/internal/access"
	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/s3"
	"github.com/crossgrant/crossgrant/internal/snapshot"
	"github.com/crossgrant/crossgrant/internal/source"
)

// corpora is the folder of recorded documents, where a checkout has one beside it.
const corpora = "../../../shared/corpora"

// BenchmarkGeneratedPairs judges the worlds of the mutation test, sound and broken.
func BenchmarkGeneratedPairs(b *testing.B) {
	var worlds []*snapshot.Snapshot
	for _, w := range soundWorlds {
		worlds = append(worlds, w.snapshot(b))
		for _, m := range mutations(b, w) {
			worlds = append(worlds, m.world.snapshot(b))
		}
	}
	timePairs(b, worlds)
}

// BenchmarkCorpusPairs judges every recorded role that may use S3 with every
// recorded bucket policy, made to name that role and a bucket of the role's own
// policies: with the bucket's settings known, and with the policies alone.
func BenchmarkCorpusPairs(b *testing.B) {
	if _, err := os.Stat(corpora); err != nil {
		b.Skip("no corpora beside this checkout")
	}
	exported := input.Bucket{
		Ownership:         input.Setting[string]{State: input.Present, Value: string(s3.OwnerEnforced)},
		PublicAccessBlock: input.Setting[input.PublicAccessBlock]{State: input.Present},
		ACL:               input.Setting[input.ACL]{State: input.Present},
		Encryption:        input.Setting[input.Encryption]{State: input.Absent},
		Versioning:        input.Setting[string]{State: input.Absent},
		Payer:             input.Setting[string]{State: input.Absent},
	}
	owner := input.Account{ID: data, PublicAccessBlock: input.Setting[input.PublicAccessBlock]{State: input.Absent}}
	b.Run("settings", func(b *testing.B) { timePairs(b, recordedPairs(b, exported, owner)) })
	b.Run("policies", func(b *testing.B) { timePairs(b, recordedPairs(b, input.Bucket{}, input.Account{ID: data})) })
}

// timePairs judges the one pair of each snapshot again and again, and takes the
// median of each pair's times, which other load on the machine moves least but
// which leaves out most garbage collection. It reports the median over the
// pairs, the time that nine of ten keep, and the median of the first times, in
// which a judge computes what it keeps; and the mean of all times, which has
// the collection and the few large roles in it.
func timePairs(b *testing.B, worlds []*snapshot.Snapshot) {
	type pair struct {
		*snapshot.Pair
		judge *access.Judge
		first time.Duration
		times []time.Duration
	}
	pairs := make([]pair, len(worlds))
	for i, w := range worlds {
		p := pair{Pair: w.Pair(w.Roles[0], w.Buckets[0])}
		start := time.Now()
		p.judge = access.NewJudge(w)
		p.judge.Pair(p.Pair)
		p.first = time.Since(start)
		pairs[i] = p
	}
	for b.Loop() {
		for i := range pairs {
			p := &pairs[i]
			start := time.Now()
			p.judge.Pair(p.Pair)
			p.times = append(p.times, time.Since(start))
		}
	}
	var first, usual []time.Duration
	var total time.Duration
	for _, p := range pairs {
		for _, d := range p.times {
			total += d
		}
		first, usual = append(first, p.first), append(usual, quantile(p.times, 0.5))
	}
	mean := total / time.Duration(len(pairs)*len(pairs[0].times))
	b.ReportMetric(float64(len(pairs)), "pairs")
	for unit, d := range map[string]time.Duration{
		"median-µs": quantile(usual, 0.5), "p90-µs": quantile(usual, 0.9), "first-µs": quantile(first, 0.5), "mean-µs": mean,
	} {
		b.ReportMetric(float64(d.Nanoseconds())/1000, unit)
	}
}

// quantile sorts the times and returns the one that this share of them keeps.
func quantile(times []time.Duration, share float64) time.Duration {
	slices.Sort(times)
	return times[int(share*float64(len(times)-1))]
}

// recordedPairs joins roles and bucket policies, a snapshot each.
func recordedPairs(b *testing.B, set input.Bucket, owner input.Account) (worlds []*snapshot.Snapshot) {
	policies := recordedBucketPolicies(b)
	exports, _ := filepath.Glob(filepath.Join(corpora, "gaad", "*.json"))
	for _, name := range exports {
		records := decode(b, name)
		for _, role := range records.Roles {
			of := input.Records{Roles: []input.Role{role}, Policies: records.Policies}
			bucket, uses := usesS3(of)
			if !uses {
				continue
			}
			for _, p := range policies {
				set.Account = data
				set.Name, set.Policy = p.joined(b, role.ARN, bucket)
				builder := snapshot.NewBuilder(snapshot.Options{})
				builder.Add(of)
				builder.Add(input.Records{Buckets: []input.Bucket{set}, Accounts: []input.Account{owner}})
				worlds = append(worlds, builder.Build())
			}
		}
	}
	if len(worlds) < 200 {
		b.Fatalf("%d pairs", len(worlds))
	}
	return worlds
}

func decode(b *testing.B, name string) input.Records {
	b.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		b.Fatal(err)
	}
	records, err := input.Decode(formats(), source.NewFile(name, text), input.Hints{})
	if err != nil {
		b.Fatal(err)
	}
	return records
}

// usesS3 reports whether a policy of the role speaks of what a capability
// needs, and returns the first bucket that some policy names.
func usesS3(of input.Records) (bucket string, uses bool) {
	builder := snapshot.NewBuilder(snapshot.Options{})
	builder.Add(of)
	for _, d := range builder.Build().Roles[0].Documents() {
		for _, st := range d.Policy.All() {
			for _, operation := range s3.Operations {
				uses = uses || policy.SpeaksOf(&st.Action, operation.Legs[0].Action)
			}
			for _, r := range st.Resource.Patterns {
				if found := bucketARN.FindStringSubmatch(r.Value); found != nil && bucket == "" {
					bucket = found[1]
				}
			}
		}
	}
	return bucket, uses
}

var bucketARN = regexp.MustCompile(`arn:aws:s3:::([A-Za-z0-9][A-Za-z0-9.-]{2,})`)

// bucketPolicy is a recorded policy, as decoded JSON.
type bucketPolicy map[string]any

// recordedBucketPolicies are those that name a bucket.
func recordedBucketPolicies(b *testing.B) (list []bucketPolicy) {
	add := func(text string) {
		var p bucketPolicy
		if json.Unmarshal([]byte(text), &p) == nil && strings.Contains(text, `Principal"`) && bucketARN.MatchString(text) {
			list = append(list, p)
		}
	}
	answers, _ := filepath.Glob(filepath.Join(corpora, "c7n-recorded", "s3.GetBucketPolicy", "*.json"))
	for _, name := range answers {
		for _, bucket := range decode(b, name).Buckets {
			add(string(bucket.Policy.Value.Text()))
		}
	}
	cases, err := os.ReadFile(filepath.Join(corpora, "awsdocs-s3-userguide", "cases.jsonl"))
	if err != nil {
		b.Fatal(err)
	}
	lines := bufio.NewScanner(bytes.NewReader(cases))
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var c struct {
			Kind string
			Text string `json:"document_text"`
		}
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			b.Fatal(err)
		}
		if c.Kind == "bucket" {
			add(c.Text)
		}
	}
	return list
}

// joined returns the policy with every principal that has an ARN or an account
// replaced by the role, and every bucket by the one given, or else by its own.
func (p bucketPolicy) joined(b *testing.B, role, bucket string) (string, input.Setting[*policy.Document]) {
	text, err := json.Marshal(p.naming(map[string]any(p), role, false))
	if err != nil {
		b.Fatal(err)
	}
	if bucket == "" {
		bucket = string(bucketARN.FindSubmatch(text)[1])
	}
	text = bucketARN.ReplaceAll(text, []byte("arn:aws:s3:::"+bucket))
	d := policy.Parse(source.Whole(source.NewFile("policy.json", text)), policy.Bucket)
	return bucket, input.Setting[*policy.Document]{State: input.Present, Value: d}
}

// naming copies a part of a policy, with the role for each principal.
func (p bucketPolicy) naming(part any, role string, principal bool) any {
	switch part := part.(type) {
	case map[string]any:
		out := map[string]any{}
		for key, v := range part {
			switch key {
			case "Principal", "NotPrincipal":
				if whom, ok := v.(map[string]any); ok && whom["AWS"] != nil {
					v = map[string]any{"AWS": p.naming(whom["AWS"], role, true)}
				}
			default:
				v = p.naming(v, role, principal)
			}
			out[key] = v
		}
		return out
	case []any:
		out := make([]any, len(part))
		for i, v := range part {
			out[i] = p.naming(v, role, principal)
		}
		return out
	case string:
		if principal && part != "*" {
			return role
		}
	}
	return part
}
