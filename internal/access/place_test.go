package access

import (
	"math/rand/v2"
	"testing"

	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/s3"
	"github.com/crossgrant/crossgrant/internal/way"
)

// inFolder is a statement about one or two patterns, most with a variable.
func (d dice) inFolder(effect, who string) string {
	const tag = "${aws:PrincipalTag/t}"
	name := func() string {
		return `"arn:aws:s3:::` + d.of("bkt/"+tag+"/*", "bkt/"+tag+"/*", "bkt/"+tag+"*", "bkt/"+tag+"/x/*", "bkt/?"+tag+"*", "bkt/x/*", "bkt/?*", "bkt/${aws:PrincipalTag/u}/*", "bkt/"+tag+tag+"*") + `"`
	}
	return `{"Effect":"` + effect + `",` + who + `"Action":"s3:GetObject","` + d.of("Resource", "NotResource") + `":[` + name() + d.of("", ","+name()) + `]}`
}

// TestPlacesOfVariables holds that what is certain about objects which a policy
// variable names is so for every object and every value.
func TestPlacesOfVariables(t *testing.T) {
	d := dice{rand.New(rand.NewPCG(5, 6))}
	seen, vague := map[Verdict]int{}, 0
	for n := range 500 {
		own := allow("s3:GetObject", "arn:aws:s3:::other/*") + "," + d.inFolder("Allow", "")
		if d.IntN(2) == 0 {
			own += "," + d.inFolder(d.of("Allow", "Deny"), "")
		}
		bucket := d.inFolder(d.of("Allow", "Deny"), `"Principal":{"AWS":"`+roleARN+`"},`) + "," + d.inFolder(d.of("Allow", "Deny"), `"Principal":{"AWS":"`+roleARN+`"},`)
		s := buildWith(t, d.of(ours, theirs), own, bucket, input.Bucket{PublicAccessBlock: off,
			Ownership: input.Setting[string]{State: input.Present, Value: string(s3.OwnerEnforced)}}, input.Account{})
		j := NewJudge(s)
		p := j.Pair(s.Pair(s.Roles[0], s.Buckets[0]))
		c := p.Capability(s3.Read)
		q := j.query(p, way.Caller(p.Pair), p.Bucket.Account, c.Operation, header{})
		q.prepare(j.carried)
		var total counts
		for _, object := range []string{"a", "a/x/b", "x/a", "aa/x", "ba/x/y", "xx/x", "/x", "u/x/a", "tt"} {
			for _, v := range []string{"", "a", "x", "aa", "t", "z"} {
				for _, u := range []string{"", "a", "u"} {
					m := q.decided("arn:aws:s3:::bkt/"+object, q.owner, q.asker.caller(),
						map[string]condition.Value{"aws:principaltag/t": oneOrNone(v), "aws:principaltag/u": oneOrNone(u)})
					total = counts{total.allowed + m.allowed, total.denied + m.denied, total.open + m.open}
				}
			}
		}
		seen[c.Verdict]++
		_, sets, _, _ := q.overall()
		for _, v := range []Verdict{c.Verdict, sets} {
			if v == Yes && total.denied+total.open > 0 || v == No && total.allowed+total.open > 0 {
				t.Fatalf("world %d: %s, over sets %s, but %d are allowed, %d denied\n%s\n%s", n, c.Verdict, sets, total.allowed, total.denied,
					p.Role.Inline[0].Policy.Text(), p.Bucket.Policy.Policy.Text())
			}
		}
		if c.Verdict == Conditional && total.allowed == 0 {
			vague++
		}
	}
	if seen[No] < 100 || seen[Conditional] < 100 || seen[Yes] < 5 || vague > seen[Conditional]/10 {
		t.Errorf("met %v, of which %d conditional are never allowed", seen, vague)
	}
}
