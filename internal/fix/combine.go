package fix

import (
	"fmt"
	"slices"

	"github.com/crossgrant/crossgrant/internal/finding"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/snapshot"
	"github.com/crossgrant/crossgrant/internal/source"
)

// Combine returns one patch for each document, which makes all the edits that
// the fixes of its findings make; new documents come last. Fixes whose edits
// overlap with those before them, or do not go together with them, are left out:
// what they mend is found again once the patch is made.
func Combine(made []*Made) (patches []*finding.Patch, err error) {
	var documents []string
	of := map[string][]*Made{}
	fresh := map[string]bool{}
	var created []*finding.Patch
	for _, m := range made {
		switch {
		case m.Document != nil:
			id := m.Document.ID
			if of[id] == nil {
				documents = append(documents, id)
			}
			of[id] = append(of[id], m)
		case m.Patch != nil && !fresh[string(m.Patch.New)]:
			fresh[string(m.Patch.New)] = true
			m.Patch.Commands = m.Commands
			created = append(created, m.Patch)
		}
	}
	for _, id := range documents {
		d := of[id][0].Document
		changes, text, err := apply(d, together(d, of[id]))
		if err != nil {
			return nil, err
		}
		p := patch(d, changes, text)
		p.Commands = puts(of[id])
		patches = append(patches, p)
	}
	return append(patches, created...), nil
}

// puts lists the commands of fixes, each once.
func puts(made []*Made) (commands []string) {
	for _, m := range made {
		for _, c := range m.Commands {
			if !slices.Contains(commands, c) {
				commands = append(commands, c)
			}
		}
	}
	return commands
}

// together returns the edits of the fixes that can be made at once: most often
// all.
func together(d *snapshot.Document, made []*Made) (kept []Edit) {
	var all []Edit
	for _, m := range made {
		all = append(all, m.Edits...)
	}
	if all = distinct(all); sound(d, all) {
		return all
	}
	for _, m := range made {
		if tried := distinct(append(kept[:len(kept):len(kept)], m.Edits...)); sound(d, tried) {
			kept = tried
		}
	}
	return kept
}

// sound reports whether the edits can be made at once, and leave the document
// with no more problems than it has.
func sound(d *snapshot.Document, edits []Edit) bool {
	_, text, err := apply(d, edits)
	if err != nil {
		return false
	}
	after := policy.Parse(source.Whole(source.NewFile(d.Label, text)), d.Policy.Type)
	return len(after.Problems) <= len(d.Policy.Problems)
}

func apply(d *snapshot.Document, edits []Edit) ([]source.Edit, []byte, error) {
	changes, err := Apply(d.Policy, edits)
	if err != nil {
		return nil, nil, err
	}
	text, err := source.Apply(d.Policy.Text, changes)
	return changes, text, err
}

func distinct(edits []Edit) (list []Edit) {
	seen := map[string]bool{}
	for _, e := range edits {
		key := fmt.Sprint(e.Op, e.Path, e.Value)
		if !seen[key] {
			seen[key] = true
			list = append(list, e)
		}
	}
	return list
}
