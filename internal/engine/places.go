package engine

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/crossgrant/crossgrant/rules"
)

// taken is a package that is not for users, and why.
type taken struct {
	path ast.Ref
	why  string
}

// ownPlaces reports every line of a user's modules that would say something in
// the place of what is embedded: in the package of an embedded rule or library, or
// in the engine's own. Rego adds up what several modules say, so that such a line
// could change, or break, what others find.
func ownPlaces(table []Entry, own map[string]string) error {
	packages := []taken{{ast.MustParseRef("data.engine"), "package engine is the tool's own"}}
	for _, r := range table {
		category, name, _ := cutID(r.ID)
		path := ast.MustParseRef("data.rules").Append(ast.StringTerm(category)).Append(ast.StringTerm(name))
		packages = append(packages, taken{path, "the rule " + r.ID + " stands in " + r.File + " already"})
	}
	texts, err := rules.Libraries()
	if err != nil {
		return err
	}
	libraries, err := parse(texts, false)
	if err != nil {
		return err
	}
	for _, file := range slices.Sorted(maps.Keys(libraries)) {
		path := libraries[file].Package.Path
		packages = append(packages, taken{path, "package " + path[1:].String() + " stands in " + file + " already"})
	}
	modules, err := parse(own, false)
	if err != nil {
		return err
	}
	var errs []error
	for _, name := range slices.Sorted(maps.Keys(modules)) {
		errs = append(errs, intrudes(name, modules[name], packages)...)
	}
	return errors.Join(errs...)
}

// intrudes lists the lines of a module that speak in a taken package: all of it,
// or rules whose names lead there.
func intrudes(name string, module *ast.Module, packages []taken) (errs []error) {
	add := func(place ast.Ref, row int) bool {
		ground := place.GroundPrefix()
		for _, t := range packages {
			// Behind a name that is not constant may be any.
			if ground.HasPrefix(t.path) || len(ground) < len(place) && t.path.HasPrefix(ground) {
				errs = append(errs, fmt.Errorf("%s:%d: %s; a rule of your own needs a package of its own", name, row, t.why))
				return true
			}
		}
		return false
	}
	if add(module.Package.Path, module.Package.Location.Row) {
		return errs
	}
	for _, rule := range module.Rules {
		add(module.Package.Path.Extend(rule.Head.Ref()), rule.Location.Row)
	}
	return errs
}
