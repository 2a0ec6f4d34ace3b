package lint

import (
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/crossgrant/crossgrant/internal/golden"
)

// refutation is a change of a document after which it means the opposite, or nothing: the
// reverse of a rewriting. What some rules say of it has to go.
type refutation struct {
	rewriting
	// of are the rules, or categories of rules, that judge what the change takes away.
	of []string
}

var refutations = []refutation{
	{rewriting{name: "negated", document: having("Allow", func(s *tree) { s.put("Effect", text("Deny")) })}, ofGrants},
	{rewriting{name: "an allow that no request meets", document: having("Allow", neverMet)}, ofGrants},
	{rewriting{name: "denied", document: denied}, ofGrants},
	{rewriting{name: "a deny that no request meets", document: having("Deny", neverMet)}, ofDenies},
	{rewriting{name: "a deny negated", document: having("Deny", func(s *tree) { s.put("Effect", text("Allow")) })}, ofDenies},
}

var (
	ofGrants = []string{"exposure", "privilege", "trust"}
	ofDenies = []string{"access/explicit-deny", "access/endpoint-blocks", "access/rcp-blocks", "access/scp-blocks", "settings/bucket-policy-locked"}
)

// ofText are rules that judge what a statement says, whatever comes of it, and why.
var ofText = map[string]string{
	"exposure/not-principal-without-account": "it speaks of whom a Deny spares",
	"trust/action-of-provider":               "the action is not the one that such callers use",
	"trust/audience-for-any-value":           "the operator does not fit the claim",
	"trust/audience-kind":                    "the operator does not fit the claim",
	"trust/never-matching-subject":           "the operator does not fit the value",
	"trust/nobody":                           "it speaks of roles that nobody gets",
	"trust/session-beside-role":              "one principal says what another does",
}

// neverMet adds a condition: every request has a time (IAM User Guide, aws:EpochTime).
func neverMet(s *tree) {
	c := s.member("Condition")
	if c == nil || c.kind != '{' {
		c = &tree{kind: '{'}
		s.put("Condition", c)
	}
	null := c.member("Null")
	if null == nil || null.kind != '{' {
		null = &tree{kind: '{'}
		c.put("Null", null)
	}
	null.put("aws:EpochTime", text("true"))
}

// denied adds a statement that denies everything to everybody.
func denied(_ *rand.Rand, d *tree) bool {
	list := d.member("Statement")
	if list.kind == '{' {
		list = &tree{kind: '[', items: []*tree{list}, origin: list.origin}
		d.put("Statement", list)
	}
	with := func(element string) bool {
		return slices.ContainsFunc(d.statements(), func(s *tree) bool {
			return s.member(element) != nil || s.member("Not"+element) != nil
		})
	}
	deny := &tree{kind: '{', origin: "the deny"}
	deny.put("Effect", text("Deny"))
	deny.put("Action", text("*"))
	for _, element := range []string{"Resource", "Principal"} {
		if with(element) {
			deny.put(element, text("*"))
		}
	}
	list.items = append(list.items, deny)
	return true
}

// having makes a change of every statement of an effect.
func having(effect string, change func(s *tree)) func(*rand.Rand, *tree) bool {
	return func(_ *rand.Rand, d *tree) (changed bool) {
		for _, s := range d.statements() {
			if e := s.member("Effect"); e != nil && e.raw == text(effect).raw {
				change(s)
				changed = true
			}
		}
		return changed
	}
}

// put gives an object a member.
func (t *tree) put(name string, value *tree) {
	if i := slices.Index(t.names, name); i >= 0 {
		t.items[i] = value
		return
	}
	t.names, t.items = append(t.names, name), append(t.items, value)
}

// TestMeaning changes the documents of the cases so that what a rule judges in them is
// gone: so is what it says.
func TestMeaning(t *testing.T) {
	e, names := embedded(t), ruleCases(t)
	made := map[string]int{}
	for _, name := range names {
		category := filepath.Base(filepath.Dir(name))
		id := category + "/" + strings.TrimSuffix(filepath.Base(name), ".txtar")
		f, err := golden.Read(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, w := range refutations {
			if ofText[id] != "" || !slices.Contains(w.of, category) && !slices.Contains(w.of, id) {
				continue
			}
			for _, c := range f.Cases {
				of, ok := typeOf(c)
				if !ok || !strings.HasPrefix(c.Name, "fires") {
					continue
				}
				files, trees, changed := w.files(rand.New(rand.NewPCG(0, 0)), c.Files)
				if !changed {
					continue
				}
				made[w.name]++
				t.Run(id+"/"+c.Name+"/"+w.name, func(t *testing.T) {
					for _, s := range placed(t, e, of, files, trees) {
						if s.rule.ID == id {
							t.Errorf("it stays: %s\n%s", s.text, shownFiles(files))
						}
					}
				})
			}
		}
	}
	for _, w := range refutations {
		if made[w.name] < 5 {
			t.Errorf("%s: %d changes are too few to mean anything", w.name, made[w.name])
		}
	}
}
