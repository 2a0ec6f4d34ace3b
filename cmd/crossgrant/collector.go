package main

import (
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// collector trades time for memory by how much there is of it: a small heap may grow to
// three times what is alive in it before it is collected, a larger one by so many bytes, a
// large one by half, and one of an organization by two thirds: there the collector's
// share is a fifth of the time. It looks after each collection. Where the user says GOGC,
// that is it.
type collector struct {
	percent int
	alive   []metrics.Sample
}

// room is by how many bytes the heap may grow that is neither small nor large.
const room = 80 << 20

func tuneCollector() {
	if os.Getenv("GOGC") == "" {
		(&collector{0, []metrics.Sample{{Name: "/gc/heap/live:bytes"}}}).tune()
	}
}

func (c *collector) tune() {
	metrics.Read(c.alive)
	percent := growthOf(c.alive[0].Value.Uint64())
	if percent != c.percent {
		debug.SetGCPercent(percent)
	}
	// Nobody knows it, so that the next collection finds it.
	runtime.SetFinalizer(&collector{percent, c.alive}, (*collector).tune)
}

// growthOf is by how much the heap may grow, in percent of what is alive.
func growthOf(alive uint64) int {
	atLeast := min(max(25+alive/(8<<20), 50), 65) // half up to 200 MB, two thirds from 320 MB on
	return int(min(max(100*room/max(alive, 1), atLeast), 200))
}
