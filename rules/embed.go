// Package rules holds the rules that Crossgrant judges by, as Rego files: a
// folder each, <category>/<id>/<id>.rego, and under lib what they share. This
// file only puts them into the binary; internal/engine reads and runs them,
// and so does any stock opa.
package rules

import "embed"

// Files are all Rego files below this folder, their tests included.
//
//go:embed */*/*.rego
var Files embed.FS
