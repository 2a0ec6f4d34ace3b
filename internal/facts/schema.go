package facts

import (
	"embed"
	"path"
	"strings"
)

// The schemas are cut from facts.json by internal/gen/ruleschema. They lie
// here and not beside the rules because opa test takes every JSON file below
// the folder of rules for data.
//
//go:embed schema/*.json
var schemas embed.FS

// Schema returns the JSON Schema of that name: of the facts of a kind of
// subject, or of a finding as a rule states it. It is false if there is none.
func Schema(name string) ([]byte, bool) {
	text, err := schemas.ReadFile(path.Join("schema", name+".json"))
	return text, err == nil
}

// SchemaNames lists the names of the schemas, sorted.
func SchemaNames() []string {
	entries, err := schemas.ReadDir("schema")
	if err != nil {
		panic("facts: the embedded schemas are gone: " + err.Error())
	}
	names := make([]string, len(entries))
	for i, e := range entries {
		names[i] = strings.TrimSuffix(e.Name(), ".json")
	}
	return names
}
