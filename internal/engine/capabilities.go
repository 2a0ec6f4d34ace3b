package engine

import (
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
)

// capabilities are those of the OPA that is built in, without the built-ins
// whose answer depends on more than the input, and without the network: the
// same documents have the same findings everywhere and always. What makes values
// of any size is not there either (bounds.go).
func capabilities() *ast.Capabilities {
	c := ast.CapabilitiesForThisVersion()
	c.AllowNet = []string{}
	c.Builtins = slices.DeleteFunc(c.Builtins, func(b *ast.Builtin) bool { return b.IsNondeterministic() || isUnbounded(b.Name) })
	return c
}

func isUnbounded(name string) bool {
	return unbounded[name] || slices.ContainsFunc(unboundedKin, func(kin string) bool { return strings.HasPrefix(name, kin) })
}
