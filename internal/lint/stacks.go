package lint

import (
	"cmp"
	"iter"
	"maps"
	"path"
	"path/filepath"
	"slices"

	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/snapshot"
)

// Templates of one run may make stacks that have to do with each other: one imports what
// another exports, or is a stack of another's. What that gives is known once all of them
// were read; those which are given something are then read again.

// stacks joins the templates of a run.
type stacks struct {
	options Options
	held    []answer
	files   map[string]int   // their places, by path
	exports map[string][]int // which of them export a name
	parents map[int]int      // of those that are stacks in others
	values  map[int]map[string]string
	busy    map[int]bool
	left    int // how many more times a template is read
}

const (
	// maxReadings bounds how many times templates are read again.
	maxReadings = 2000
	// maxRounds bounds how many times one is, for stacks in it of which one takes what
	// another one puts out.
	maxRounds = 4
	// maxNested bounds how deep stacks lie in stacks.
	maxNested = 8
)

// joined yields the answers of templates in their order, read with what others give them.
func (o Options) joined(held []answer) iter.Seq[answer] {
	s := &stacks{options: o, held: held, files: map[string]int{}, exports: map[string][]int{}, parents: map[int]int{},
		values: map[int]map[string]string{}, busy: map[int]bool{}, left: maxReadings}
	for i := range held {
		s.files[path.Clean(filepath.ToSlash(held[i].name))] = i
		for name := range held[i].records.Links.Exports {
			s.exports[name] = append(s.exports[name], i)
		}
	}
	for i := range held {
		for _, n := range held[i].records.Links.Nested {
			if at, ok := s.fileOf(i, n); ok {
				s.parents[at] = i
			}
		}
	}
	made := map[int][]input.Records{}
	for i := range held {
		if _, nested := s.parents[i]; !nested {
			s.root(i, made)
		}
	}
	return func(yield func(answer) bool) {
		for i, a := range s.held {
			if list := made[i]; len(list) > 0 {
				a.records, a.pages = list[0], further(list[1:])
			}
			if !yield(a) {
				return
			}
		}
	}
}

// root reads a stack that is in no other, and those in it.
func (s *stacks) root(i int, made map[int][]input.Records) {
	if s.values[i] != nil || s.busy[i] {
		return
	}
	s.busy[i] = true
	values := map[string]string{}
	for _, one := range s.stack(i, input.Linked{}, 0, made) {
		made[one.of] = append(made[one.of], one.records)
		maps.Copy(values, one.records.Links.Exports)
	}
	s.values[i] = values
}

// part is what one stack made of a template.
type part struct {
	of      int
	records input.Records
}

// stack reads a template as one stack with what is given to it, and the stacks in it.
func (s *stacks) stack(i int, given input.Linked, depth int, made map[int][]input.Records) []part {
	s.take(i, &given, made)
	records := s.held[i].records
	if given.Scope != "" || len(given.Imports) > 0 {
		records = s.read(i, given)
	}
	given.Outputs = map[string]map[string]string{}
	inside, passed := map[string][]part{}, map[string]map[string]string{}
	for range maxRounds {
		changed := false
		for _, n := range records.Links.Nested {
			at, ok := s.fileOf(i, n)
			if known, again := passed[n.ID]; !ok || depth == maxNested || again && maps.Equal(known, n.Parameters) {
				continue
			}
			inside[n.ID] = s.stack(at, input.Linked{Scope: cmp.Or(given.Scope, s.held[i].name) + "/" + n.ID, Parameters: n.Parameters,
				Account: records.Links.Account, Region: records.Links.Region}, depth+1, made)
			given.Outputs[n.ID], passed[n.ID], changed = inside[n.ID][0].records.Links.Outputs, n.Parameters, true
		}
		if !changed {
			break
		}
		records = s.read(i, given)
	}
	all := []part{{i, records}}
	for _, id := range slices.Sorted(maps.Keys(inside)) {
		all = append(all, inside[id]...)
	}
	return all
}

// take looks up what a template imports. An import is in the account and Region of the
// export (CloudFormation User Guide, Fn::ImportValue).
func (s *stacks) take(i int, given *input.Linked, made map[int][]input.Records) {
	given.Imports = map[string]string{}
	for _, name := range s.held[i].records.Links.Imports {
		from, ok := s.exporter(i, name)
		if !ok {
			continue
		}
		root := from
		for n := 0; n < maxNested; n++ {
			if parent, nested := s.parents[root]; nested {
				root = parent
			}
		}
		s.root(root, made)
		links := s.held[from].records.Links
		if list := made[from]; len(list) > 0 {
			links = list[0].Links
		}
		given.Imports[name] = cmp.Or(s.values[root][name], links.Exports[name])
		given.Account, given.Region = cmp.Or(given.Account, links.Account), cmp.Or(given.Region, links.Region)
	}
}

// exporter is the template that exports a name: of several the nearest, where one is.
func (s *stacks) exporter(of int, name string) (at int, ok bool) {
	most := -1
	for _, i := range s.exports[name] {
		switch near := snapshot.Shared(s.held[i].name, s.held[of].name); {
		case near > most:
			most, at, ok = near, i, i != of
		case near == most:
			ok = false
		}
	}
	return at, ok
}

// read reads a template again.
func (s *stacks) read(i int, given input.Linked) input.Records {
	again := s.held[i].found
	if s.left--; s.left < 0 || again.onDisk == stdinName {
		return s.held[i].records
	}
	again.name, again.linked = again.onDisk, &given
	if a := caught(again, s.options.decode); a.err == nil && a.records.Links != nil {
		return a.records
	}
	return s.held[i].records
}

// further are the records of a template of which several stacks are made. What is odd in
// it was said of the first.
func further(list []input.Records) iter.Seq[*input.Records] {
	if len(list) == 0 {
		return nil
	}
	return func(yield func(*input.Records) bool) {
		for i := range list {
			list[i].Odd, list[i].Notes, list[i].Lost = nil, nil, nil
			if !yield(&list[i]) {
				return
			}
		}
	}
}

// fileOf is the template of a stack in a stack.
func (s *stacks) fileOf(parent int, n input.Nested) (at int, ok bool) {
	at, ok = s.files[path.Join(path.Dir(filepath.ToSlash(s.held[parent].name)), n.File)]
	return at, ok && at != parent
}
