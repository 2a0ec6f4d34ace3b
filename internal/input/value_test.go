package input

import (
	"fmt"
	"strings"
	"testing"

	"github.com/crossgrant/crossgrant/internal/source"
)

// TestHas holds that a candidate has a member wherever it stands.
func TestHas(t *testing.T) {
	for _, n := range []int{0, 1, maxMembers - 1, maxMembers, 2 * maxMembers} {
		var members []string
		for i := range n {
			members = append(members, fmt.Sprintf(`"m%d":null`, i))
		}
		c, err := Whole(source.NewFile("f.json", []byte("{"+strings.Join(members, ",")+"}")), Hints{})
		if err != nil {
			t.Fatal(err)
		}
		for i := range n + 1 {
			if name := fmt.Sprintf("m%d", i); c.Has(name) != (i < n) {
				t.Errorf("%s of %d: %t", name, n, c.Has(name))
			}
		}
	}
}
