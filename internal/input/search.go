package input

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/tidwall/gjson"

	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/source"
)

// searchFormat names a file of no known kind in which policies were found.
const searchFormat = "policies found inside"

// maxNesting is how many JSON strings may lie in each other around a policy.
// AWS Config has two: the item, and the policy in it.
const maxNesting = 4

// Mentions reports whether a text has the word without which it holds no
// policy, in whatever encoding.
func Mentions(text []byte) bool { return bytes.Contains(text, []byte("Statement")) }

// search looks for policy documents in a value of no known kind: objects that
// are one, and strings that hold one. What they are attached to is not known,
// so they stand alone.
func (d *decoder) search(v gjson.Result) bool {
	if !strings.Contains(v.Raw, "Statement") {
		return false
	}
	s := searcher{file: d.file}
	s.all(v)
	if len(s.records.Documents)+s.templates == 0 {
		return false
	}
	s.records.File, s.records.Format = d.file, searchFormat
	d.records.Add(s.records)
	return true
}

// Search adds the policies inside a value whose subject the format does not know:
// they stand alone.
func (r *Reader) Search(v gjson.Result) {
	s := searcher{file: r.File}
	s.all(v)
	r.Records.Documents = append(r.Records.Documents, s.records.Documents...)
	for _, o := range s.records.Odd {
		r.Records.odd(o)
	}
}

// all looks at a value of the file.
func (s *searcher) all(v gjson.Result) {
	s.value("", v, level{at: func(s source.Span) source.Span { return s }})
	if s.templates > 0 {
		s.records.odd(Odd{At: s.template, Found: fmt.Sprintf("%d policies with functions of CloudFormation", s.templates),
			Wanted: "policies as they are deployed"})
	}
}

type searcher struct {
	file      *source.File
	records   Records
	parser    policy.Parser
	templates int
	template  Place // of the first
	// rest: a format read what is covered, the places of documents in their order.
	rest    bool
	covered []covered
}

// level is a text in which values are looked at: the file, or what is inside a
// JSON string of the level around it. At leads a span of the text to the file.
type level struct {
	encodings []source.Encoding
	depth     int
	at        func(source.Span) source.Span
}

// value looks at a value that stands in the member called name.
func (s *searcher) value(name string, v gjson.Result, l level) {
	inside := false
	if s.rest && l.depth == 0 {
		var itself bool
		if inside, itself = s.reads(spanOf(v)); itself || notInForce[name] {
			return
		}
	}
	switch {
	case v.Type == gjson.String:
		s.text(name, v, l)
	case !inside && v.IsObject() && isPolicy(v):
		if usesFunctions(v) {
			if s.templates++; s.templates == 1 {
				s.template = Place{s.file, l.at(spanOf(v))}
			}
			return
		}
		origin := source.Origin{File: s.file, Span: l.at(spanOf(v)), Encodings: l.encodings}
		s.records.Documents = append(s.records.Documents, Document{Policy: s.parser.ParseChecked(origin, typeOf(name))})
	default:
		if !s.mentions(v, l) {
			return
		}
		v.ForEach(func(key, inner gjson.Result) bool {
			inside := name
			if key.Type == gjson.String {
				inside = key.Str
			}
			s.value(inside, inner, l)
			return true
		})
	}
}

// text looks into a string that may hold JSON, plain or percent-encoded.
func (s *searcher) text(name string, v gjson.Result, l level) {
	if !strings.Contains(v.Raw, "Statement") || l.depth == maxNesting {
		return
	}
	raw := source.Span{Start: v.Index + 1, End: v.Index + len(v.Raw) - 1}
	origin := source.Origin{File: s.file, Span: l.at(raw), Encodings: append(l.encodings[:len(l.encodings):len(l.encodings)], source.JSONString)}
	switch start := strings.TrimLeft(v.Str, " \t\r\n"); {
	case start == "":
		return
	case start[0] == '%':
		origin.Encodings = append(origin.Encodings, source.Percent)
	case start[0] != '{' && start[0] != '[' && start[0] != '"':
		return
	}
	text, err := origin.Decode()
	if err != nil || policy.CheckJSON(text) != nil {
		return
	}
	inner := source.NewFile(s.file.Name, text)
	s.value(name, root(inner, trim(text, source.Span{Start: 0, End: len(text)})),
		level{encodings: origin.Encodings, depth: l.depth + 1, at: lazily(origin)})
}

// lazily is origin.Locator, at no cost while nothing is located.
func lazily(origin source.Origin) func(source.Span) source.Span {
	var locate func(source.Span) source.Span
	return func(at source.Span) source.Span {
		if locate == nil {
			locate = origin.Locator()
		}
		return locate(at)
	}
}

// typeOf returns the type that the member's name tells: assumeRolePolicyDocument,
// assume_role_policy, trustPolicy. What type the user gives is that of bare documents.
func typeOf(name string) policy.Type {
	plain := strings.ToLower(strings.NewReplacer("_", "", "-", "").Replace(name))
	if strings.HasPrefix(plain, "assumerolepolicy") || strings.HasPrefix(plain, "trustpolicy") {
		return policy.Trust
	}
	return ""
}

// isPolicy reports whether an object is a policy document: its statements have
// an effect, or nearly one, or there are none and the version is one of the
// policy language.
func isPolicy(v gjson.Result) bool {
	statement := Find(v, "Statement")
	effects := func(s gjson.Result) bool { return Find(s, "Effect").Exists() && StatementLike(s) }
	switch {
	case statement.IsObject():
		return effects(statement)
	case !statement.IsArray():
		return false
	}
	empty, effect := true, false
	statement.ForEach(func(_, one gjson.Result) bool {
		empty, effect = false, effects(one)
		return !effect
	})
	version := Find(v, "Version").Str
	return effect || empty && (version == policy.CurrentVersion || version == "2008-10-17")
}

// usesFunctions reports whether a value has an object whose only member is a
// reference or a function of CloudFormation: what it stands for is not there.
func usesFunctions(v gjson.Result) (found bool) {
	members, last := 0, ""
	v.ForEach(func(key, inner gjson.Result) bool {
		if key.Type == gjson.String {
			members, last = members+1, key.Str
		}
		found = (inner.IsObject() || inner.IsArray()) && usesFunctions(inner)
		return !found
	})
	return found || members == 1 && (last == "Ref" || strings.HasPrefix(last, "Fn::"))
}
