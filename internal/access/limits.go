package access

import (
	"fmt"
	"strings"

	"github.com/crossgrant/crossgrant/internal/request"
)

const (
	// fewCases is up to how many combinations of unknown facts all are tried, maxCases
	// up to how many of those that are not relaxed, triedSteps how many statements
	// are looked at in all of them.
	fewCases   = 1 << 7
	maxCases   = 1 << 11
	triedSteps = 1 << 16
	atomBudget = 1 << 14
)

// questionSteps is what all searches of one question may take together.
const questionSteps = 1 << 19

// maxKey is how many bytes the key of an object has at most (S3 User Guide,
// Naming Amazon S3 objects).
const maxKey = 1024

// setSteps is what all searches of one question about sets may take together.
const setSteps = 1 << 17

const describeLimit = 12

// maxNamed is how many facts a sentence names.
const maxNamed = 8

// maxFrames is how many frames the extremes are looked for in.
const maxFrames = 32

// maxAlternatives is how many values of a fact are tried in the place of one.
const maxAlternatives = 8

// maxProbes is how many strings tell sets apart at first sight.
const maxProbes = 64

// maxContexts is how many names of objects policies may tell apart in the
// encryption context.
const maxContexts = 4

// budget is what the searches of the question may take. A key is as long as S3
// lets it be.
func (q *query) budget() request.Steps {
	return request.NewSteps(questionSteps, len(q.bucket.Resource)+len("/")+maxKey)
}

// size is how many clauses have a say.
func (q *query) size() (n int) {
	for _, clauses := range q.perLeg {
		n += len(clauses)
	}
	return max(n, 1)
}

// cases counts the combinations of the variables that are told, up to one more than
// maxCases.
func (q *query) cases(told func(*variable) bool) int {
	total := 1
	for i := range q.vars {
		if told(&q.vars[i]) {
			if total *= q.vars[i].size; total > maxCases {
				return maxCases + 1
			}
		}
	}
	return total
}

// every tells all variables.
func every(*variable) bool { return true }

// limit says which limit the question passed.
func (q *query) limit() string {
	if q.steps.Spent() {
		return fmt.Sprintf("more than %d steps of search, the limit of one question of this tool", questionSteps)
	}
	var labels []string
	for _, v := range q.vars {
		labels = append(labels, v.label)
	}
	if len(labels) > maxNamed {
		labels = append(labels[:maxNamed], fmt.Sprintf("%d more", len(labels)-maxNamed))
	}
	return fmt.Sprintf("more than %d combinations of what is not known, the limit of one question of this tool: %s",
		maxCases, strings.Join(labels, ", "))
}

func notAll() string {
	return fmt.Sprintf("not all combinations of what is not known were tried: there are more than %d", maxCases)
}
