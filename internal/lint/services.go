package lint

import (
	"fmt"
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/policy"
)

// services says which services bucket policies let in: what they do in the name
// of nobody's role, delivering logs, serving a distribution, is no pair, and judged
// where it is asked for. It is empty where there are none.
func (w *World) services() string {
	var names, policies, buckets []string
	for _, b := range w.Snapshot.Buckets {
		if b.Policy == nil {
			continue
		}
		found := false
		for _, st := range b.Policy.Policy.All() {
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
			policies, buckets = append(policies, b.Policy.Label()), append(buckets, b.Name)
		}
	}
	if len(policies) == 0 {
		return ""
	}
	slices.Sort(names)
	whose, service, bucket := policies[0]+" lets", names[0], buckets[0]
	if n := len(policies); n > 1 {
		whose, bucket = fmt.Sprintf("%d bucket policies let", n), "NAME"
	}
	if len(names) > 1 || strings.Contains(service, "*") {
		service = "SERVICE"
	}
	return fmt.Sprintf("%s %s in; what a service may do is judged by access --principal %s --bucket %s", whose, strings.Join(names, ", "), service, bucket)
}
