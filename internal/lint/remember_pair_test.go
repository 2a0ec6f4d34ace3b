package lint

import (
	"context"
	"flag"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"testing"

	"github.com/crossgrant/crossgrant/internal/cache"
	"github.com/crossgrant/crossgrant/internal/golden"
	"github.com/crossgrant/crossgrant/internal/snapshot"
)

var randomChanges = flag.Int("changes", 60, "how many random changes are judged with what was kept before")

// TestChangesAreSeenBehindACache judges the cases of access and settings after random
// changes of one of their files, with all that was kept of them and of earlier changes,
// and wants what a run without a cache says; and that pairs which nothing touched are
// not judged again.
func TestChangesAreSeenBehindACache(t *testing.T) {
	var files [][]*golden.Case
	var texts []string
	text := regexp.MustCompile(`"[^"\\\n]*"|true|false`)
	for _, name := range ruleCases(t) {
		if of := filepath.Base(filepath.Dir(name)); of != "access" && of != "settings" && of != "exposure" {
			continue
		}
		f, err := golden.Read(name)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, f.Cases)
		for _, c := range f.Cases {
			for _, one := range c.Files {
				texts = append(texts, text.FindAllString(string(one.Data), -1)...)
			}
		}
	}
	slices.Sort(texts)
	texts = slices.Compact(texts)
	kept, err := cache.Open(t.TempDir(), "1")
	if err != nil {
		t.Fatal(err)
	}
	e, err := new(Settings).engine(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	told := func(c *cache.Cache) string {
		r, err := run(context.Background(), e, load(t, Options{}, "."), Settings{Cache: c}, plan{})
		if err != nil {
			t.Fatal(err)
		}
		return transcript(r)
	}
	random := rand.New(rand.NewPCG(7, 7))
	for n := range *randomChanges {
		cases := files[random.IntN(len(files))]
		c := cases[random.IntN(len(cases))]
		dir := t.TempDir()
		t.Chdir(dir)
		if err := c.Write(dir); err != nil {
			t.Fatal(err)
		}
		if n%3 == 0 {
			told(kept)
		}
		changed := c.Files[random.IntN(len(c.Files))]
		name := filepath.Join(dir, filepath.FromSlash(changed.Name))
		was, err := os.ReadFile(name)
		if err != nil {
			continue // not a file of the input
		}
		if at := text.FindAllStringIndex(string(was), -1); len(at) > 0 && (random.IntN(6) > 0 || len(c.Files) < 3) {
			here := at[random.IntN(len(at))]
			now := string(was[:here[0]]) + texts[random.IntN(len(texts))] + string(was[here[1]:])
			if err := os.WriteFile(name, []byte(now), 0o600); err != nil {
				t.Fatal(err)
			}
		} else if err := os.Remove(name); err != nil {
			t.Fatal(err)
		}
		want := told(nil)
		for range 2 {
			if got := told(kept); got != want {
				x, y := difference(got, want)
				t.Errorf("change %d, of %s: got\n%s\nwant\n%s", n, changed.Name, x, y)
			}
		}
	}
}

// TestKeysOfPairsHoldTheWorld holds that what the key of a pair leaves out of a snapshot
// is there to be left out, and that all else changes it.
func TestKeysOfPairsHoldTheWorld(t *testing.T) {
	of := reflect.TypeFor[snapshot.Snapshot]()
	for _, name := range ofEach {
		if _, ok := of.FieldByName(name); !ok {
			t.Errorf("%s: a snapshot has no such field", name)
		}
	}
}

// TestACacheSparesVerdicts holds that a pair which is as it was is not judged again, nor
// where another one changed.
func TestACacheSparesVerdicts(t *testing.T) {
	kept, err := cache.Open(t.TempDir(), "1")
	if err != nil {
		t.Fatal(err)
	}
	recalled := func() (n, of int) {
		settings := Settings{Cache: kept}
		w := load(t, Options{}, "../../testdata/snapshots/cluster")
		if _, err := Run(context.Background(), w, settings); err != nil {
			t.Fatal(err)
		}
		pairs, _ := w.Pairs()
		j := &judging{candidates: candidates{settler: newSettler(w, &settings)}, result: &Result{World: w}}
		for _, p := range pairs {
			task := pairTask(p)
			if one := (&outcome{by: w.maker(nil)}); j.recalledPair(&task, one) {
				n++
			}
		}
		return n, len(pairs)
	}
	if n, of := recalled(); n != of || n == 0 {
		t.Errorf("recalled %d of %d pairs", n, of)
	}
}
