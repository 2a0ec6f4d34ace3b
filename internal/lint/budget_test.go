package lint

import (
	"sync"
	"sync/atomic"
	"testing"
)

// TestBudget holds that no more is taken together than there is, and that who
// wants more than all waits for all.
func TestBudget(t *testing.T) {
	b := newBudget(10)
	var taken, most atomic.Int64
	var group sync.WaitGroup
	for i := range 200 {
		group.Go(func() {
			n := int64(i % 15)
			back := b.take(n)
			n = min(n, 10)
			now := taken.Add(n)
			for old := most.Load(); now > old && !most.CompareAndSwap(old, now); old = most.Load() {
			}
			taken.Add(-n)
			back()
		})
	}
	group.Wait()
	if most.Load() > 10 || b.free != 10 {
		t.Errorf("%d taken at once, %d free at the end", most.Load(), b.free)
	}
}
