package source

import (
	"math"
	"strconv"
	"strings"
)

// Text is a string of a document with the place where it was written.
type Text struct {
	Value string
	Span  Span
}

// Step leads one level down in a JSON document: into a member of an object by
// its name, or into an array by index. Key means the member's name itself, not
// its value.
type Step struct {
	Name  string
	Index int32 // used where Name is empty and Array is true
	Array bool
	Key   bool
}

// Path leads from the root of a document to one of its values. The empty path
// is the whole document.
type Path []Step

// Member returns the step into a member's value.
func Member(name string) Step { return Step{Name: name} }

// MemberKey returns the step to a member's name.
func MemberKey(name string) Step { return Step{Name: name, Key: true} }

// Element returns the step into an array. No array has as many elements as an Index tells.
func Element(index int) Step {
	return Step{Index: int32(min(max(index, -1), math.MaxInt32)), Array: true}
}

// With returns the path extended by steps; p stays as it is.
func (p Path) With(steps ...Step) Path {
	return append(p[:len(p):len(p)], steps...)
}

// String reads like jq: Statement[0].Condition.StringEquals["aws:SourceVpce"].
func (p Path) String() string {
	var b strings.Builder
	for _, s := range p {
		switch {
		case s.Array:
			b.WriteString("[" + strconv.Itoa(int(s.Index)) + "]")
		case plainName(s.Name):
			if b.Len() > 0 {
				b.WriteByte('.')
			}
			b.WriteString(s.Name)
		default:
			b.WriteString("[" + strconv.Quote(s.Name) + "]")
		}
	}
	return b.String()
}

func plainName(name string) bool {
	for _, c := range name {
		if !('a' <= c && c <= 'z' || 'A' <= c && c <= 'Z') {
			return false
		}
	}
	return name != ""
}
