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

// stop is what the policy of one endpoint would take.
type stop struct {
	Endpoint     string // its id
	Capabilities []s3.Capability
}

// untied lists what is not tied to an endpoint: what is, is a finding.
func untied(stops []access.Stop) (list []stop) {
	for _, one := range stops {
		if len(one.Untied) > 0 {
			list = append(list, stop{one.ID, one.Untied})
		}
	}
	return list
}

func (s *stops) add(pair string, list []stop) {
	for _, stop := range list {
		if s.by == nil {
			s.by = map[string][]string{}
		}
		if s.by[stop.Endpoint] == nil {
			s.order = append(s.order, stop.Endpoint)
		}
		s.by[stop.Endpoint] = append(s.by[stop.Endpoint], fmt.Sprintf("%s of %s", words(stop.Capabilities), pair))
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
