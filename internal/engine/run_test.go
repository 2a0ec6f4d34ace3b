package engine_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/crossgrant/crossgrant/internal/engine"
	"github.com/crossgrant/crossgrant/internal/facts"
)

// own is a rule of a user.
func own(id, body string) string {
	category, name, _ := strings.Cut(id, "/")
	return fmt.Sprintf("# METADATA\n# title: A user's rule\n# custom:\n#   severity: error\n#   subject: document\n"+
		"package rules.%s[%q]\n\nimport data.lib.finding\n\n%s\n", category, name, body)
}

func newEngine(t testing.TB, texts map[string]string) *engine.Engine {
	t.Helper()
	e, err := engine.New(context.Background(), engine.Embedded(), texts)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// document is the facts of a document with problems.
func document(problems ...string) facts.Object {
	place := facts.Object{{Name: "document", Value: facts.String("d")}, {Name: "path", Value: facts.Array{}}}
	problem := facts.Object{{Name: "at", Value: place}, {Name: "found", Value: facts.String("x")}, {Name: "wanted", Value: facts.String("y")}}
	var members facts.Object
	for _, p := range problems {
		members = members.With(p, facts.Array{problem})
	}
	return facts.Object{{Name: "type", Value: facts.String("identity")}, {Name: "problems", Value: members}}
}

// TestAUsersRuleRunsBesideTheEmbedded holds that own rules may use the
// libraries, and run with the others.
func TestAUsersRuleRunsBesideTheEmbedded(t *testing.T) {
	e := newEngine(t, map[string]string{"mine.rego": own("team/no-effect", `findings contains finding.at(problem, "mine") if {
	some problem in input.problems["no-effect"]
}`)})
	input := document("no-effect")
	results, err := e.Eval(context.Background(), input, e.Candidates(input))
	if err != nil || len(results) != 2 || results[0].Rule != "team/no-effect" || results[1].Rule != "syntax/missing-effect" {
		t.Errorf("%v, %v", results, err)
	}
	if r, ok := e.Rule("team/no-effect"); !ok || r.Title != "A user's rule" || r.Category != "team" {
		t.Errorf("%+v", r)
	}
}

// TestAnEngineRefusesWhatIsNoRule holds that an error names the file.
func TestAnEngineRefusesWhatIsNoRule(t *testing.T) {
	for name, row := range map[string]struct{ text, says string }{
		"an id that is taken": {own("syntax/effect", `findings contains finding.at(input, "x") if input.type`), "syntax/effect stands in"},
		"no METADATA":         {"package rules.team[\"a\"]\n\nfindings contains 1 if input.type\n", "mine.rego: the rule has no METADATA"},
		"no severity":         {strings.Replace(own("team/a", `findings contains 1 if input.type`), "severity: error", "severity: high", 1), "mine.rego: severity \"high\""},
		"no set":              {own("team/a", `findings := 1 if input.type`), "mine.rego:10"},
		"no Rego":             {"package", "mine.rego:1"},
	} {
		_, err := engine.New(context.Background(), engine.Embedded(), map[string]string{"mine.rego": row.text})
		if err == nil || !strings.Contains(err.Error(), row.says) {
			t.Errorf("%s: %v, want %q", name, err, row.says)
		}
	}
	_, err := engine.New(context.Background(), nil, map[string]string{"lib/fix/fix.rego": "package lib.fix\n"})
	if err == nil || !strings.Contains(err.Error(), "lib/fix/fix.rego") {
		t.Errorf("the name of an embedded file: %v", err)
	}
}

// TestOneBadRuleHidesNoOther holds that an error at run time names its rule and
// leaves the findings of the others.
func TestOneBadRuleHidesNoOther(t *testing.T) {
	e := newEngine(t, map[string]string{
		"a.rego": own("team/divides", `findings contains finding.at(problem, sprintf("%d", [1 / count(input.nothing)])) if {
	some problem in input.problems["no-effect"]
}`),
		"b.rego": own("team/states-text", `findings contains "text" if input.problems["no-effect"]`),
	})
	input := document("no-effect").With("nothing", facts.Array{})
	results, err := e.Eval(context.Background(), input, e.Candidates(input))
	if len(results) != 1 || results[0].Rule != "syntax/missing-effect" {
		t.Errorf("results %v", results)
	}
	if err == nil || !strings.Contains(err.Error(), "rule team/divides: ") || !strings.Contains(err.Error(), "rule team/states-text: ") {
		t.Errorf("error %v", err)
	}
	if _, err := e.Eval(context.Background(), input, []string{"team/none"}); err == nil || !strings.Contains(err.Error(), "team/none") {
		t.Errorf("a rule that does not exist: %v", err)
	}
}

// TestEvalInParallel holds that several goroutines share an engine whose
// program grows under them.
func TestEvalInParallel(t *testing.T) {
	problems := []string{"no-effect", "no-action", "no-resource", "no-statement", "no-version", "repeated-key", "wrong-type"}
	e := newEngine(t, nil)
	var wait sync.WaitGroup
	for worker := range 4 {
		wait.Go(func() {
			for i := range 20 {
				input := document(problems[(worker+i)%len(problems)], problems[i%len(problems)])
				candidates := e.Candidates(input)
				results, err := e.Eval(context.Background(), input, candidates)
				if err != nil || len(results) != len(candidates) {
					t.Errorf("candidates %v, results %v, %v", candidates, results, err)
				}
			}
		})
	}
	wait.Wait()
}

// TestEvalEndsWithItsContext holds that a rule which would run for hours can be
// stopped.
func TestEvalEndsWithItsContext(t *testing.T) {
	e := newEngine(t, map[string]string{"mine.rego": own("team/endless", `findings contains finding.at(problem, "x") if {
	some problem in input.problems["no-effect"]
	some a in numbers.range(1, 100000)
	some b in numbers.range(1, 100000)
	a * b < 0
}`)})
	ctx, cancel := context.WithCancel(context.Background())
	input := document("no-effect")
	if err := e.Prepare(ctx, []string{"team/endless"}); err != nil {
		t.Fatal(err)
	}
	cancel()
	if _, err := e.Eval(ctx, input, []string{"team/endless"}); err == nil {
		t.Error("no error")
	}
}

// BenchmarkCandidates tries all gates on the facts of a sound document and of a
// pair.
func BenchmarkCandidates(b *testing.B) {
	e := newEngine(b, nil)
	for _, s := range someSubjects(b) {
		b.Run(s.kind, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				e.Candidates(s.facts)
			}
		})
	}
}

// BenchmarkEval runs the candidates of a document and of a pair.
func BenchmarkEval(b *testing.B) {
	e := newEngine(b, nil)
	for _, s := range append(someSubjects(b), subject{"problem", "", document("no-effect")}) {
		candidates := e.Candidates(s.facts)
		b.Run(fmt.Sprintf("%s-%d-candidates", s.kind, len(candidates)), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := e.Eval(context.Background(), s.facts, candidates); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// someSubjects are one of each kind, of the snapshot of the founding story.
func someSubjects(b *testing.B) (one []subject) {
	seen := map[string]bool{}
	for _, s := range subjectsOf(b, testdata+"/snapshots/cluster", "") {
		if !seen[s.kind] {
			seen[s.kind] = true
			one = append(one, s)
		}
	}
	return one
}
