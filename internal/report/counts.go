package report

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"

	"github.com/crossgrant/crossgrant/internal/access"
	"github.com/crossgrant/crossgrant/internal/finding"
	"github.com/crossgrant/crossgrant/internal/policy"
)

// count is how often there is something of a name.
type count struct {
	name string
	n    int
}

// counts is written as a JSON object in the order of the list.
type counts []count

// MarshalJSON implements json.Marshaler.
func (c counts) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, k := range c {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(strconv.Quote(k.name) + ":" + strconv.Itoa(k.n))
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

func (c counts) total() int {
	sum := 0
	for _, k := range c {
		sum += k.n
	}
	return sum
}

// list names what there is: "2 yes, 1 no".
func (c counts) list() string {
	var parts []string
	for _, k := range c {
		if k.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", k.n, k.name))
		}
	}
	return strings.Join(parts, ", ")
}

// documentCounts holds the types that occur.
func documentCounts(of map[policy.Type]int) counts {
	list := counts{}
	for _, t := range policy.Types {
		if n := of[t]; n > 0 {
			list = append(list, count{string(t), n})
		}
	}
	return list
}

// pairCounts and severityCounts hold every name, so that whoever reads one
// need not ask whether it is there.
func pairCounts(of map[access.Verdict]int) counts {
	var list counts
	for _, v := range []access.Verdict{access.Yes, access.Partly, access.Conditional, access.No, access.Unknown} {
		list = append(list, count{v.String(), of[v]})
	}
	return list
}

func severityCounts(of map[finding.Severity]int) counts {
	var list counts
	for s := finding.Error; s >= finding.Suggestion; s-- {
		list = append(list, count{s.String(), of[s]})
	}
	return list
}
