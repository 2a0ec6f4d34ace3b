package engine

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Path leads from the input to a fact: members are joined by dots or, where
// they are no plain names, written ["so"]; * stands for any member or element,
// as in statements.*.allows["iam:PassRole"]. The empty path is the input.
type Path string

// Gate is a condition on which facts exist, without which a rule has no
// finding: the Path exists, or All of several gates are open, or Any of them.
// One of the three is set; the zero Gate is open always. It stays a tree
// because a join of two lists of 20 actions would be 400 plain conjunctions.
type Gate struct {
	Path Path
	All  []Gate
	Any  []Gate
}

// Always reports whether the gate is open whatever the facts.
func (g Gate) Always() bool {
	return g.Path == "" && g.All == nil && g.Any == nil
}

// String writes the gate with & and |; the gate that is always open is "always".
func (g Gate) String() string {
	switch {
	case g.Path != "":
		return string(g.Path)
	case g.All != nil:
		return "(" + join(g.All, " & ") + ")"
	case g.Any != nil:
		return "(" + join(g.Any, " | ") + ")"
	}
	return "always"
}

// Paths lists the paths that the gate speaks of, in order of appearance.
func (g Gate) Paths() []Path {
	if g.Path != "" {
		return []Path{g.Path}
	}
	var paths []Path
	for _, part := range slices.Concat(g.All, g.Any) {
		for _, p := range part.Paths() {
			if !slices.Contains(paths, p) {
				paths = append(paths, p)
			}
		}
	}
	return paths
}

func join(gates []Gate, operator string) string {
	texts := make([]string, len(gates))
	for i, g := range gates {
		texts[i] = g.String()
	}
	return strings.Join(texts, operator)
}

// all is open if every gate is. A path is dropped where a longer one that
// leads through it is asked for anyway.
func all(gates ...Gate) Gate {
	var parts []Gate
	for _, g := range gates {
		if g.All != nil {
			parts = append(parts, g.All...)
		} else if !g.Always() {
			parts = append(parts, g)
		}
	}
	parts = distinct(parts)
	parts = slices.DeleteFunc(slices.Clone(parts), func(g Gate) bool {
		return g.Path != "" && slices.ContainsFunc(parts, func(other Gate) bool {
			return leadsThrough(other.Path, g.Path)
		})
	})
	switch len(parts) {
	case 0:
		return Gate{}
	case 1:
		return parts[0]
	}
	return Gate{All: parts}
}

// anyOf is open if one of the gates is. Without gates there is nothing to
// tell, so it is open.
func anyOf(gates ...Gate) Gate {
	var parts []Gate
	for _, g := range gates {
		switch {
		case g.Always():
			return Gate{}
		case g.Any != nil:
			parts = append(parts, g.Any...)
		default:
			parts = append(parts, g)
		}
	}
	parts = distinct(parts)
	switch len(parts) {
	case 0:
		return Gate{}
	case 1:
		return parts[0]
	}
	return Gate{Any: parts}
}

func distinct(gates []Gate) []Gate {
	seen := map[string]bool{}
	var kept []Gate
	for _, g := range gates {
		if text := g.String(); !seen[text] {
			seen[text] = true
			kept = append(kept, g)
		}
	}
	return kept
}

func leadsThrough(long, short Path) bool {
	rest, ok := strings.CutPrefix(string(long), string(short))
	return ok && rest != "" && (rest[0] == '.' || rest[0] == '[')
}

// member returns the path to a member's value.
func (p Path) member(name string) Path {
	if !plain(name) {
		return p + Path("["+strconv.Quote(name)+"]")
	}
	if p == "" {
		return Path(name)
	}
	return p + "." + Path(name)
}

// each returns the path to any member or element.
func (p Path) each() Path {
	if p == "" {
		return "*"
	}
	return p + ".*"
}

func plain(name string) bool {
	for _, c := range name {
		if !('a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '_') {
			return false
		}
	}
	return name != ""
}

// step is one part of a path: a member's name or any.
type step struct {
	name string
	any  bool
}

// steps takes the path apart.
func (p Path) steps() ([]step, error) {
	var steps []step
	for rest := string(p); rest != ""; {
		if rest[0] == '[' {
			quoted, err := strconv.QuotedPrefix(rest[1:])
			if err != nil || !strings.HasPrefix(rest[1+len(quoted):], "]") {
				return nil, fmt.Errorf("path %s: a bracket without a quoted name", p)
			}
			name, err := strconv.Unquote(quoted)
			if err != nil {
				return nil, fmt.Errorf("path %s: %w", p, err)
			}
			steps = append(steps, step{name: name})
			rest = rest[len(quoted)+2:]
			continue
		}
		rest = strings.TrimPrefix(rest, ".")
		end := strings.IndexAny(rest, ".[")
		if end < 0 {
			end = len(rest)
		}
		name := rest[:end]
		if name != "*" && !plain(name) {
			return nil, fmt.Errorf("path %s: %q is no plain name", p, name)
		}
		steps = append(steps, step{name: name, any: name == "*"})
		rest = rest[end:]
	}
	return steps, nil
}
