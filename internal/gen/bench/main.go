// Command bench writes exports of a chosen size and measures a build of
// crossgrant on them, in one run with what gjson takes to check and visit the
// same bytes. On a machine that does other work the ratios hold and the times do
// not.
//
//	go run ./internal/gen/bench -write DIR -roles 1000     writes and ends
//	go run ./internal/gen/bench -binary PATH               measures
//
// The exports are as the AWS CLI and the export script write them. The same flags
// give the same bytes.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// kind is one kind of export.
type kind struct {
	name string
	// write writes it below a folder and returns the path to check.
	write func(folder string, s size) (string, error)
}

var kinds = []kind{{"account", writeAccount}, {"pairs", writePairs}, {"bucket", writeOneBucket}}

// size is how large an export is and what it is made of.
type size struct {
	seed int
	// roles of all accounts, and accounts.
	roles, accounts int
	// distinct is how many of a hundred roles have policies that no other has.
	distinct int
	// encoded: documents are percent-encoded strings, as the API returns them.
	encoded bool
}

func main() {
	write := flag.String("write", "", "write an export below `FOLDER` and end")
	of := flag.String("kind", "account", "of exports to write: account, pairs or bucket")
	s := size{}
	flag.IntVar(&s.seed, "seed", 1, "of the choices")
	flag.IntVar(&s.roles, "roles", 1000, "how many roles")
	flag.IntVar(&s.accounts, "accounts", 1, "how many accounts the roles are in")
	flag.IntVar(&s.distinct, "distinct", 20, "how many of a hundred documents are distinct")
	flag.BoolVar(&s.encoded, "encoded", false, "percent-encode documents")
	binary := flag.String("binary", "", "measure the crossgrant at `PATH`")
	walked := flag.String("walk", "", "have gjson check and visit what lies at `PATH`, and print bytes and nanoseconds")
	only := flag.String("only", "", "measure the rows whose name begins so")
	flag.Parse()
	err := run(*write, *of, s, *binary, *only)
	if *walked != "" {
		var total int
		var took time.Duration
		total, took, err = walk(*walked)
		fmt.Println(total, took.Nanoseconds())
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(write, of string, s size, binary, only string) error {
	switch {
	case binary != "":
		return measure(binary, only)
	case write == "":
		return nil
	}
	for _, k := range kinds {
		if k.name == of {
			path, err := k.write(write, s)
			fmt.Println(filepath.ToSlash(path))
			return err
		}
	}
	return fmt.Errorf("-kind: want account, pairs or bucket, found %q", of)
}
