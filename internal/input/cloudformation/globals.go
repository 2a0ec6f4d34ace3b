package cloudformation

import "strings"

// samPrefix is what the types of SAM begin with.
const samPrefix = "AWS::Serverless::"

// inherited returns the resources of a template, those of SAM with what Globals says of
// their type (SAM Developer Guide, Globals section of the AWS SAM template): a mapping is
// joined with that of the resource, a list stands before its, and of all else the
// resource's own counts.
func inherited(resources, globals *node) *node {
	if resources == nil || resources.kind != mapping || globals == nil || globals.kind != mapping {
		return resources
	}
	out := *resources
	out.members = nil
	for _, m := range resources.members {
		of, sam := strings.CutPrefix(typeOf(m.value), samPrefix)
		if g := globals.get(of); sam && g != nil {
			m.value = inheriting(m.value, "Properties", g)
		}
		out.members = append(out.members, m)
	}
	return &out
}

// inheriting returns a mapping whose member of a name inherits a value.
func inheriting(n *node, name string, value *node) *node {
	out := *n
	out.members = nil
	found := false
	for _, m := range n.members {
		if m.name == name {
			m.value, found = joined(value, m.value), true
		}
		out.members = append(out.members, m)
	}
	if !found {
		out.members = append(out.members, member{name, value.at, value})
	}
	return &out
}

// joined is what a resource has where Globals says one thing and it another. A function
// is a value of which nothing is joined.
func joined(global, own *node) *node {
	_, _, globalCalls := global.function()
	_, _, ownCalls := own.function()
	if global.kind != own.kind || globalCalls || ownCalls || global.unknown || own.unknown {
		return own
	}
	out := *own
	switch own.kind {
	case list:
		out.items = append(append([]*node{}, global.items...), own.items...)
	case mapping:
		for _, m := range global.members {
			if own.get(m.name) == nil {
				out.members = append(out.members[:len(out.members):len(out.members)], m)
			} else {
				out = *inheriting(&out, m.name, m.value)
			}
		}
	}
	return &out
}
