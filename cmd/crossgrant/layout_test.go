package main

import (
	"os/exec"
	"strings"
	"testing"
)

const module = "github.com/crossgrant/crossgrant"

// floors says who may import whom: a package imports lower floors only, never
// its own. Every package stands here; a name with /* stands for all below it.
var floors = map[string]int{
	"glob": 0, "source": 0, "defect": 0, "files": 0, "gitignore": 0, "unknown": 0, "rules": 0, "policies": 0, "expect": 0, "lazy": 0,
	"arn": 1, "cache": 1, "finding": 1, "parallel": 1,
	"policy": 2, "condition": 2, "reference": 2, "config": 2, "golden": 2,
	"input": 3, "digest": 3,
	"s3": 4, "input/*": 4, "request": 4,
	"authz": 5, "snapshot": 5, "refusal": 5, "input/hcl": 5, "input/database": 5,
	"way": 6, "cases": 6,
	"access": 7,
	"trust":  8,
	"facts":  9, "fix": 9,
	"engine": 10, "report": 10, "written": 10,
	"lint": 11, "verdict": 11,
	"cli": 12, "lsp": 12, "gen": 12, "gen/*": 12,
	"cmd/crossgrant": 13, "hostile": 13,
}

// importers lists who may import what else: libraries with one door each.
var importers = map[string][]string{
	"github.com/open-policy-agent/opa": {"engine", "gen/rules"},
	"github.com/urfave/cli/v2":         {"cli"},
	"github.com/hashicorp/hcl/v2":      {"input/hcl"},
	"github.com/zclconf/go-cty":        {"input/hcl"},
	"modernc.org/sqlite":               {"input/database"},
	"github.com/tidwall/gjson":         {"policy", "input", "input/*", "reference", "cases", "gen/referencedata", "gen/bench"},
}

func floor(path string) (string, int, bool) {
	name := strings.TrimPrefix(strings.TrimPrefix(path, module+"/"), "internal/")
	if f, ok := floors[name]; ok {
		return name, f, true
	}
	if i := strings.IndexByte(name, '/'); i >= 0 {
		f, ok := floors[name[:i]+"/*"]
		return name, f, ok
	}
	return name, 0, false
}

// TestFloors holds the layout: lower floors only, and libraries by their door.
func TestFloors(t *testing.T) {
	out, err := exec.Command("go", "list", "-f", `{{.ImportPath}} {{join .Imports " "}}`, module+"/...").CombinedOutput()
	if err != nil {
		t.Fatalf("go list: %v\n%s", err, out)
	}
	for _, line := range strings.Split(strings.TrimSpace(string(out)), "\n") {
		path, imports, _ := strings.Cut(line, " ")
		name, level, ok := floor(path)
		if !ok {
			t.Errorf("%s stands on no floor", path)
			continue
		}
		for _, imported := range strings.Fields(imports) {
			if strings.HasPrefix(imported, module+"/") {
				if other, below, _ := floor(imported); below >= level {
					t.Errorf("%s (floor %d) imports %s (floor %d)", name, level, other, below)
				}
			}
			for library, allowed := range importers {
				if strings.HasPrefix(imported, library) && !mayImport(allowed, name) {
					t.Errorf("%s imports %s", name, imported)
				}
			}
		}
	}
}

func mayImport(allowed []string, name string) bool {
	for _, a := range allowed {
		if a == name || strings.HasSuffix(a, "/*") && strings.HasPrefix(name, strings.TrimSuffix(a, "*")) {
			return true
		}
	}
	return false
}
