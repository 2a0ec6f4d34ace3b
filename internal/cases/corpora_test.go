package cases

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/s3"
	"github.com/crossgrant/crossgrant/internal/source"
)

// corpora is the folder of other people's tests and recorded answers, where a
// checkout has one beside it.
const corpora = "../../../shared/corpora"

// Which label a decision has: recorded, or only told by the name of the test or
// by what its documents are for.
const (
	labelled = "labelled"
	implied  = "implied"
)

// labels counts how decisions compare with their labels.
type labels struct {
	t             *testing.T
	agree, differ map[string]int
}

func newLabels(t *testing.T) *labels {
	return &labels{t, map[string]int{}, map[string]int{}}
}

// hold compares an answer with the label and, where a label is not what AWS
// documents, with what AWS documents: that is what has to be answered.
func (l *labels) hold(name, basis, got, label, documented string) {
	l.t.Helper()
	want := label
	if documented != "" {
		want = documented
	}
	if !answers(got, want) {
		l.t.Errorf("%s: %s, want %s", name, got, want)
	}
	if answers(got, label) {
		l.agree[basis]++
	} else {
		l.differ[basis]++
		l.t.Logf("%s: %s, labelled %s", name, got, label)
	}
}

func (l *labels) log() { l.t.Logf("agree %v, differ %v", l.agree, l.differ) }

// answers compares a verdict, with the status behind it if one is wanted;
// "denied" is either denial.
func answers(got, want string) bool {
	verdict, status, _ := strings.Cut(got, " ")
	wanted, wantedStatus, _ := strings.Cut(want, " ")
	if wanted == "denied" {
		wanted = verdict
		if !strings.HasSuffix(verdict, "_deny") {
			return false
		}
	}
	return verdict == wanted && (wantedStatus == "" || status == wantedStatus)
}

// corpus reads a file of one JSON object a line, or skips the test.
func corpus(t *testing.T, name string) (list []map[string]any) {
	t.Helper()
	file, err := os.Open(filepath.Join(corpora, name))
	if err != nil {
		t.Skip("no corpora beside this checkout")
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		var c map[string]any
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			t.Fatal(err)
		}
		list = append(list, c)
	}
	return list
}

// at walks into decoded JSON, nil where the way ends.
func at(v any, path ...any) any {
	for _, step := range path {
		switch step := step.(type) {
		case string:
			m, _ := v.(map[string]any)
			v = m[step]
		case int:
			list, _ := v.([]any)
			if step >= len(list) {
				return nil
			}
			v = list[step]
		}
	}
	return v
}

func text(v any) string {
	s, _ := v.(string)
	return s
}

// call decides a case that is put together from JSON texts, each changing the
// one before it.
func call(t *testing.T, name string, texts ...string) string {
	t.Helper()
	whole := map[string]any{}
	for _, s := range texts {
		var more map[string]any
		if err := json.Unmarshal([]byte(s), &more); err != nil {
			t.Fatalf("%s: %v in %s", name, err, s)
		}
		change(whole, more)
	}
	line, _ := json.Marshal(whole)
	c, err := Read(name, line)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	a := c.Answer()
	return strings.TrimSpace(a.Verdict + " " + a.Observable)
}

// owner is a role of the account that owns the bucket, other one of another
// account; the policies of either allow all of S3.
const (
	owner = `{"role":{"arn":"arn:aws:iam::444455556666:role/own","id":"AROAEXAMPLEOWN0000001","boundary":null,"tags":{},
	 "policies":[{"name":"all","document":{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}}]},
	"bucket":{"name":"examplebucket","account":"444455556666","region":"eu-west-1","policy":null,"ownership":"ObjectWriter",
	 "acl":{"Owner":{"ID":"ownerid"},"Grants":[]},"bpa":{"bucket":{},"account":{}},"kms":null,
	 "object":{"owner_account":"444455556666","acl":{"Owner":{"ID":"ownerid"},"Grants":[]}}},
	"request":{"mode":"closed","context":{},"action":"s3:GetObject","resource":"arn:aws:s3:::examplebucket/key"}}`
	other = `{"role":{"arn":"arn:aws:iam::111122223333:role/other","id":"AROAEXAMPLEOTHER00001"}}`
)

// publicness answers S3's own test about a policy.
func publicness(document any) string {
	raw, _ := json.Marshal(document)
	answer, _ := s3.Public(policy.Parse(source.Whole(source.NewFile("policy", raw)), policy.Bucket))
	switch answer {
	case condition.True:
		return "public"
	case condition.False:
		return "private"
	}
	return "unknown"
}
