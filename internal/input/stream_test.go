package input_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/input/authorization"
	"github.com/crossgrant/crossgrant/internal/source"
)

// details is an export with all that a page can have, and strings with brackets in them.
const details = `{
  "UserDetailList": [ ],
  "GroupDetailList": [{"Path": "/", "GroupName": "g", "GroupId": "AGPA1", "Arn": "arn:aws:iam::111122223333:group/g",
    "GroupPolicyList": [], "AttachedManagedPolicies": []}],
  "RoleDetailList": [
    {"RoleName": "a", "RoleId": "AROA1", "Arn": "arn:aws:iam::111122223333:role/a", "Path": "/",
     "AssumeRolePolicyDocument": "%7B%22Version%22%3A%222012-10-17%22%2C%22Statement%22%3A%5B%5D%7D",
     "RolePolicyList": [{"PolicyName": "x\"],é", "PolicyDocument": {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": ["s3:GetObject", 7], "Resource": "*"}}}],
     "AttachedManagedPolicies": [{"PolicyName": "p", "PolicyArn": "arn:aws:iam::111122223333:policy/p"}], "Tags": [{"Key": "[", "Value": "\\"}]},
    {"RoleName": "b", "RoleId": 5, "Arn": "arn:aws:iam::111122223333:role/b", "Path": "/", "RoleName": "c",
     "Note": {"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Action": "*", "Resource": "*"}]}},
    {"RoleName": "d", "Arn": "arn:aws:iam::111122223333:role/d",
     "RolePolicyList": [{"PolicyName": "y", "PolicyDocument": {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": ["s3:GetObject", 7], "Resource": "*"}}}]}
  ],
  "Policies": [{"PolicyName": "p", "Arn": "arn:aws:iam::111122223333:policy/p", "DefaultVersionId": "v1",
    "PolicyVersionList": [{"Document": {"Version": "2012-10-17", "Statement": []}, "VersionId": "v1", "IsDefaultVersion": true}]}],
  "Beside": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]},
  "Others": [[{"Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}], "Version": "2012-10-17"}], null],
  "IsTruncated": true
}
`

// TestPiecesSayWhatTheWholeSays reads exports, sound ones and ones that were spoilt at
// random, piece by piece and as a whole: what is read piece by piece says the same, at the
// same places, and what cannot be is left to the reading of the whole.
func TestPiecesSayWhatTheWholeSays(t *testing.T) {
	formats := []input.Format{authorization.Format{}}
	random := rand.New(rand.NewPCG(1, 2))
	read := 0
	for n := range 3000 {
		text := details
		if n > 20 {
			text = spoilt(random, text)
		}
		part := 1 + random.IntN(700)
		var reader io.Reader = strings.NewReader(text)
		if n%2 == 0 {
			reader = iotest.HalfReader(reader)
		}
		s := input.NewStreamOf(formats, "f", reader, 0, 1<<20, input.Hints{}, part)
		if s == nil {
			if n <= 20 {
				t.Fatalf("a sound export is not read in parts of %d", part)
			}
			continue
		}
		read++
		whole, err := input.Decode(formats, source.NewFile("f", []byte(text)), input.Hints{})
		if err != nil {
			t.Fatalf("in parts of %d a text is read that is none: %v\n%s", part, err, text)
		}
		if got, want := inPieces(s), flat(&whole); !reflect.DeepEqual(got, want) {
			for i := range max(len(got), len(want)) {
				if i >= len(got) || i >= len(want) || got[i] != want[i] {
					t.Fatalf("in parts of %d\n%s\n got %q\nwant %q\n%s", part, text, got, want, got[min(i, len(got)-1)])
				}
			}
		}
	}
	if read < 500 {
		t.Errorf("only %d texts were read in pieces", read)
	}
}

