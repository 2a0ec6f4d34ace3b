package main

import (
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// collector trades time for memory by how much there is of it: a small heap may grow to
// three times what is alive in it before it is collected, a large one by half. It looks
// after each collection. Where the user says GOGC, that is it.
type collector struct {
	percent int
	alive   []metrics.Sample
}

// growth is by how much the heap may grow, in percent of what is alive, from so many
// bytes on.
var growth = []struct {
	alive   uint64
	percent int
}{{160 << 20, 50}, {48 << 20, 100}, {0, 200}}

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

func growthOf(alive uint64) int {
	for _, g := range growth {
		if alive >= g.alive {
			return g.percent
		}
	}
	return 100
}
