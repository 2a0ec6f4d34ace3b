// Package condition decides what the Condition element of a policy asks of one
// condition key: every operator with its modifiers, policy variables, and
// values that are not known.
//
// The one idea: an operator is a row of a table, a family of values (text,
// numbers, dates, addresses, ...) knows how two of them compare, and everything
// else - negation, IfExists, ForAllValues, an absent key - is the same for all
// families and is written once. Because a test looks at one key, its domain
// falls into few classes on which given tests are constant; Atoms finds one
// value of each.
//
// Strings go in and a Truth comes out. Documents, requests, which keys exist
// and how the tests of a statement are combined are left to others.
package condition

import "github.com/crossgrant/crossgrant/internal/glob"

// Truth is the answer of a test. The zero value is Unknown: the answer depends
// on something that is not known.
type Truth uint8

// The three truth values.
const (
	Unknown Truth = iota
	False
	True
)

// And returns the conjunction (strong Kleene logic).
func (t Truth) And(u Truth) Truth {
	switch {
	case t == False || u == False:
		return False
	case t == True && u == True:
		return True
	}
	return Unknown
}

// Or returns the disjunction (strong Kleene logic).
func (t Truth) Or(u Truth) Truth {
	switch {
	case t == True || u == True:
		return True
	case t == False && u == False:
		return False
	}
	return Unknown
}

// Not returns the negation; that of Unknown is Unknown.
func (t Truth) Not() Truth {
	switch t {
	case True:
		return False
	case False:
		return True
	}
	return Unknown
}

// String returns the truth as a lower-case word.
func (t Truth) String() string {
	switch t {
	case True:
		return "true"
	case False:
		return "false"
	}
	return "unknown"
}

// join returns what t and u agree on.
func join(t, u Truth) Truth {
	if t == u {
		return t
	}
	return Unknown
}

func truth(b bool) Truth {
	if b {
		return True
	}
	return False
}

// State tells what is known about a condition key of a request. The zero value
// is StateUnknown.
type State uint8

// The states of a condition key.
const (
	StateUnknown   State = iota // absent, or present with any value
	Absent                      // not in the request
	Present                     // in the request with the values given
	PresentUnknown              // in the request with a value that is not known
)

// Value is what a request carries for a condition key.
type Value struct {
	State  State
	Values []string // when Present; an empty list is the same as Absent
	Set    bool     // the key is multi-valued, however many values it has here
	// Within, if given, is a pattern that a value which is not known matches.
	Within *glob.Pattern
}

// Context answers what a request carries for a condition key, whose name is in
// lower case.
type Context interface {
	Lookup(key string) Value
}

// absent reports whether v is known to hold no value (IAM User Guide,
// Single-valued vs. multivalued context keys).
func (v *Value) absent() bool {
	return v.State == Absent || v.State == Present && len(v.Values) == 0
}

// plural reports whether v belongs to a multi-valued key.
func (v *Value) plural() bool { return v.Set || len(v.Values) > 1 }

// null reports whether every one of the values is the empty string, which set
// operators take for no value (IAM User Guide, Condition operators).
func (v *Value) null() bool {
	for _, s := range v.Values {
		if s != "" {
			return false
		}
	}
	return true
}
