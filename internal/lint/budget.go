package lint

import (
	"runtime"
	"sync"

	"github.com/crossgrant/crossgrant/internal/files"
	"github.com/crossgrant/crossgrant/internal/input"
)

// budget is the memory that files may take together while they are decompressed
// and decoded, however many processors there are.
type budget struct {
	freed sync.Cond
	total int64
	free  int64
}

func newBudget(total int64) *budget {
	return &budget{freed: sync.Cond{L: &sync.Mutex{}}, total: total, free: total}
}

// take waits until there is so much, or all of it for who wants more, and returns
// what gives it back. Nobody takes twice, so that nobody waits for himself.
func (b *budget) take(n int64) (giveBack func()) {
	n = min(n, b.total)
	b.freed.L.Lock()
	defer b.freed.L.Unlock()
	for b.free < n {
		b.freed.Wait()
	}
	b.free -= n
	return func() {
		if n >= large {
			runtime.GC() // else the next one finds what this one left
		}
		b.freed.L.Lock()
		b.free += n
		b.freed.L.Unlock()
		b.freed.Broadcast()
	}
}

// inMemory is what files take at most of the memory together; what is smaller than small is read before its turn,
// long is what is read piece by piece where its kind allows it, and large what is not left to the garbage collector's own time.
const (
	inMemory = 128 << 20
	small    = 1 << 20
	long     = 64 << 10
	large    = 32 << 20
)

// weigh returns what a file will take at most: what is stored and, of gzip, the
// text. It is 0 for a small file that has to be read to tell.
func weigh(in files.Reader, name string, size int64, limit int64) int64 {
	if size <= small {
		return 0
	}
	head, err := in.Head(name, input.HeadSize)
	if err != nil {
		return 0 // it will not be read either
	}
	return size + input.Inflates(head, size, limit)
}
