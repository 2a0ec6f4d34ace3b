package engine

import (
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"
)

// capabilities are those of the OPA that is built in, without the built-ins
// whose answer depends on more than the input, and without the network: the
// same documents have the same findings everywhere and always.
func capabilities() *ast.Capabilities {
	c := ast.CapabilitiesForThisVersion()
	c.AllowNet = []string{}
	c.Builtins = slices.DeleteFunc(c.Builtins, func(b *ast.Builtin) bool { return b.IsNondeterministic() })
	return c
}
