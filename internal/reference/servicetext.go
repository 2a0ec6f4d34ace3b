package reference

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// A service is stored as lines of fields with tabs between them. Keys and resource
// types come before the actions, which name them by their position:
//
//	Amazon S3	rcp
//	k	s3:TlsVersion	Numeric
//	k	s3:RequestObjectTagKeys	String	many
//	r	bucket	arn:${Partition}:s3:::${BucketName}	0,7
//	a	GetObject	Read	4;9	3,12,40
//
// An action's resource types are separated by semicolons; ! marks a required one, and
// the keys that come with the type in this action follow a colon: 4!:0,2.

const (
	rcp  = "rcp"
	many = "many"
)

func (s *Service) encode() string {
	var b strings.Builder
	line := func(fields ...string) {
		b.WriteString(strings.TrimRight(strings.Join(fields, "\t"), "\t"))
		b.WriteByte('\n')
	}
	line(s.Name, flag(s.RCP, rcp))
	for _, k := range s.Keys {
		line("k", k.Name, k.Type.String(), flag(k.Multi, many))
	}
	for _, r := range s.Resources {
		line("r", r.Name, r.ARN, s.keyList(r.Keys))
	}
	for _, a := range s.Actions {
		line("a", a.Name, a.Level.String(), s.resourceList(a.Resources), s.keyList(a.Keys))
	}
	return b.String()
}

func flag(set bool, word string) string {
	if set {
		return word
	}
	return ""
}

func (s *Service) keyList(keys []*ConditionKey) string {
	list := make([]string, len(keys))
	for i, k := range keys {
		list[i] = strconv.Itoa(slices.IndexFunc(s.Keys, func(o ConditionKey) bool { return o.Name == k.Name }))
	}
	return strings.Join(list, ",")
}

func (s *Service) resourceList(resources []ActionResource) string {
	list := make([]string, len(resources))
	for i, r := range resources {
		at := slices.IndexFunc(s.Resources, func(o ResourceType) bool { return o.Name == r.Type.Name })
		list[i] = strconv.Itoa(at) + flag(r.Required, "!")
		if len(r.Keys) > 0 {
			list[i] += ":" + s.keyList(r.Keys)
		}
	}
	return strings.Join(list, ";")
}

// decoder reads the lines of one service.
type decoder struct {
	s      *Service
	fields []string
	err    error
}

func decodeService(prefix, text string) (*Service, error) {
	head, text, _ := strings.Cut(text, "\n")
	name, flags, _ := strings.Cut(head, "\t")
	d := decoder{s: &Service{Prefix: prefix, Name: name, RCP: flags == rcp}}
	// Room for all of a kind at once: pointers into these lists must stay good.
	d.s.Keys = make([]ConditionKey, 0, strings.Count(text, "\nk\t")+1)
	d.s.Resources = make([]ResourceType, 0, strings.Count(text, "\nr\t")+1)
	d.s.Actions = make([]Action, 0, strings.Count(text, "\na\t")+1)
	n := 0
	for line := range strings.SplitSeq(strings.TrimSuffix(text, "\n"), "\n") {
		if n++; line != "" {
			d.line(line)
		}
		if d.err != nil {
			return nil, fmt.Errorf("line %d: %w", n+1, d.err)
		}
	}
	return d.s, nil
}

func (d *decoder) line(line string) {
	d.fields = append(d.fields[:0], "", "", "", "", "")
	for i := range d.fields {
		field, rest, more := strings.Cut(line, "\t")
		if d.fields[i], line = field, rest; !more {
			break
		}
	}
	s, name, second := d.s, d.fields[1], d.fields[2]
	switch d.fields[0] {
	case "k":
		t, ok := ParseValueType(second)
		d.check(ok, "type %q", second)
		d.check(len(s.Resources)+len(s.Actions) == 0, "a key behind resource types or actions")
		s.Keys = append(s.Keys, ConditionKey{Name: name, Type: t, Multi: d.fields[3] == many})
		d.sorted(len(s.Keys), func(i int) string { return s.Keys[i].Name })
	case "r":
		d.check(len(s.Actions) == 0, "a resource type behind actions")
		s.Resources = append(s.Resources, ResourceType{Name: name, ARN: second, Keys: d.keys(d.fields[3])})
		d.sorted(len(s.Resources), func(i int) string { return s.Resources[i].Name })
	case "a":
		level, ok := ParseAccessLevel(second)
		d.check(ok, "access level %q", second)
		s.Actions = append(s.Actions, Action{
			Service: s.Prefix, Name: name, Level: level,
			Resources: d.resources(d.fields[3]), Keys: d.keys(d.fields[4]),
		})
		d.sorted(len(s.Actions), func(i int) string { return s.Actions[i].Name })
	default:
		d.check(false, "begins with %q, not with k, r or a", d.fields[0])
	}
}

// check keeps the first error.
func (d *decoder) check(ok bool, format string, values ...any) {
	if !ok && d.err == nil {
		d.err = fmt.Errorf(format, values...)
	}
}

// sorted checks the newest of a list against the one before: look-ups rely on the order.
func (d *decoder) sorted(n int, name func(int) string) {
	d.check(n < 2 || compareFold(name(n-2), name(n-1)) < 0, "%q is out of order", name(n-1))
}

func (d *decoder) index(text string, limit int) int {
	i, err := strconv.Atoi(text)
	d.check(err == nil && i >= 0 && i < limit, "%q is not a position below %d", text, limit)
	if d.err != nil {
		return -1
	}
	return i
}

func (d *decoder) keys(text string) []*ConditionKey {
	if text == "" {
		return nil
	}
	list := make([]*ConditionKey, 0, strings.Count(text, ",")+1)
	for part := range strings.SplitSeq(text, ",") {
		if i := d.index(part, len(d.s.Keys)); i >= 0 {
			list = append(list, &d.s.Keys[i])
		}
	}
	return list
}

func (d *decoder) resources(text string) []ActionResource {
	if text == "" {
		return nil
	}
	list := make([]ActionResource, 0, strings.Count(text, ";")+1)
	for part := range strings.SplitSeq(text, ";") {
		position, keys, _ := strings.Cut(part, ":")
		position, required := strings.CutSuffix(position, "!")
		if i := d.index(position, len(d.s.Resources)); i >= 0 {
			list = append(list, ActionResource{&d.s.Resources[i], required, d.keys(keys)})
		}
	}
	return list
}
