package fix

import (
	"fmt"

	"github.com/crossgrant/crossgrant/internal/finding"
	"github.com/crossgrant/crossgrant/internal/source"
)

// Combine returns one patch for each document, which makes all the edits that
// the fixes of its findings make; new documents come last. Fixes whose edits
// overlap with those before them are left out: what they mend is found again
// once the patch is made.
func Combine(made []*Made) (patches []*finding.Patch, err error) {
	var documents []string
	edits := map[string][]Edit{}
	first := map[string]*Made{}
	fresh := map[string]bool{}
	var created []*finding.Patch
	for _, m := range made {
		switch {
		case m.Document == nil && m.Patch != nil:
			if key := string(m.Patch.New); !fresh[key] {
				fresh[key] = true
				created = append(created, m.Patch)
			}
			continue
		case m.Document == nil:
			continue
		}
		id := m.Document.ID
		if first[id] == nil {
			first[id] = m
			documents = append(documents, id)
		}
		tried := distinct(append(edits[id][:len(edits[id]):len(edits[id])], m.Edits...))
		if _, _, err := apply(first[id], tried); err == nil {
			edits[id] = tried
		}
	}
	for _, id := range documents {
		changes, text, err := apply(first[id], edits[id])
		if err != nil {
			return nil, err
		}
		patches = append(patches, patch(first[id].Document, changes, text))
	}
	return append(patches, created...), nil
}

func apply(m *Made, edits []Edit) ([]source.Edit, []byte, error) {
	changes, err := Apply(m.Document.Policy, edits)
	if err != nil {
		return nil, nil, err
	}
	text, err := source.Apply(m.Document.Policy.Text, changes)
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
