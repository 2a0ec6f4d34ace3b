package hostile

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"testing"
	"time"

	"github.com/crossgrant/crossgrant/internal/cli"
)

// patience is how long one run may take: the folders are small, and every
// budget of the tool is in steps, so that no slow machine makes a run fail.
const patience = time.Minute

// panicked is the exit code of a run that did not come to its end.
const panicked = -1

// now is the time of every run.
var now = time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)

// output is what a run left.
type output struct {
	code           int
	stdout, stderr []byte
	took           time.Duration
}

// run runs crossgrant in the current folder. One that does not come back
// cannot be stopped from here: the process ends, with all stacks.
func run(t testing.TB, args ...string) output {
	t.Helper()
	var out, errs bytes.Buffer
	done := make(chan int, 1)
	begin := time.Now()
	go func() {
		defer func() {
			if what := recover(); what != nil {
				fmt.Fprintf(&errs, "panic: %v\n%s", what, debug.Stack())
				done <- panicked
			}
		}()
		done <- cli.Main(context.Background(), cli.Env{Args: append([]string{"crossgrant"}, args...),
			Stdin: bytes.NewReader(nil), Stdout: &out, Stderr: &errs, Now: now})
	}()
	select {
	case code := <-done:
		return output{code, out.Bytes(), errs.Bytes(), time.Since(begin)}
	case <-time.After(patience):
		stacks := make([]byte, 1<<20)
		t.Logf("%q has no answer after %v\n%s", args, patience, stacks[:runtime.Stack(stacks, true)])
		panic("a run that hangs")
	}
}

// lay writes a folder to an empty place. A name that cannot be a file beside
// the others is taken out of it.
func (f folder) lay(t testing.TB, root string) {
	t.Helper()
	for _, name := range f.names() {
		path := filepath.Join(root, filepath.FromSlash(name))
		if os.MkdirAll(filepath.Dir(path), 0o755) != nil || os.WriteFile(path, f[name], 0o644) != nil {
			delete(f, name)
		}
	}
}
