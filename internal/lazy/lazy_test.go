package lazy

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// TestEveryTextIsARegexp holds that what is compiled late can be compiled.
func TestEveryTextIsARegexp(t *testing.T) {
	n := 0
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(node ast.Node) bool {
			call, ok := node.(*ast.CallExpr)
			if !ok || len(call.Args) != 1 {
				return true
			}
			of, ok := call.Fun.(*ast.SelectorExpr)
			if !ok || of.Sel.Name != "Regexp" {
				return true
			}
			if from, ok := of.X.(*ast.Ident); !ok || from.Name != "lazy" {
				return true
			}
			if text, ok := call.Args[0].(*ast.BasicLit); ok {
				pattern, err := strconv.Unquote(text.Value)
				if err == nil {
					_, err = regexp.Compile(pattern)
				}
				if n++; err != nil {
					t.Errorf("%s: %v", path, err)
				}
			}
			return true
		})
		return nil
	})
	if err != nil || n < 50 {
		t.Fatalf("%d regular expressions, %v", n, err)
	}
}

// TestOnce holds that a regular expression is compiled once.
func TestOnce(t *testing.T) {
	of := Regexp("^a+$")
	first, second := of(), of()
	if first != second || !first.MatchString("aaa") {
		t.Error("it is another one each time")
	}
}
