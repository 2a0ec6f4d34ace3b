package fix

import (
	"slices"

	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/reference"
	"github.com/crossgrant/crossgrant/internal/request"
)

// meaning is the question whether one document lets in what another does not, for
// every caller. A decision only grows with what a document allows, by how closely it
// names the caller, and only shrinks with what it denies: where no request is allowed
// more closely, and none is denied no more, none is let in, whatever the other
// policies are.
type meaning struct {
	before, after *policy.Document // before is nil for a new document
	table         *reference.Table
	partition     string
}

// proofSteps is what the proof of one change may take.
const proofSteps = 1 << 15

// none reports whether no request is let in by after and not by before that is left
// when the excepted ones are taken out. False may be a doubt.
func (m *meaning) none(excepted request.Set) bool {
	before, known := request.Documents{}, true
	if m.before != nil {
		before, known = request.Of(m.before)
	}
	after, read := request.Of(m.after)
	if !known || !read {
		return false
	}
	search := request.Search{Budget: proofSteps, Partition: m.partition}
	except := excepted.Or(idle(m.table))
	if r := search.Find(before.Denies.And(except.Not()), after.Denies); r.Answer != request.None {
		return false
	}
	denied := before.Denies.Or(after.Denies)
	for as := policy.AsAccount; as <= policy.AsItself; as++ {
		if as > policy.AsAccount && !m.after.Type.NamesPrincipals() {
			break
		}
		in := after.Named[as].And(denied.Not()).And(except.Not())
		if r := search.Find(in, before.Named[as]); r.Answer != request.None {
			return false
		}
	}
	return true
}

// idle is the requests for an action on a resource that it does not take: a bucket
// action on objects, an object action on a bucket.
func idle(table *reference.Table) request.Set {
	var onBuckets, onObjects []string
	service, known := table.Service("s3")
	if !known {
		return request.Set{}
	}
	for _, a := range service.Actions {
		takes := func(kind string) bool {
			return slices.ContainsFunc(a.Resources, func(r reference.ActionResource) bool { return r.Type.Name == kind })
		}
		switch name := "s3:" + a.Name; {
		case takes("bucket") && !takes("object"):
			onBuckets = append(onBuckets, name)
		case takes("object") && !takes("bucket"):
			onObjects = append(onObjects, name)
		}
	}
	objects := request.Asking(onBuckets, []string{"arn:*:s3:::*/?*"})
	buckets := request.Asking(onObjects, []string{"arn:*:s3:::*"}).And(request.Asking([]string{"*"}, []string{"arn:*:s3:::*/*"}).Not())
	return objects.Or(buckets)
}

// excepted is what a change may let in: what is wanted of the role, and what the side
// that has to allow as well does not.
func (g *Gains) excepted(named bool) request.Set {
	theirs := request.Set{}
	switch {
	case !named && g.Owned:
		theirs = request.All()
	case named && g.Role.Service != "":
		theirs = request.OfRole(g.Role, g.RoleID)
	}
	var wants []request.Set
	for _, w := range g.Wants {
		wants = append(wants, request.Asking(w.Actions, w.Resources))
	}
	fine := request.Union(wants...)
	if g.Other != nil {
		if other, read := request.Of(g.Other...); read {
			fine = fine.Or(other.Allows.Not())
		}
	}
	return theirs.And(fine)
}

// proved reports whether the change lets in nothing but what is wanted, and drops no
// condition under which that was let in.
func (g *Gains) proved(before, after []box) bool {
	known, granted := known(before), g.granted(before)
	if slices.ContainsFunc(after, func(b box) bool {
		return !known[b.key()] && (weakened(b, before) || b.statement.Effect == policy.Allow && g.around(b, granted))
	}) {
		return false
	}
	m := meaning{before: g.Before, after: g.After, table: g.Table, partition: g.Role.Partition}
	return m.none(g.excepted(g.After.Type.NamesPrincipals()))
}

// proved reports whether the change takes nothing from anybody.
func (l *Losses) proved() bool {
	m := meaning{before: l.After, after: l.Before, table: l.Table}
	return m.none(request.Set{})
}
