package authz

import (
	"strings"

	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/glob"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/s3"
	"github.com/crossgrant/crossgrant/internal/unknown"
)

// Policy is a policy document made ready to be asked many times.
type Policy struct {
	// Name is how reasons name it: the policy's name or what it belongs to.
	Name     string
	Document *policy.Document // as written
	// Open says why the policy may say something else than its document; empty
	// for one that says what stands there.
	Open       string
	statements []statement
	// whether S3 takes it for public, and the statement that makes it so
	public   condition.Truth
	publicBy *policy.Statement
}

// statement is a compiled statement. One without a valid Effect is left out:
// AWS does not store such a document.
type statement struct {
	source       *policy.Statement
	deny         bool
	notAction    bool
	anyAction    bool
	actions      []glob.Pattern // folded to lower case
	openActions  []openAction
	notResource  bool
	resources    []resource
	principals   []policy.Named
	notPrincipal bool
	hasPrincipal bool
	tests        []condition.Test
}

// resource is one entry of Resource: a plain pattern, or one with variables
// that has to be expanded for each request.
type resource struct {
	plain    arn.Pattern
	template *condition.Template
	text     string
	open     bool // it holds an unknown value
}

// Compile prepares a document, which reasons will call by the name. Statements
// without a valid Effect or without an action neither grant nor deny.
func Compile(name string, doc *policy.Document) *Policy {
	p := &Policy{Name: name, Document: doc, statements: make([]statement, 0, len(doc.Statements()))}
	variables := doc.Variables()
	for _, s := range doc.All() {
		if s.Effect == 0 || !s.Action.Present() {
			continue
		}
		c := statement{source: s, deny: s.Effect == policy.Deny}
		c.compileActions(&s.Action)
		c.compileResources(doc.Type(), &s.Resource, variables)
		c.compilePrincipals(s.Principal)
		for j := range s.Conditions {
			c.tests = append(c.tests, CompileTest(&s.Conditions[j], variables))
		}
		p.statements = append(p.statements, c)
	}
	if p.public = condition.False; doc.Type() == policy.Bucket || doc.Type() == policy.AccessPoint {
		p.public, p.publicBy = s3.Public(doc)
	}
	return p
}

// compileActions keeps the patterns that can match: a service prefix with a
// wildcard and an action of more than one colon cannot be stored by IAM (IAM
// User Guide, Action), so they neither grant nor deny.
func (c *statement) compileActions(e *policy.Elements) {
	c.notAction = e.Not
	for _, t := range e.Patterns {
		if t.Value == "*" || t.Value == "*:*" {
			c.anyAction = true
			continue
		}
		if unknown.In(t.Value) {
			c.openActions = append(c.openActions, openAction{glob.Parse(unknown.Widest(t.Value)).Fold(), t.Value})
			continue
		}
		service, name, ok := strings.Cut(t.Value, ":")
		if !ok || strings.ContainsAny(service, "*?") || strings.Contains(name, ":") {
			continue
		}
		c.actions = append(c.actions, glob.Parse(t.Value).Fold())
	}
}

func (c *statement) compileResources(of policy.Type, e *policy.Elements, variables bool) {
	c.notResource = e.Not
	if !e.Present() && of == policy.Trust {
		// A trust policy is about its role and has no Resource element.
		c.resources = []resource{{plain: arn.Compile(glob.Parse("*"))}}
		return
	}
	for _, t := range e.Patterns {
		template := condition.ParseTemplate(t.Value, variables)
		if plain, ok := template.Plain(); ok {
			c.resources = append(c.resources, resource{plain: arn.Compile(plain), text: t.Value, open: unknown.In(t.Value)})
			continue
		}
		c.resources = append(c.resources, resource{template: &template, text: t.Value, open: unknown.In(t.Value)})
	}
}

// CompileTest makes a condition ready to be asked. An unknown operator compiles to a
// test whose truth is unknown.
func CompileTest(c *policy.Condition, variables bool) condition.Test {
	test, _ := condition.Compile(c.Operator.Value, c.Key.Value, c.Texts(), variables)
	return test
}

// matchAction reports whether the statement speaks of the action, which is in
// lower case.
func (c *statement) matchAction(action string) bool {
	listed := c.anyAction
	for i := 0; i < len(c.actions) && !listed; i++ {
		listed = c.actions[i].Match(action)
	}
	return listed != c.notAction
}

// matchResource tells whether the statement speaks of the resource. It is
// Unknown where that hangs on a policy variable without a known value, whose
// key is returned.
func (c *statement) matchResource(name arn.ARN, context *Context) (condition.Truth, string) {
	listed, key := condition.False, ""
	for i := range c.resources {
		truth, unknown := c.resources[i].match(name, context)
		if truth == condition.False {
			truth, unknown = c.resources[i].mayMatch(name)
		}
		if listed = listed.Or(truth); truth == condition.Unknown {
			key = unknown
		}
	}
	if c.notResource {
		listed = listed.Not()
	}
	return listed, key
}

func (e *resource) match(name arn.ARN, context *Context) (condition.Truth, string) {
	if e.template == nil {
		return truth(e.plain.Match(name)), ""
	}
	expanded, missing, unknown := e.template.Expand(context)
	switch {
	case missing:
		return condition.False, ""
	case len(unknown) == 0:
		return truth(arn.Compile(expanded).Match(name)), ""
	case arn.Compile(e.template.Widest()).Match(name):
		return condition.Unknown, unknown[0]
	}
	return condition.False, ""
}

func truth(b bool) condition.Truth {
	if b {
		return condition.True
	}
	return condition.False
}
