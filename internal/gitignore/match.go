package gitignore

import "strings"

// Match reports whether a pattern describes a whole path: * and ? match no slash,
// and ** between slashes any number of folders. It tries no more than one place
// for each pair of a name of the pattern and one of the path. A pattern that is
// malformed, as one with an open bracket, matches nothing.
func Match(pattern, path string) bool {
	// A position behind the end of a text says that all its names are used.
	p, s := 0, 0
	backP, backS := -1, 0 // where to go on if the last ** takes one name more
	for s <= len(path) {
		if p <= len(pattern) {
			want, next := cut(pattern, p)
			if len(want) > 1 && strings.Trim(want, "*") == "" {
				if next > len(pattern) {
					return true
				}
				p, backP, backS = next, next, s
				continue
			}
			name, after := path[s:], len(path)+1
			if i := strings.IndexByte(name, '/'); i >= 0 {
				name, after = name[:i], s+i+1
			}
			if matchName(want, name) {
				p, s = next, after
				continue
			}
		}
		if backP < 0 {
			return false
		}
		i := strings.IndexByte(path[backS:], '/')
		if i < 0 {
			return false
		}
		backS += i + 1
		p, s = backP, backS
	}
	return p > len(pattern)
}

// cut returns the name that begins at a position of a pattern, and where the next
// one begins. A slash in brackets is no end of a name.
func cut(pattern string, at int) (name string, next int) {
	for i := at; i < len(pattern); i++ {
		switch pattern[i] {
		case '/':
			return pattern[at:i], i + 1
		case '\\':
			if strings.HasPrefix(pattern[i:], `\/`) {
				return pattern[at:i], i + 2
			}
			i++
		case '[':
			if _, size := bracket(pattern[i:], 0); size > 0 {
				i += size - 1
			}
		}
	}
	return pattern[at:], len(pattern) + 1
}

// matchName reports whether a pattern describes a name. Only the last * is ever
// tried again, so that the time is at most the product of the lengths.
func matchName(pattern, name string) bool {
	p, s := 0, 0
	backP, backS := -1, 0
	for s < len(name) {
		if p < len(pattern) && pattern[p] == '*' {
			p++
			backP, backS = p, s
			continue
		}
		if p < len(pattern) {
			if size := one(pattern[p:], name[s]); size > 0 {
				p += size
				s++
				continue
			}
		}
		if backP < 0 {
			return false
		}
		backS++
		p, s = backP, backS
	}
	return strings.Trim(pattern[p:], "*") == ""
}

// one returns the size of the element that a pattern begins with if that matches
// a byte, else 0.
func one(pattern string, c byte) int {
	switch pattern[0] {
	case '?':
		return 1
	case '[':
		if matched, size := bracket(pattern, c); matched {
			return size
		}
		return 0
	case '\\':
		if len(pattern) > 1 && pattern[1] == c {
			return 2
		}
		return 0
	}
	if pattern[0] == c {
		return 1
	}
	return 0
}
