package lint

import (
	"context"
	"fmt"
	"maps"
	"strings"
	"testing"
)

// TestSoundVariety judges snapshots as they are found in practice in which every
// grant does what its author wants. Each has the verdicts that it should have, in
// the order list, read, write, delete, and nothing that is worth a warning.
func TestSoundVariety(t *testing.T) {
	e := embedded(t)
	names := map[string]bool{}
	for _, s := range soundVariety {
		if names[s.name] {
			t.Errorf("two snapshots are called %s", s.name)
		}
		names[s.name] = true
		t.Run(s.name, func(t *testing.T) {
			w := s.world
			w.name, w.ownership = s.name, or(w.ownership, "BucketOwnerEnforced")
			more := map[string]string{}
			for _, of := range []string{w.account + "/buckets/bkt/", w.account + "/"} {
				more[of+"public-access-block.json"] = blocked
			}
			maps.Copy(more, w.more)
			w.more = more
			r, err := run(context.Background(), e, &World{Snapshot: w.snapshot(t)}, Settings{}, plan{})
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range faults(r.Findings) {
				t.Errorf("%s[%s]: %s (at %s %s)", f.Rule.Severity, f.Rule.ID, f.Message, f.At.Label, f.At.Path)
			}
			if got := verdicts(r, w); got != s.want {
				t.Errorf("the verdicts are %q, want %q", got, s.want)
			}
		})
	}
	if len(names) < 40 {
		t.Errorf("%d snapshots, want 40 at least", len(names))
	}
}

func or(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}

// verdicts are those on the pair, in the order of the capabilities.
func verdicts(r *Result, w world) string {
	var list []string
	for _, c := range judged(r, w).Capabilities {
		list = append(list, fmt.Sprint(c.Verdict))
	}
	return strings.Join(list, " ")
}
