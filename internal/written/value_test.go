package written_test

import (
	"fmt"
	"maps"
	"slices"
	"testing"

	"github.com/crossgrant/crossgrant/internal/facts"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/reference"
	"github.com/crossgrant/crossgrant/internal/snapshot"
	"github.com/crossgrant/crossgrant/internal/source"
	"github.com/crossgrant/crossgrant/internal/written"
)

// TestMembers holds that shapes tell of the facts that they have when they are put
// together, and of no others: gates are read off what they tell.
func TestMembers(t *testing.T) {
	documents := func(yield func(text string) bool) {
		for v := range reference.ManagedPolicies() {
			if !yield(string(v.Document)) {
				return
			}
		}
		for _, row := range rows {
			if !yield(fmt.Sprintf(`{"Version":"2012-10-17","Statement":[{"Effect":"Allow",%[1]s},{"Effect":"Deny",%[1]s}]}`, row.statement)) {
				return
			}
		}
	}
	asks := []string{"iam:PassRole", "s3:GetObject"}
	seen := map[string]bool{}
	for text := range documents {
		d := snapshot.NewDocument(snapshot.Names{ID: "p.json"}, policy.Parse(source.Whole(source.NewFile("p.json", []byte(text))), policy.Identity))
		list, _ := written.NewReader(reference.Embedded(), nil, asks...).Statements(d)
		for _, s := range list {
			told, made := paths{found: map[string]bool{}}, map[string]bool{}
			s.Members(&told)
			collect("", s.Object(), made)
			if !maps.Equal(told.found, made) {
				t.Fatalf("%s\ntells %q\n has %q", text, slices.Sorted(maps.Keys(told.found)), slices.Sorted(maps.Keys(made)))
			}
			maps.Copy(seen, made)
		}
	}
	if len(seen) < 100 {
		t.Errorf("%d paths are seen: the documents prove little", len(seen))
	}
}

// collect notes the paths to all that is in a value.
func collect(at string, v facts.Value, found map[string]bool) {
	switch v := facts.Plain(v).(type) {
	case facts.Object:
		for _, m := range v {
			found[at+"."+m.Name] = true
			collect(at+"."+m.Name, m.Value, found)
		}
	case facts.Array:
		for _, item := range v {
			found[at+".*"] = true
			collect(at+".*", item, found)
		}
	}
}

// paths are those that a shape tells.
type paths struct {
	at    string
	found map[string]bool
}

func (p *paths) Plain(name string) { p.found[p.at+"."+name] = true }

func (p *paths) Place(name string, at *facts.Site) {
	p.Plain(name)
	collect(p.at+"."+name, at, p.found)
}

func (p *paths) Shape(name string, of facts.Shape) { p.below("."+name, of) }

func (p *paths) Element(name string, of facts.Shape) {
	p.Plain(name)
	p.below("."+name+".*", of)
}

func (p *paths) Under(name, key string, of facts.Shape) {
	p.Plain(name)
	p.below("."+name+"."+key, of)
}

func (p *paths) below(name string, of facts.Shape) {
	p.found[p.at+name] = true
	if of != nil {
		of.Members(&paths{p.at + name, p.found})
	}
}
