package engine

import (
	"context"
	"fmt"
	"runtime/metrics"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/topdown"

	"github.com/crossgrant/crossgrant/internal/defect"
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

// compileTime is how long a user's rules may take to compile, which is more than
// any take that were written by hand: nested values can cost the type checker
// twice as much with each line.
const compileTime = 10 * time.Second

// within returns what f returns, or that it took too long; it is left behind then.
func within[T any](limit time.Duration, what string, f func() (T, error)) (T, error) {
	type answer struct {
		value T
		err   error
	}
	done := make(chan answer, 1)
	go func() {
		var a answer
		a.err = defect.Catch(what, func() (err error) {
			a.value, err = f()
			return err
		})
		done <- a
	}()
	select {
	case a := <-done:
		return a.value, a.err
	case <-time.After(limit):
		var none T
		return none, fmt.Errorf("%s takes more than %s", what, limit)
	}
}

// tick is how often clock and heap are looked at, and grace how long a rule may
// take to notice that it was ended: a call of a built-in does not notice.
const (
	tick  = 10 * time.Millisecond
	grace = time.Second
)

// ask evaluates a rule until the flag is raised.
type ask func(cancel topdown.Cancel, options ...rego.EvalOption) (rego.ResultSet, error)

// limitError says which limit a rule passed.
type limitError string

func (e limitError) Error() string { return string(e) }

// hold evaluates a user's rule within the limits. If it passed one, the error is a
// limitError; a rule that does not notice it is left behind, and ends with the process.
func (l Limits) hold(ctx context.Context, f ask) (set rego.ResultSet, err error) {
	cancel := topdown.NewCancel()
	type answer struct {
		set rego.ResultSet
		err error
	}
	done := make(chan answer, 1)
	begun, before := time.Now(), heap(objects)
	go func() {
		set, err := f(cancel, rego.EvalGenerateJSON(smallEnough))
		done <- answer{set, err}
	}()
	ticker := time.NewTicker(tick)
	defer ticker.Stop()
	var over <-chan time.Time
	var why error
	for {
		select {
		case a := <-done:
			if why != nil && a.err != nil {
				return nil, why
			}
			return a.set, a.err
		case <-over:
			return nil, why
		case <-ctx.Done():
			cancel.Cancel()
			return nil, ctx.Err()
		case <-ticker.C:
		}
		if why != nil {
			continue
		}
		switch {
		case l.Time > 0 && time.Since(begun) > l.Time:
			why = limitError(fmt.Sprintf("it takes more than %s for one subject (--rule-timeout)", l.Time))
		case l.Heap > 0 && (heap(live) > before+l.Heap || heap(objects) > 2*(before+l.Heap)):
			why = limitError(fmt.Sprintf("it needs more than %d MiB for one subject", l.Heap>>20))
		default:
			continue
		}
		cancel.Cancel()
		over = time.After(grace)
	}
}

// The bytes of all objects on the heap, and of those that the last collection
// found alive: what a rule drops does not count against it, unless collections
// cannot keep up.
const (
	objects = "/memory/classes/heap/objects:bytes"
	live    = "/gc/heap/live:bytes"
)

func heap(which string) uint64 {
	sample := []metrics.Sample{{Name: which}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}

// smallEnough reads a result, unless it would be huge: values share parts, which
// are written out here.
func smallEnough(t *ast.Term, _ *rego.EvalContext) (any, error) {
	if size(t) > maxMade {
		return nil, fmt.Errorf("its findings could be larger than %d MiB", maxMade>>20)
	}
	return ast.JSON(t.Value)
}
