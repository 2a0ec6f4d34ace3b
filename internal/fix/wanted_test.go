package fix

import (
	"reflect"
	"testing"

	"github.com/crossgrant/crossgrant/internal/access"
)

// TestWantsAreMeant holds that a rule may want less than somebody meant, and that what
// nobody meant is not wanted, whatever a rule states.
func TestWantsAreMeant(t *testing.T) {
	want := func(actions []string, resources ...string) access.Want {
		return access.Want{Actions: actions, Resources: resources}
	}
	read := want([]string{"s3:GetObject", "s3:GetObjectTagging"}, "arn:aws:s3:::b/*", "arn:aws:s3:::b/a/*")
	list := want([]string{"s3:ListBucket"}, "arn:aws:s3:::b")
	p := &Prover{Meant: []access.Want{list, read}}
	for name, row := range map[string]struct{ stated, want []access.Want }{
		"all of it":                   {p.Meant, p.Meant},
		"one of two":                  {[]access.Want{read}, []access.Want{read}},
		"a part of one":               {[]access.Want{want(read.Actions[:1], read.Resources[1])}, []access.Want{want(read.Actions[:1], read.Resources[1])}},
		"nothing":                     {nil, nil},
		"another action":              {[]access.Want{want([]string{"s3:*"}, "arn:aws:s3:::b/*")}, nil},
		"another bucket, beside list": {[]access.Want{want(read.Actions, "arn:aws:s3:::c/*"), list}, []access.Want{list}},
		"the action of another one":   {[]access.Want{want(list.Actions, read.Resources...)}, nil},
	} {
		got := p.wants(&Proposal{Wants: row.stated})
		if len(got)+len(row.want) > 0 && !reflect.DeepEqual(got, row.want) {
			t.Errorf("%s: want %v, found %v", name, row.want, got)
		}
	}
}

// TestBeginAlikeIsSound holds that patterns of which one text matches both are not told
// apart.
func TestBeginAlikeIsSound(t *testing.T) {
	for _, row := range []struct {
		a, b  string
		alike bool
	}{
		{"s3:Get*", "s3:GetObject", true},
		{"S3:getobject", "s3:GetObject", true},
		{"*", "s3:GetObject", true},
		{"arn:aws:s3:::b/p1*", "arn:aws:s3:::b/p10/*", true},
		{"arn:aws:s3:::b/${aws:PrincipalTag/t}/*", "arn:aws:s3:::b/x/*", true},
		{"arn:aws:s3:::b/p1/*", "arn:aws:s3:::b/p10/*", false},
		{"s3:GetObject", "s3:PutObject", false},
	} {
		if beginAlike(row.a, row.b) != row.alike || beginAlike(row.b, row.a) != row.alike {
			t.Errorf("%s and %s: want %t", row.a, row.b, row.alike)
		}
	}
}
