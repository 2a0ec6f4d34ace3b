package engine

import (
	"fmt"
	"strings"
	"sync"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/topdown"
)

// A call of a built-in cannot be interrupted, so one that makes a huge value out
// of small ones would take the memory of the machine before any limit is looked
// at. The built-ins below say beforehand how much they would make, which may be
// too much said, and are refused what is larger than maxMade; those that cannot
// say it are not available to a user's rules.

// maxMade is how many bytes one call may make.
const maxMade = 16 << 20

// perElement is about what an element of a collection costs.
const perElement = 64

// makes says how many bytes a call makes, by the name of the built-in.
var makes = map[string]func(args []*ast.Term) int{
	"concat":    func(a []*ast.Term) int { return size(a[1]) + elements(a[1])*size(a[0]) },
	"sprintf":   formatted,
	"replace":   func(a []*ast.Term) int { return replaced(str(a[0]), str(a[1]), str(a[2])) },
	"split":     func(a []*ast.Term) int { return size(a[0]) + perElement*parts(str(a[0]), str(a[1])) },
	"indexof_n": func(a []*ast.Term) int { return perElement * parts(str(a[0]), str(a[1])) },

	"strings.split_n":   func(a []*ast.Term) int { return size(a[0]) + perElement*parts(str(a[0]), str(a[1])) },
	"strings.replace_n": replacedAll,
	"regex.replace": func(a []*ast.Term) int {
		return (1+strings.Count(str(a[2]), "$"))*size(a[0]) + (1+len(str(a[0])))*size(a[2])
	},
	"numbers.range":      func(a []*ast.Term) int { return perElement * distance(a[0], a[1]) },
	"numbers.range_step": func(a []*ast.Term) int { return perElement * distance(a[0], a[1]) },

	"array.concat": func(a []*ast.Term) int { return perElement * (elements(a[0]) + elements(a[1])) },
	"object.union": func(a []*ast.Term) int { return perElement * (elements(a[0]) + elements(a[1])) },
	"or":           func(a []*ast.Term) int { return perElement * (elements(a[0]) + elements(a[1])) },
	"bits.lsh":     func(a []*ast.Term) int { return digits(a[0]) + number(a[1])/8 },

	"json.marshal": allOf, "json.marshal_with_options": allOf, "internal.template_string": allOf, "format_int": allOf,
	"mul": allOf, "product": allOf, "sum": allOf, "plus": allOf, "minus": allOf, "div": allOf, "rem": allOf,
	"to_number": allOf, "abs": allOf, "round": allOf, "ceil": allOf, "floor": allOf,
	"bits.rsh": allOf, "bits.or": allOf, "bits.and": allOf, "bits.xor": allOf, "bits.negate": allOf,
	"units.parse": allOf, "units.parse_bytes": allOf,
}

// unbounded are built-ins of which nobody can tell how much they make, or how
// long they take.
var unbounded = map[string]bool{
	"graph.reachable_paths": true, "net.cidr_expand": true, "strings.render_template": true,
	"regex.globs_match": true, "regex.find_all_string_submatch_n": true, "rego.parse_module": true,
	"yaml.marshal": true, "yaml.unmarshal": true, "providers.aws.sign_req": true,
}

// unboundedKin are whole families of them.
var unboundedKin = []string{"graphql.", "io.jwt.", "crypto.x509.", "crypto.parse_"}

// bound replaces the built-ins by themselves with the limit before them, once
// for the process and before anything is evaluated.
var bound = sync.OnceFunc(func() {
	for name, made := range makes {
		inner := topdown.GetBuiltin(name)
		if inner == nil {
			panic("engine: no built-in " + name)
		}
		topdown.RegisterBuiltinFunc(name, func(b topdown.BuiltinContext, args []*ast.Term, iter func(*ast.Term) error) error {
			if made(args) > maxMade {
				return &topdown.Error{Code: topdown.BuiltinErr, Location: b.Location,
					Message: fmt.Sprintf("%s: the result could be larger than %d MiB", name, maxMade>>20)}
			}
			return inner(b, args, iter)
		})
	}
})

// allOf is the size of all arguments.
func allOf(args []*ast.Term) (n int) {
	for _, a := range args {
		n += size(a)
	}
	return n
}

