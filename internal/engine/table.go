package engine

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/crossgrant/crossgrant/internal/facts"
	"github.com/crossgrant/crossgrant/internal/finding"
	"github.com/crossgrant/crossgrant/internal/reference"
	"github.com/crossgrant/crossgrant/rules"
)

// Entry is what is known of a rule before it is compiled.
type Entry struct {
	finding.Rule
	File  string   // where the rule stands
	Line  int      // of its findings; not known of embedded rules
	Uses  []string // the other files that it needs
	Gate  Gate
	Asks  []string // the keys of facts called allows that it reads
	Reads []Path   // the facts that it reads, the longest paths, sorted
}

// Embedded returns the table of the embedded rules, sorted by file. It is
// generated from their text by internal/gen/ruletable and must not be changed.
func Embedded() []Entry { return embedded }

// Describe compiles modules, which are Rego texts by file name, and says of
// each rule among them what it is and what it reads.
func Describe(texts map[string]string) ([]Entry, error) {
	return within(compileTime, "compiling the rules", func() ([]Entry, error) { return describe(texts) })
}

func describe(texts map[string]string) ([]Entry, error) {
	modules, err := parse(texts, true)
	if err != nil {
		return nil, err
	}
	schemas, err := factSchemas()
	if err != nil {
		return nil, err
	}
	compiler, err := compile(maps.Clone(modules), schemas)
	if err != nil {
		return nil, err
	}
	files := map[string][]string{} // by package
	for _, name := range slices.Sorted(maps.Keys(modules)) {
		pkg := modules[name].Package.Path.String()
		files[pkg] = append(files[pkg], name)
	}
	var table []Entry
	for _, name := range slices.Sorted(maps.Keys(modules)) {
		pkg := modules[name].Package.Path
		id, ok := ruleID(pkg)
		if !ok {
			continue
		}
		entry := Entry{File: name, Uses: uses(name, modules, files)}
		if entry.Rule, err = metadata(id, name, modules[name]); err != nil {
			return nil, err
		}
		d := newDeriver(compiler)
		if entry.Gate, entry.Asks, err = d.findings(pkg); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		entry.Line = lineOfFindings(modules[name])
		entry.Reads = longest(slices.Sorted(maps.Keys(d.reads)))
		table = append(table, entry)
	}
	return table, nil
}

// lineOfFindings returns where a module first says what it finds.
func lineOfFindings(module *ast.Module) int {
	for _, rule := range module.Rules {
		if rule.Location != nil && rule.Head.Name == "findings" {
			return rule.Location.Row
		}
	}
	return 0
}

// factSchemas are the schemas of facts, by the names under which the METADATA
// of a rule says what it reads: schema.document.
func factSchemas() (*ast.SchemaSet, error) {
	set := ast.NewSchemaSet()
	for _, name := range facts.SchemaNames() {
		text, _ := facts.Schema(name)
		var schema any
		if err := json.Unmarshal(text, &schema); err != nil {
			return nil, fmt.Errorf("schema %s: %w", name, err)
		}
		set.Put(ast.SchemaRootRef.Append(ast.StringTerm(name)), schema)
	}
	return set, nil
}

// DescribeOwn describes a user's rules, which may use the embedded libraries. Where no
// module is a rule, which is easily a slip in the name of a package, that is an error.
func DescribeOwn(own map[string]string, services *reference.Table) ([]Entry, error) {
	texts, err := rules.Libraries()
	if err != nil {
		return nil, err
	}
	maps.Copy(texts, own)
	table, err := Describe(texts)
	if err != nil {
		return nil, err
	}
	var errs []error
	for _, entry := range table {
		for _, action := range entry.Asks {
			if _, ok := services.Action(action); !ok {
				errs = append(errs, fmt.Errorf("%s: allows[%q] is read, which is no action of AWS", entry.File, action))
			}
		}
	}
	if len(table) == 0 {
		errs = append(errs, fmt.Errorf("%s: no rule is here or in the files beside it; want package rules.CATEGORY[\"NAME\"]",
			slices.Min(slices.Collect(maps.Keys(own)))))
	}
	return table, errors.Join(errs...)
}

// uses lists the files that a module needs besides itself: those of the
// packages that it names, and what they need.
func uses(name string, modules map[string]*ast.Module, files map[string][]string) []string {
	found := map[string]bool{}
	var follow func(string)
	follow = func(name string) {
		ast.WalkRefs(modules[name], func(ref ast.Ref) bool {
			for n := 2; n <= len(ref); n++ {
				if ref.Equal(modules[name].Package.Path) {
					continue
				}
				for _, file := range files[ref[:n].String()] {
					if !found[file] {
						found[file] = true
						follow(file)
					}
				}
			}
			return false
		})
	}
	follow(name)
	delete(found, name)
	return slices.Sorted(maps.Keys(found))
}

// longest drops the paths that others lead through.
func longest(paths []Path) []Path {
	return slices.DeleteFunc(slices.Clone(paths), func(p Path) bool {
		return p == "" || slices.ContainsFunc(paths, func(other Path) bool { return leadsThrough(other, p) })
	})
}

// metadata is what the METADATA of a rule's package says.
func metadata(id, file string, module *ast.Module) (finding.Rule, error) {
	for _, a := range module.Annotations {
		if a.Scope != "package" {
			continue
		}
		r, err := ruleOf(id, a)
		if err != nil {
			return r, fmt.Errorf("%s: %w", file, err)
		}
		return r, nil
	}
	return finding.Rule{}, fmt.Errorf("%s: the rule has no METADATA", file)
}

func ruleOf(id string, a *ast.Annotations) (finding.Rule, error) {
	text := func(key string) string {
		s, _ := a.Custom[key].(string)
		return s
	}
	category, _, _ := cutID(id)
	r := finding.Rule{ID: id, Category: category, Title: a.Title, Description: a.Description, Code: text("code"),
		Remedy: text("remedy"), Since: text("since"), Basis: text("basis"), Against: text("against"), Yields: text("yields")}
	if sees := text("sees"); sees != "" {
		r.Sees = strings.Split(sees, ", ")
	}
	var err error
	if r.Severity, err = finding.ParseSeverity(text("severity")); err != nil {
		return r, err
	}
	if r.Subject, err = finding.ParseSubjectKind(text("subject")); err != nil {
		return r, err
	}
	for _, link := range a.RelatedResources {
		r.Related = append(r.Related, finding.Link{URL: link.Ref.String(), Description: link.Description})
	}
	return r, nil
}
