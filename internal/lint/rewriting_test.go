package lint

import (
	"context"
	"flag"
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/crossgrant/crossgrant/internal/engine"
	"github.com/crossgrant/crossgrant/internal/finding"
	"github.com/crossgrant/crossgrant/internal/golden"
	"github.com/crossgrant/crossgrant/internal/policy"
	"golang.org/x/tools/txtar"
)

var everyRewriting = flag.Bool("rewritings", false, "write every case in every way, with several seeds, and not in some alone")

// TestRewriting writes the documents of every case of every rule in other ways that mean
// the same: check has to find the same in the same elements. A rule that is about a
// spelling declares in its METADATA which rewritings it means to see.
//
//	go test ./internal/lint -run Rewriting -rewritings
func TestRewriting(t *testing.T) {
	e, names := embedded(t), ruleCases(t)
	seeds := uint64(1)
	if *everyRewriting {
		seeds = 5
	}
	var made int
	for _, name := range names {
		f, err := golden.Read(name)
		if err != nil {
			t.Fatal(err)
		}
		id := filepath.Base(filepath.Dir(name)) + "/" + strings.TrimSuffix(filepath.Base(name), ".txtar")
		for at, c := range f.Cases {
			of, ok := typeOf(c)
			if !ok {
				continue
			}
			t.Run(id+"/"+c.Name, func(t *testing.T) {
				before := placed(t, e, of, c.Files, nil)
				for i, w := range rewritings {
					// A short run takes some: each rule meets each rewriting in some case or other.
					if !*everyRewriting && (i+at)%5 != int(hash(id))%5 {
						continue
					}
					for seed := range seeds {
						files, trees, changed := w.files(rand.New(rand.NewPCG(seed, hash(id+c.Name))), c.Files)
						if !changed {
							break
						}
						made++
						after := placed(t, e, of, files, trees)
						lost, gained := without(before, after, w.name), without(after, before, w.name)
						if len(lost)+len(gained) > 0 {
							t.Errorf("%s (seed %d)\nlost:\n%sgained:\n%s%s", w.name, seed, lines(lost), lines(gained), shownFiles(files))
							break
						}
					}
				}
			})
		}
	}
	t.Logf("%d rewritings", made)
	if made < 500 {
		t.Errorf("%d rewritings are too few to mean anything", made)
	}
}

func hash(s string) uint64 {
	h := fnv.New64a()
	h.Write([]byte(s))
	return h.Sum64()
}

// typeOf reads the arguments of a case; ok is false where it asks for more than a type,
// or brings a configuration, which names its documents by their spelling.
func typeOf(c *golden.Case) (of policy.Type, ok bool) {
	for _, f := range c.Files {
		if strings.HasSuffix(f.Name, ".yaml") {
			return "", false
		}
	}
	for i := 0; i < len(c.Args); i += 2 {
		switch {
		case i+1 == len(c.Args):
			return "", false
		case c.Args[i] == "--type":
			of = policy.Type(c.Args[i+1])
		case c.Args[i] != "--severity":
			return "", false
		}
	}
	return of, true
}

// files writes every document of some files in another way. Trees are the documents by
// their new text.
func (w *rewriting) files(r *rand.Rand, files []txtar.File) (made []txtar.File, trees map[string]*tree, changed bool) {
	trees = map[string]*tree{}
	for _, f := range files {
		root, ok := parseTree(f.Data)
		if !ok {
			made = append(made, f)
			continue
		}
		put := func(name string, at **tree) {
			d, form, ok := (*at).document()
			if !ok {
				return
			}
			if w.document != nil {
				changed = w.document(r, d) || changed
			}
			text := d.String()
			if w.lay != nil {
				text, changed = w.lay(r, d), true
			}
			if w.form != nil {
				now := form
				form = w.form(name, form)
				changed = changed || form != now
			}
			trees[text] = d
			*at = form.encode(text)
		}
		if d, _, ok := root.document(); ok && d == root {
			if put("", &root); strings.HasPrefix(root.raw, `"`) {
				root = &tree{kind: '{', names: []string{"Policy"}, items: []*tree{root}}
			}
		} else {
			root.each("", put)
		}
		made = append(made, txtar.File{Name: f.Name, Data: []byte(root.String() + "\n")})
	}
	return made, trees, changed
}

// saying is what one finding says: its rule, and all places that it names.
type saying struct {
	rule   *finding.Rule
	at     string
	places []string
	text   string
}

// placed checks files and says which rule names which places of the documents as they
// were before they were rewritten.
func placed(t *testing.T, e *engine.Engine, of policy.Type, files []txtar.File, trees map[string]*tree) (list []saying) {
	t.Helper()
	dir := t.TempDir()
	if err := (&golden.Case{Files: files}).Write(dir); err != nil {
		t.Fatal(err)
	}
	t.Chdir(dir)
	w, err := Load([]string{"."}, Options{Type: of})
	if err != nil {
		t.Fatal(err)
	}
	settings := Settings{Unpatched: true}
	result, err := run(context.Background(), e, w, settings, usually(&settings))
	if err != nil {
		t.Fatal(err)
	}
	if trees == nil {
		trees = map[string]*tree{}
	}
	place := func(l *finding.Location) string {
		if l.File == nil {
			return ""
		}
		if l.Document == nil {
			return l.File.Name
		}
		d, ok := trees[string(l.Document.Text)]
		if !ok {
			if d, ok = parseTree(l.Document.Text); !ok {
				return l.File.Name + " " + l.Path.String()
			}
			trees[string(l.Document.Text)] = d
		}
		return l.File.Name + " " + d.lookup(l.Path)
	}
	for i := range result.Findings {
		f := &result.Findings[i]
		places := []string{place(&f.At)}
		for j := range f.Related {
			places = append(places, place(&f.Related[j].At))
		}
		slices.Sort(places)
		list = append(list, saying{&f.Rule, place(&f.At), places, f.Rule.ID + " " + strings.Join(slices.Compact(places), ", ")})
	}
	return list
}

// without is what of a is not in b, but for rules that mean to see the rewriting. Of a
// statement that is written twice the rule to which it yields may take one and leave it
// the other: then that rule speaks of the place in b.
func without(a, b []saying, rewriting string) (list []string) {
	for _, s := range a {
		same := func(other saying) bool {
			return other.text == s.text || rewriting == statementTwice && other.rule.ID == s.rule.Yields && slices.Contains(other.places, s.at)
		}
		if !slices.ContainsFunc(b, same) && !slices.Contains(s.rule.Sees, rewriting) {
			list = append(list, s.text)
		}
	}
	return list
}

func lines(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return "  " + strings.Join(list, "\n  ") + "\n"
}

func shownFiles(files []txtar.File) string {
	var b strings.Builder
	for _, f := range files {
		if len(f.Data) < 2000 || os.Getenv("VERBOSE") != "" {
			fmt.Fprintf(&b, "-- %s --\n%s", f.Name, f.Data)
		}
	}
	return b.String()
}
