// Command crossgrant judges exported AWS policies offline.
package main

import (
	"context"
	"os"

	"github.com/crossgrant/crossgrant/internal/cli"
)

func main() {
	os.Exit(cli.Main(context.Background(), cli.Env{
		Args: os.Args, Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr,
	}))
}
