package lint

import (
	"fmt"
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/parallel"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/snapshot"
)

// services says which services bucket policies let in: what they do in the name
// of nobody's role, delivering logs, serving a distribution, is no pair, and judged
// where it is asked for. It is empty where there are none.
func (w *World) services() string {
	var names, policies, buckets []string
	for some := range parallel.InOrder(slices.Chunk(w.Snapshot.Buckets, chunk), servicesOf) {
		for _, one := range some {
			names = append(names, one.names...)
			policies, buckets = append(policies, one.bucket.Policy.Label()), append(buckets, one.bucket.Name)
		}
	}
	if len(policies) == 0 {
		return ""
	}
	slices.Sort(names)
	names = slices.Compact(names)
	whose, service, bucket := policies[0]+" lets", names[0], buckets[0]
	if n := len(policies); n > 1 {
		whose, bucket = fmt.Sprintf("%d bucket policies let", n), "NAME"
	}
	if len(names) > 1 || strings.Contains(service, "*") {
		service = "SERVICE"
	}
	return fmt.Sprintf("%s %s in; what a service may do is judged by access --principal %s --bucket %s", whose, strings.Join(names, ", "), service, bucket)
}

// chunk is how many policies are read at one time.
const chunk = 256

// served is a bucket and the services that its policy lets in.
type served struct {
	bucket *snapshot.Bucket
	names  []string
}

func servicesOf(buckets []*snapshot.Bucket) (list []served) {
	for _, b := range buckets {
		if b.Policy == nil {
			continue
		}
		var names []string
		for _, st := range b.Policy.Policy.All() {
			if st.Effect != policy.Allow || st.Principal == nil || st.Principal.Not {
				continue
			}
			for _, e := range st.Principal.Entries {
				if e.Kind == "Service" {
					names = append(names, e.Value.Value)
				}
			}
		}
		if names != nil {
			list = append(list, served{b, names})
		}
	}
	return list
}
