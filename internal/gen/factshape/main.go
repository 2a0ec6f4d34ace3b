// Command factshape writes, from the structs of internal/written, the values that
// rules read (value_gen.go beside them) and the definitions of their JSON Schema
// (internal/facts/written.json). Its one idea is that a fact is declared once: the
// field's tag is its name, the field's comment its description.
package main

import (
	"log"
	"os"
	"path/filepath"
)

func main() {
	shapes, folder := os.Args[1], os.Args[2]
	types, err := read(shapes)
	if err != nil {
		log.Fatal("factshape: ", err)
	}
	code, err := goText(types)
	if err != nil {
		log.Fatal("factshape: ", err)
	}
	schema, err := schemaText(types)
	if err != nil {
		log.Fatal("factshape: ", err)
	}
	for name, text := range map[string][]byte{
		filepath.Join(shapes, "value_gen.go"): code,
		filepath.Join(folder, "written.json"): schema,
	} {
		if err := os.WriteFile(name, text, 0o644); err != nil {
			log.Fatal("factshape: ", err)
		}
	}
}
