// Package gitignore decides what a .gitignore names, as git does. A file of a
// million lines costs as much as its size: lines without wildcards, and those with
// one at an end, are looked up and not tried one after the other.
package gitignore

import (
	"bytes"
	"strings"
)

// Rules are the lines of one file; what they say is about paths below its folder.
type Rules struct {
	// By what has to be equal: a whole path, the last name of a path, the end
	// of that name, the beginning of that name.
	paths, names, ends, beginnings map[string]latest
	// wild are the other patterns, in the order of their lines.
	wild []rule
	// longest is the length of the longest of ends and beginnings.
	longest int
}

// answer is the number of a line, from 1, times two, and one more if the line is
// written with !: the greatest answer is that of the last line.
type answer uint32

// latest is the last line of one pattern, among all lines and among those that end
// in a slash and name folders only.
type latest struct{ all, folders answer }

// special are the bytes of a pattern that do not stand for themselves.
const special = `*?[\`

type rule struct {
	pattern string
	answer  answer
	last    bool // looks at the last name of a path only
	folders bool
}

// Parse reads the lines of a .gitignore.
func Parse(text []byte) *Rules {
	r := &Rules{paths: map[string]latest{}, names: map[string]latest{}, ends: map[string]latest{}, beginnings: map[string]latest{}}
	all := string(bytes.TrimPrefix(text, []byte("\ufeff")))
	line := answer(0)
	for one := range strings.Lines(all) {
		line += 2
		r.add(strings.TrimSuffix(strings.TrimSuffix(one, "\n"), "\r"), line)
	}
	return r
}

// Empty reports whether the file names nothing.
func (r *Rules) Empty() bool {
	return len(r.paths)+len(r.names)+len(r.ends)+len(r.beginnings)+len(r.wild) == 0
}

func (r *Rules) add(line string, number answer) {
	if strings.HasPrefix(line, "#") {
		return
	}
	line, again := strings.CutPrefix(trimSpaces(line), "!")
	if again {
		number++
	}
	line, folders := strings.CutSuffix(line, "/")
	last := !strings.Contains(line, "/")
	line = strings.TrimPrefix(line, "/")
	if line == "" {
		return
	}
	switch first, end := strings.IndexAny(line, special), strings.LastIndexAny(line, special); {
	case first < 0 && last:
		keep(r.names, line, number, folders)
	case first < 0:
		keep(r.paths, line, number, folders)
	case last && end == 0 && line[0] == '*':
		keep(r.ends, line[1:], number, folders)
		r.longest = max(r.longest, len(line)-1)
	case last && first == len(line)-1 && line[first] == '*':
		keep(r.beginnings, line[:first], number, folders)
		r.longest = max(r.longest, first)
	default:
		r.wild = append(r.wild, rule{line, number, last, folders})
	}
}

func keep(in map[string]latest, key string, number answer, folders bool) {
	l := in[key]
	if folders {
		l.folders = number
	} else {
		l.all = number
	}
	in[key] = l
}

// trimSpaces takes the spaces at the end of a line away, unless a backslash
// stands before them.
func trimSpaces(line string) string {
	end := len(line)
	for i := 0; i < len(line); i++ {
		switch {
		case line[i] != ' ':
			if line[i] == '\\' {
				i++
			}
			end = len(line)
		case end == len(line):
			end = i
		}
	}
	return line[:end]
}

// path reports whether a rule with a slash describes a path. git compares what
// stands before the first wildcard and matches the rest alone, so that in a**/b,
// too, the asterisks stand at the beginning of what is matched.
func (r *rule) path(path string) bool {
	literal := strings.IndexAny(r.pattern, special)
	rest, ok := strings.CutPrefix(path, r.pattern[:literal])
	return ok && Match(r.pattern[literal:], rest)
}

// Match says whether a path, relative to the folder of the file and with slashes,
// is ignored; decided is false where no line speaks of it. The folders above the
// path are for the caller to ask about.
func (r *Rules) Match(path string, folder bool) (ignored, decided bool) {
	name := path[strings.LastIndexByte(path, '/')+1:]
	found := answer(0)
	look := func(in map[string]latest, key string) {
		l := in[key]
		found = max(found, l.all)
		if folder {
			found = max(found, l.folders)
		}
	}
	look(r.paths, path)
	look(r.names, name)
	for n := 0; n <= min(len(name), r.longest); n++ {
		look(r.ends, name[len(name)-n:])
		look(r.beginnings, name[:n])
	}
	for i := len(r.wild) - 1; i >= 0 && r.wild[i].answer > found; i-- {
		one := &r.wild[i]
		if one.folders && !folder {
			continue
		}
		if one.last && matchName(one.pattern, name) || !one.last && one.path(path) {
			found = one.answer
		}
	}
	return found > 0 && found%2 == 0, found > 0
}
