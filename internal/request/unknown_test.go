package request_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/request"
	"github.com/crossgrant/crossgrant/internal/unknown"
)

// The unknowns of the tests: one that may be any text, and one that AWS makes up.
var given, made = unknown.Given("stack", "Bucket"), unknown.Made("stack", "Id")

// texts that hold them, among plain ones.
var (
	openResources = []string{"arn:aws:s3:::GIVEN/*", "arn:aws:s3:::GIVEN/a*", "arn:aws:s3:::b/*", "arn:aws:s3:::b/GIVEN", "arn:aws:s3:::MADE/*", "*"}
	openTests     = []string{`"StringEquals":{"aws:PrincipalTag/t":"GIVEN"}`, `"StringNotEquals":{"aws:PrincipalTag/t":"GIVEN"}`, `"StringLike":{"aws:PrincipalTag/t":["GIVEN*","a"]}`,
		`"StringEquals":{"aws:PrincipalTag/t":"MADE"}`, `"NumericLessThan":{"s3:max-keys":"GIVEN"}`}
)

func openPolicy(r *rand.Rand) string {
	var list []string
	for range 1 + r.IntN(3) {
		condition := ""
		if r.IntN(2) == 0 {
			condition = `,"Condition":{` + openTests[r.IntN(len(openTests))] + `}`
		}
		list = append(list, `{"Effect":"`+[]string{"Allow", "Allow", "Deny"}[r.IntN(3)]+`","Action":"s3:`+[]string{"GetObject", "*", "GIVEN"}[r.IntN(3)]+
			`","`+[]string{"Resource", "Resource", "NotResource"}[r.IntN(3)]+`":"`+openResources[r.IntN(len(openResources))]+`"`+condition+`}`)
	}
	return `{"Version":"2012-10-17","Statement":[` + strings.Join(list, ",") + `]}`
}

// TestFindOpen holds that None is said of what policies with unknown values allow
// only if it is so whatever the values are, and that what is found is so for the
// values that the request says. AWS makes up no name that a request of the tests has.
func TestFindOpen(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	marked := strings.NewReplacer("GIVEN", given, "MADE", made).Replace
	known := func(text, value string) string {
		return strings.NewReplacer("GIVEN", value, "MADE", "m", made, "m").Replace(text)
	}
	var seen [3]int
	for range *pairs {
		in, out := openPolicy(r), openPolicy(r)
		a, read := request.Of(parse(marked(in)))
		b, both := request.Of(parse(marked(out)))
		if !read || !both {
			t.Fatalf("%s\n%s\nnot read", in, out)
		}
		result := request.Search{Budget: 1 << 14, Actions: actions}.Find(a.Allowed().And(request.Asking([]string{"s3:*Object"}, []string{"arn:aws:s3:::?*/*"})), b.Allowed())
		seen[result.Answer]++
		switch q := result.Request; result.Answer {
		case request.Found:
			q.Resource = known(q.Resource, "")
			for key, v := range q.Keys {
				for i := range v.Values {
					v.Values[i] = known(v.Values[i], "")
				}
				q.Keys[key] = v
			}
			if value, is := q.Open[given]; is && len(q.Facts) == 0 {
				value = known(value, "")
				if !allowed(parse(known(in, value)), q) || allowed(parse(known(out, value)), q) {
					t.Fatalf("%s\n%s\n%+v is no answer", in, out, q)
				}
			}
		case request.None:
			for _, value := range []string{"b", "c", "a", "GetObject", "2", ""} {
				after, before := parse(known(in, value)), parse(known(out, value))
				for _, o := range []string{"b/a", "b/x", "c/a", "c/x", "b/b", "/a"} {
					for _, tag := range one("a", "b", "GetObject", "bc") {
						q := request.Request{Action: "s3:GetObject", Resource: "arn:aws:s3:::" + o, Keys: map[string]condition.Value{
							"aws:principaltag/t": tag, "s3:max-keys": one("1")[1]}}
						if allowed(after, q) && !allowed(before, q) {
							t.Fatalf("%s\n%s\nnone, but for %q %+v", in, out, value, q)
						}
					}
				}
			}
		}
	}
	t.Logf("unknown, none, found: %v", seen)
	if seen[request.Unknown] > *pairs/5 {
		t.Errorf("%d of %d are open", seen[request.Unknown], *pairs)
	}
}

// TestUnknownIsItself holds that a value which nobody knows is equal to itself, and
// that a wildcard covers it.
func TestUnknownIsItself(t *testing.T) {
	of := func(resource string) request.Set {
		d, _ := request.Of(parse(`{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"` + resource + `"}}`))
		return d.Allowed()
	}
	for _, row := range []struct {
		in, out string
		want    request.Answer
	}{
		{"arn:aws:s3:::" + given + "/*", "arn:aws:s3:::" + given + "/*", request.None},
		{"arn:aws:s3:::" + given + "/*", "arn:aws:s3:::*/*", request.None},
		{"arn:aws:s3:::" + made + "/*", "arn:aws:s3:::" + made + "/*", request.None},
		{"arn:aws:s3:::" + made + "/a", "arn:aws:s3:::" + made + "/*", request.None},
		{"arn:aws:s3:::" + made + "/*", "arn:aws:s3:::b/*", request.Found},
		{"arn:aws:s3:::" + given + "/*", "arn:aws:s3:::b/*", request.Found},
	} {
		if r := (request.Search{Budget: 1 << 12}).Find(of(row.in), of(row.out)); r.Answer != row.want {
			t.Errorf("%s without %s: %s %v, want %s", unknown.Show(row.in), unknown.Show(row.out), r.Answer, r.Why, row.want)
		}
	}
}
