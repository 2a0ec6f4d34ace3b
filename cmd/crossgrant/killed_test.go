package main

import (
	"bytes"
	"errors"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/crossgrant/crossgrant/internal/golden"
)

// TestAKilledRunChangesNothing kills runs that fill a cache, most of them near their end,
// where it is written: the run behind each says what a run without a cache says.
func TestAKilledRunChangesNothing(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the program")
	}
	binary := filepath.Join(t.TempDir(), "crossgrant.exe")
	if out, err := exec.Command("go", "build", "-o", binary, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	dir := t.TempDir()
	names, err := filepath.Glob("../../testdata/rules/access/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	for _, name := range names {
		f, err := golden.Read(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range f.Cases {
			if err := c.Write(filepath.Join(dir, filepath.Base(name), c.Name)); err != nil {
				t.Fatal(err)
			}
		}
	}
	// run starts a check that is killed after so long, never for 0, and returns what it
	// printed.
	run := func(after time.Duration, flags ...string) string {
		c := exec.Command(binary, append(append([]string{"check", "--format", "json"}, flags...), ".")...)
		var out bytes.Buffer
		c.Dir, c.Stdout = dir, &out
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		if after > 0 {
			defer time.AfterFunc(after, func() { _ = c.Process.Kill() }).Stop()
		}
		var exit *exec.ExitError
		if err := c.Wait(); err != nil && !errors.As(err, &exit) {
			t.Fatal(err)
		}
		return out.String()
	}
	want := run(0)
	start := time.Now()
	if got := run(0, "--cache", t.TempDir()); got != want || len(want) < 10_000 {
		t.Fatalf("%d bytes with an empty cache, %d without one", len(got), len(want))
	}
	took := time.Since(start)
	for _, percent := range []time.Duration{40, 85, 95, 100} {
		cache := t.TempDir()
		run(took*percent/100, "--cache", cache)
		if got := run(0, "--cache", cache); got != want {
			t.Errorf("killed at %d %%: %d bytes, want %d", percent, len(got), len(want))
		}
	}
}
