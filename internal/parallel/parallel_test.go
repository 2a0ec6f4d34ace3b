package parallel

import (
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// TestOrderIsKept holds that results come in the order of the values, however long each takes.
func TestOrderIsKept(t *testing.T) {
	var values []int
	for i := range 500 {
		values = append(values, i)
	}
	got := slices.Collect(InOrder(slices.Values(values), func(i int) string {
		time.Sleep(time.Duration(i*7919%13) * 10 * time.Microsecond)
		return fmt.Sprint(i)
	}))
	for i, text := range got {
		if text != fmt.Sprint(i) {
			t.Fatalf("result %d is %s", i, text)
		}
	}
	if len(got) != len(values) {
		t.Fatalf("%d results", len(got))
	}
}

// TestNothingIsBegunInVain holds that no more than a few values are taken before their
// results are, and none once nobody takes any.
func TestNothingIsBegunInVain(t *testing.T) {
	var begun atomic.Int64
	endless := func(yield func(int) bool) {
		for i := 0; yield(i); i++ {
		}
	}
	few := int64(3*runtime.GOMAXPROCS(0) + 3)
	for i := range InOrder(endless, func(i int) int { begun.Add(1); return i }) {
		if ahead := begun.Load() - int64(i); ahead > few {
			t.Fatalf("%d values are done ahead", ahead)
		}
		if i == 100 {
			break
		}
	}
	runtime.Gosched()
	time.Sleep(time.Millisecond)
	last := begun.Load()
	time.Sleep(5 * time.Millisecond)
	if n := begun.Load(); n != last || n > 100+few {
		t.Fatalf("%d values done", n)
	}
}

// TestAPanicComesInItsPlace holds that a panic is that of who takes the results, behind those
// before it.
func TestAPanicComesInItsPlace(t *testing.T) {
	taken := 0
	defer func() {
		if why := fmt.Sprint(recover()); taken != 3 || !strings.Contains(why, "three is too many") {
			t.Fatalf("behind %d results: %s", taken, why)
		}
	}()
	for range InOrder(slices.Values([]int{0, 1, 2, 3, 4}), func(i int) int {
		if i == 3 {
			panic("three is too many")
		}
		return i
	}) {
		taken++
	}
	t.Fatal("nobody panicked")
}
