package request_test

import (
	"encoding/json"
	"flag"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/request"
	"github.com/crossgrant/crossgrant/internal/source"
)

var pairs = flag.Int("pairs", 300, "how many random pairs of policies a theory is tried with")

// theory is a small universe: condition keys with all the values that they have in
// it, and the operators that look at them.
type theory struct {
	name      string
	keys      map[string][]condition.Value
	operators []string
	texts     []string // of policies
}

func one(texts ...string) (list []condition.Value) {
	list = append(list, condition.Value{State: condition.Absent})
	for _, t := range texts {
		list = append(list, condition.Value{State: condition.Present, Values: []string{t}})
	}
	return list
}

func many(lists ...[]string) (list []condition.Value) {
	list = append(list, condition.Value{State: condition.Absent})
	for _, l := range lists {
		list = append(list, condition.Value{State: condition.Present, Values: l, Set: true})
	}
	return list
}

var theories = []theory{
	{name: "resources"},
	{"texts", map[string][]condition.Value{"aws:PrincipalTag/t": one("a", "A", "ab", "b", "ba")},
		[]string{"StringEquals", "StringNotEquals", "StringLike", "StringNotLike", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase", "StringEqualsIfExists", "StringNotLikeIfExists"},
		[]string{"a", "A", "b", "a*", "*b", "?", "*"}},
	{"names", map[string][]condition.Value{"aws:PrincipalArn": one("arn:aws:iam::1:role/a", "arn:aws:iam::2:role/a", "arn:aws:iam::1:role/a:b", "a")},
		[]string{"ArnLike", "ArnNotLike", "StringLike", "ArnEquals", "ArnNotEqualsIfExists"},
		[]string{"arn:aws:iam::1:role/a", "arn:aws:iam::*:role/a", "arn:aws:iam::*", "arn:*:iam::1:role/*", "*"}},
	{"numbers", map[string][]condition.Value{"s3:max-keys": one("0", "1", "2", "3", "4", "10")},
		[]string{"NumericEquals", "NumericNotEquals", "NumericLessThan", "NumericLessThanEquals", "NumericGreaterThan", "NumericGreaterThanEqualsIfExists"},
		[]string{"1", "2.0", "3", "x"}},
	{"dates", map[string][]condition.Value{"aws:CurrentTime": one("2026-01-01T00:00:00Z", "2026-06-01T00:00:00Z", "2027-01-01T00:00:00Z")},
		[]string{"DateLessThan", "DateGreaterThan", "DateEquals", "DateNotEquals", "DateLessThanEqualsIfExists"},
		[]string{"2026-01-01", "2026-06-01T00:00:00Z", "2026-12-31"}},
	{"addresses", map[string][]condition.Value{"aws:SourceIp": one("10.0.0.1", "10.1.0.0", "192.0.2.10", "2001:db8::1", "::1")},
		[]string{"IpAddress", "NotIpAddress", "IpAddressIfExists", "NotIpAddressIfExists"},
		[]string{"10.0.0.0/16", "10.0.0.0/8", "0.0.0.0/0", "2001:db8::/32", "::/0", "192.0.2.10"}},
	{"truths", map[string][]condition.Value{"aws:SecureTransport": one("true", "false"), "aws:ViaAWSService": one("true", "false")},
		[]string{"Bool", "BoolIfExists", "Null"}, []string{"true", "false"}},
	{"sets", map[string][]condition.Value{"aws:TagKeys": many([]string{"a"}, []string{"b"}, []string{"a", "b"}, []string{"c"}, []string{"a", "c"}, []string{"a", "b", "c"})},
		[]string{"ForAllValues:StringEquals", "ForAnyValue:StringEquals", "ForAllValues:StringNotEquals", "ForAnyValue:StringNotLike", "Null", "ForAllValues:StringLikeIfExists"},
		[]string{"a", "b", "c", "*", "true"}},
	{"variables", map[string][]condition.Value{"aws:PrincipalTag/t": one("a", "b"), "s3:prefix": one("a", "b", "a/")},
		[]string{"StringEquals", "StringLike", "StringNotEquals", "StringNotLike"}, []string{"${aws:PrincipalTag/t}", "a", "b*"}},
}

var (
	actionTexts   = []string{"s3:GetObject", "s3:Get*", "s3:*", "S3:putobject", "*", "s3:???Object"}
	resourceTexts = []string{"*", "arn:aws:s3:::b/*", "arn:aws:s3:::b/a*", "arn:aws:s3:::b/a/k", "arn:aws:s3:::b/?", "arn:aws:s3:*:b/*", "arn:aws:s3:::*/k"}
	actions       = []string{"s3:GetObject", "s3:PutObject"}
	objects       = []string{"b/a", "b/a/k", "b/k", "c/k", "b/", "c/a"}
)

// draw writes a policy of up to three statements.
func (t *theory) draw(r *rand.Rand) string {
	var statements []any
	for range 1 + r.IntN(3) {
		pick := func(list []string) []string {
			some := []string{list[r.IntN(len(list))]}
			if r.IntN(3) == 0 {
				some = append(some, list[r.IntN(len(list))])
			}
			return some
		}
		negated := func(name string) string {
			if r.IntN(5) == 0 {
				return "Not" + name
			}
			return name
		}
		st := map[string]any{"Effect": []string{"Allow", "Allow", "Deny"}[r.IntN(3)],
			negated("Action"): pick(actionTexts), negated("Resource"): pick(resourceTexts)}
		conditions := map[string]any{}
		for _, key := range t.names() {
			for range r.IntN(2) {
				conditions[t.operators[r.IntN(len(t.operators))]] = map[string]any{key: pick(t.texts)}
			}
		}
		st["Condition"] = conditions
		statements = append(statements, st)
	}
	text, _ := json.Marshal(map[string]any{"Version": "2012-10-17", "Statement": statements})
	return string(text)
}

func (t *theory) names() (names []string) {
	for key := range t.keys {
		names = append(names, key)
	}
	slices.Sort(names)
	return names
}

func parse(text string) *policy.Document {
	return policy.Parse(source.Whole(source.NewFile("p.json", []byte(text))), policy.Identity)
}

// allowed is what Decide answers for a role of the bucket's account.
func allowed(doc *policy.Document, r request.Request) bool {
	keys := map[string]condition.Value{}
	for k, v := range r.Keys {
		keys[k] = v
	}
	resource, _ := arn.Parse(r.Resource)
	role, _ := arn.Parse("arn:aws:iam::111122223333:role/r")
	l := &authz.Layers{Identity: authz.Of(authz.Compile("p", doc))}
	d := authz.Decide(l, &authz.Request{Caller: authz.Caller{Role: role, Session: "s"}, Action: r.Action,
		Resource: resource, Owner: role.Account, Context: authz.Context{Keys: keys}})
	return d.Verdict == authz.Allowed
}

// enumerate calls visit with every request of the universe.
func (t *theory) enumerate(visit func(request.Request)) {
	contexts := []map[string]condition.Value{{}}
	for _, key := range t.names() {
		var more []map[string]condition.Value
		for _, c := range contexts {
			for _, v := range t.keys[key] {
				next := map[string]condition.Value{strings.ToLower(key): v}
				for k, v := range c {
					next[k] = v
				}
				more = append(more, next)
			}
		}
		contexts = more
	}
	for _, a := range actions {
		for _, o := range objects {
			for _, c := range contexts {
				visit(request.Request{Action: a, Resource: "arn:aws:s3:::" + o, Keys: c})
			}
		}
	}
}

// TestFind holds Find against enumeration: where a request of a small universe is
// allowed by one policy and not by another, Find finds one; what it finds is so by
// Decide; and none is never said of what is there.
func TestFind(t *testing.T) {
	for _, th := range theories {
		t.Run(th.name, func(t *testing.T) { th.hold(t, *pairs) })
	}
	mixed := theory{name: "mixed", keys: map[string][]condition.Value{}}
	for _, th := range theories[1:5] {
		for key, values := range th.keys {
			mixed.keys[key] = values[:3]
		}
		mixed.operators = append(mixed.operators, th.operators...)
		mixed.texts = append(mixed.texts, th.texts...)
	}
	t.Run("mixed", func(t *testing.T) { mixed.hold(t, *pairs/4) })
}

func (th *theory) hold(t *testing.T, pairs int) {
	r := rand.New(rand.NewPCG(1, uint64(len(th.name))))
	var seen [3]int
	for range pairs {
		in, out := th.draw(r), th.draw(r)
		new, old := parse(in), parse(out)
		a, read := request.Of(new)
		b, both := request.Of(old)
		if !read || !both {
			t.Fatalf("%s\n%s\nnot read", in, out)
		}
		result := request.Search{Budget: 1 << 14, Actions: actions}.Find(a.Allowed().And(request.Asking([]string{"s3:*Object"}, []string{"arn:aws:s3:::?*/*"})), b.Allowed())
		seen[result.Answer]++
		switch result.Answer {
		case request.Found:
			if !allowed(new, result.Request) || allowed(old, result.Request) {
				t.Fatalf("%s\n%s\n%+v is no answer: %v, %v", in, out, result.Request, allowed(new, result.Request), allowed(old, result.Request))
			}
		case request.None:
			th.enumerate(func(q request.Request) {
				if allowed(new, q) && !allowed(old, q) {
					t.Fatalf("%s\n%s\nnone, but %+v", in, out, q)
				}
			})
		case request.Unknown:
			if th.name != "variables" && th.name != "mixed" {
				t.Fatalf("%s\n%s\nunknown: %v", in, out, result.Why)
			}
		}
	}
	t.Logf("unknown, none, found: %v", seen)
}

// TestNoNumber holds that a test which compares with no number is still asked about
// a key that is there: it is false, negated too.
func TestNoNumber(t *testing.T) {
	const plain = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"`
	for _, operator := range []string{"NumericNotEquals", "DateNotEquals", "NotIpAddress"} {
		in, _ := request.Of(parse(plain + `}]}`))
		out, _ := request.Of(parse(plain + `,"Condition":{"` + operator + `":{"s3:max-keys":"x"}}}]}`))
		want := request.Found
		if operator == "NotIpAddress" {
			want = request.None // no address lies in no range
		}
		if r := (request.Search{Budget: 1 << 12}).Find(in.Allowed(), out.Allowed()); r.Answer != want {
			t.Errorf("%s: %s, want %s", operator, r.Answer, want)
		}
	}
}
