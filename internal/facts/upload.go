package facts

import (
	"github.com/crossgrant/crossgrant/internal/access"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/s3"
)

// multipart states what a multipart upload needs of the key beside what a
// plain upload needs, where it is denied.
func multipart(p *access.Pair, c *access.Capability, documents Documents) Value {
	if c.Capability != s3.Write {
		return nil
	}
	keys := keyLegs(p, c, p.Uploads().Multipart, documents)
	if keys == nil {
		return nil
	}
	return Object{{"keys", keys}}
}

// unencrypted states what the layers do about uploads without a header about
// encryption, where they are denied and others are not.
func unencrypted(p *access.Pair, c *access.Capability, documents Documents) Value {
	if c.Capability != s3.Write {
		return nil
	}
	plain := p.Unencrypted()
	if plain == nil {
		return nil
	}
	return Object{{"legs", legs(p, plain, plain.Legs, documents)}}
}

// parts states what the layers do about the parts of a multipart upload, where they
// are denied and an upload in one piece is not.
func parts(p *access.Pair, c *access.Capability, documents Documents) Value {
	if c.Capability != s3.Write {
		return nil
	}
	part := p.Parts()
	if part == nil {
		return nil
	}
	return Object{{"legs", legs(p, part, part.Legs, documents)}}
}

// replication states what replication needs of the actions that a side names, where
// the other denies it.
func replication(p *access.Pair, documents Documents) Value {
	list := p.Replication()
	if len(list) == 0 {
		return nil
	}
	var all Object
	var listed Array
	for i := range list {
		r := &list[i]
		all = all.With(r.Leg.Action, leg(p, r.Of, r.Leg, documents))
		for _, e := range r.Listed {
			listed = append(listed, Object{{"at", Place(e.Document.ID(), e.Document.Policy.StatementPath(e.Index))},
				{"policy", String(e.Document.Label())}, {"action", String(r.Leg.Action)}})
		}
	}
	return Object{{"legs", all}, {"listed", listed}}
}

// tagging states what the layers do about the tags of uploads, where tags are
// demanded or meant and the action is denied.
func tagging(p *access.Pair, c *access.Capability, documents Documents) Value {
	if c.Capability != s3.Write {
		return nil
	}
	t := p.Uploads().Tagging
	if t == nil {
		return nil
	}
	o := Object{{"legs", Object{{t.Leg.Action, leg(p, t.Of, t.Leg, documents)}}}}
	var demands, listed Array
	for _, d := range t.Demands {
		document := documents[d.Policy.Document]
		if document == nil {
			continue
		}
		c := &d.Statement.Conditions[d.Condition]
		at := d.Policy.Document.StatementPath(d.Statement.Index)
		demand := Object{{"at", Place(document.ID(), c.ValuePath(at, -1))}, {"policy", String(document.Label())}}
		if d.Statement.Effect == policy.Allow {
			demand = demand.With("allows", Present)
		}
		demands = append(demands, demand)
	}
	for _, e := range t.Listed {
		listed = append(listed, Object{{"at", Place(e.Document.ID(), e.Document.Policy.StatementPath(e.Index))},
			{"policy", String(e.Document.Label())}, {"allows", Present}})
	}
	if demands != nil {
		o = o.With("demands", demands)
	}
	if listed != nil {
		o = o.With("listed", listed)
	}
	return o
}
