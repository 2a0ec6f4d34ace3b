package engine

import (
	"context"
	"fmt"
	"runtime/metrics"
	"sync"
	"time"

	"github.com/open-policy-agent/opa/v1/topdown"
)

// Limits bound what a user's rule may cost. Embedded rules have tests instead.
type Limits struct {
	// Time is how long a rule may take for one input; zero is no limit.
	Time time.Duration
	// Heap is how many bytes a rule may hold at once; zero is no limit.
	Heap uint64
}

// MaxHeap is a limit that no rule comes near which states findings.
const MaxHeap = 512 << 20

// watch ends an evaluation that passes its limits or whose context ends. A flag
// that the evaluation looks at costs nothing; only where a user's rule runs does a
// goroutine look at clock and heap.
type watch struct {
	cancel  topdown.Cancel
	release func() bool
	stop    chan struct{}
	done    sync.WaitGroup
	reason  error // what was passed; to be read after end
}

// tick is how often clock and heap are looked at.
const tick = 10 * time.Millisecond

func newWatch(ctx context.Context, limits Limits, own bool) *watch {
	w := &watch{cancel: topdown.NewCancel()}
	w.release = context.AfterFunc(ctx, w.cancel.Cancel)
	if !own || limits == (Limits{}) {
		return w
	}
	w.stop = make(chan struct{})
	begun, before := time.Now(), heap(0)
	w.done.Go(func() {
		ticker := time.NewTicker(tick)
		defer ticker.Stop()
		for {
			select {
			case <-w.stop:
				return
			case <-ticker.C:
			}
			switch {
			case limits.Time > 0 && time.Since(begun) > limits.Time:
				w.reason = fmt.Errorf("it takes more than %s for one subject (--rule-timeout)", limits.Time)
			case limits.Heap > 0 && heap(1) > before+limits.Heap:
				w.reason = fmt.Errorf("it needs more than %d MiB for one subject", limits.Heap>>20)
			default:
				continue
			}
			w.cancel.Cancel()
			return
		}
	})
	return w
}

// end releases what the watch holds and returns the limit that was passed.
func (w *watch) end() error {
	w.release()
	if w.stop == nil {
		return nil
	}
	close(w.stop)
	w.done.Wait()
	return w.reason
}

// heap returns the bytes of all objects on the heap, or of those that the last
// collection found alive: what a rule holds survives a collection, what it drops
// does not count against it.
func heap(which int) uint64 {
	sample := []metrics.Sample{{Name: [...]string{"/memory/classes/heap/objects:bytes", "/gc/heap/live:bytes"}[which]}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}
