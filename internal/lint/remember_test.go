package lint

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/crossgrant/crossgrant/internal/cache"
	"github.com/crossgrant/crossgrant/internal/golden"
)

// TestACacheChangesNothing holds that all inputs of the rules' cases, put into one world,
// have the same findings, notes and errors without a cache, with an empty one, with a full
// one, with one whose files are broken, with one of a run that was interrupted and with
// one that another world left; and that a full one spares compiling rules.
func TestACacheChangesNothing(t *testing.T) {
	names := ruleCases(t)
	dir := t.TempDir()
	var folders []string
	for _, name := range names {
		f, err := golden.Read(name)
		if err != nil {
			t.Fatal(err)
		}
		folder := filepath.Base(name)
		for _, c := range f.Cases {
			if err := c.Write(filepath.Join(dir, folder, c.Name)); err != nil {
				t.Fatal(err)
			}
		}
		folders = append(folders, folder)
	}
	t.Chdir(dir)
	e, err := new(Settings).engine(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	told := func(ctx context.Context, folder string, paths ...string) string {
		settings := Settings{}
		if folder != "" {
			if settings.Cache, err = cache.Open(folder, "1"); err != nil {
				t.Fatal(err)
			}
		}
		r, err := run(ctx, e, load(t, Options{}, paths...), settings, plan{})
		if err != nil {
			t.Fatal(err)
		}
		if folder != "" {
			if err := settings.Cache.Close(); err != nil {
				t.Fatal(err)
			}
		}
		return transcript(r)
	}
	ctx := context.Background()
	want := told(ctx, "", ".")
	if n := strings.Count(want, "\nfinding "); n < 500 {
		t.Fatalf("%d findings", n)
	}
	stopped, stop := context.WithCancel(ctx)
	stop()
	kept := t.TempDir()
	for _, step := range []struct {
		name    string
		prepare func()
	}{
		{"an interrupted run", func() { told(stopped, kept, ".") }},
		{"another world", func() { told(ctx, kept, folders[:len(folders)/2]...) }},
		{"all of it", func() {}},
		{"broken files", func() {
			files, _ := filepath.Glob(filepath.Join(kept, "*"))
			for i, file := range files {
				if text, err := os.ReadFile(file); err != nil || os.WriteFile(file, text[:len(text)*(i%3)/3], 0o600) != nil {
					t.Fatal(file, err)
				}
			}
		}},
		{"all of it again", func() {}},
	} {
		step.prepare()
		if got := told(ctx, kept, "."); got != want {
			x, y := difference(got, want)
			t.Errorf("after %s: got\n%s\nwant\n%s", step.name, x, y)
		}
	}
}

// TestACacheSparesStatingFacts holds that a document which was judged in an earlier run
// is neither asked about nor made, unless what it says hangs on other files.
func TestACacheSparesStatingFacts(t *testing.T) {
	const text = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"%s"},"Action":"sts:AssumeRole"}]}`
	folder(t, map[string]string{"a.json": fmt.Sprintf(text, "arn:aws:iam::111122223333:root"), "b.json": fmt.Sprintf(text, "AROAABCDEFGHIJKLMNOP"), "c.json": sound})
	kept := t.TempDir()
	recalled := func() (names []string) {
		c, err := cache.Open(kept, "1")
		if err != nil {
			t.Fatal(err)
		}
		settings := Settings{Cache: c}
		w := load(t, Options{}, ".")
		if _, err := Run(context.Background(), w, settings); err != nil {
			t.Fatal(err)
		}
		if err := c.Close(); err != nil {
			t.Fatal(err)
		}
		j := &judging{candidates: candidates{settler: newSettler(w, &settings)}, result: &Result{World: w}}
		for _, d := range w.Snapshot.Documents {
			task := documentTask(d)
			if one := (&outcome{like: w.alike(d)}); j.recalled(&task, one) {
				names = append(names, d.ID())
			}
		}
		return names
	}
	if got := fmt.Sprint(recalled(), recalled()); got != "[a.json c.json] [a.json c.json]" {
		t.Errorf("recalled: %s", got)
	}
}
