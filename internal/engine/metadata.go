package engine

import (
	"fmt"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/crossgrant/crossgrant/internal/finding"
)

// Rule returns what the METADATA of a rule says. It is read on demand: most
// runs print few rules or none, and reading it costs as much as parsing.
func (e *Engine) Rule(id string) (finding.Rule, error) {
	name := e.files[id]
	module, err := ast.ParseModuleWithOpts(name, e.texts[name], ast.ParserOptions{ProcessAnnotation: true})
	if err != nil {
		return finding.Rule{}, err
	}
	for _, a := range module.Annotations {
		if a.Scope == "package" {
			return ruleOf(id, a)
		}
	}
	return finding.Rule{}, fmt.Errorf("%s: no METADATA", name)
}

func ruleOf(id string, a *ast.Annotations) (finding.Rule, error) {
	text := func(key string) string {
		s, _ := a.Custom[key].(string)
		return s
	}
	r := finding.Rule{ID: id, Title: a.Title, Description: a.Description, Code: text("code"),
		Remedy: text("remedy"), Since: text("since"), Basis: text("basis")}
	var err error
	if r.Severity, err = finding.ParseSeverity(text("severity")); err != nil {
		return r, fmt.Errorf("rule %s: %w", id, err)
	}
	if r.Subject, err = finding.ParseSubjectKind(text("subject")); err != nil {
		return r, fmt.Errorf("rule %s: %w", id, err)
	}
	for _, link := range a.RelatedResources {
		r.Related = append(r.Related, finding.Link{URL: link.Ref.String(), Description: link.Description})
	}
	return r, nil
}
