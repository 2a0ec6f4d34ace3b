package fix

import (
	"slices"

	"github.com/crossgrant/crossgrant/internal/access"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/reference"
	"github.com/crossgrant/crossgrant/internal/request"
)

// meanings reads statements as sets of requests, each text once: many fixes are about
// one document.
type meanings struct {
	table  *reference.Table
	read   map[written]request.Documents
	proofs *Proofs

	documents map[*policy.Document]request.Documents // that were read whole
	wants     []access.Want
	wanted    request.Set // by wants
}

// written is what the meaning of a statement hangs on.
type written struct {
	in        policy.Type
	variables bool
	text      string
}

func newMeanings(table *reference.Table, proofs *Proofs) *meanings {
	if proofs == nil {
		proofs = &Proofs{}
	}
	return &meanings{table: table, proofs: proofs, read: map[written]request.Documents{},
		documents: map[*policy.Document]request.Documents{}}
}

// of reads a statement as it stands in a document.
func (m *meanings) of(d *policy.Document, s *policy.Statement) request.Documents {
	key := written{d.Type(), d.Variables(), string(d.Text()[s.Span.Start:s.Span.End])}
	known, is := m.read[key]
	if !is {
		known = alone(d, s)
		m.read[key] = known
	}
	return known
}

// alone reads a statement as if it were the only one of the document.
func alone(d *policy.Document, s *policy.Statement) request.Documents {
	one := policy.New(&policy.Body{Type: d.Type(), Version: d.Version(), Statements: []policy.Statement{*s}})
	sets, _ := request.Of(one)
	return sets
}

// all is what statements of a document come to.
func (m *meanings) all(d *policy.Document, list []*policy.Statement) (all request.Documents) {
	var denies []request.Set
	var named [len(all.Named)][]request.Set
	for _, s := range list {
		sets := m.of(d, s)
		for as := range named {
			named[as] = append(named[as], sets.Named[as])
		}
		denies = append(denies, sets.Denies)
	}
	for as := range named {
		all.Named[as] = request.Union(named[as]...)
	}
	all.Allows, all.Denies = all.Named[policy.AsAccount], request.Union(denies...)
	return all
}

// whole reads documents that no fix changes; ok is false where one may say anything.
func (m *meanings) whole(list []*policy.Document) (allows request.Set, ok bool) {
	var sets []request.Set
	for _, d := range list {
		known, is := m.documents[d]
		if !is {
			if known, is = request.Of(d); !is {
				return request.Set{}, false
			}
			m.documents[d] = known
		}
		sets = append(sets, known.Allows)
	}
	return request.Union(sets...), true
}

// asking is the requests that are wanted.
func (m *meanings) asking(wants []access.Want) request.Set {
	if len(wants) == 0 {
		return request.Set{}
	}
	if len(m.wants) != len(wants) || &m.wants[0] != &wants[0] {
		var sets []request.Set
		for _, w := range wants {
			sets = append(sets, request.Asking(w.Actions, w.Resources))
		}
		m.wants, m.wanted = wants, request.Union(sets...)
	}
	return m.wanted
}

// idle is the requests for an action on a resource that it does not take: a bucket
// action on objects, an object action on a bucket.
func (m *meanings) idle() request.Set { return m.proofs.idle(m.table) }

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
	objects := request.Asking(onBuckets, []string{"arn:*:s3:::*/*"})
	buckets := request.Asking(onObjects, []string{"arn:*:s3:::*"}).And(request.Asking([]string{"*"}, []string{"arn:*:s3:::*/*"}).Not())
	return objects.Or(buckets)
}
