package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/tidwall/gjson"

	"github.com/crossgrant/crossgrant/internal/reference"
)

// serviceReference takes names, access levels, resource types and condition keys of all
// services; descriptions stay behind.
func serviceReference(p *npmPackage) ([]byte, manifest, error) {
	about, err := p.json("package.json")
	if err != nil {
		return nil, manifest{}, err
	}
	names, err := p.json("data/serviceNames.json")
	if err != nil {
		return nil, manifest{}, err
	}
	rcp, err := p.json("data/rcpSupportedServices.json")
	if err != nil {
		return nil, manifest{}, err
	}
	supported := map[string]bool{}
	for _, prefix := range rcp.Array() {
		supported[prefix.Str] = true
	}
	source := reference.Source{Package: p.name, Version: p.version, Date: day(about.Get("updatedAt"))}
	counts := map[string]int{}
	var list []*reference.Service
	names.ForEach(func(prefix, name gjson.Result) bool {
		s := &reference.Service{Prefix: prefix.Str, Name: name.Str, RCP: supported[prefix.Str]}
		if err = readService(p, s); err != nil {
			err = fmt.Errorf("%s: %w", prefix.Str, err)
			return false
		}
		list = append(list, s)
		counts["services"]++
		counts["actions"] += len(s.Actions)
		counts["resource types"] += len(s.Resources)
		counts["condition keys"] += len(s.Keys)
		return true
	})
	if err != nil {
		return nil, manifest{}, err
	}
	data, err := reference.PackServices(source, list)
	if err != nil {
		return nil, manifest{}, err
	}
	return data, newManifest(source, counts), verify(data, list)
}

// verify reads the table back and looks every name up.
func verify(data []byte, list []*reference.Service) error {
	table, err := reference.Open(data)
	if err != nil {
		return err
	}
	for _, s := range list {
		for _, a := range s.Actions {
			if _, ok := table.Action(a.FullName()); !ok {
				return fmt.Errorf("%s: not found in the table", a.FullName())
			}
		}
		for _, k := range s.Keys {
			if _, ok := table.ConditionKey(k.Name); !ok {
				return fmt.Errorf("%s: %s: its namespace belongs to no service that reference knows of", s.Prefix, k.Name)
			}
		}
	}
	return nil
}

// readService fills in what the package's three files of a service hold. Each is an
// object whose members are named in lower case.
func readService(p *npmPackage, s *reference.Service) error {
	keys, err := members(p, "data/conditionKeys/"+s.Prefix+".json")
	if err != nil {
		return err
	}
	resources, err := members(p, "data/resourceTypes/"+s.Prefix+".json")
	if err != nil {
		return err
	}
	actions, err := members(p, "data/actions/"+s.Prefix+".json")
	if err != nil {
		return err
	}
	r := reader{s: s}
	for _, k := range keys {
		r.key(k)
	}
	for _, k := range resources {
		s.Resources = append(s.Resources, reference.ResourceType{
			Name: k.Get("key").Str, ARN: k.Get("arn").Str, Keys: r.keys(k.Get("conditionKeys")),
		})
	}
	for _, k := range actions {
		r.action(k)
	}
	return r.err
}

// members returns the values of an object in the order of their names.
func members(p *npmPackage, name string) ([]gjson.Result, error) {
	object, err := p.json(name)
	if err != nil {
		return nil, err
	}
	m := object.Map()
	var names []string
	for name := range m {
		names = append(names, name)
	}
	slices.Sort(names)
	list := make([]gjson.Result, len(names))
	for i, name := range names {
		list[i] = m[name]
	}
	return list, nil
}

// reader fills a service and keeps the first thing that the table has no place for.
type reader struct {
	s   *reference.Service
	err error
}

func (r *reader) check(ok bool, format string, values ...any) {
	if !ok && r.err == nil {
		r.err = fmt.Errorf(format, values...)
	}
}

func (r *reader) key(k gjson.Result) {
	name, multi := strings.CutPrefix(k.Get("type").Str, "ArrayOf")
	t, ok := reference.ParseValueType(name)
	key := k.Get("key").Str
	r.check(ok, "%s: type %q", key, name)
	r.check(strings.Count(key, "${")+strings.Count(key, "<") <= 1, "%s: two placeholders", key)
	r.s.Keys = append(r.s.Keys, reference.ConditionKey{Name: key, Type: t, Multi: multi})
}

func (r *reader) keys(names gjson.Result) []*reference.ConditionKey {
	var list []*reference.ConditionKey
	for _, name := range names.Array() {
		i := slices.IndexFunc(r.s.Keys, func(k reference.ConditionKey) bool { return strings.EqualFold(k.Name, name.Str) })
		if r.check(i >= 0, "condition key %s is not defined", name.Str); i >= 0 {
			list = append(list, &r.s.Keys[i])
		}
	}
	return list
}

func (r *reader) action(k gjson.Result) {
	// "Tagging, Write": the more special level comes first.
	name, _, _ := strings.Cut(k.Get("accessLevel").Str, ",")
	level, ok := reference.ParseAccessLevel(name)
	a := reference.Action{Service: r.s.Prefix, Name: k.Get("name").Str, Level: level, Keys: r.keys(k.Get("conditionKeys"))}
	r.check(ok, "%s: access level %q", a.Name, name)
	// The package has the field and leaves it empty.
	r.check(len(k.Get("dependentActions").Array()) == 0, "%s: has dependent actions", a.Name)
	for _, t := range k.Get("resourceTypes").Array() {
		r.check(len(t.Get("dependentActions").Array()) == 0, "%s: has dependent actions", a.Name)
		i := slices.IndexFunc(r.s.Resources, func(o reference.ResourceType) bool {
			return strings.EqualFold(o.Name, t.Get("name").Str)
		})
		if r.check(i >= 0, "%s: resource type %s is not defined", a.Name, t.Get("name")); i >= 0 {
			a.Resources = append(a.Resources, reference.ActionResource{
				Type: &r.s.Resources[i], Required: t.Get("required").Bool(), Keys: r.keys(t.Get("conditionKeys")),
			})
		}
	}
	r.s.Actions = append(r.s.Actions, a)
}
