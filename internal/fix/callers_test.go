package fix

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/crossgrant/crossgrant/internal/access"
	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/glob"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/reference"
	"github.com/crossgrant/crossgrant/internal/source"
)

const (
	reader  = "arn:aws:iam::111122223333:role/reader"
	partner = "arn:aws:iam::111122223333:role/partner"
	foreign = "arn:aws:iam::777788889999:role/reader"
)

func parsed(t *testing.T, statements []map[string]any) *policy.Document {
	t.Helper()
	text, err := json.Marshal(map[string]any{"Version": "2012-10-17", "Statement": statements})
	if err != nil {
		t.Fatal(err)
	}
	d := policy.Parse(source.Whole(source.NewFile("policy.json", text)), policy.Bucket)
	if len(d.Problems()) > 0 {
		t.Fatalf("%s: %v", text, d.Problems())
	}
	return d
}

var asked = newMeanings(reference.Embedded(), nil)

func asking(before, after *policy.Document) *Gains {
	role, _ := arn.Parse(reader)
	return &Gains{read: asked, RoleID: "AROAEXAMPLEREADER0001", Table: reference.Embedded(), Before: before, After: after, Role: role,
		Wants: []access.Want{{Actions: []string{"s3:GetObject"}, Resources: []string{"arn:aws:s3:::bkt/a*"}}}}
}

// TestNoCallerIsGainedUnseen holds Find to an evaluator of ten lines: where it
// finds no gain, no request is allowed that was not and that nobody wants.
func TestNoCallerIsGainedUnseen(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	quiet := 0
	for range 8000 {
		list := randomStatements(random)
		changed := edited(random, list)
		before, after := parsed(t, list), parsed(t, changed)
		if asking(before, after).Find() != "" {
			continue
		}
		quiet++
		for _, caller := range []string{reader, partner, foreign} {
			for _, action := range []string{"s3:GetObject", "s3:PutObject"} {
				for _, resource := range []string{"arn:aws:s3:::bkt/a1", "arn:aws:s3:::bkt/z"} {
					wanted := caller == reader && action == "s3:GetObject" && resource == "arn:aws:s3:::bkt/a1"
					if !wanted && admits(after, caller, action, resource) && !admits(before, caller, action, resource) {
						t.Fatalf("no gain found, but %s by %s on %s is one\nbefore %s\nafter  %s",
							action, caller, resource, before.Text(), after.Text())
					}
				}
			}
		}
	}
	if quiet < 500 {
		t.Errorf("no gain in %d pairs only: the test says little", quiet)
	}
}

// admits is an evaluator for the statements of this test, where the identity
// side allows everything.
func admits(d *policy.Document, caller, action, resource string) bool {
	allowed := false
	for _, s := range d.All() {
		if !matches(s, caller, action, resource) {
			continue
		}
		if s.Effect == policy.Deny {
			return false
		}
		allowed = true
	}
	return allowed
}

func matches(s *policy.Statement, caller, action, resource string) bool {
	named := slices.ContainsFunc(s.Principal.Entries, func(e policy.Principal) bool {
		return e.Value.Value == "*" || e.Value.Value == caller
	})
	if !named || !glob.Parse(s.Action.Patterns[0].Value).Match(action) || !glob.Parse(s.Resource.Patterns[0].Value).Match(resource) {
		return false
	}
	for _, c := range s.Conditions {
		found := caller
		if c.Key.Value == "aws:PrincipalAccount" {
			found = strings.Split(caller, ":")[4]
		}
		listed := slices.ContainsFunc(c.Values, func(v source.Text) bool { return v.Value == found })
		if listed == strings.Contains(c.Operator.Value, "Not") {
			return false
		}
	}
	return true
}

func pick[T any](random *rand.Rand, list ...T) T { return list[random.IntN(len(list))] }

