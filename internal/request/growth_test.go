package request_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/crossgrant/crossgrant/internal/request"
)

// allows writes an identity policy of n statements.
func allows(n int, statement func(i int) string) string {
	var list []string
	for i := range n {
		list = append(list, statement(i))
	}
	return `{"Version":"2012-10-17","Statement":[` + strings.Join(list, ",") + `]}`
}

const everything = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::b/*"}]}`

func perPrefix(effect, key string) func(int) string {
	return func(i int) string {
		return fmt.Sprintf(`{"Effect":"%s","Action":"s3:*","Resource":"arn:aws:s3:::b/p%d/*","Condition":{"StringEquals":{"`+key+`":"v%d"}}}`, effect, i, i, i)
	}
}

// shapes are questions that grow: what a policy of n parts allows and another one
// does not.
var shapes = []struct {
	name    string
	in, out func(n int) string
	want    request.Answer
}{
	{"prefixes with a tag each, against all", func(int) string { return everything },
		func(n int) string { return allows(n, perPrefix("Allow", "aws:PrincipalTag/t%d")) }, request.Found},
	{"the same prefixes with tags", func(n int) string { return allows(n, perPrefix("Allow", "aws:PrincipalTag/t%d")) },
		func(n int) string { return allows(n, perPrefix("Allow", "aws:PrincipalTag/t%d")) }, request.None},
	{"prefixes with tags, against all", func(n int) string { return allows(n, perPrefix("Allow", "aws:PrincipalTag/t%d")) },
		func(int) string { return everything }, request.None},
	{"denies by prefix and tag", func(int) string { return everything },
		func(n int) string {
			return strings.Replace(allows(n, perPrefix("Deny", "aws:PrincipalTag/t%d")), "[", "["+everything[37:len(everything)-2]+",", 1)
		}, request.Found},
	{"conditions on distinct keys", func(int) string { return everything },
		func(n int) string {
			var tests []string
			for i := range n {
				tests = append(tests, fmt.Sprintf(`"aws:PrincipalTag/t%d":"v"`, i))
			}
			return strings.Replace(everything, `"Effect"`, `"Condition":{"StringLike":{`+strings.Join(tests, ",")+`}},"Effect"`, 1)
		}, request.Found},
}

func roles(n int) string {
	list := make([]string, n)
	for i := range list {
		list[i] = fmt.Sprintf(`"arn:aws:iam::111122223333:role/r%d"`, i)
	}
	return `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":[` + strings.Join(list, ",") + `]},"Action":"s3:*","Resource":"arn:aws:s3:::b/*"}]}`
}

// TestManyCallers holds that policies which name 10,000 callers are compared within
// the budget.
func TestManyCallers(t *testing.T) {
	for _, n := range []int{100, 1000, 10000} {
		fewer, _ := request.Of(bucketPolicy(roles(n)))
		more, _ := request.Of(bucketPolicy(roles(n + 1)))
		search := request.Search{Budget: 1 << 14, Actions: actions}
		same := search.Find(fewer.Allowed(), more.Allowed())
		one := search.Find(more.Allowed(), fewer.Allowed())
		if want := fmt.Sprintf("arn:aws:iam::111122223333:role/r%d", n); same.Answer != request.None || one.Answer != request.Found || one.Request.Caller.ARN != want {
			t.Errorf("%d callers: %s %v, %s %v %+v", n, same.Answer, same.Why, one.Answer, one.Why, one.Request.Caller)
		}
		t.Logf("%d callers: %d and %d steps", n, same.Steps, one.Steps)
	}
}

// TestGrowth holds that steps grow no more than the number of parts times its
// logarithm, for numbers of 40 and of 160: by a factor of 5.5.
func TestGrowth(t *testing.T) {
	for _, shape := range shapes {
		var steps [3]int
		for i, n := range []int{10, 40, 160} {
			in, read := request.Of(parse(shape.in(n)))
			out, both := request.Of(parse(shape.out(n)))
			if !read || !both {
				t.Fatalf("%s: not read", shape.name)
			}
			r := request.Search{Budget: 1 << 18, Actions: actions}.Find(in.Allowed(), out.Allowed())
			if steps[i] = r.Steps; r.Answer != shape.want {
				t.Errorf("%s, %d: %s %v %+v", shape.name, n, r.Answer, r.Why, r.Request)
			}
		}
		t.Logf("%s: %v steps", shape.name, steps)
		if 2*steps[2] > 11*steps[1]+100 {
			t.Errorf("%s: %v steps", shape.name, steps)
		}
	}
}

// TestBudget holds that patterns made to explode end within the budget, and that a
// search which had to give up says so.
func TestBudget(t *testing.T) {
	var resources []string
	for i := range 40 {
		resources = append(resources, fmt.Sprintf(`"arn:aws:s3:::b/*a%sb*c%s"`, strings.Repeat("?", i), strings.Repeat("?", 40-i)))
	}
	in, _ := request.Of(parse(everything))
	out, _ := request.Of(parse(strings.Replace(everything, `"arn:aws:s3:::b/*"`, "["+strings.Join(resources, ",")+`,"arn:aws:s3:::b/?*","arn:aws:s3:::b/"]`, 1)))
	const budget = 1 << 12
	r := request.Search{Budget: budget}.Find(in.Allowed(), out.Allowed())
	if r.Steps > budget || r.Answer == request.Found || r.Answer == request.Unknown && r.Why[0] != request.SpentBudget {
		t.Errorf("%s %v after %d steps", r.Answer, r.Why, r.Steps)
	}
}
