package access

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/crossgrant/crossgrant/internal/snapshot"
)

// TestExamplesDiffer holds that the two examples of an answer which is not the same for
// all requests differ in something that people are told: the object, a condition key,
// a fact.
func TestExamplesDiffer(t *testing.T) {
	d := dice{rand.New(rand.NewPCG(21, 22))}
	judged := 0
	differ := func(s *snapshot.Snapshot) {
		p := NewJudge(s).Pair(s.Pair(s.Roles[0], s.Buckets[0]))
		for i := range p.Capabilities {
			c := &p.Capabilities[i]
			if c.Verdict != Partly && c.Verdict != Conditional || c.Allowed == nil || c.Denied == nil {
				continue
			}
			judged++
			said := func(w *Witness) string { return fmt.Sprint(w.Resource, w.prefix(), w.Facts, w.Without, w.Open) }
			if said(c.Allowed) == said(c.Denied) {
				t.Fatalf("%s is %s (%v): both examples are %s\n%s\n%s", c.Capability, c.Verdict, c.Conditions, said(c.Allowed),
					p.Role.Inline[0].Policy.Text(), p.Bucket.Policy.Policy.Text())
			}
		}
	}
	for range 300 {
		differ(d.pair(t, snapshot.IsRole))
		differ(d.keyWorld(t))
	}
	for range 200 {
		differ(d.pair(t, snapshot.IsUser))
		differ(d.pair(t, snapshot.IsService))
	}
	if judged < 300 {
		t.Errorf("only %d answers had two examples", judged)
	}
}
