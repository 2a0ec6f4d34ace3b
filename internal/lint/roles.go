package lint

import (
	"iter"

	"github.com/crossgrant/crossgrant/internal/facts"
	"github.com/crossgrant/crossgrant/internal/finding"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/snapshot"
)

// Facts returns what rules read of the subject.
func (s *Subject) Facts() facts.Object {
	if s.input != nil {
		return s.input()
	}
	return s.Input
}

// roles yields every role whose trust policy is known, and the trust policies
// that no file says the role of.
func (w *World) roles() iter.Seq[task] {
	of := func(id string, r *snapshot.Role) task {
		return task{of: finding.Subject{Kind: finding.SubjectRole, ID: id}, role: r}
	}
	return func(yield func(task) bool) {
		for _, r := range w.Snapshot.Roles {
			if r.Trust != nil && !yield(of(r.ARN, r)) {
				return
			}
		}
		for _, d := range w.Snapshot.Documents {
			if d.Policy.Type() == policy.Trust && w.Snapshot.Role(d.Owner().ID) == nil {
				if !yield(of(d.ID(), &snapshot.Role{Trust: d, Rarely: &snapshot.Rarely{}})) {
					return
				}
			}
		}
	}
}

func (m *maker) role(of finding.Subject, r *snapshot.Role) Subject {
	s := Subject{Subject: of}
	list := m.trustees.Of(r)
	if len(list) == 0 {
		s.Input = facts.Role(r, facts.Trust(r, list))
		return s
	}
	// Which gates the facts of such a role open, those of the first one tell.
	first, ok := m.trusting[&list[0]]
	if !ok {
		first = &trusting{facts: facts.Role(r, facts.Trust(r, list))}
		m.trusting[&list[0]] = first
	} else {
		s.input = func() facts.Object { return facts.Role(r, facts.Trust(r, list)) }
	}
	s.Input, s.gates = first.facts, &first.gates
	return s
}

// trusting is what the first of the roles that share a list of trustees is judged by.
type trusting struct {
	facts facts.Object
	gates gates
}
