package cloudformation

import (
	"strings"

	"github.com/tidwall/gjson"

	"github.com/crossgrant/crossgrant/internal/source"
)

// maxNodes bounds what one template is taken apart into. CloudFormation takes
// templates of one megabyte.
const maxNodes = 400_000

// fromJSON turns a JSON value into a node; left is how many more there may be.
func fromJSON(v gjson.Result, left *int) *node {
	*left--
	n := &node{at: source.Span{Start: v.Index, End: v.Index + len(v.Raw)}}
	switch {
	case *left < 0:
	case v.IsArray():
		n.kind = list
		v.ForEach(func(_, item gjson.Result) bool {
			n.items = append(n.items, fromJSON(item, left))
			return *left > 0
		})
	case v.IsObject():
		n.kind = mapping
		v.ForEach(func(key, value gjson.Result) bool {
			at := source.Span{Start: key.Index, End: key.Index + len(key.Raw)}
			n.members = append(n.members, member{strings.Clone(key.Str), at, fromJSON(value, left)})
			return *left > 0
		})
	case v.Type == gjson.String:
		n.text, n.literal = strings.Clone(v.Str), true
	case v.Type != gjson.Null:
		n.text = strings.Clone(v.Raw)
	}
	return n
}
