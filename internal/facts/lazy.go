package facts

// Lazy is a fact that costs, made when it is asked for: most subjects open no gate that
// asks. It is there in any case, whatever it turns out to be. Whoever hands it to another
// goroutine makes it before, with Force.
type Lazy struct {
	make func() Value
	made Value
}

// Later returns the fact that make makes, which is not nil.
func Later(make func() Value) *Lazy { return &Lazy{make: make} }

// Made reports whether somebody asked.
func (l *Lazy) Made() bool { return l.make == nil }

// Value returns the fact.
func (l *Lazy) Value() Value {
	if l.make != nil {
		l.made = l.make()
		l.make = nil
	}
	return l.made
}

func (l *Lazy) appendJSON(dst []byte) []byte { return l.Value().appendJSON(dst) }

// Force makes all of a fact.
func Force(v Value) {
	switch v := v.(type) {
	case *Lazy:
		Force(v.Value())
	case Object:
		for i := range v {
			Force(v[i].Value)
		}
	case Array:
		for _, item := range v {
			Force(item)
		}
	}
}
