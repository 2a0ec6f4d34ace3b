// Package cloudformation reads templates of AWS CloudFormation, in JSON and in
// YAML, as they are written by hand, by SAM and by the CDK.
//
// A template becomes the records that an export of its stack would give: roles,
// buckets, keys, with the defaults of AWS for what it leaves out. What a function
// stands for is evaluated as far as the template tells; the rest is a named
// unknown, see package unknown, and never the end of a policy. A condition of the
// template is judged both ways. Every value keeps its place in the user's file.
//
// The package knows no stack that was made of a template, and takes a parameter
// for its default.
package cloudformation

import (
	"bytes"
	"cmp"

	"github.com/tidwall/gjson"

	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/source"
	"github.com/crossgrant/crossgrant/internal/unknown"
)

// Format recognises templates.
type Format struct{}

// Name returns "cloudformation".
func (Format) Name() string { return "cloudformation" }

// Decode reads a candidate that is a template.
func (Format) Decode(c input.Candidate) (records input.Records, ok bool) { return decodeFor(c, nil) }

// decodeFor is Decode for one who keeps what a template is taken apart into; nil for nobody.
func decodeFor(c input.Candidate, keeps *taker) (records input.Records, ok bool) {
	if c.Root.Exists() {
		if assembly(c) {
			return input.Records{Whole: true}, true
		}
		if !c.Named("Resources") || !resourcesLike(c.Member("Resources")) {
			return records, false
		}
		left := maxNodes
		root := fromJSON(c.Root, &left)
		return read(c, root, false, left < 0, keeps), true
	}
	if !YAML(c.File.Text[c.Body.Start:c.Body.End]) {
		return records, false
	}
	root, r := fromYAML(c.File, c.Body)
	made := serverless(root)
	if made != nil {
		root = made
	}
	if made != nil || root != nil && ofServerless(c.File.Text) {
		variables(c.File.Name, root)
	}
	switch {
	case root != nil && isTemplate(root):
	case len(r.errors) > 0 && bytes.Contains(c.File.Text, []byte("AWS::")):
		records.Lost = r.errors
		return records, true
	default:
		return records, false
	}
	records = read(c, root, true, false, keeps)
	records.Lost = append(records.Lost, r.errors...)
	for _, m := range r.repeats {
		records.Odd = append(records.Odd, input.Odd{At: input.Place{File: c.File, Span: m.at}, Found: m.name + " twice", Wanted: "each name once"})
	}
	return records, true
}

// assembly reports whether a file is one that the CDK writes beside its templates:
// the manifest, the tree of constructs, the lists of assets. What they hold of
// policies stands in the templates.
func assembly(c input.Candidate) bool {
	if c.Member("version").Type != gjson.String {
		return false
	}
	return c.Member("artifacts").IsObject() || c.Member("tree").IsObject() && input.Find(c.Member("tree"), "id").Exists() ||
		c.Member("files").IsObject() && c.Member("dockerImages").IsObject()
}

// resourcesLike reports whether a value is the section Resources: a resource has
// a type, in parts that :: holds together.
func resourcesLike(v gjson.Result) (found bool) {
	v.ForEach(func(_, one gjson.Result) bool {
		t := input.Find(one, "Type")
		found = t.Type == gjson.String && bytes.Contains([]byte(t.Str), []byte("::"))
		return !found
	})
	return found
}

// YAML reports whether a text can be a template in YAML, at no cost for all
// the others.
func YAML(text []byte) bool {
	if serverlessLike(text) {
		return true
	}
	if !bytes.Contains(text, []byte("Resources")) || !bytes.Contains(text, []byte("::")) {
		return false
	}
	// It is a section, at the left edge.
	return bytes.HasPrefix(text, []byte("Resources")) || bytes.Contains(text, []byte("\nResources")) ||
		bytes.Contains(text, []byte(`"Resources"`))
}

// isTemplate is resourcesLike for a text in YAML.
func isTemplate(root *node) bool {
	section := root.get("Resources")
	if section == nil {
		return false
	}
	for _, m := range section.members {
		if t := m.value.get("Type"); t != nil && bytes.Contains([]byte(t.text), []byte("::")) {
			return true
		}
	}
	return false
}

// read turns a template into records.
func read(c input.Candidate, root *node, yaml, cut bool, keeps *taker) input.Records {
	scope := c.File.Name
	if l := c.Hints.Linked; l != nil {
		scope = cmp.Or(l.Scope, scope)
	}
	t := newTemplate(c, root, scope, yaml)
	t.reading, t.keeps = &reading{hints: c.Hints}, keeps
	if keeps != nil {
		keeps.root = root
	}
	return t.read(root, cut)
}

// readAs is read for a template whose unknowns are those of a scope.
func readAs(c input.Candidate, root *node, scope string, yaml, cut bool) input.Records {
	return newTemplate(c, root, scope, yaml).read(root, cut)
}

func newTemplate(c input.Candidate, root *node, scope string, yaml bool) *template {
	t := &template{}
	linked := c.Hints.Linked
	if linked == nil {
		linked = &input.Linked{}
	}
	t.stack = stack{file: c.File, scope: scope, yaml: yaml, account: cmp.Or(c.Hints.Account, linked.Account, unknown.Given(scope, "AWS::AccountId")),
		region: cmp.Or(linked.Region, unknown.Given(scope, "AWS::Region")), linked: linked,
		parameters: root.get("Parameters"), mappings: root.get("Mappings"), conditions: root.get("Conditions"),
		resources: inherited(root.get("Resources"), root.get("Globals")), visiting: map[string]bool{}, steps: maxSteps}
	t.odd = t.told
	return t
}

// read turns the template into records; cut: not all of it was taken apart.
func (t *template) read(root *node, cut bool) input.Records {
	if cut {
		t.told(root.at, "a template of very many values", "one that CloudFormation takes")
	}
	if at := root.get("Transform"); at != nil {
		t.macros(at)
	}
	t.readResources()
	t.records.Whole = true
	t.records.Stack(t.scope)
	t.records.Links = t.links(root.get("Outputs"))
	return t.records
}

// template reads one template.
type template struct {
	stack
	records input.Records
	seen    map[string]bool // what was found odd
	roles   map[string]int  // of the template, by logical id: their places in the records
	buckets map[string]int
	users   map[string]int
	groups  map[string]int
	// policied are the buckets that have a policy, with the conditions under which they have it.
	policied map[string][]guard
}

// told notes what is odd, each thing once.
func (t *template) told(at source.Span, found, wanted string) {
	if t.seen[found] || len(t.records.Odd) >= maxOdd {
		return
	}
	if t.seen == nil {
		t.seen = map[string]bool{}
	}
	t.seen[found] = true
	t.records.Odd = append(t.records.Odd, input.Odd{At: t.place(at), Found: found, Wanted: wanted})
}

const maxOdd = 50

func (t *template) place(at source.Span) input.Place { return input.Place{File: t.file, Span: at} }

// macros tells of macros that change the template before it is deployed. SAM's
// is read; an include brings what stands elsewhere.
func (t *template) macros(n *node) {
	list := n.items
	if n.kind != mapping && list == nil {
		list = []*node{n}
	}
	for _, one := range list {
		if one.text != "AWS::Serverless-2016-10-31" && one.text != "AWS::LanguageExtensions" && one.text != "AWS::SecretsManager-2020-07-23" {
			t.told(one.at, "the macro "+one.text, "the template that it makes (aws cloudformation get-template --template-stage Processed)")
		}
	}
}
