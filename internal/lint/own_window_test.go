package lint

import (
	"context"
	"fmt"
	"maps"
	"strings"
	"testing"
	"time"

	"github.com/crossgrant/crossgrant/internal/cache"
)

// ownRules are a user's: one that looks into places, one that fails on some documents, and
// one that finds something in all and takes too long for those that say slow.
var ownRules = map[string]string{
	"place.rego": ownRule("place", `findings contains finding.at(problem, sprintf("in %s", [problem.at.document])) if some problem in input.problems["no-effect"]`),
	"fails.rego": ownRule("fails", `findings contains finding.at(problem, sprintf("%v", [1 / (count(input.problems) - 1)])) if some problem in input.problems["no-effect"]`),
	"slow.rego": ownRule("slow", `findings contains finding.at(problem, "quick") if some problem in input.problems["no-effect"]

findings contains finding.at(statement, "slow") if {
	some statement in input.statements
	statement.sid.value == "slow"
	some a in numbers.range(1, 100000)
	some b in numbers.range(1, 100000)
	a * b < 0
}`),
}

func ownRule(name, body string) string {
	return fmt.Sprintf("# METADATA\n# title: A rule\n# custom:\n#   severity: error\n#   subject: document\npackage rules.team[%q]\n\nimport data.lib.finding\n\n%s\n", name, body)
}

// TestHowRulesOfOnesOwnAreRunChangesNothing holds that documents, pairs and rules of one's
// own have the same findings and errors however many goroutines judge them, however few
// subjects wait for each other, and whatever a cache has of earlier runs.
func TestHowRulesOfOnesOwnAreRunChangesNothing(t *testing.T) {
	files := map[string]string{}
	for n := range 60 {
		sid, version := "quick", `"Version":"2012-10-17",`
		if n == 23 || n == 25 || n == 41 {
			sid = "slow"
		}
		if n%9 == 1 {
			version = "" // a second problem
		}
		files[fmt.Sprintf("%02d.json", n)] = fmt.Sprintf(`{%s"Statement":[{"Sid":"%s","Action":"s3:*","Resource":"*"}]}`, version, sid)
	}
	for n := range 12 {
		role := fmt.Sprintf("111122223333/roles/r%d/", n)
		files[role+"trust.json"] = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}`
		files[role+"inline/p.json"] = fmt.Sprintf(`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:GetObject","s3:ListBucket"],"Resource":"arn:aws:s3:::shared/%d/*"}]}`, n%3)
	}
	files["111122223333/buckets/shared/policy.json"] = `{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::shared/1/*"}]}`
	folder(t, files)
	kept := t.TempDir()
	told := func(how plan, folder string, own map[string]string) string {
		settings := Settings{Rules: own, RuleTimeout: 500 * time.Millisecond}
		e, err := settings.engine(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		if folder != "" {
			if settings.Cache, err = cache.Open(folder, "1"); err != nil {
				t.Fatal(err)
			}
		}
		r, err := run(context.Background(), e, load(t, Options{}, "."), settings, how)
		if err != nil {
			t.Fatal(err)
		}
		if folder != "" {
			if err := settings.Cache.Close(); err != nil {
				t.Fatal(err)
			}
		}
		return transcript(r)
	}
	want := told(plan{workers: 1, alone: true}, "", ownRules)
	for text, n := range map[string]int{"finding team/place": 60, "finding team/slow": 23, "takes more than": 1, "divide by zero": 1, "finding access/": 4} {
		if got := strings.Count(want, text); got < n || got > n && !strings.Contains(text, "access") {
			t.Errorf("%q %d times, want %d\n%s", text, got, n, want)
		}
	}
	for _, how := range []struct {
		plan
		cache string
	}{
		{plan{workers: 2, alone: true}, ""}, {plan{workers: 8, alone: true}, ""}, {plan{workers: 8, size: 7, alone: true}, ""},
		{plan{workers: 2, alone: true}, kept}, {plan{workers: 1, alone: true}, kept}, {plan{workers: 8, alone: true}, kept},
	} {
		if got := told(how.plan, how.cache, ownRules); got != want {
			x, y := difference(got, want)
			t.Errorf("%+v: got\n%s\nwant\n%s", how, x, y)
		}
	}
	// What is kept is kept under the texts of the rules.
	changed := maps.Clone(ownRules)
	changed["place.rego"] = strings.ReplaceAll(changed["place.rego"], "in %s", "inside %s")
	delete(changed, "slow.rego")
	if got := told(plan{alone: true}, kept, changed); strings.Count(got, "inside ") < 60 || strings.Contains(got, "finding team/slow") {
		t.Errorf("a rule that was changed finds what it found before:\n%s", got)
	}
}
