package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"reflect"
	"strings"
)

// shape is a struct whose fields are facts.
type shape struct {
	name   string
	doc    string
	fields []field
}

// field is a fact.
type field struct {
	name     string // of the field in Go
	fact     string // as rules read it
	doc      string
	required bool
	kind     kind
	of       string // the type pointed at, listed or keyed
}

type kind uint8

const (
	aString kind = iota
	aBool
	anInt
	aPlace
	aStruct    // *T
	aList      // []*T
	names      // map[string]bool
	structsFor // map[string]*T
)

// read returns the shapes that the files shape*.go of a folder declare, in order.
func read(folder string) ([]shape, error) {
	files, err := filepath.Glob(filepath.Join(folder, "shape*.go"))
	if err != nil || len(files) == 0 {
		return nil, fmt.Errorf("no shape*.go in %s: %v", folder, err)
	}
	var list []shape
	for _, name := range files {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments)
		if err != nil {
			return nil, err
		}
		for _, d := range file.Decls {
			g, ok := d.(*ast.GenDecl)
			if !ok || g.Tok != token.TYPE {
				continue
			}
			for _, s := range g.Specs {
				spec := s.(*ast.TypeSpec)
				body, ok := spec.Type.(*ast.StructType)
				if !ok || spec.Name.Name == "Place" {
					continue
				}
				one := shape{name: spec.Name.Name, doc: strings.TrimSpace(g.Doc.Text())}
				for _, f := range body.Fields.List {
					made, err := fieldOf(f)
					if err != nil {
						return nil, fmt.Errorf("%s: %s: %w", name, one.name, err)
					}
					one.fields = append(one.fields, made)
				}
				list = append(list, one)
			}
		}
	}
	return list, nil
}

func fieldOf(f *ast.Field) (made field, err error) {
	if len(f.Names) != 1 || f.Tag == nil {
		return made, fmt.Errorf("a field is not of the form Name Type `fact:\"name\"`")
	}
	tag := reflect.StructTag(strings.Trim(f.Tag.Value, "`")).Get("fact")
	made.name, made.doc = f.Names[0].Name, strings.Join(strings.Fields(f.Doc.Text()), " ")
	made.fact, _, made.required = strings.Cut(tag, ",required")
	if made.fact == "" {
		return made, fmt.Errorf("%s has no name as a fact", made.name)
	}
	made.kind, made.of, err = kindOf(f.Type)
	if err != nil {
		return made, fmt.Errorf("%s: %w", made.name, err)
	}
	return made, nil
}

func kindOf(e ast.Expr) (kind, string, error) {
	pointed := func(e ast.Expr) (string, bool) {
		star, ok := e.(*ast.StarExpr)
		if !ok {
			return "", false
		}
		id, ok := star.X.(*ast.Ident)
		return id.Name, ok
	}
	switch e := e.(type) {
	case *ast.Ident:
		if k, ok := map[string]kind{"string": aString, "bool": aBool, "int": anInt, "Place": aPlace}[e.Name]; ok {
			return k, "", nil
		}
	case *ast.StarExpr:
		if of, ok := pointed(e); ok {
			return aStruct, of, nil
		}
	case *ast.ArrayType:
		if of, ok := pointed(e.Elt); ok {
			return aList, of, nil
		}
	case *ast.MapType:
		if of, ok := pointed(e.Value); ok {
			return structsFor, of, nil
		}
		return names, "", nil
	}
	return 0, "", fmt.Errorf("facts have no values of this type")
}
