package access

import "slices"

// answer is the verdict on a query with its proofs.
type answer struct {
	verdict         Verdict
	objects         []string
	conditions      []string
	layers          []string
	allowed, denied *Witness
	missed          []*Witness
	limit           string // that was passed on the way, as a sentence
}

// condition adds what a verdict hangs on, once.
func (a *answer) condition(label string) {
	if !slices.Contains(a.conditions, label) {
		a.conditions = append(a.conditions, label)
	}
}

// miss adds a missed object that no other stands for.
func (a *answer) miss(w *Witness) {
	if w != nil && !slices.ContainsFunc(a.missed, func(k *Witness) bool {
		return k.Resource == w.Resource && k.prefix() == w.prefix()
	}) {
		a.missed = append(a.missed, w)
	}
}

// hangs names what an answer hangs on: a layer that was not exported makes it unknown.
func (a *answer) hangs(list []*variable) {
	for _, v := range list {
		if v.layer == "" {
			a.condition(v.label)
			continue
		}
		a.verdict = Unknown
		a.layers = append(a.layers, string(v.layer))
	}
}
