package authz

import (
	"iter"
	"slices"
)

// Side says whose policy a layer is.
type Side uint8

// A policy of the Network is of the way that the request takes.
const (
	Callers Side = iota + 1
	Network
	Resources
)

// Weight says what an allow of a layer is worth.
type Weight uint8

// A layer that CanGrant is a reason to allow. One that LimitsOwn has to allow what
// the caller's own policies grant him, or others grant to his role; one that
// LimitsAll whatever is granted. Of one that OnlyDenies allows count for nothing.
const (
	CanGrant Weight = iota + 1
	LimitsOwn
	LimitsAll
	OnlyDenies
)

// Trait is what distinguishes a layer from the others.
type Trait struct {
	Name   LayerName
	Side   Side
	Weight Weight
	// Principals: its statements say to whom they apply.
	Principals bool
	// Unseen: no export of the caller or the resource tells whether there is one,
	// so that it is left Absent where nobody knows of it.
	Unseen bool
	// Type is AWS's word for it in its 403 messages (S3 User Guide, Troubleshoot
	// access denied errors; IAM User Guide, Troubleshoot access denied error messages).
	Type string

	slot slot
	// at returns the layers of the kind one by one, and then nil.
	at func(*Layers, int) *Layer
}

const resourceBased = "resource-based policy"

// traits are all layers, in the order in which AWS documents them. Nobody else
// lists them.
var traits = [...]Trait{
	{SCP, Callers, LimitsAll, false, true, "service control policy", slotSCP,
		func(l *Layers, i int) *Layer { return level(l.SCPs, i) }},
	{RCP, Resources, OnlyDenies, true, true, "resource control policy", slotRCP,
		func(l *Layers, i int) *Layer { return level(l.RCPs, i) }},
	{VPCEndpoint, Network, LimitsAll, true, true, "VPC endpoint policy", slotEndpoint,
		func(l *Layers, i int) *Layer { return only(&l.Endpoint, i) }},
	{Identity, Callers, CanGrant, false, false, "identity-based policy", slotIdentity,
		func(l *Layers, i int) *Layer { return only(&l.Identity, i) }},
	{Boundary, Callers, LimitsOwn, false, false, "permissions boundary", slotBoundary,
		func(l *Layers, i int) *Layer { return only(&l.Boundary, i) }},
	{Session, Callers, LimitsOwn, false, true, "session policy", slotSession,
		func(l *Layers, i int) *Layer { return only(&l.Session, i) }},
	{BucketPolicy, Resources, CanGrant, true, false, resourceBased, slotResource,
		func(l *Layers, i int) *Layer { return only(&l.BucketPolicy, i) }},
	{AccessPoint, Resources, CanGrant, true, false, resourceBased, slotPoint,
		func(l *Layers, i int) *Layer {
			if l.Point == nil {
				return nil
			}
			return only(&l.Point.Policy, i)
		}},
	{KMS, Resources, CanGrant, true, false, resourceBased, slotResource,
		func(l *Layers, i int) *Layer {
			if l.Key == nil {
				return nil
			}
			return only(&l.Key.Policy, i)
		}},
	{Trust, Resources, CanGrant, true, false, resourceBased, slotResource,
		func(l *Layers, i int) *Layer { return only(&l.Trust, i) }},
	{AccessGrants, Resources, CanGrant, true, false, resourceBased, slotResource,
		func(l *Layers, i int) *Layer { return only(&l.AccessGrants, i) }},
}

func only(l *Layer, i int) *Layer {
	if i > 0 {
		return nil
	}
	return l
}

func level(levels []Layer, i int) *Layer {
	if i >= len(levels) {
		return nil
	}
	return &levels[i]
}

// All yields every layer on the way of a request with what distinguishes it, in
// the order in which AWS documents them: the levels of an organization from its
// root down, and those that are Absent too. A layer can be changed where it is.
func (l *Layers) All() iter.Seq2[*Trait, *Layer] {
	return func(yield func(*Trait, *Layer) bool) {
		for i := range traits {
			t := &traits[i]
			for j := 0; ; j++ {
				layer := t.at(l, j)
				if layer == nil {
					break
				}
				if !yield(t, layer) {
					return
				}
			}
		}
	}
}

// Named returns the first layer of a name; an Absent one where there is none.
func (l *Layers) Named(name LayerName) *Layer {
	for t, layer := range l.All() {
		if t.Name == name {
			return layer
		}
	}
	return &Layer{}
}

// Clone returns the layers apart from these: who changes one of them changes none
// of the others. The policies are the same.
func (l *Layers) Clone() *Layers {
	out := *l
	out.SCPs, out.RCPs = slices.Clone(l.SCPs), slices.Clone(l.RCPs)
	if l.Point != nil {
		point := *l.Point
		out.Point = &point
	}
	if l.Key != nil {
		key := *l.Key
		out.Key = &key
	}
	return &out
}

// Traits yields what distinguishes each layer, in the order of All.
func Traits() iter.Seq[*Trait] {
	return func(yield func(*Trait) bool) {
		for i := range traits {
			if !yield(&traits[i]) {
				return
			}
		}
	}
}

// Trait returns what distinguishes the layer; nil of a setting, which is none of
// the policies.
func (n LayerName) Trait() *Trait {
	for i := range traits {
		if traits[i].Name == n {
			return &traits[i]
		}
	}
	return nil
}
