package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"os"

	"github.com/crossgrant/crossgrant/internal/reference"
)

// manifest says what a data file was made from and what is in it.
type manifest struct {
	Package   string         `json:"package"`
	Version   string         `json:"version"`
	Integrity string         `json:"integrity"`
	Licence   string         `json:"licence"`
	Date      string         `json:"date"`
	Counts    map[string]int `json:"counts"`
	File      string         `json:"file"`
	Bytes     int            `json:"bytes"`
	SHA256    string         `json:"sha256"`
}

func newManifest(source reference.Source, counts map[string]int) manifest {
	return manifest{Package: source.Package, Version: source.Version, Date: source.Date, Counts: counts}
}

func (m *manifest) describe(p *npmPackage, file string, data []byte) {
	sum := sha256.Sum256(data)
	m.Integrity, m.Licence = p.integrity, p.licence
	m.File, m.Bytes, m.SHA256 = file, len(data), hex.EncodeToString(sum[:])
}

func (m *manifest) write(name string) error {
	text, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(name, append(text, '\n'), 0o666)
}
