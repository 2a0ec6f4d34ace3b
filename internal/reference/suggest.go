package reference

import "strings"

// Nearest returns the action that was probably meant by a full name which is no action:
// one whose spelling is a few edits away, s3:GetObject for s3:GetObjects, in the service
// named or in one whose prefix is nearly the same. Operations that need an action of
// another name are for OperationActions.
func (t *Table) Nearest(name string) (Action, bool) {
	prefix, action, _ := strings.Cut(name, ":")
	s, ok := t.Service(prefix)
	if !ok {
		near := nearest(prefix, t.archive.blocks, t.archive.first)
		if near < 0 {
			return Action{}, false
		}
		s = t.service(near)
	}
	i := nearest(action, len(s.Actions), func(i int) string { return s.Actions[i].Name })
	if i < 0 {
		return Action{}, false
	}
	return s.Actions[i], true
}

// NearestKey returns the condition key that was probably meant by a name which is
// none: without the blanks around it, or a few edits away among the global keys and
// those of the service that it names.
func (t *Table) NearestKey(name string) (string, bool) {
	trimmed := strings.TrimSpace(name)
	if _, ok := t.ConditionKey(trimmed); ok && trimmed != name {
		return trimmed, true
	}
	var names []string
	for _, k := range globalKeys {
		names = append(names, k.Name)
	}
	prefix, _, _ := strings.Cut(trimmed, ":")
	if s, ok := t.Service(prefix); ok {
		for i := range s.Keys {
			names = append(names, s.Keys[i].Name)
		}
	}
	// A tag's key is the user's own.
	head, tag, _ := strings.Cut(trimmed, "/")
	i := nearest(head, len(names), func(i int) string { return strings.Split(names[i], "/")[0] })
	if i < 0 {
		return "", false
	}
	if key, _, tagged := strings.Cut(names[i], "/"); tagged && tag != "" {
		return key + "/" + tag, true
	}
	return names[i], true
}

// nearestOf returns the name with the fewest edits, as nearest does.
func nearestOf(word string, names []string) (string, bool) {
	i := nearest(word, len(names), func(i int) string { return names[i] })
	if i < 0 {
		return "", false
	}
	return names[i], true
}

// nearest returns the position of the name with the fewest edits, the first among
// equals, or -1 when more than a quarter of the word (a letter of a short one) would
// have to change.
func nearest(word string, n int, name func(int) string) int {
	best, limit := -1, max(2, len(word)/4+1)
	for i := range n {
		if d := editDistance(word, name(i), limit); d < limit {
			best, limit = i, d
		}
	}
	return best
}

// IsSlip reports whether two names are one edit apart. Of all actions one in a hundred
// has such a neighbour in its service, so that a name which AWS does not have is hardly
// another action.
func IsSlip(name, near string) bool { return editDistance(name, near, 2) < 2 }

// IsName reports whether a text can name a service or an action: letters, digits and
// hyphens, as in all of the reference.
func IsName(text string) bool {
	return text != "" && !strings.ContainsFunc(text, func(c rune) bool {
		return (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (c < '0' || c > '9') && c != '-'
	})
}

// editDistance counts the insertions, deletions, substitutions and swaps of neighbours
// that lead from a to b, without regard to case (optimal string alignment). Words whose
// lengths alone differ by limit are not compared further.
//
// The levenshtein module, which finds other words, counts a swap as two edits, and would
// take s3:GetBucketAlc for GetBucketAbac.
func editDistance(a, b string, limit int) int {
	if max(len(a)-len(b), len(b)-len(a)) >= limit {
		return limit
	}
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		before, last, row = last, row, before
		row[0] = i + 1
		for j := range len(b) {
			change := 1
			if lower(a[i]) == lower(b[j]) {
				change = 0
			}
			row[j+1] = min(last[j+1]+1, row[j]+1, last[j]+change)
			if i > 0 && j > 0 && lower(a[i]) == lower(b[j-1]) && lower(a[i-1]) == lower(b[j]) {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
	}
	return row[len(b)]
}

// NearestService returns the prefix of the service that was probably meant by one that
// is none.
func (t *Table) NearestService(prefix string) (string, bool) {
	i := nearest(prefix, t.archive.blocks, t.archive.first)
	if i < 0 {
		return "", false
	}
	return t.archive.first(i), true
}
