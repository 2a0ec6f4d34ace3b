// Package golden reads and writes the cases that rules are held to, as txtar
// files: a sentence that says what the rule is about, and for each case a
// folder of input files with what crossgrant prints about them.
//
//	A name that occurs twice in one object.
//
//	-- fires/policy.json --
//	{"Version": ...}
//	-- fires/want --
//	error[syntax/duplicate-key]: ...
//	-- silent/policy.json --
//
// The name of a case says what it shows: the rule has a finding where it begins
// with "fires", and none where it begins with "silent". A file args holds
// further arguments of the command, or another command, access, with its own. Running the cases is left to internal/cli:
// to its tests, and for rules of a user's own to crossgrant test.
package golden

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/tools/txtar"

	"github.com/crossgrant/crossgrant/internal/files"
)

// File is a file of cases.
type File struct {
	Name    string
	Comment string // without the empty lines around it
	Cases   []*Case
}

// Case is one run of crossgrant check in a folder of its own.
type Case struct {
	Name  string
	Args  []string // further arguments, in the words of args
	Files []txtar.File
	Want  string // what is printed
}

// Command is the case's command line without the program's name: check, unless
// args begins with access.
func (c *Case) Command() []string {
	if len(c.Args) > 0 && c.Args[0] == "access" {
		return c.Args
	}
	return append([]string{"check"}, c.Args...)
}

// The files of a case that are no input.
const (
	argsFile = "args"
	wantFile = "want"
)

// Read reads a file of cases; an error names it.
func Read(name string) (*File, error) {
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	return Parse(name, text)
}

// Parse reads the text of a file of cases; an error names it.
func Parse(name string, text []byte) (*File, error) {
	archive := txtar.Parse(text)
	f := &File{Name: name, Comment: strings.TrimSpace(string(archive.Comment))}
	if f.Comment == "" {
		return nil, fmt.Errorf("%s: want a sentence before the first case", name)
	}
	for _, file := range archive.Files {
		folder, rest, ok := strings.Cut(file.Name, "/")
		if !ok || rest == "" {
			return nil, fmt.Errorf("%s: %s: want CASE/FILE", name, file.Name)
		}
		if !filepath.IsLocal(filepath.FromSlash(rest)) {
			return nil, fmt.Errorf("%s: %s: the file stands outside of its case", name, file.Name)
		}
		c := f.find(folder)
		switch rest {
		case argsFile:
			c.Args = strings.Fields(string(file.Data))
		case wantFile:
			c.Want = string(file.Data)
		default:
			c.Files = append(c.Files, txtar.File{Name: rest, Data: file.Data})
		}
	}
	for _, c := range f.Cases {
		if c.Fires() == c.Silent() {
			return nil, fmt.Errorf("%s: case %s: want a name that begins with fires or silent", name, c.Name)
		}
		if len(c.Files) == 0 {
			return nil, fmt.Errorf("%s: case %s: want a file to check", name, c.Name)
		}
	}
	return f, nil
}

func (f *File) find(name string) *Case {
	for _, c := range f.Cases {
		if c.Name == name {
			return c
		}
	}
	c := &Case{Name: name}
	f.Cases = append(f.Cases, c)
	return c
}

// First returns the first case that fires or that is silent, or nil.
func (f *File) First(fires bool) *Case {
	for _, c := range f.Cases {
		if c.Fires() == fires {
			return c
		}
	}
	return nil
}

// Format is the inverse of Parse: of each case the arguments, the input and
// what is wanted, in this order.
func (f *File) Format() []byte {
	archive := txtar.Archive{Comment: []byte(f.Comment + "\n\n")}
	for _, c := range f.Cases {
		add := func(name string, data []byte) {
			if n := len(data); n > 0 && data[n-1] != '\n' {
				data = append(bytes.Clone(data), '\n')
			}
			archive.Files = append(archive.Files, txtar.File{Name: c.Name + "/" + name, Data: data})
		}
		if len(c.Args) > 0 {
			add(argsFile, []byte(strings.Join(c.Args, " ")))
		}
		for _, file := range c.Files {
			add(file.Name, file.Data)
		}
		add(wantFile, []byte(c.Want))
	}
	return txtar.Format(&archive)
}

// Fires reports whether the rule must have a finding.
func (c *Case) Fires() bool { return strings.HasPrefix(c.Name, "fires") }

// Silent reports whether the rule must have none.
func (c *Case) Silent() bool { return strings.HasPrefix(c.Name, "silent") }

// Folder is a folder in memory with the input of the case.
func (c *Case) Folder() (files.Folder, error) {
	in, err := txtar.FS(&txtar.Archive{Files: c.Files})
	if err != nil {
		return nil, fmt.Errorf("case %s: %w", c.Name, err)
	}
	return files.Memory{FS: in}, nil
}

// Write puts the input of the case into a folder.
func (c *Case) Write(folder string) error {
	for _, file := range c.Files {
		name := filepath.Join(folder, filepath.FromSlash(file.Name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(name, file.Data, 0o644); err != nil {
			return err
		}
	}
	return nil
}
