package access

import (
	"flag"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/s3"
	"github.com/crossgrant/crossgrant/internal/snapshot"
	"github.com/crossgrant/crossgrant/internal/way"
)

var randomPairs = flag.Int("pairs", 600, "how many random pairs the sets are held against")

// TestSetsAgainstEnumeration holds that the formula over sets of requests says the same
// as the enumeration of every combination of what is not known, or unknown, and that
// its witnesses replay.
func TestSetsAgainstEnumeration(t *testing.T) {
	d := dice{rand.New(rand.NewPCG(21, 22))}
	var asked, open int
	for i := range *randomPairs {
		var s *snapshot.Snapshot
		if i%2 == 0 {
			o := d.limits()
			s = o.build(t, d.of(ours, theirs, theirs), d.several(false), d.several(true))
		} else {
			s = d.pair(t, snapshot.IsRole)
		}
		j := NewJudge(s)
		of := s.Pair(s.Roles[0], s.Buckets[0])
		p := j.frame(of)
		for _, capability := range s3.Capabilities {
			q := j.query(p, way.Caller(of), p.Bucket.Account, s3.Operations[capability], header{})
			q.prepare(j.carried)
			worlds, ok := q.worlds(every)
			if !ok || len(worlds)*q.size() > triedSteps {
				continue
			}
			groups, of := q.groups(worlds)
			want := q.verdict(groups)
			if want == Unknown {
				continue
			}
			asked++
			sets, verdict, allowed, denied := q.overall()
			if verdict == Unknown {
				open++
				continue
			}
			text := func() string {
				bucket := ""
				if p.Bucket.Policy != nil {
					bucket = string(p.Bucket.Policy.Policy.Text())
				}
				return string(p.Role.Inline[0].Policy.Text()) + "\n" + bucket
			}
			if verdict != want {
				t.Fatalf("%s: %s over sets, %s by enumeration\n%s\n%v %v", capability, verdict, want, text(), allowed, denied)
			}
			if tried, _ := q.tried(maxCases); tried.verdict == Conditional {
				for _, v := range sets.hangsOn(nil) {
					if !slices.Contains(tried.conditions, v.label) {
						t.Fatalf("%s hangs on %s over sets, on %v by enumeration\n%s", capability, v.label, tried.conditions, text())
					}
				}
				for i, is := range q.influences(oneOfEach(worlds, of)) {
					if v := &q.vars[i]; is && !q.steps.Spent() && !slices.Contains(tried.conditions, v.label) {
						t.Fatalf("%s hangs on %s in a world, on %v by enumeration\n%s", capability, v.label, tried.conditions, text())
					}
				}
			}
			for w, allows := range map[*Witness]bool{allowed: true, denied: false} {
				if w == nil {
					continue
				}
				if legs, told := q.told(w); told {
					if v, _ := authz.DecideCall(legs); (v.Verdict == authz.Allowed) != allows && len(q.keys) == 0 {
						t.Fatalf("%s: %s %+v is %s\n%s", capability, verdict, w, v.Verdict, text())
					}
				}
			}
		}
	}
	t.Logf("%d questions, %d left open", asked, open)
	if open > asked/5 {
		t.Errorf("%d of %d questions are left open", open, asked)
	}
}