// size is about how many bytes a value takes as text; beyond maxMade it is not
// looked at further. Values may share parts and be far larger as text.
func size(t *ast.Term) int {
	left := maxMade + 1
	measure(t.Value, &left)
	return maxMade + 1 - left
}

func measure(v ast.Value, left *int) {
	if *left <= 0 {
		*left = 0
		return
	}
	each := func(t *ast.Term) { measure(t.Value, left) }
	switch v := v.(type) {
	case ast.String:
		*left -= len(v) + 2
	case ast.Number:
		*left -= numberSize(v)
	case *ast.Array:
		*left -= 2 * v.Len()
		v.Until(func(t *ast.Term) bool { each(t); return *left <= 0 })
	case ast.Set:
		*left -= 2 * v.Len()
		v.Until(func(t *ast.Term) bool { each(t); return *left <= 0 })
	case ast.Object:
		*left -= 4 * v.Len()
		v.Until(func(k, e *ast.Term) bool { each(k); each(e); return *left <= 0 })
	default:
		*left -= 8
	}
	*left = max(*left, 0)
}

// numberSize is how many digits a number has: a few characters can stand for a
// number of any size.
func numberSize(n ast.Number) int {
	at := strings.IndexAny(string(n), "eE")
	if at < 0 {
		if len(n) > maxDigits {
			return maxMade + 1
		}
		return len(n)
	}
	if exponent := strings.TrimLeft(string(n)[at+1:], "+-0"); len(exponent) > 3 {
		return maxMade + 1
	}
	return len(n) + 1000
}

// maxDigits is more than any number of a finding has; longer ones cost more than
// their length.
const maxDigits = 4096

func digits(t *ast.Term) int { return size(t) }

func elements(t *ast.Term) int {
	switch v := t.Value.(type) {
	case *ast.Array:
		return v.Len()
	case ast.Set:
		return v.Len()
	case ast.Object:
		return v.Len()
	}
	return 0
}

func str(t *ast.Term) string {
	s, _ := t.Value.(ast.String)
	return string(s)
}

// number returns a number that fits, or one that is too large for anything.
func number(t *ast.Term) int {
	n, ok := t.Value.(ast.Number)
	if !ok {
		return 0
	}
	i, ok := n.Int()
	if !ok {
		return 8*maxMade + 8
	}
	return min(max(i, 0), 8*maxMade+8)
}

func distance(a, b *ast.Term) int {
	from, ok1 := a.Value.(ast.Number)
	to, ok2 := b.Value.(ast.Number)
	if !ok1 || !ok2 {
		return 0
	}
	i, ok1 := from.Int()
	j, ok2 := to.Int()
	if !ok1 || !ok2 {
		return maxMade
	}
	const far = 1 << 40
	i, j = min(max(i, -far), far), min(max(j, -far), far)
	return min(max(i-j, j-i), maxMade)
}

// parts is how many pieces a separator makes.
func parts(s, separator string) int {
	if separator == "" {
		return len(s) + 1
	}
	return strings.Count(s, separator) + 1
}

func replaced(s, old, new string) int { return len(s) + parts(s, old)*len(new) }

func replacedAll(args []*ast.Term) int {
	patterns, ok := args[0].Value.(ast.Object)
	if !ok {
		return 0
	}
	n := len(str(args[1]))
	patterns.Foreach(func(old, new *ast.Term) {
		n = min(n+parts(str(args[1]), str(old))*len(str(new)), maxMade+1)
	})
	return n
}

// formatted is what sprintf makes: each verb any argument, and as wide as it says.
func formatted(args []*ast.Term) int {
	format := str(args[0])
	verbs, widest, width, inVerb := 0, 0, 0, false
	for i := range len(format) {
		switch c := format[i]; {
		case c == '%':
			if inVerb = !inVerb; inVerb {
				verbs, width = verbs+1, 0
			}
		case !inVerb:
		case c == '*':
			widest = maxMade // an argument gives it
		case '0' <= c && c <= '9':
			width = min(10*width+int(c-'0'), maxMade)
			widest = max(widest, width)
		case c == '.' || c == '[' || c == ']':
			width = 0
		case c != '+' && c != '-' && c != '#' && c != ' ':
			inVerb = false
		}
	}
	largest := 0
	if list, ok := args[1].Value.(*ast.Array); ok {
		list.Foreach(func(t *ast.Term) { largest = max(largest, size(t)) })
	}
	return len(format) + verbs*(largest+widest)
}
