// Command empty is the yardstick of the benchmark of a start: it links the
// policy engine, compiles the least that there is to compile and ends.
package main

import (
	"context"
	"os"

	"github.com/open-policy-agent/opa/v1/rego"
)

func main() {
	ctx := context.Background()
	query, err := rego.New(rego.Query("data.empty.yes"),
		rego.Module("empty.rego", "package empty\n\nyes := true\n")).PrepareForEval(ctx)
	if err == nil {
		_, err = query.Eval(ctx)
	}
	if err != nil {
		os.Exit(1)
	}
}
