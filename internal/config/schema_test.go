package config

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

// TestSchema has the same files judged by the published schema: it refuses
// what Load refuses but for what JSON Schema has no word for.
func TestSchema(t *testing.T) {
	schema := compiled(t)
	for _, row := range rows {
		if row.lax == "limits" || row.lax == "what is not YAML" {
			continue
		}
		t.Run(row.name, func(t *testing.T) {
			v, err := instance(row.text)
			if err != nil {
				t.Fatal(err)
			}
			err = schema.Validate(v)
			if valid := len(row.want) == 0 || row.lax != ""; valid != (err == nil) {
				t.Errorf("the schema says %v, Load %q", err, row.want)
			}
		})
	}
}

func compiled(t testing.TB) *jsonschema.Schema {
	t.Helper()
	document, err := jsonschema.UnmarshalJSON(strings.NewReader(Schema()))
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	if err := compiler.AddResource("schema.json", document); err != nil {
		t.Fatal(err)
	}
	schema, err := compiler.Compile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// instance is a file as an editor sees it: through a plain YAML reader.
func instance(text string) (any, error) {
	var v any
	text, _, _ = strings.Cut(strings.TrimPrefix(text, "\uFEFF"), "\n---\n")
	text = strings.Replace(text, "*-prod", `"*-prod"`, 1)
	if err := yaml.UnmarshalWithOptions([]byte(text), &v, yaml.AllowDuplicateMapKey()); err != nil {
		return nil, err
	}
	encoded, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	return jsonschema.UnmarshalJSON(bytes.NewReader(encoded))
}
