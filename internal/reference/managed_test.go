package reference

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tidwall/gjson"
)

func TestEveryManagedPolicyIsADocument(t *testing.T) {
	n := 0
	for p := range ManagedPolicies() {
		n++
		var compact bytes.Buffer
		if err := json.Compact(&compact, p.Document); err != nil || !bytes.Equal(compact.Bytes(), p.Document) {
			t.Errorf("%s: not compact JSON (%v)", p.ARN, err)
		}
		if !gjson.GetBytes(p.Document, "Statement").Exists() {
			t.Errorf("%s: has no Statement", p.ARN)
		}
		if p.VersionID[0] != 'v' || len(p.Created) != 10 || p.Updated < p.Created {
			t.Errorf("%s: version %s, created %s, updated %s", p.ARN, p.VersionID, p.Created, p.Updated)
		}
		if !strings.HasSuffix(p.ARN, "/"+p.Name) {
			t.Errorf("%s: is named %s", p.ARN, p.Name)
		}
		if got, ok := ManagedPolicy(p.ARN); !ok || !bytes.Equal(got.Document, p.Document) {
			t.Errorf("%s: not found, or another document", p.ARN)
		}
	}
	if n < 1500 {
		t.Errorf("%d policies", n)
	}
}

func TestManagedPolicyByARN(t *testing.T) {
	p, ok := ManagedPolicy("arn:aws:iam::aws:policy/AmazonS3FullAccess")
	if !ok || p.Name != "AmazonS3FullAccess" {
		t.Fatalf("%v %v", p, ok)
	}
	if !strings.Contains(gjson.GetBytes(p.Document, "Statement.0.Action").Raw, `"s3:*"`) {
		t.Errorf("does not allow s3:*: %s", p.Document)
	}
	if p, ok := ManagedPolicy("arn:aws-us-gov:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"); !ok ||
		p.Name != "AWSLambdaBasicExecutionRole" || !strings.HasPrefix(p.ARN, "arn:aws-us-gov:") {
		t.Errorf("with a path, in another partition: %v %v", p.ARN, ok)
	}
	for _, arn := range []string{
		"", "AmazonS3FullAccess", "arn:aws:iam::aws:policy/", "arn::iam::aws:policy/AmazonS3FullAccess",
		"arn:aws:iam::aws:policy/AmazonS3FullAcces", "arn:aws:iam::aws:policy/amazons3fullaccess",
		"arn:aws:iam::aws:policy/service-role/AmazonS3FullAccess",
		"arn:aws:iam::111122223333:policy/AmazonS3FullAccess",
		"arn:aws:iam::aws:policy/!", "arn:aws:iam::aws:policy/zzz",
	} {
		if p, ok := ManagedPolicy(arn); ok {
			t.Errorf("%q: found %s", arn, p.ARN)
		}
	}
}

// Another public copy of AWS's answers, taken at another time: where both have the same
// version of a policy, the texts mean the same.
func TestManagedPoliciesAgreeWithAnotherCopy(t *testing.T) {
	dir := filepath.Join("..", "..", "..", "shared", "corpora", "managed-policies-moto")
	index, err := os.ReadFile(filepath.Join(dir, "dev.index.jsonl"))
	if err != nil {
		t.Skipf("no second copy to compare with: %v", err)
	}
	versions := map[string]string{}
	gjson.ForEachLine(string(index), func(line gjson.Result) bool {
		versions[line.Get("PolicyName").Str] = line.Get("DefaultVersionId").Str
		return true
	})
	both, older := 0, 0
	for p := range ManagedPolicies() {
		text, err := os.ReadFile(filepath.Join(dir, p.Name+".json"))
		if err != nil {
			continue
		}
		both++
		if versions[p.Name] != p.VersionID {
			older++
			continue
		}
		if canonical(t, text) != canonical(t, p.Document) {
			t.Errorf("%s %s: the texts differ", p.ARN, p.VersionID)
		}
	}
	if both == 0 {
		t.Error("no policy is in both")
	}
	t.Logf("%d policies in both, %d of other versions", both, older)
}

func canonical(t *testing.T, text []byte) string {
	t.Helper()
	var v any
	if err := json.Unmarshal(text, &v); err != nil {
		t.Fatal(err)
	}
	sorted, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(sorted)
}

func BenchmarkManagedPolicy(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, ok := ManagedPolicy("arn:aws:iam::aws:policy/AmazonS3FullAccess"); !ok {
			b.Fatal("not found")
		}
	}
}
