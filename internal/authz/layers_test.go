package authz

import (
	"reflect"
	"slices"
	"testing"
)

// everyLayer finds by reflection each Layer that a Layers holds.
func everyLayer(v reflect.Value) (list []*Layer) {
	if v.Type() == reflect.TypeFor[Layer]() {
		return []*Layer{v.Addr().Interface().(*Layer)}
	}
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			return everyLayer(v.Elem())
		}
	case reflect.Slice:
		for i := range v.Len() {
			list = append(list, everyLayer(v.Index(i))...)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			list = append(list, everyLayer(v.Field(i))...)
		}
	}
	return list
}

// full are layers of which none is missing.
func full() *Layers {
	return &Layers{SCPs: make([]Layer, 3), RCPs: make([]Layer, 2), Point: &Point{}, Key: &Key{}, Settings: &Settings{}}
}

func TestAllYieldsEveryLayerOnce(t *testing.T) {
	l := full()
	held := everyLayer(reflect.ValueOf(l).Elem())
	var yielded []*Layer
	var names []LayerName
	for trait, layer := range l.All() {
		yielded, names = append(yielded, layer), append(names, trait.Name)
	}
	for _, layer := range held {
		if !slices.Contains(yielded, layer) {
			t.Errorf("All leaves out a layer: one of %d", len(held))
		}
	}
	if len(yielded) != len(held) {
		t.Errorf("All yields %d layers of %d", len(yielded), len(held))
	}
	want := []LayerName{SCP, SCP, SCP, RCP, RCP, VPCEndpoint, Identity, Boundary, Session, BucketPolicy, AccessPoint, KMS, Trust, AccessGrants}
	if !slices.Equal(names, want) {
		t.Errorf("All yields %v, want AWS's order %v", names, want)
	}
	for range l.All() {
		break // who has seen enough may stop
	}
}

func TestACloneIsApart(t *testing.T) {
	l := full()
	before := everyLayer(reflect.ValueOf(l).Elem())
	for _, layer := range l.Clone().All() {
		if slices.Contains(before, layer) {
			t.Error("a clone shares a layer with what it was made of")
		}
	}
}

// TestTraits holds what the formula takes for granted of each layer.
func TestTraits(t *testing.T) {
	for trait := range Traits() {
		if trait.Principals != (trait.Side != Callers) {
			t.Errorf("%s: the policies of a caller are about him, all others say to whom they apply", trait.Name)
		}
		if trait.Principals != trait.slot.resourcePolicy() {
			t.Errorf("%s: the formula has principals for it: %v", trait.Name, !trait.Principals)
		}
		if trait.Type == "" || trait.Name.Trait() != trait {
			t.Errorf("%s is not found by its name, or has no word in AWS's messages", trait.Name)
		}
	}
}
