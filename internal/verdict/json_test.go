package verdict

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/crossgrant/crossgrant/internal/access"
	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/cases"
	"github.com/crossgrant/crossgrant/internal/expect"
	"github.com/crossgrant/crossgrant/internal/finding"
	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/snapshot"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

const (
	mayReach  = `{"Version":"2012-10-17","Statement":[{"Sid":"reach","Effect":"Allow","Action":["s3:ListBucket","s3:GetObject","s3:PutObject","s3:PutObjectAcl"],"Resource":["arn:aws:s3:::cluster-results","arn:aws:s3:::cluster-results/*"]}]}`
	isReached = `{"Version":"2012-10-17","Statement":[
  {"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:role/cluster"},"Action":"s3:*","Resource":["arn:aws:s3:::cluster-results","arn:aws:s3:::cluster-results/*"],
   "Condition":{"IpAddress":{"aws:SourceIp":"203.0.113.0/24"}}},
  {"Sid":"été","Effect":"Deny","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::cluster-results/secret/*"},
  {"Sid":"nothing is put","Effect":"Deny","Principal":"*","Action":"s3:PutObject","Resource":"arn:aws:s3:::cluster-results/*"}
]}`
)

// samplePairs are pairs whose verdicts have every part that there is.
func samplePairs() map[string]*access.Pair {
	pair := func(account string, attached []input.PolicyRef, bucket string) *access.Pair {
		b := snapshot.NewBuilder(snapshot.Options{})
		role := input.Role{ARN: roleARN, ID: "AROAEXAMPLE", Attached: input.Setting[[]input.PolicyRef]{State: input.Present, Value: attached},
			Inline: []input.Document{{Name: "reach", Policy: document("role.json", mayReach, policy.Identity)}}}
		of := input.Bucket{Name: "cluster-results", Account: account}
		if bucket != "" {
			of.Policy = input.Setting[*policy.Document]{State: input.Present, Value: document("bucket.json", bucket, policy.Bucket)}
		}
		b.Add(input.Records{Roles: []input.Role{role}, Buckets: []input.Bucket{of}})
		s := b.Build()
		return access.NewJudge(s).Pair(s.Pair(s.Roles[0], s.Buckets[0]))
	}
	return map[string]*access.Pair{
		"across accounts":       pair("444455556666", nil, isReached),
		"same account":          pair("111122223333", nil, isReached),
		"account is not known":  pair("", nil, `{"Version":"2012-10-17","Statement":[]}`),
		"policies not exported": pair("444455556666", []input.PolicyRef{{Name: "x", ARN: "arn:aws:iam::111122223333:policy/x"}}, ""),
	}
}

func accessJSON(t *testing.T, p *access.Pair) []byte {
	t.Helper()
	var b bytes.Buffer
	var fixes []finding.Finding
	if p.CrossAccount {
		fixes = []finding.Finding{sample()}
	}
	if err := JSON(&b, p, fixes); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestAccessJSON(t *testing.T) {
	schema := strict(t)
	for name, p := range samplePairs() {
		text := accessJSON(t, p)
		v, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
		if err == nil {
			err = schema.Validate(v)
		}
		if err != nil {
			t.Errorf("%s: %v\n%.300s", name, err, text)
		}
		expect.Golden(t, strings.ReplaceAll(name, " ", "-")+".json", text)
		if again := accessJSON(t, samplePairs()[name]); !bytes.Equal(text, again) {
			t.Errorf("%s: two runs differ", name)
		}
	}
	if err := JSON(full{}, samplePairs()["same account"], nil); err != errFull {
		t.Errorf("%v", err)
	}
}

// TestAccessReasonsAreThoseOfDecide holds that the layers of a leg have exactly
// its reasons, in the shape that decide prints, and that its verdict is the
// one that the layers add up to.
func TestAccessReasonsAreThoseOfDecide(t *testing.T) {
	reasons := 0
	for name, p := range samplePairs() {
		var got jsonPair
		if err := json.Unmarshal(accessJSON(t, p), &got); err != nil {
			t.Fatal(err)
		}
		for i, c := range p.Capabilities {
			for j, leg := range c.Legs {
				var list []cases.Reason
				silent, denies := 0, 0
				for _, layer := range got.Capabilities[i].Legs[j].Layers {
					for _, r := range layer.Reasons {
						if r.Layer != layer.Layer || (r.At == nil) != (r.Policy == "") {
							t.Errorf("%s: %s has the reason %v at %v", name, layer.Layer, r.Reason, r.At)
						}
						list = append(list, r.Reason)
					}
					switch layer.Verdict {
					case authz.ExplicitDeny.String():
						denies++
					case authz.ImplicitDeny.String():
						silent++
					}
				}
				want := map[cases.Reason]int{}
				if leg.Verdict != authz.Allowed {
					for _, r := range leg.Explanation().Reasons() {
						want[reasonShape(r).Reason]++
						reasons++
					}
				}
				for _, r := range list {
					want[r]--
				}
				for r, n := range want {
					if n != 0 {
						t.Errorf("%s: %s: %v is there %d times too few", name, leg.Action, r, n)
					}
				}
				if (leg.Verdict == authz.ExplicitDeny) != (denies > 0) || leg.Verdict == authz.ImplicitDeny && silent == 0 {
					t.Errorf("%s: %s is %s, %d layers deny, %d are silent", name, leg.Action, leg.Verdict, denies, silent)
				}
			}
		}
	}
	if reasons < 8 {
		t.Errorf("only %d reasons were compared", reasons)
	}
}

// TestAccessReasonsStandWhereTheyPoint holds the place of a reason against the
// document's text.
func TestAccessReasonsStandWhereTheyPoint(t *testing.T) {
	var got jsonPair
	if err := json.Unmarshal(accessJSON(t, samplePairs()["across accounts"]), &got); err != nil {
		t.Fatal(err)
	}
	for _, c := range got.Capabilities {
		for _, leg := range c.Legs {
			for _, layer := range leg.Layers {
				for _, r := range layer.Reasons {
					if r.Statement != "nothing is put" {
						continue
					}
					if at := r.At; at.File != "bucket.json" || !strings.HasPrefix(isReached[at.Start.Offset:at.End.Offset], `{"Sid":"nothing is put"`) {
						t.Errorf("%v", at)
					}
					return
				}
			}
		}
	}
	t.Error("the deny is not among the reasons")
}
