package lint

import (
	"fmt"
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/access"
	"github.com/crossgrant/crossgrant/internal/s3"
)

// stops remembers what the policies of VPC endpoints would take from pairs of which
// nothing says that their requests come through one: a note, and no finding.
type stops struct {
	by    map[string][]string // by endpoint, the pairs with what they lose
	order []string
}

// add remembers what is not tied to an endpoint: that is a finding.
func (s *stops) add(pair string, list []access.Stop) {
	for _, stop := range list {
		if len(stop.Untied) == 0 {
			continue
		}
		if s.by == nil {
			s.by = map[string][]string{}
		}
		if s.by[stop.ID] == nil {
			s.order = append(s.order, stop.ID)
		}
		s.by[stop.ID] = append(s.by[stop.ID], fmt.Sprintf("%s of %s", words(stop.Untied), pair))
	}
}

// notes says it in a sentence an endpoint.
func (s *stops) notes() (list []string) {
	slices.Sort(s.order)
	for _, id := range s.order {
		list = append(list, fmt.Sprintf("the policy of VPC endpoint %s stops %s, should the requests come through it (access --endpoint %s judges that)",
			id, few(s.by[id]), id))
	}
	return list
}

// words lists capabilities in a sentence.
func words(list []s3.Capability) string {
	var names []string
	for _, c := range list {
		names = append(names, string(c))
	}
	if n := len(names); n > 1 {
		return strings.Join(names[:n-1], ", ") + " and " + names[n-1]
	}
	return names[0]
}