// spoilt changes a byte, takes some out or doubles them.
func spoilt(random *rand.Rand, text string) string {
	at := random.IntN(len(text))
	to := min(at+1+random.IntN(6), len(text))
	switch random.IntN(4) {
	case 0:
		return text[:at] + text[to:]
	case 1:
		return text[:to] + text[at:]
	case 2:
		return text[:at] + string(" \n,[]{}:\"\\a0"[random.IntN(12)]) + text[at:]
	default:
		return text[:at] + string(" \n,[]{}:\"\\a0\xff"[random.IntN(13)]) + text[at+1:]
	}
}

func inPieces(s *input.Stream) []string {
	rest := s.Rest()
	all := rest
	for page := range s.Pages() {
		all.Roles = append(all.Roles, page.Roles...)
		all.Users = append(all.Users, page.Users...)
		all.Groups = append(all.Groups, page.Groups...)
		all.Policies = append(all.Policies, page.Policies...)
		all.Documents = append(all.Documents, page.Documents...)
		all.Odd = append(all.Odd, page.Odd...)
		if page.Truncated != rest.Truncated || page.WholeAccount != rest.WholeAccount {
			panic("a page says otherwise")
		}
	}
	return flat(&all)
}

// flat is all that records say, as texts: where they stand and what is decoded.
func flat(r *input.Records) (list []string) {
	say := func(what string, at input.Place, v any) {
		from := at.File.Position(at.Span.Start)
		list = append(list, fmt.Sprintf("%s %v %v %+v", what, from, at.Span, v))
	}
	document := func(what string, d *input.Document) {
		if d.Policy == nil {
			return
		}
		o := d.Policy.Origin()
		say(what, input.Place{File: o.File, Span: o.Span}, []any{d.Name, d.Address, string(d.Policy.Text()), d.Policy.Problems(), len(d.Policy.Statements())})
	}
	for i := range r.Roles {
		role := &r.Roles[i]
		say("role", role.At, []any{role.Name, role.ARN, role.ID, role.Path, role.Account, role.Tags.Value, role.InlineNames.Value, role.Attached.State, role.Boundary.State})
		document("trust", &input.Document{Policy: role.Trust})
		for j := range role.Inline {
			document("inline", &role.Inline[j])
		}
	}
	for _, identities := range [][]input.Identity{r.Users, r.Groups} {
		for i := range identities {
			say("identity", identities[i].At, []any{identities[i].ARN, identities[i].ID})
		}
	}
	for i := range r.Policies {
		say("policy", r.Policies[i].At, r.Policies[i].ARN)
		document("version", &input.Document{Policy: r.Policies[i].Document})
	}
	documents, odd := len(list), 0
	for i := range r.Documents {
		document("document", &r.Documents[i])
	}
	// What stands elsewhere comes page by page.
	sortFrom(list, documents)
	odd = len(list)
	for _, o := range r.Odd {
		say("odd", o.At, []any{o.Found, o.Wanted})
	}
	sortFrom(list, odd)
	return append(list, fmt.Sprint(r.Format, r.Truncated, r.WholeAccount))
}

func TestLongAnswersAreReadWhileTheyAreUnpacked(t *testing.T) {
	var stored bytes.Buffer
	w := gzip.NewWriter(&stored)
	_, _ = w.Write([]byte(details))
	_ = w.Close()
	formats := []input.Format{authorization.Format{}}
	s := input.NewStreamOf(formats, "f", &stored, int64(stored.Len()), 1<<20, input.Hints{}, 64)
	if s == nil || s.File.Derived != "gzip" {
		t.Fatal("gzip is not read piece by piece")
	}
	if got := string(s.File.Whole()); got != details {
		t.Errorf("the text became %q", got)
	}
	if s := input.NewStreamOf(formats, "f", strings.NewReader(details), 0, 100, input.Hints{}, 64); s != nil {
		t.Error("more than the limit was read")
	}
	if s := input.NewStreamOf(formats, "f", iotest.ErrReader(io.ErrUnexpectedEOF), 0, 100, input.Hints{}, 64); s != nil {
		t.Error("what cannot be read was read")
	}
}

func sortFrom(list []string, from int) { slices.Sort(list[from:]) }
