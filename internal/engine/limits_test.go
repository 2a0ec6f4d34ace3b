package engine_test

import (
	"context"
	"errors"
	"regexp"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/crossgrant/crossgrant/internal/engine"
)

// TestAUsersRuleIsBounded holds that no rule of a user takes the machine's time
// or memory, that what ended it is said with its line, and that the others find
// what they find. Want is a regular expression for the error.
func TestAUsersRuleIsBounded(t *testing.T) {
	for name, row := range map[string]struct{ body, want string }{
		"a loop over much": {`findings contains finding.at(problem, "x") if {
	some problem in input.problems["no-effect"]
	some a in numbers.range(1, 100000)
	some b in numbers.range(1, 100000)
	a * b < 0
}`, `takes more than 200ms`},
		"a long range":                   {message(`count(numbers.range(1, 10000000000))`), `numbers.range: .* larger than`},
		"a wide verb":                    {message(`count(sprintf("%999999999d", [1]))`), `sprintf: .* larger than`},
		"a width as argument":            {message(`count(sprintf("%*d", [999999999, 1]))`), `sprintf: .* larger than`},
		"many verbs":                     {message(`count(sprintf(concat("", [s | some _ in numbers.range(1, 10000); s := "%99999d"]), [1]))`), `(sprintf|concat): .* larger than|^$`},
		"a text doubled again and again": {doubled(`concat("", [%, %])`, `"0123456789"`) + message(`count(v40)`), `concat: .* larger than`},
		"a text replaced by itself":      {doubled(`replace(%, "0", %)`, `"0123456789"`) + message(`count(v40)`), `replace: .* larger than`},
		"texts replaced":                 {doubled(`strings.replace_n({"0": %}, %)`, `"00"`) + message(`count(v40)`), `strings.replace_n: .* larger than`},
		"a match replaced":               {doubled(`regex.replace(%, "0", %)`, `"00"`) + message(`count(v40)`), `regex.replace: .* larger than`},
		"a list doubled":                 {doubled(`array.concat(%, %)`, `[1, 2]`) + message(`count(v40)`), `array.concat: .* larger than`},
		"a list of itself":               {doubled(`[%, %]`, `[1, 2]`) + message(`sprintf("%v", [v40])`), `sprintf: .* larger than`},
		"a list of itself as JSON":       {doubled(`[%, %]`, `[1, 2]`) + message(`json.marshal(v40)`), `json.marshal: .* larger than`},
		"a list of itself in a finding":  {doubled(`[%, %]`, `[1, 2]`) + `findings contains object.union(finding.at(problem, "x"), {"more": v40}) if some problem in input.problems["no-effect"]`, `findings could be larger than`},
		"a number squared":               {doubled(`% * %`, `999999999999`) + message(`v40`), `mul: .* larger than`},
		"a number of many digits":        {message(`json.unmarshal("1e999999999") * 3`), `number too big`},
		"a number as digits":             {message(`format_int(json.unmarshal("1e999999999"), 10)`), `number too big`},
		"a number shifted":               {message(`bits.lsh(1, 100000000000)`), `bits.lsh: .* larger than`},
		"much on the heap": {message(`count([x | some a in numbers.range(1, 200000); some b in numbers.range(1, 200000); x := [a, b]])`),
			`needs more than 64 MiB`},
	} {
		t.Run(name, func(t *testing.T) {
			e := newEngine(t, map[string]string{"mine.rego": own("team/mine", row.body)})
			e.Limits = engine.Limits{Time: time.Minute, Heap: 64 << 20}
			if strings.HasPrefix(row.want, "takes") {
				e.Limits.Time = 200 * time.Millisecond
			}
			input := document("no-effect")
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			begun := time.Now()
			results, err := e.Eval(context.Background(), input, e.Candidates(input))
			took := time.Since(begun)
			runtime.ReadMemStats(&after)
			if len(results) == 0 || results[len(results)-1].Rule != "syntax/missing-effect" {
				t.Errorf("results %v", results)
			}
			if took > 20*time.Second || after.Sys-before.Sys > 1<<30 {
				t.Errorf("%s, %d MiB", took, (after.Sys-before.Sys)>>20)
			}
			text := ""
			if err != nil {
				text = err.Error()
			}
			if !regexp.MustCompile(row.want).MatchString(text) || !strings.HasPrefix(text, "mine.rego:") && text != "" {
				t.Errorf("error %q, want %s", text, row.want)
			}
			var failed *engine.RuleError
			if err != nil && (!errors.As(err, &failed) || failed.Rule != "team/mine" || !failed.Own) {
				t.Errorf("%+v", failed)
			}
		})
	}
}

