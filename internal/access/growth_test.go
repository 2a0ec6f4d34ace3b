package access

import (
	"fmt"
	"strings"
	"testing"

	"github.com/crossgrant/crossgrant/internal/s3"
)

// grown are bucket policies that grow in one way, n times as large as one.
var grown = []struct {
	name   string
	policy func(n int) string
	want   Verdict // on reading
}{
	{"statements", func(n int) string {
		return each(n, ",", func(i int) string {
			return to(roleARN, "Allow", "s3:GetObject", fmt.Sprintf("arn:aws:s3:::bkt/p%d/*", i), "")
		})
	}, Partly},
	{"denies by prefix and tag", func(n int) string {
		return to(roleARN, "Allow", "s3:*", "arn:aws:s3:::bkt/*", "") + "," + each(n, ",", func(i int) string {
			return to("*", "Deny", "s3:*", fmt.Sprintf("arn:aws:s3:::bkt/p%d/*", i), fmt.Sprintf(`,"Condition":{"StringNotEquals":{"aws:PrincipalTag/t%d":"x"}}`, i))
		})
	}, Conditional},
	{"principals", func(n int) string {
		return `{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::bkt/*","Principal":{"AWS":["` + roleARN + `",` +
			each(n, ",", func(i int) string { return fmt.Sprintf(`"arn:aws:iam::111122223333:role/r%d"`, i) }) + `]}}`
	}, Yes},
	{"NotPrincipal", func(n int) string {
		return to(roleARN, "Allow", "s3:*", "arn:aws:s3:::bkt/*", "") + "," + each(n, ",", func(i int) string {
			return fmt.Sprintf(`{"Effect":"Deny","Action":"s3:*","Resource":"arn:aws:s3:::bkt/*","NotPrincipal":{"AWS":[%q,"arn:aws:iam::111122223333:root","arn:aws:iam::111122223333:role/r%d"]}}`, roleARN, i)
		})
	}, Yes},
	{"sessions", func(n int) string {
		return `{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::bkt/*","Principal":{"AWS":[` +
			each(n, ",", func(i int) string { return fmt.Sprintf(`"%ss%d"`, session, i) }) + `]}}`
	}, Conditional},
	{"prefixes of sessions", func(n int) string {
		return each(n, ",", func(i int) string {
			return to(fmt.Sprint(session, "s", i), "Allow", "s3:*", fmt.Sprintf("arn:aws:s3:::bkt/p%d/*", i), "")
		})
	}, Conditional},
	{"policy variables", func(n int) string {
		return each(n, ",", func(i int) string {
			return to(roleARN, "Allow", "s3:*", fmt.Sprintf("arn:aws:s3:::bkt/p%d/${aws:PrincipalTag/t}/*", i), "")
		})
	}, Conditional},
	{"values of a condition", func(n int) string {
		return to(roleARN, "Allow", "s3:*", "arn:aws:s3:::bkt/*", `,"Condition":{"StringLike":{"aws:PrincipalTag/team":[`+
			each(n, ",", func(i int) string { return fmt.Sprintf(`"team-%d*"`, i) })+`]}}`)
	}, Conditional},
	{"resources", func(n int) string {
		return `{"Effect":"Allow","Action":"s3:*","Principal":{"AWS":"` + roleARN + `"},"Resource":[` +
			each(n, ",", func(i int) string { return fmt.Sprintf(`"arn:aws:s3:::bkt/p%d/*"`, i) }) + `]}`
	}, Partly},
}

func each(n int, between string, one func(i int) string) string {
	list := make([]string, n)
	for i := range list {
		list[i] = one(i)
	}
	return strings.Join(list, between)
}

// TestGrown holds the verdicts of large policies: none is lost to a limit.
func TestGrown(t *testing.T) {
	for _, g := range grown {
		for _, n := range []int{2, 300} {
			p := judge(t, theirs, allow("s3:*", "*"), g.policy(n))
			if c := p.Capability(s3.Read); c.Verdict != g.want {
				t.Errorf("%d %s: %v, want %v: %v", n, g.name, c.Verdict, g.want, c.Missing)
			}
		}
	}
}

// BenchmarkGrowth shows what four times as large a policy costs.
func BenchmarkGrowth(b *testing.B) {
	for _, g := range grown {
		for _, n := range []int{250, 1000, 4000} {
			s := build(b, theirs, allow("s3:*", "*"), g.policy(n))
			b.Run(fmt.Sprintf("%s/%d", g.name, n), func(b *testing.B) {
				for b.Loop() {
					NewJudge(s).Pair(s.Pair(s.Roles[0], s.Buckets[0]))
				}
			})
		}
	}
}
