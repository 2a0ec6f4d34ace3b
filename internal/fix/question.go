package fix

import (
	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/request"
)

// question is whether a change of one document lets in a request of anybody that it
// may not.
//
// A decision only grows with what a document allows, by how closely it names the
// caller, and only shrinks with what it denies: where no request is allowed more
// closely, and none is denied no more, none is let in, whatever the other policies
// are. What stays gains nothing, so only the statements that are new, or no more, are
// asked about.
type question struct {
	*meanings
	difference
	fine request.Set // what may be let in
	// alike is the requests for which a grant to the role is worth as much as one to
	// its session.
	alike request.Set

	role   arn.ARN
	roleID string
	never  request.Set // what nobody can ask
	search request.Search
	// example is what the last search came to: most often it is an answer to the next
	// question, too.
	example request.Example
	// telling: a request is wanted, and not only whether there is one, which is found in
	// half the time.
	telling bool
	stays   *request.Documents // of the statements that stay, once they were read
}

func newQuestion(m *meanings, c difference, role arn.ARN, id string) *question {
	q := &question{meanings: m, difference: c, role: role, roleID: id,
		search: request.Search{Budget: proofSteps, Partition: role.Partition, Callers: c.spelled(), Walks: &m.proofs.walks}}
	if c.after.Type().NamesPrincipals() {
		q.never = request.Impossible(role, id)
	}
	return q
}

// proofSteps is what the proof about one statement may take.
const proofSteps = 1 << 15

// said is a sentence about a request that is let in, or of which that could not be
// ruled out; empty if there is none. Denied follows what is no longer denied.
func (q *question) said(denied string) string {
	if q.before != nil && q.before.Unread() || q.after.Unread() {
		return "whatever the document says: it cannot be read"
	}
	for _, o := range q.openings() {
		if o.ask(q.of(o.in, o.is)).Answer == request.None {
			continue
		}
		said := q.sentence(o.in, o.is, o.ask)
		if o.is.Effect == policy.Deny {
			said += denied
		}
		return said
	}
	return ""
}

// opening is a changed statement that may let something in, with the question whether
// it does: an allow that is new, or a deny that is no more.
type opening struct {
	in  *policy.Document
	is  *policy.Statement
	ask func(request.Documents) request.Result
}

func (q *question) openings() (list []opening) {
	for _, s := range q.fresh {
		if s.Effect == policy.Allow {
			list = append(list, opening{q.after, s, q.allows})
		}
	}
	for _, s := range q.gone {
		if s.Effect == policy.Deny {
			list = append(list, opening{q.before, s, q.spares})
		}
	}
	return list
}

// find looks for a request in none of the other sets. They are taken out one after the
// other, and not read where those before them leave nothing. Unless that is to be told,
// the answer is None or not, and holds no request.
func (q *question) find(in request.Set, others ...func() request.Set) request.Result {
	rest, nothing := in, request.Set{}
	for _, more := range append(others, func() request.Set { return q.never.Or(q.idle()) }) {
		rest = rest.And(more().Not())
		if q.telling || q.search.Meets(q.example, rest) {
			continue
		}
		var none bool
		if none, q.example, _ = q.search.Without(rest, nothing); none {
			return request.Result{Answer: request.None}
		}
	}
	if q.telling {
		return q.search.Find(rest, nothing)
	}
	return request.Result{Answer: request.Unknown}
}

// allows looks for a request that a new statement lets in.
func (q *question) allows(fresh request.Documents) (r request.Result) {
	gone := q.all(q.before, q.gone)
	for as := policy.AsAccount; as <= policy.AsItself; as++ {
		if as > policy.AsAccount && !q.after.Type().NamesPrincipals() {
			break
		}
		r = q.find(fresh.Named[as],
			func() request.Set { return q.worth(&gone, as) },
			func() request.Set { return q.fine },
			func() request.Set { return q.worth(q.staying(), as).Or(q.denied(&gone)) })
		if r.Answer != request.None {
			break
		}
	}
	return r
}

// spares looks for a request that a statement which is no more denied, and nothing
// does now.
func (q *question) spares(gone request.Documents) request.Result {
	return q.find(gone.Denies,
		func() request.Set { return q.all(q.after, q.fresh).Denies },
		func() request.Set { return q.fine },
		func() request.Set { return q.staying().Denies })
}

// worth is what the statements allow that names a caller as closely as a class says, or
// is worth as much.
func (q *question) worth(d *request.Documents, as policy.As) request.Set {
	if as == policy.AsItself {
		return d.Named[as].Or(d.Named[policy.AsRole].And(q.alike))
	}
	return d.Named[as]
}

// denied is what one of the documents denies. What only the first does is asked about
// by spares.
func (q *question) denied(gone *request.Documents) request.Set {
	return request.Union(q.staying().Denies, gone.Denies, q.all(q.after, q.fresh).Denies)
}

func (q *question) staying() *request.Documents {
	if q.stays == nil {
		stays := q.all(q.in, q.stay)
		q.stays = &stays
	}
	return q.stays
}

// itself is the requests of the role that the finding is about.
func (q *question) itself() request.Set {
	n := policy.ReadNamed("AWS", q.role.String())
	return request.Named(&n)
}
