package policy

import (
	"github.com/tidwall/gjson"

	"github.com/crossgrant/crossgrant/internal/source"
)

// Shape is the JSON type of a value, as far as an editor needs it.
type Shape uint8

// A Scalar is a string, number, boolean or null.
const (
	Scalar Shape = iota
	Array
	Object
)

// Child is a member of an object or an element of an array, with its places.
type Child struct {
	Name  string // of a member
	Key   source.Span
	Value source.Span
}

// Children returns the members or elements of the value at a path, in order,
// and the value's place. It is false where the path leads nowhere; a text that is
// not JSON has no children.
func (d *Document) Children(path source.Path) (list []Child, shape Shape, at source.Span, ok bool) {
	if at, ok = d.Locate(path); !ok {
		return nil, Scalar, at, false
	}
	b := d.Body()
	if !b.isJSON() {
		return nil, Scalar, at, true
	}
	value := gjson.ParseBytes(b.Text[at.Start:at.End])
	switch {
	case value.IsArray():
		shape = Array
	case value.IsObject():
		shape = Object
	default:
		return nil, Scalar, at, true
	}
	value.ForEach(func(k, v gjson.Result) bool {
		c := Child{Value: shifted(v, at.Start)}
		if shape == Object {
			c.Name, c.Key = k.Str, shifted(k, at.Start)
		}
		list = append(list, c)
		return true
	})
	return list, shape, at, true
}

func shifted(r gjson.Result, by int) source.Span {
	return source.Span{Start: r.Index + by, End: r.Index + by + len(r.Raw)}
}
