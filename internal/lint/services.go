package lint

import (
	"fmt"
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/policy"
)

// services says which services bucket policies let in: what they do in the name
// of nobody's role, delivering logs, replicating, serving a distribution, is no
// pair and not judged. It is empty where there are none.
func (w *World) services() string {
	var names, policies []string
	for _, b := range w.Snapshot.Buckets {
		if b.Policy == nil {
			continue
		}
		found := false
		for i := range b.Policy.Policy.Statements {
			st := &b.Policy.Policy.Statements[i]
			if st.Effect != policy.Allow || st.Principal == nil || st.Principal.Not {
				continue
			}
			for _, e := range st.Principal.Entries {
				if e.Kind != "Service" {
					continue
				}
				if found = true; !slices.Contains(names, e.Value.Value) {
					names = append(names, e.Value.Value)
				}
			}
		}
		if found {
			policies = append(policies, b.Policy.Label)
		}
	}
	if len(policies) == 0 {
		return ""
	}
	slices.Sort(names)
	whose := policies[0] + " lets"
	if n := len(policies); n > 1 {
		whose = fmt.Sprintf("%d bucket policies let", n)
	}
	return fmt.Sprintf("%s %s in; what services do is not judged", whose, strings.Join(names, ", "))
}
