package fix

import (
	"bytes"
	"fmt"
	"slices"

	"github.com/crossgrant/crossgrant/internal/finding"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/snapshot"
	"github.com/crossgrant/crossgrant/internal/source"
)

// Combine returns one patch for each document, which makes all the edits that
// the fixes of its findings make; new documents come last. Fixes whose edits
// overlap with those before them, or do not go together with them, are left out, and
// so are safe ones that are not safe any more beside those before them: an action and a
// resource that two fixes add to one statement grant what nobody asked for. What they
// mend is found again once the patch is made. Left is how many they are.
func Combine(made []*Made) (patches []*finding.Patch, left int, err error) {
	var documents []string
	of := map[string][]*Made{}
	fresh := map[string]bool{}
	var created []*finding.Patch
	for _, m := range made {
		switch {
		case m.Document != nil:
			id := m.Document.ID()
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
	var alike shared
	for _, id := range documents {
		d := of[id][0].Document
		kept, edits := together(d, of[id])
		left += len(of[id]) - len(kept)
		changes, text, err := apply(d, edits)
		if err != nil {
			return nil, 0, err
		}
		p := patch(d, changes, text)
		p.Commands = puts(kept)
		switch {
		case p.File == nil && alike.add(p, d.Policy.Origin(), text):
		case !besides(&patches, p):
			left += len(kept) // both documents are made of one text, which can be changed for one
		}
	}
	left += alike.patches(&patches)
	return append(patches, created...), left, nil
}

// besides adds a patch to those before it: to that of the same file, if there is one. It
// reports whether the edits go together.
func besides(patches *[]*finding.Patch, p *finding.Patch) bool {
	// A file of sources is read once for each folder that needs it.
	at := slices.IndexFunc(*patches, func(q *finding.Patch) bool {
		return p.File != nil && (q.File == p.File || q.File != nil && q.File.Name == p.File.Name && bytes.Equal(q.Old, p.Old))
	})
	if at < 0 {
		*patches = append(*patches, p)
		return true
	}
	q := (*patches)[at]
	edits := slices.Clone(q.Edits)
	for _, e := range p.Edits {
		if q.File == p.File || !slices.Contains(q.Edits, e) {
			edits = append(edits, e)
		}
	}
	if _, err := source.Apply(q.Old, edits); err != nil {
		return false
	}
	q.Label += ", " + p.Label
	q.Edits = edits
	q.Commands = append(q.Commands, p.Commands...)
	return true
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

// together returns the fixes that can be made at once, most often all, and their edits.
func together(d *snapshot.Document, made []*Made) (kept []*Made, edits []Edit) {
	var all []Edit
	for _, m := range made {
		all = append(all, m.Edits...)
	}
	if all = distinct(all); apart(made) {
		if then := after(d, all); then != nil && nothingLost(made, all, d.Policy, then) {
			return made, all
		}
	}
	before := d.Policy
	for _, m := range made {
		tried := distinct(append(edits[:len(edits):len(edits)], m.Edits...))
		then := after(d, tried)
		switch {
		case then == nil:
		case len(tried) > len(edits) && m.Safety == finding.Safe && m.again != nil && m.again(before, then) != finding.Safe:
		default:
			kept, edits, before = append(kept, m), tried, then
		}
	}
	return kept, edits
}

// nothingLost reports whether safe fixes that edit statements of their own take nothing
// together: each was proved to leave what it takes to another statement, which a further one
// may take it from.
func nothingLost(made []*Made, all []Edit, before, then *policy.Document) bool {
	if len(all) == len(distinct(made[0].Edits)) {
		return true // the first one makes all of them, and was proved so
	}
	at := slices.IndexFunc(made, func(m *Made) bool { return m.Safety == finding.Safe && m.keeps != nil })
	return at < 0 || made[at].keeps(before, then)
}

// apart reports whether no two fixes edit one statement in different ways: what each
// statement lets in is then what it was proved to let in, whatever the others do.
func apart(made []*Made) bool {
	of := map[string]string{}
	for _, m := range made {
		for _, e := range m.Edits {
			where, what := "", fmt.Sprint(e.Op, e.Path, e.Value)
			if len(e.Path) > 2 && e.Path[0].Name == "Statement" && e.Path[1].Array {
				where = fmt.Sprint(e.Path[1].Index)
			}
			if before, ok := of[where]; ok && before != what {
				return false
			}
			of[where] = what
		}
	}
	return true
}

// after returns the document with the edits made, or nil if they cannot be made at once
// or leave it with more problems than it has.
func after(d *snapshot.Document, edits []Edit) *policy.Document {
	_, text, err := apply(d, edits)
	if err != nil {
		return nil
	}
	then := policy.Parse(source.Whole(source.NewFile(d.Label(), text)), d.Policy.Type())
	if len(then.Problems()) > len(d.Policy.Problems()) {
		return nil
	}
	return then
}

func apply(d *snapshot.Document, edits []Edit) ([]source.Edit, []byte, error) {
	changes, err := Apply(d.Policy, edits)
	if err != nil {
		return nil, nil, err
	}
	text, err := source.Apply(d.Policy.Text(), changes)
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