func randomStatements(random *rand.Rand) (list []map[string]any) {
	for range 1 + random.IntN(3) {
		s := map[string]any{"Effect": pick(random, "Allow", "Deny"),
			"Principal": map[string]any{"AWS": pick(random, "*", "*", reader, partner)},
			"Action":    pick(random, "s3:GetObject", "s3:PutObject", "s3:*"),
			"Resource":  pick(random, "arn:aws:s3:::bkt/a*", "arn:aws:s3:::bkt/*")}
		if random.IntN(3) > 0 {
			s["Condition"] = randomCondition(random)
		}
		list = append(list, s)
	}
	return list
}

func randomCondition(random *rand.Rand) map[string]any {
	some := func(all ...string) []string {
		random.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		return all[:1+random.IntN(len(all))]
	}
	operator := pick(random, "ArnEquals", "ArnNotEquals", "StringNotEquals", "StringEquals")
	if operator[0] == 'S' {
		return map[string]any{operator: map[string]any{"aws:PrincipalAccount": some("111122223333", "777788889999")}}
	}
	return map[string]any{operator: map[string]any{"aws:PrincipalArn": some(reader, partner, foreign)}}
}

// edited changes one statement in one element, adds one or drops one.
func edited(random *rand.Rand, list []map[string]any) []map[string]any {
	out := slices.Clone(list)
	at, fresh := random.IntN(len(out)), randomStatements(random)[0]
	element := pick(random, "Effect", "Principal", "Action", "Resource", "Condition", "Condition", "+", "-")
	switch {
	case element == "+":
		return append(out, fresh)
	case element == "-" && len(out) > 1:
		return slices.Delete(out, at, at+1)
	}
	s := map[string]any{}
	for name, value := range out[at] {
		s[name] = value
	}
	if value, ok := fresh[element]; ok {
		s[element] = value
	} else {
		delete(s, element)
	}
	out[at] = s
	return out
}

func TestCallersInConditions(t *testing.T) {
	statement := func(effect, condition string) map[string]any {
		s := map[string]any{"Effect": effect, "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::bkt/a*"}
		if condition != "" {
			var c any
			if err := json.Unmarshal([]byte(condition), &c); err != nil {
				t.Fatal(err)
			}
			s["Condition"] = c
		}
		return s
	}
	except := func(callers ...string) string {
		list, _ := json.Marshal(callers)
		return fmt.Sprintf(`{"ArnNotEquals": {"aws:PrincipalArn": %s}}`, list)
	}
	admit := func(callers ...string) string {
		list, _ := json.Marshal(callers)
		return fmt.Sprintf(`{"ArnLike": {"aws:PrincipalArn": %s}}`, list)
	}
	for _, test := range []struct{ name, effect, before, after, want string }{
		{"the role is excepted from a deny", "Deny", except(partner), except(partner, reader), ""},
		{"a deny of all excepts the role", "Deny", "", except(reader), ""},
		{"another role is excepted", "Deny", except(reader), except(reader, partner),
			"s3:GetObject on arn:aws:s3:::bkt/a* by " + partner + ", which was denied"},
		{"the account is excepted", "Deny", "", `{"StringNotEquals": {"aws:PrincipalAccount": "111122223333"}}`,
			"s3:GetObject on arn:aws:s3:::bkt/a* by account 111122223333, which was denied"},
		{"the role's sessions are excepted", "Deny", "", `{"StringNotLike": {"aws:userId": "AROAEXAMPLEREADER0001:*"}}`, ""},
		{"the role is admitted", "Allow", admit(partner), admit(partner, reader), ""},
		{"another role is admitted", "Allow", admit(reader), admit(reader, partner),
			"s3:GetObject on arn:aws:s3:::bkt/a* by " + partner},
		{"everybody is admitted", "Allow", admit(reader), "", "s3:GetObject on arn:aws:s3:::bkt/a* by *"},
	} {
		t.Run(test.name, func(t *testing.T) {
			before := parsed(t, []map[string]any{statement(test.effect, test.before)})
			after := parsed(t, []map[string]any{statement(test.effect, test.after)})
			if got := asking(before, after).Find(); got != test.want {
				t.Errorf("gained: %q, want %q", got, test.want)
			}
		})
	}
}