// message is a rule whose only finding says a value.
func message(value string) string {
	return `findings contains finding.at(problem, json.marshal(` + value + `)) if some problem in input.problems["no-effect"]
`
}

// doubled defines v00 to v40, each made of the one before it, which stands for %.
func doubled(step, first string) string {
	text := "v00 := " + first + "\n\n"
	for i := range 40 {
		name := func(n int) string { return "v" + string(rune('0'+n/10)) + string(rune('0'+n%10)) }
		before := name(i)
		after := name(i + 1)
		text += after + " := " + strings.ReplaceAll(step, "%", before) + "\n\n"
	}
	return text
}

// TestARuleThatPassedALimitIsNotAskedAgain holds that a run of many subjects pays
// once.
func TestARuleThatPassedALimitIsNotAskedAgain(t *testing.T) {
	e := newEngine(t, map[string]string{"mine.rego": own("team/endless", `findings contains finding.at(problem, "x") if {
	some problem in input.problems["no-effect"]
	some a in numbers.range(1, 100000)
	some b in numbers.range(1, 100000)
	a * b < 0
}`)})
	e.Limits.Time = 50 * time.Millisecond
	input, failures := document("no-effect"), 0
	for range 10 {
		results, err := e.Eval(context.Background(), input, e.Candidates(input))
		if err != nil {
			failures++
		}
		if len(results) != 1 {
			t.Errorf("results %v", results)
		}
	}
	if failures != 1 {
		t.Errorf("it was asked %d times", failures)
	}
}

// TestNoRuleSpeaksForAnother holds that a user's module cannot say anything in
// the place of an embedded rule, a library or the engine.
func TestNoRuleSpeaksForAnother(t *testing.T) {
	for name, row := range map[string]struct{ text, want string }{
		"the package of a rule":      {"package rules.syntax.effect\n\nfindings contains 1\n", "mine.rego:1: the rule syntax/effect stands in syntax/effect/effect.rego already"},
		"a helper of a rule":         {"package rules.syntax[\"missing-effect\"]\n\nx := 1\n", "mine.rego:1: the rule syntax/missing-effect stands in"},
		"a rule from above":          {"package rules\n\nx := 1\n\nsyntax.effect.findings contains 1\n", "mine.rego:5: the rule syntax/effect stands in"},
		"any rule from above":        {"package rules\n\nsyntax[name].findings contains 1 if some name in {\"effect\"}\n", "mine.rego:3: the rule syntax/"},
		"inside the findings":        {"package rules.syntax.effect.findings\n\nx := 1\n", "mine.rego:1: the rule syntax/effect stands in"},
		"a library":                  {"package lib.finding\n\nat(_, _) := {}\n", "mine.rego:1: package lib.finding stands in lib/finding/finding.rego already"},
		"a library from above":       {"package lib\n\nfinding.at(_, _) := {}\n", "mine.rego:3: package lib.finding stands in"},
		"the engine":                 {"package engine\n\nfindings contains 1\n", "mine.rego:1: package engine is the tool's own"},
		"below the engine":           {"package engine.findings\n\nx := 1\n", "mine.rego:1: package engine is the tool's own"},
		"what reaches the network":   {own("team/a", message(`http.send({"url": "x"})`)), "mine.rego:10: rego_type_error: undefined function http.send"},
		"what reads the environment": {own("team/a", message(`opa.runtime()`)), "undefined function opa.runtime"},
		"what reads the clock":       {own("team/a", message(`time.now_ns()`)), "undefined function time.now_ns"},
		"what throws dice":           {own("team/a", message(`rand.intn("x", 3)`)), "undefined function rand.intn"},
		"what follows every path":    {own("team/a", message(`graph.reachable_paths({}, {})`)), "undefined function graph.reachable_paths"},
		"a library of one's own":     {"package lib.team\n\nx := 1\n", ""},
		"a rule beside the embedded": {own("syntax/mine", message(`1`)), ""},
	} {
		_, err := engine.New(context.Background(), engine.Embedded(), map[string]string{"mine.rego": row.text, "other.rego": own("team/b", message(`1`))})
		if row.want == "" && err != nil || row.want != "" && (err == nil || !strings.Contains(err.Error(), row.want)) {
			t.Errorf("%s: %v, want %q", name, err, row.want)
		}
	}
}
