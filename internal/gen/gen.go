// Package gen runs the generators that follow from rules and facts, in the
// order in which one needs what the other has written:
//
//	go generate ./internal/gen
//
// It has no code. Each generator is a command below this folder with a test
// that fails while its output is stale; referencedata, which needs a network,
// is run by itself.
package gen

//go:generate go run ./factshape ../written ../facts
//go:generate go run ./ruleschema ../facts
//go:generate go run ./ruletable ../engine/table_gen.go
//go:generate go run ./rulepages ../..
