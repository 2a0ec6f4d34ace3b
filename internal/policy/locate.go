package policy

import (
	"github.com/tidwall/gjson"

	"github.com/crossgrant/crossgrant/internal/source"
)

// Locate returns the place of a path in the document's text. A path that leads
// nowhere is located at the deepest value on its way that exists, and ok is
// false. Of a name that occurs twice the last is meant, as in Parse; but the
// path of a problem leads to the copy that has the problem.
func (d *Document) Locate(path source.Path) (at source.Span, ok bool) {
	b := d.Body()
	if !b.isJSON() {
		return source.Span{Start: 0, End: len(b.Text)}, len(path) == 0
	}
	if i, ok := b.problemAt[pathKey(path)]; ok {
		return b.Problems[i].Span, true
	}
	value, path := b.nearest(path)
	for _, step := range path {
		key, next := child(value, step)
		switch {
		case next.Raw == "":
			return span(value), false
		case step.Key:
			return span(key), true
		}
		value = next
	}
	return span(value), true
}

// isJSON reports whether there are places in the text.
func (b *Body) isJSON() bool {
	return len(b.Text) > 0 && (len(b.Problems) == 0 || b.Problems[0].Kind != NotJSON)
}

// nearest returns the statement that a path leads into and the rest of the
// path, for a document of very many has very many places; or else all of it.
func (b *Body) nearest(path source.Path) (gjson.Result, source.Path) {
	steps, index := 1, 0
	if !b.Lone {
		steps = 2
	}
	if len(path) < steps || path[0] != source.Member("Statement") {
		return root(b.Text), path
	}
	if !b.Lone {
		index = int(path[1].Index)
	}
	if index < 0 || index >= len(b.Statements) || path[steps-1].Array == b.Lone {
		return root(b.Text), path
	}
	at := b.Statements[index].Span
	value := root(b.Text[at.Start:at.End])
	value.Index = at.Start
	return value, path[steps:]
}

// index notes where the problems are of a document in which a path alone does
// not tell: the first of two equal ones counts.
func (b *Body) index() {
	b.problemAt = map[string]int{}
	for i := range b.Problems {
		key := pathKey(b.Problems[i].Path)
		if _, known := b.problemAt[key]; !known {
			b.problemAt[key] = i
		}
	}
}

func pathKey(path source.Path) string {
	if len(path) > 0 && path[len(path)-1].Key {
		return path.String() + " key"
	}
	return path.String()
}

// child returns the last member or element that the step names.
func child(parent gjson.Result, step source.Step) (key, value gjson.Result) {
	if step.Array != parent.IsArray() || !step.Array && !parent.IsObject() {
		return
	}
	i := 0
	parent.ForEach(func(k, v gjson.Result) bool {
		if step.Array && i == int(step.Index) || !step.Array && k.Str == step.Name {
			key, value = k, v
		}
		i++
		return !step.Array || i <= int(step.Index)
	})
	return key, value
}
