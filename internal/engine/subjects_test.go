package engine_test

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/crossgrant/crossgrant/internal/access"
	"github.com/crossgrant/crossgrant/internal/engine"
	"github.com/crossgrant/crossgrant/internal/facts"
	"github.com/crossgrant/crossgrant/internal/golden"
	"github.com/crossgrant/crossgrant/internal/lint"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/trust"
)

// Where inputs are: what the repository holds and, where a checkout has one
// beside it, recorded exports.
const (
	testdata = "../../testdata"
	corpora  = "../../../shared/corpora"
)

// subject is what rules are asked about.
type subject struct {
	kind  string
	name  string
	facts facts.Object
}

// subjects builds the facts of everything in testdata and the corpora.
func subjects(t testing.TB) (all []subject) {
	t.Helper()
	snapshots, err := filepath.Glob(filepath.Join(testdata, "snapshots", "*"))
	if err != nil || len(snapshots) == 0 {
		t.Fatalf("no snapshots: %v", err)
	}
	for _, folder := range snapshots {
		all = append(all, subjectsOf(t, folder, "")...)
	}
	if folders, _ := filepath.Glob(filepath.Join(corpora, "*")); folders != nil && !testing.Short() {
		for _, folder := range folders {
			all = append(all, subjectsOf(t, folder, "")...)
		}
	}
	err = filepath.WalkDir(filepath.Join(testdata, "rules"), func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		f, err := golden.Read(name)
		if err != nil {
			return err
		}
		for i, c := range f.Cases {
			folder := filepath.Join(t.TempDir(), fmt.Sprint(i))
			if err := c.Write(folder); err != nil {
				return err
			}
			of := policy.Type("")
			if at := slices.Index(c.Args, "--type"); at >= 0 && at+1 < len(c.Args) {
				of = policy.Type(c.Args[at+1])
			}
			all = append(all, subjectsOf(t, folder, of)...)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func subjectsOf(t testing.TB, folder string, of policy.Type) (all []subject) {
	t.Helper()
	w, err := lint.Load([]string{folder}, lint.Options{Type: of})
	if err != nil {
		t.Logf("%s: %v", folder, err)
		return nil
	}
	for _, d := range w.Snapshot.Documents {
		all = append(all, subject{"document", folder + ": " + d.Label(), facts.Document(d, facts.NewNames(w.Reference))})
	}
	trustees := trust.New(w.Snapshot)
	for _, r := range w.Snapshot.Roles {
		if r.Trust != nil {
			all = append(all, subject{"role", folder + ": " + r.ARN, facts.Role(r, facts.Trust(r, trustees.Of(r)))})
		}
	}
	judge := access.NewJudge(w.Snapshot)
	pairs, _ := w.Pairs()
	for _, p := range pairs {
		all = append(all, subject{"access", folder + ": " + p.Role.ARN + " -> " + p.Bucket.Name, facts.Access(judge.Pair(p), judge.Sources())})
	}
	return all
}

// TestFactsAndFindingsHoldTheirSchemas holds that facts have no member that
// their schema does not know, and that what rules state is a finding.
func TestFactsAndFindingsHoldTheirSchemas(t *testing.T) {
	schemas := compileSchemas(t)
	ctx := context.Background()
	e, err := engine.New(ctx, engine.Embedded(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := e.Prepare(ctx, e.Rules()); err != nil {
		t.Fatal(err)
	}
	seen := map[string]int{}
	for _, s := range subjects(t) {
		seen[s.kind]++
		validate(t, schemas[s.kind], s.name, facts.AppendJSON(nil, s.facts))
		found, err := e.Eval(ctx, s.facts, e.Candidates(s.facts))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range found {
			if err := schemas["finding"].Validate(map[string]any(f.Finding)); err != nil {
				t.Errorf("%s: %s: %v", s.name, f.Rule, err)
			}
		}
	}
	if seen["document"] == 0 || seen["access"] == 0 || seen["role"] == 0 {
		t.Errorf("subjects: %v", seen)
	}
}

// TestGatesLoseNothingOfRealSubjects holds that a run of the candidates finds
// what a run of all rules finds.
func TestGatesLoseNothingOfRealSubjects(t *testing.T) {
	ctx := context.Background()
	e, err := engine.New(ctx, engine.Embedded(), nil)
	if err != nil {
		t.Fatal(err)
	}
	firing := map[string]bool{}
	for _, s := range subjects(t) {
		gated, err := e.Eval(ctx, s.facts, e.Candidates(s.facts))
		if err != nil {
			t.Fatal(err)
		}
		whole, err := e.Eval(ctx, s.facts, e.Rules())
		if err != nil {
			t.Fatal(err)
		}
		if fmt.Sprint(gated) != fmt.Sprint(whole) {
			t.Errorf("%s: gated %v, ungated %v", s.name, gated, whole)
		}
		for _, f := range whole {
			firing[f.Rule] = true
		}
	}
	t.Logf("%d rules fire somewhere", len(firing))
}

func compileSchemas(t *testing.T) map[string]*jsonschema.Schema {
	t.Helper()
	schemas := map[string]*jsonschema.Schema{}
	for _, name := range facts.SchemaNames() {
		text, _ := facts.Schema(name)
		parsed, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		c := jsonschema.NewCompiler()
		if err := c.AddResource(name, parsed); err != nil {
			t.Fatal(err)
		}
		if schemas[name], err = c.Compile(name); err != nil {
			t.Fatal(err)
		}
	}
	return schemas
}

func validate(t *testing.T, schema *jsonschema.Schema, name string, text []byte) {
	t.Helper()
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if err := schema.Validate(value); err != nil {
		t.Errorf("%s: internal/facts/facts.json does not know these facts: %v", name, err)
	}
}

// schemaNode is what TestRulesReadFactsThatExist reads of a schema.
type schemaNode map[string]any

// TestRulesReadFactsThatExist holds that what a rule reads, itself or through
// libraries, is a fact of its subject. It sees what the type checker of opa
// does not: arguments of functions and members of open maps.
func TestRulesReadFactsThatExist(t *testing.T) {
	for _, r := range engine.Embedded() {
		text, ok := facts.Schema(r.Subject.String())
		if !ok {
			t.Errorf("%s: no schema of subject %s", r.ID, r.Subject)
			continue
		}
		parsed, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		root := schemaNode(parsed.(map[string]any))
		exists := func(p string) bool { return len(root.follow(p)) > 0 }
		for _, read := range r.Reads {
			p := string(read)
			// A place is found in a thing or is the thing itself.
			thing, isAt := strings.CutSuffix(p, ".at")
			if !isAt {
				thing, isAt = strings.CutSuffix(p, ".document")
			}
			if !exists(p) && !(isAt && (exists(thing+".at") || exists(thing+".document"))) {
				t.Errorf("%s reads %s, which internal/facts/facts.json does not know", r.ID, p)
			}
		}
	}
}

// follow returns what the path leads to.
func (root schemaNode) follow(path string) []schemaNode {
	nodes := []schemaNode{root}
	for path != "" {
		var name string
		if quoted, ok := strings.CutPrefix(path, `["`); ok {
			name, path, _ = strings.Cut(quoted, `"]`)
		} else if end := strings.IndexAny(path, ".["); end >= 0 {
			name, path = path[:end], path[end:]
		} else {
			name, path = path, ""
		}
		path = strings.TrimPrefix(path, ".")
		var next []schemaNode
		for _, n := range nodes {
			next = append(next, root.step(n, name)...)
		}
		nodes = next
	}
	return nodes
}

func (root schemaNode) step(n schemaNode, name string) (next []schemaNode) {
	add := func(part any) {
		node, _ := part.(map[string]any)
		if ref, ok := node["$ref"].(string); ok {
			definitions := root["definitions"].(map[string]any)
			node, _ = definitions[strings.TrimPrefix(ref, "#/definitions/")].(map[string]any)
		}
		if node != nil {
			next = append(next, node)
		}
	}
	properties, _ := n["properties"].(map[string]any)
	if name != "*" && properties[name] != nil {
		add(properties[name])
		return next
	}
	if name == "*" {
		for _, key := range slices.Sorted(maps.Keys(properties)) {
			add(properties[key])
		}
		add(n["items"])
	}
	add(n["additionalProperties"])
	return next
}

// TestLibrariesNameFactsThatExist holds that every member which the libraries
// of rules name is known to some schema.
func TestLibrariesNameFactsThatExist(t *testing.T) {
	known := map[string]bool{}
	for _, name := range facts.SchemaNames() {
		text, _ := facts.Schema(name)
		parsed, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		collect(parsed, known)
	}
	files, err := filepath.Glob("../../rules/lib/*/*.rego")
	if err != nil || len(files) == 0 {
		t.Fatalf("no libraries: %v", err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(file, "_test.rego") {
			continue
		}
		for _, name := range membersNamed(t, file, string(text)) {
			if !known[name] {
				t.Errorf("%s names %s, which no schema knows", file, name)
			}
		}
	}
}

// collect adds the names of all properties.
func collect(part any, names map[string]bool) {
	switch part := part.(type) {
	case []any:
		for _, item := range part {
			collect(item, names)
		}
	case map[string]any:
		if properties, ok := part["properties"].(map[string]any); ok {
			for name := range properties {
				names[name] = true
			}
		}
		for _, item := range part {
			collect(item, names)
		}
	}
}
