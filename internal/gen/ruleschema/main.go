// Command ruleschema writes the JSON Schemas under internal/facts/schema from
// internal/facts/facts.json and written.json beside it. Its one idea is that what several subjects share
// is written once: each schema is cut out with the definitions that it needs,
// since stock opa reads each by itself. Objects are closed, so that a fact that
// the schema does not know fails a test and a misspelt one a rule.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

func main() {
	schemas, err := generate(filepath.Join(os.Args[1], "facts.json"))
	if err != nil {
		log.Fatal("ruleschema: ", err)
	}
	for name, text := range schemas {
		if err := os.WriteFile(filepath.Join(os.Args[1], "schema", name+".json"), text, 0o644); err != nil {
			log.Fatal("ruleschema: ", err)
		}
	}
}

type object = map[string]any

const reference = "#/definitions/"

// generate returns the text of each schema by name.
func generate(name string) (map[string][]byte, error) {
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	var source struct {
		Schemas     map[string]string
		Definitions object
	}
	if err := json.Unmarshal(text, &source); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if err := adopt(source.Definitions, filepath.Join(filepath.Dir(name), "written.json")); err != nil {
		return nil, err
	}
	closeObjects(source.Definitions)
	used := map[string]bool{}
	schemas := map[string][]byte{}
	for root, title := range source.Schemas {
		definition, ok := source.Definitions[root].(object)
		if !ok {
			return nil, fmt.Errorf("%s: no definition %s", name, root)
		}
		needed := object{}
		if err := need(source.Definitions, definition, needed); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		used[root] = true
		for n := range needed {
			used[n] = true
		}
		schema := maps.Clone(definition)
		schema["$schema"], schema["title"], schema["definitions"] = "http://json-schema.org/draft-07/schema#", title, needed
		var b bytes.Buffer
		encoder := json.NewEncoder(&b)
		encoder.SetEscapeHTML(false)
		encoder.SetIndent("", "  ")
		if err := encoder.Encode(schema); err != nil {
			return nil, err
		}
		schemas[root] = b.Bytes()
	}
	for _, n := range slices.Sorted(maps.Keys(source.Definitions)) {
		if !used[n] {
			return nil, fmt.Errorf("%s: no schema needs the definition %s", name, n)
		}
	}
	return schemas, nil
}

// adopt adds the definitions of another file, which is generated.
func adopt(definitions object, name string) error {
	text, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	var more struct{ Definitions object }
	if err := json.Unmarshal(text, &more); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	for n, definition := range more.Definitions {
		if definitions[n] != nil {
			return fmt.Errorf("%s: there is a definition %s already", name, n)
		}
		definitions[n] = definition
	}
	return nil
}

// need adds the definitions that a part of a schema refers to.
func need(all object, part any, needed object) error {
	switch part := part.(type) {
	case []any:
		for _, item := range part {
			if err := need(all, item, needed); err != nil {
				return err
			}
		}
	case object:
		for _, key := range slices.Sorted(maps.Keys(part)) {
			if text, ok := part[key].(string); ok && key == "$ref" {
				name, _ := strings.CutPrefix(text, reference)
				if all[name] == nil {
					return fmt.Errorf("no definition %s", text)
				}
				if needed[name] != nil {
					continue
				}
				needed[name] = all[name]
				if err := need(all, all[name], needed); err != nil {
					return err
				}
				continue
			}
			if err := need(all, part[key], needed); err != nil {
				return err
			}
		}
	}
	return nil
}

// closeObjects forbids members that are not named, where the source does not
// say otherwise.
func closeObjects(part any) {
	switch part := part.(type) {
	case []any:
		for _, item := range part {
			closeObjects(item)
		}
	case object:
		if _, open := part["additionalProperties"]; part["type"] == "object" && !open {
			part["additionalProperties"] = false
		}
		for _, item := range part {
			closeObjects(item)
		}
	}
}
