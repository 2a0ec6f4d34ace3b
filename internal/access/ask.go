package access

// answer quantifies over worlds and object keys: combination by combination
// where they are few, else between what statements can allow at most and at
// least, and what lies between over sets of requests.
func (q *query) answer() answer {
	if a, ok := q.tried(fewCases); ok {
		return a
	}
	*q.steps = q.budget()
	return q.bounded()
}

// tried tries all combinations; ok is false if they are more than the limit, or the
// statements in them.
func (q *query) tried(limit int) (a answer, ok bool) {
	if q.cases(every) > limit {
		return a, false
	}
	worlds, ok := q.worlds(every)
	if !ok || len(worlds)*q.size() > triedSteps {
		return a, false
	}
	groups, of := q.groups(worlds)
	a.verdict = q.verdict(groups)
	q.prove(&a, groups, q.reached(groups))
	if a.verdict == Conditional {
		q.dependsOn(&a, worlds, q.merged(groups, of))
		a.objects = q.sometimes(groups)
	}
	if a.verdict == Partly {
		a.objects = q.describe(groups)
	}
	return a, !q.steps.Spent()
}
