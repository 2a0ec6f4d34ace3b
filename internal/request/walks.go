package request

import (
	"strconv"
	"strings"
	"sync"
)

// Walks keeps what searches found out about single variables, for those that come to the
// same again: questions about one change have most of it in common. A search that finds
// its answer here spends the steps that it would take. It is for all goroutines.
type Walks struct {
	mutex sync.Mutex
	known map[string]walked
	size  int // of all names
}

// walked is what came of a walk.
type walked struct {
	text   string
	ok     bool
	blamed set // of the wants, by index
	steps  int
}

// maxWalks is how many bytes the names of walks may take: about a long policy they are long.
const maxWalks = 1 << 20

// recall returns what came of a walk, unless that took more steps than are left.
func (w *Walks) recall(name string, steps int) (came walked, ok bool) {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	came, ok = w.known[name]
	return came, ok && came.steps <= steps
}

func (w *Walks) keep(name string, came walked) {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	if w.size += len(name); w.known == nil || w.size > maxWalks {
		w.known, w.size = map[string]walked{}, len(name)
	}
	w.known[name] = came
}

// walkName is the same for walks that ask the same; empty where one hangs on the values
// that other variables have.
func walkName(v *variable, wants []want) string {
	var b strings.Builder
	b.WriteString(v.name)
	for i := range wants {
		w := &wants[i]
		switch {
		case len(w.lit.needs) > 0:
			return ""
		case w.text == nil:
			b.WriteString(" any")
			continue
		case w.must:
			b.WriteString(" in ")
		default:
			b.WriteString(" not ")
		}
		name := w.lit.name()
		b.WriteString(strconv.Itoa(len(name)))
		b.WriteString(name)
	}
	return b.String()
}
