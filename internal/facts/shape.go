package facts

// Shape is an object whose members are fields of a struct. Gates are read off the fields;
// it is put together where somebody wants the object.
type Shape interface {
	Object() Object
	// Members tells which facts the object has, in any order.
	Members(told Members)
}

// Members is told which facts an object has: their names, and what leads further. A list
// is told element by element, an object whose names are no fields name by name.
type Members interface {
	Plain(name string) // a text, a number or true
	Place(name string, at *Site)
	Shape(name string, of Shape)
	Element(name string, of Shape)
	Under(name, key string, of Shape) // of is nil for true
}

// Shapes are a list of objects that are not put together yet.
type Shapes []Shape

// Array is the list, put together.
func (s Shapes) Array() Array {
	a := make(Array, len(s))
	for i, of := range s {
		a[i] = of.Object()
	}
	return a
}

func (s Shapes) appendJSON(dst []byte) []byte { return s.Array().appendJSON(dst) }

// Plain is a fact put together, a Bool, Int, String, Array or Object. What is inside of it
// may still have to be.
func Plain(v Value) Value {
	switch v := v.(type) {
	case *Lazy:
		return Plain(v.Value())
	case *Site:
		return v.Object()
	case Shapes:
		return v.Array()
	}
	return v
}
