package report

import (
	"embed"
	"fmt"
	"strings"
)

//go:embed schema/*.json
var schemas embed.FS

// schemaNames are the formats with a published schema: JSON and a line of
// NDJSON of check, and JSON of access.
var schemaNames = []string{"check", "ndjson", "access"}

// Schemas lists the names that Schema takes.
func Schemas() []string { return append([]string(nil), schemaNames...) }

// Schema returns the JSON Schema (draft 2020-12) of a JSON output. It allows
// members that it does not name, which a later version may add.
func Schema(name string) ([]byte, error) {
	for _, known := range schemaNames {
		if known == name {
			return schemas.ReadFile("schema/" + name + ".json")
		}
	}
	return nil, fmt.Errorf("schema %q: not one of %s", name, strings.Join(schemaNames, ", "))
}
