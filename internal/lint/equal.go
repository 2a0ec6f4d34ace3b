package lint

import (
	"encoding/binary"
	"slices"

	"github.com/crossgrant/crossgrant/internal/engine"
)

// first is what was found in the first of equal documents. It is kept until the end.
type first struct {
	id          string
	results     []engine.Result
	failed, err error
}

// nothing is what was found in most documents.
var nothing first

// recognise makes room for what becomes of the subjects, and says which are documents
// that need not be judged again.
func (j *judging) recognise(list []task) []*outcome {
	if len(j.room) < len(list) {
		j.room, j.outcomes = make([]outcome, len(list)), make([]*outcome, len(list))
	}
	of := j.outcomes[:len(list)]
	j.each(len(list), func(_ *maker, i int) {
		of[i] = &j.room[i]
		*of[i] = outcome{candidate: candidate{Subject: Subject{Subject: list[i].of}}}
		if !j.alone {
			of[i].like = j.result.alike(list[i].document)
		}
	})
	if j.known == nil {
		j.known = map[alike]*first{}
	}
	for i, one := range of {
		if list[i].once || one.like == (alike{}) || one.like.bucket != "" {
			continue // no two buckets have the same policy
		}
		if one.first = j.known[one.like]; one.first == nil {
			one.isFirst = true
			j.known[one.like] = &one.own
		}
	}
	return of
}

// once says of which documents, by their place in the list, no other one has the text, so
// that nothing need be kept for a later one. Of few others it is not said.
func (w *World) once() []bool {
	once, first := make([]bool, len(w.Snapshot.Documents)), make(map[uint64]int, len(w.Snapshot.Documents))
	for i, d := range w.Snapshot.Documents {
		digest := d.Policy.Digest()
		text := binary.LittleEndian.Uint64(digest[:])
		before, ok := first[text]
		if once[i] = !ok; ok {
			once[before] = false
		} else {
			first[text] = i
		}
	}
	return once
}

// moved are results of one document as those of an equal one.
func moved(results []engine.Result, from, to string) []engine.Result {
	list := slices.Clone(results)
	for i := range list {
		list[i].Finding = movedValue(list[i].Finding, from, to).(map[string]any)
	}
	return list
}

func movedValue(v any, from, to string) any {
	switch v := v.(type) {
	case map[string]any:
		out := make(map[string]any, len(v))
		for name, inner := range v {
			if name == "document" && inner == from {
				out[name] = to
				continue
			}
			out[name] = movedValue(inner, from, to)
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i, inner := range v {
			out[i] = movedValue(inner, from, to)
		}
		return out
	}
	return v
}
