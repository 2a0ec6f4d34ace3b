package cloudformation

import (
	"bytes"
	"strings"

	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/source"
)

// stackSet reads the template of a stack set that stands in it as a block of
// lines. What it makes is in accounts that the template does not name.
func (t *template) stackSet(r *resource) {
	body := r.properties.get("TemplateBody")
	if body == nil {
		return
	}
	at, ok := t.lines(body)
	if !ok {
		t.told(body.at, "a template inside of a text", "a block of lines, or a file")
		return
	}
	root, inner := fromYAML(t.file, at)
	if t.records.Lost = append(t.records.Lost, inner.errors...); root == nil || !isTemplate(root) {
		return
	}
	c := input.Candidate{File: t.file, Body: at}
	more := readAs(c, root, t.scope+" "+r.id, true, false)
	t.records.Roles = append(t.records.Roles, more.Roles...)
	t.records.Users = append(t.records.Users, more.Users...)
	t.records.Groups = append(t.records.Groups, more.Groups...)
	t.records.Policies = append(t.records.Policies, more.Policies...)
	t.records.Buckets = append(t.records.Buckets, more.Buckets...)
	t.records.Keys = append(t.records.Keys, more.Keys...)
	t.records.Endpoints = append(t.records.Endpoints, more.Endpoints...)
	t.records.AccessPoints = append(t.records.AccessPoints, more.AccessPoints...)
	t.records.Documents = append(t.records.Documents, more.Documents...)
	t.records.Odd = append(t.records.Odd, more.Odd...)
}

// lines returns the place of a block of lines behind |, in the file itself: YAML
// does not mind that all of it is indented.
func (t *template) lines(n *node) (at source.Span, ok bool) {
	text := t.file.Text
	if !t.yaml || n.kind != scalar || n.at.Start >= len(text) || text[n.at.Start] != '|' {
		return at, false
	}
	head := bytes.IndexByte(text[n.at.Start:], '\n')
	if head < 0 {
		return at, false
	}
	at.Start = n.at.Start + head + 1
	at.End = at.Start
	for range strings.Count(strings.TrimRight(n.text, "\n"), "\n") + 1 {
		end := bytes.IndexByte(text[at.End:], '\n')
		if end < 0 {
			at.End = len(text)
			break
		}
		at.End += end + 1
	}
	return at, true
}
