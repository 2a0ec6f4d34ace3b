package lint

import (
	"slices"
	"testing"

	"github.com/crossgrant/crossgrant/internal/engine"
)

// TestRolesAlike holds that roles which share the text of their trust policy
// are judged each in its own place, and that what is read off the facts of one
// of them holds of all.
func TestRolesAlike(t *testing.T) {
	const trust = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole"}]}`
	role := func(name string) string {
		return `{"Role":{"Path":"/","RoleName":"` + name + `","Arn":"arn:aws:iam::111122223333:role/` + name + `","AssumeRolePolicyDocument":` + trust + `}}`
	}
	folder(t, map[string]string{"a.json": role("a"), "b.json": role("b"), "c.json": trust})
	w := load(t, Options{}, ".")
	e, err := engine.New(t.Context(), engine.Embedded(), nil)
	if err != nil {
		t.Fatal(err)
	}
	m := w.maker(nil)
	for task := range w.roles() {
		s := m.subject(&task)
		if alike, own := e.Candidates(s.Input), e.Candidates(s.Facts()); !slices.Equal(alike, own) {
			t.Errorf("%s: %v by the facts of another role, %v by its own", s.ID, alike, own)
		}
	}
	result, err := Run(t.Context(), w, Settings{Select: []string{"trust/*"}})
	if err != nil {
		t.Fatal(err)
	}
	var files []string
	for _, f := range result.Findings {
		files = append(files, f.At.File.Name+" "+f.Subject.ID)
	}
	if want := []string{"a.json arn:aws:iam::111122223333:role/a", "b.json arn:aws:iam::111122223333:role/b", "c.json c.json"}; !slices.Equal(files, want) {
		t.Errorf("findings in %q, want %q", files, want)
	}
}
