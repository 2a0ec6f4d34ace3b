package snapshot

import (
	"fmt"
	"testing"
)

// TestInlinePoliciesAreFoundByName holds that, of few and of many.
func TestInlinePoliciesAreFoundByName(t *testing.T) {
	r := &Role{stated: &stated{}}
	for i := range 3 * fewInline {
		name := fmt.Sprint(i)
		if r.inlineOf(name) != nil {
			t.Fatalf("%s is there before it was added", name)
		}
		r.addInline(name)
		for k := range i + 1 {
			if found := r.inlineOf(fmt.Sprint(k)); found == nil || found.name != fmt.Sprint(k) {
				t.Fatalf("%d of %d: %v", k, i+1, found)
			}
		}
	}
}
