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
	// wild are the other patterns by what stands before their first wildcard, those
	// about whole paths and those about last names, in the order of their lines.
	wildPaths, wildNames map[string][]rule
	// longest is the length of the longest of ends and beginnings, longestLiteral of
	// what stands before wildcards.
	longest, longestLiteral int
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
	pattern string // from its first wildcard on
	answer  answer
	folders bool
}

// Parse reads the lines of a .gitignore.
func Parse(text []byte) *Rules {
	r := &Rules{paths: map[string]latest{}, names: map[string]latest{}, ends: map[string]latest{}, beginnings: map[string]latest{},
		wildPaths: map[string][]rule{}, wildNames: map[string][]rule{}}
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
	return len(r.paths)+len(r.names)+len(r.ends)+len(r.beginnings)+len(r.wildPaths)+len(r.wildNames) == 0
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
		in := r.wildPaths
		if last {
			in = r.wildNames
		}
		in[line[:first]] = append(in[line[:first]], rule{line[first:], number, folders})
		r.longestLiteral = max(r.longestLiteral, first)
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
	try := func(list []rule, rest string, matches func(pattern, text string) bool) {
		for i := len(list) - 1; i >= 0 && list[i].answer > found; i-- {
			if one := &list[i]; (!one.folders || folder) && matches(one.pattern, rest) {
				found = one.answer
			}
		}
	}
	// git compares what stands before the first wildcard and matches the rest alone,
	// so that in a**/b, too, the asterisks stand at the beginning of what is matched.
	for n := 0; n <= min(len(path), r.longestLiteral); n++ {
		try(r.wildPaths[path[:n]], path[n:], Match)
	}
	for n := 0; n <= min(len(name), r.longestLiteral); n++ {
		try(r.wildNames[name[:n]], name[n:], matchName)
	}
	return found > 0 && found%2 == 0, found > 0
}
