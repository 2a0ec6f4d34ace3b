package access

import (
	"fmt"
	"runtime"
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

// perTag is a statement for each of n prefixes, on a tag of its own.
func perTag(effect, operator, principal string) func(n int) string {
	return func(n int) string {
		return each(n, ",", func(i int) string {
			return fmt.Sprintf(`{"Effect":%q,%s"Action":"s3:*","Resource":"arn:aws:s3:::bkt/p%d/*","Condition":{%q:{"aws:PrincipalTag/t%d":"x"}}}`,
				effect, principal, i, operator, i)
		})
	}
}

// holes is a deny for each of n pieces of names, of what holds it or of what does not.
func holes(element string) func(n int) string {
	return func(n int) string {
		return each(n, ",", func(i int) string {
			return fmt.Sprintf(`{"Effect":"Deny",%s"Action":"s3:*",%q:"arn:aws:s3:::bkt/*h%d*"}`, toTheRole, element, i)
		})
	}
}

func both(a, b func(n int) string) func(n int) string {
	return func(n int) string { return a(n) + "," + b(n) }
}

const (
	toTheRole = `"Principal":{"AWS":"` + roleARN + `"},`
	andInside = `["arn:aws:s3:::bkt","arn:aws:s3:::bkt/*"]`
)

func ofRole(int) string { return `{"Effect":"Allow","Action":"s3:*","Resource":` + andInside + `}` }
func ofBucket(int) string {
	return `{"Effect":"Allow",` + toTheRole + `"Action":"s3:*","Resource":` + andInside + `}`
}

// onBothSides are policies of role and bucket that grow.
var onBothSides = []struct {
	name, account    string
	identity, bucket func(n int) string
	want             Verdict // on reading
	everyTag         bool    // it hangs on every one of n tags
}{
	{"allows by tag in the bucket's", theirs, ofRole, perTag("Allow", "StringEquals", toTheRole), Conditional, true},
	{"allows by tag in the role's", theirs, perTag("Allow", "StringEquals", ""), ofBucket, Conditional, true},
	{"allows by tag in both", theirs, perTag("Allow", "StringEquals", ""), perTag("Allow", "StringEquals", toTheRole), Conditional, true},
	{"denies by tag in the bucket's", theirs, ofRole, both(ofBucket, perTag("Deny", "StringNotEquals", toTheRole)), Conditional, true},
	{"denies by tag in the role's", theirs, both(ofRole, perTag("Deny", "StringNotEquals", "")), ofBucket, Conditional, true},
	{"allows and denies in both, of one account", ours, both(perTag("Allow", "StringEquals", ""), perTag("Deny", "StringNotEquals", "")),
		both(perTag("Allow", "StringEquals", toTheRole), perTag("Deny", "StringNotEquals", toTheRole)), Conditional, true},
	{"holes", theirs, ofRole, both(ofBucket, holes("Resource")), Partly, false},
	{"holes of all but pieces", theirs, ofRole, both(ofBucket, holes("NotResource")), Partly, false},
	{"conditions on keys of their own", theirs, ofRole, func(n int) string {
		return fmt.Sprintf(`{"Effect":"Allow",%s"Action":"s3:*","Resource":%s,"Condition":{"StringEquals":{%s}}}`, toTheRole, andInside,
			each(n, ",", func(i int) string { return fmt.Sprintf(`"aws:PrincipalTag/t%d":"x"`, i) }))
	}, Conditional, true},
}

// TestGrownOnBothSides holds that the verdicts are exact, however many statements there
// are.
func TestGrownOnBothSides(t *testing.T) {
	for _, g := range onBothSides {
		for _, n := range []int{4, 40} {
			p := judge(t, g.account, g.identity(n), g.bucket(n))
			if c := p.Capability(s3.Read); c.Verdict != g.want || g.everyTag && len(c.Conditions) != n {
				t.Errorf("%d %s: %v on %d facts, want %v: %v", n, g.name, c.Verdict, len(c.Conditions), g.want, c.Missing)
			}
		}
	}
}

// TestHolesOfAllButPieces holds that what many NotResource elements leave is told exactly:
// a key may hold pieces that overlap, and it has 1,024 bytes at most.
func TestHolesOfAllButPieces(t *testing.T) {
	windows := func(n int) string {
		var whole strings.Builder
		for i := range 300 {
			whole.WriteByte(byte('a' + (i*i+i/7)%26))
		}
		return each(n, ",", func(i int) string {
			return fmt.Sprintf(`{"Effect":"Deny",%s"Action":"s3:*","NotResource":"arn:aws:s3:::bkt/*%s*"}`, toTheRole, whole.String()[i:i+150])
		})
	}
	for _, row := range []struct {
		name   string
		n      int
		denies func(n int) string
		want   Verdict
	}{
		{"pieces that overlap", 7, windows, Partly},
		{"pieces that overlap", 20, windows, Partly},
		{"pieces", 200, holes("NotResource"), Partly},
		{"pieces", 320, holes("NotResource"), No},
		{"pieces", 2560, holes("NotResource"), No},
	} {
		p := judge(t, theirs, ofRole(row.n), both(ofBucket, row.denies)(row.n))
		if c := p.Capability(s3.Read); c.Verdict != row.want {
			t.Errorf("%d %s: %v, want %v: %v", row.n, row.name, c.Verdict, row.want, c.Missing)
		}
	}
}

// TestGrowthOfMemory holds that what a verdict takes grows no more than the number of
// statements times its logarithm, for numbers of 40 and of 160: by a factor of 5.5. It
// counts bytes that were asked for, which are the same on every machine.
func TestGrowthOfMemory(t *testing.T) {
	for _, g := range onBothSides {
		var taken [2]uint64
		for i, n := range []int{40, 160} {
			s := build(t, g.account, g.identity(n), g.bucket(n))
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			NewJudge(s).Pair(s.Pair(s.Roles[0], s.Buckets[0]))
			runtime.ReadMemStats(&after)
			taken[i] = after.TotalAlloc - before.TotalAlloc
		}
		t.Logf("%s: %d and %d bytes", g.name, taken[0], taken[1])
		if 2*taken[1] > 11*taken[0] {
			t.Errorf("%s: %d and %d bytes", g.name, taken[0], taken[1])
		}
	}
}

// BenchmarkBothSides shows what four times as many statements cost.
func BenchmarkBothSides(b *testing.B) {
	for _, g := range onBothSides {
		for _, n := range []int{10, 40, 160} {
			s := build(b, g.account, g.identity(n), g.bucket(n))
			b.Run(fmt.Sprintf("%s/%d", g.name, n), func(b *testing.B) {
				for b.Loop() {
					NewJudge(s).Pair(s.Pair(s.Roles[0], s.Buckets[0]))
				}
			})
		}
	}
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
