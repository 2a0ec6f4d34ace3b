package access

import (
	"go/ast"
	"go/token"
	"go/types"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/go/packages"
)

// layers are the files of this package from the bottom up: each uses those alone that
// stand before it. A new file stands here.
var layers = []struct{ what, files string }{
	{"what is answered, and what it hangs on", "verdict fact context place world witness access besides once pair answer"},
	{"who asks, and what statements say of him", "asker stage clause key keyshared"},
	{"one question", "query settled limits elements plausible address request missing"},
	{"its layers, statements and facts", "stages settings clauses places matching active worlds keywhere keyquery prepare"},
	{"where it is allowed in a world, and over all requests", "terms refused grant where sets setknown setkey setfacts setquery"},
	{"what holds in all worlds", "group verdicts prove describe depends near hanging extremes overall bounded ask"},
	{"a verdict with its proofs", "replay report everybody refuted intent meant directory asking header judge"},
	{"what else is asked of a pair", "call encryption parts replication stops upload within wants"},
}

// TestLayers holds that no file uses what stands in a later one.
func TestLayers(t *testing.T) {
	loaded, err := packages.Load(&packages.Config{Mode: packages.NeedName | packages.NeedFiles | packages.NeedSyntax |
		packages.NeedTypes | packages.NeedTypesInfo | packages.NeedImports}, ".")
	if err != nil {
		t.Fatal(err)
	}
	order := map[string]int{}
	for _, layer := range layers {
		for _, file := range strings.Fields(layer.files) {
			order[file] = len(order) + 1
		}
	}
	p := loaded[0]
	fileOf := func(node interface{ Pos() token.Pos }) string {
		return strings.TrimSuffix(filepath.Base(p.Fset.Position(node.Pos()).Filename), ".go")
	}
	seen := map[[2]string]bool{}
	for _, syntax := range p.Syntax {
		from := fileOf(syntax)
		if order[from] == 0 {
			t.Errorf("%s.go stands in no layer", from)
		}
		ast.Inspect(syntax, func(n ast.Node) bool {
			name, ok := n.(*ast.Ident)
			if !ok {
				return true
			}
			object := p.TypesInfo.Uses[name]
			if object == nil || object.Pkg() != p.Types {
				return true
			}
			if v, is := object.(*types.Var); is && v.IsField() {
				return true // whoever has the value has its type
			}
			if to := fileOf(object); order[to] > order[from] && !seen[[2]string{from, to}] {
				seen[[2]string{from, to}] = true
				t.Errorf("%s.go uses %s of %s.go, which stands above it", from, object.Name(), to)
			}
			return true
		})
	}
}
