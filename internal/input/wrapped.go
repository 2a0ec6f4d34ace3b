package input

import (
	"strings"

	"github.com/tidwall/gjson"
)

// Unmistakable is a format whose answers are known for what they are wherever
// they stand in other JSON.
type Unmistakable interface {
	Format
	Unmistakable()
}

// maxWrapping is how many objects and arrays may lie around an export.
const maxWrapping = 4

// unwrap reads the exports that a value of no known kind wraps, as tools do that
// add a status or put the answers of several accounts into one file.
func (d *decoder) unwrap(v gjson.Result) bool {
	if !strings.Contains(v.Raw, "etail") {
		return false
	}
	var inside Records
	d.wrapped(v, 0, &inside)
	if inside.Format == "" {
		for _, o := range inside.Odd {
			d.records.odd(o)
		}
		return false
	}
	d.rest(v, nil, &inside)
	d.records.Add(inside)
	return true
}

func (d *decoder) wrapped(v gjson.Result, depth int, into *Records) {
	if depth > maxWrapping || !v.IsObject() && !v.IsArray() {
		return
	}
	c := Candidate{File: d.file, Body: spanOf(v), Root: v, Members: membersOf(v), Hints: d.hints, texts: d.texts}
	for _, f := range d.formats {
		if f, ok := f.(Unmistakable); ok {
			if records, ok := f.Decode(c); ok {
				records.File, records.Format = d.file, f.Name()
				into.Add(records)
				return
			}
		}
	}
	d.misspelt(c, into)
	v.ForEach(func(_, inner gjson.Result) bool {
		d.wrapped(inner, depth+1, into)
		return true
	})
}

// detailLists are what an account's export is known by, by their names in lower case.
var detailLists = map[string]string{"roledetaillist": "RoleDetailList", "userdetaillist": "UserDetailList", "groupdetaillist": "GroupDetailList"}

// misspelt names an export whose members another tool has renamed: it is not
// judged as one.
func (d *decoder) misspelt(c Candidate, into *Records) {
	for _, m := range c.Members {
		plain := strings.ToLower(strings.NewReplacer("_", "", "-", "").Replace(m.Name))
		if name := detailLists[plain]; name != "" && name != m.Name {
			into.odd(Odd{At: Place{d.file, spanOf(m.Value)}, Found: strings.Clone(m.Name),
				Wanted: name + ", as AWS prints it: the policies inside are judged as documents only"})
			return
		}
	}
}
