package lint

import (
	"iter"

	"github.com/crossgrant/crossgrant/internal/access"
	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/defect"
	"github.com/crossgrant/crossgrant/internal/facts"
	"github.com/crossgrant/crossgrant/internal/finding"
	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/snapshot"
)

// Subject is one thing that rules judge, and what they read of it.
type Subject struct {
	finding.Subject
	// Input is what rules read or, where input is set, the same facts with the
	// places of another subject: enough to tell which rules can have findings.
	Input facts.Object
	input func() facts.Object
	gates *gates // of all subjects that share the facts, nil where they are of this one alone
	// Pair is the verdict of a subject that is a pair.
	Pair *access.Pair
	// Failed is why nothing is known of the subject: a defect of this tool.
	Failed error
}

// gates are the rules whose gates shared facts open.
type gates struct {
	tried bool
	open  []string
}

// shielded makes a subject; if that panics, the subject is one that failed.
func shielded(of finding.Subject, make func() Subject) (s Subject) {
	err := defect.Catch(of.ID, func() error {
		s = make()
		return nil
	})
	if err != nil {
		return Subject{Subject: of, Failed: err}
	}
	return s
}

// Subjects yields what rules judge, in the order in which they judge it. Each is
// made when it is asked for. Asks are the actions that rules ask documents for.
func (w *World) Subjects(pairs []*snapshot.Pair, asks []string) iter.Seq[Subject] {
	return func(yield func(Subject) bool) {
		m := w.maker(asks)
		for t := range w.tasks(pairs) {
			if !yield(m.subject(&t)) {
				return
			}
		}
	}
}

// restricted tells whether RestrictPublicBuckets is on for the bucket of a policy.
func (w *World) restricted(d *snapshot.Document) condition.Truth {
	b := w.BucketOf(d)
	if b == nil {
		return condition.Unknown
	}
	blocks := []input.Setting[input.PublicAccessBlock]{b.PublicAccessBlock}
	if a := w.Accounts[b.Account]; a != nil {
		blocks = append(blocks, a.PublicAccessBlock)
	}
	off := 0
	for _, s := range blocks {
		switch {
		case s.State == input.Present && s.Value.RestrictPublicBuckets:
			return condition.True
		case s.State.Known():
			off++
		}
	}
	if off == 2 {
		return condition.False
	}
	return condition.Unknown
}

func pairID(pair *snapshot.Pair) string {
	id := pair.Role.ARN + " -> " + pair.Bucket.Ref()
	if pair.Via != nil {
		id += " through " + pair.Via.ARN
	}
	return id
}

func pairSubject(judge *access.Judge, pair *snapshot.Pair) Subject {
	verdict := judge.Pair(pair)
	return Subject{Subject: finding.Subject{Kind: finding.SubjectAccess, ID: pairID(pair)}, Input: facts.Access(verdict, judge.Sources()), Pair: verdict}
}

func snapshotSubject(id string, input facts.Object) Subject {
	return Subject{Subject: finding.Subject{Kind: finding.SubjectSnapshot, ID: id}, Input: input}
}
