// Package lint leads from paths to what is judged: it finds the files, has each
// read by its format and puts the records together. One bad file never hides
// the others, and no file is skipped silently: what was read, and what was not
// recognised, is part of the result.
package lint

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/input/authorization"
	"github.com/crossgrant/crossgrant/internal/input/document"
	"github.com/crossgrant/crossgrant/internal/input/failure"
	"github.com/crossgrant/crossgrant/internal/input/iam"
	"github.com/crossgrant/crossgrant/internal/input/resource"
	"github.com/crossgrant/crossgrant/internal/input/s3"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/snapshot"
	"github.com/crossgrant/crossgrant/internal/source"
)

// formats are tried in this order; each recognises its files by content.
func formats() []input.Format {
	return []input.Format{
		authorization.Format{}, iam.Format{}, s3.Format{}, resource.Format{}, document.Format{}, failure.Format{},
	}
}

// Options is what the user says beyond the paths.
type Options struct {
	Type     policy.Type
	Snapshot snapshot.Options
	// Role and Bucket are given bare documents, where nothing richer is there:
	// identity policies become the role's, a bucket policy the bucket's.
	Role, Bucket string
}

// World is what the paths hold.
type World struct {
	*snapshot.Snapshot
	Files         int
	NotRecognised []string
	// Notes say what was guessed, one sentence each.
	Notes []string
	// Errors are the files that could not be read.
	Errors []error
}

// Load reads every file below the paths.
func Load(paths []string, options Options) (*World, error) {
	w := &World{}
	files, err := w.find(paths)
	if err != nil {
		return nil, err
	}
	builder := snapshot.NewBuilder(options.Snapshot)
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			w.Errors = append(w.Errors, err)
			continue
		}
		hints := input.PathHints(filepath.ToSlash(name))
		hints.Type = options.Type
		records, err := input.Decode(formats(), source.NewFile(name, text), hints)
		if err != nil {
			w.Errors = append(w.Errors, err)
			continue
		}
		w.Files++
		if records.Format == "" {
			w.NotRecognised = append(w.NotRecognised, name)
			continue
		}
		w.notes(name, &records)
		options.adopt(&records, w)
		builder.Add(records)
	}
	w.Snapshot = builder.Build()
	return w, nil
}

func (w *World) notes(name string, r *input.Records) {
	if r.Guessed != "" {
		w.Notes = append(w.Notes, fmt.Sprintf("%s is taken for a policy of type %s; --type says otherwise", name, r.Guessed))
	}
	for _, o := range r.Odd {
		at := o.At.File.Position(o.At.Span.Start)
		w.Notes = append(w.Notes, fmt.Sprintf("%s:%d:%d: found %s, wanted %s", name, at.Line, at.Column, o.Found, o.Wanted))
	}
}

// adopt gives bare documents to the role and the bucket that were asked about.
func (o *Options) adopt(r *input.Records, w *World) {
	if o.Role == "" || o.Bucket == "" || r.Guessed == "" && o.Type == "" {
		return
	}
	kept := r.Documents[:0]
	for _, d := range r.Documents {
		switch d.Policy.Type {
		case policy.Identity:
			name := filepath.Base(d.Policy.Origin.File.Name)
			place := input.Place{File: r.File}
			r.Roles = append(r.Roles, input.Role{ARN: o.Role, At: place, Inline: []input.Document{{Name: name, Policy: d.Policy}},
				Attached: input.Setting[[]input.PolicyRef]{State: input.Present, At: place}})
			w.Notes = append(w.Notes, name+" is taken as the whole of what "+o.Role+" has")
		case policy.Bucket:
			r.Buckets = append(r.Buckets, input.Bucket{Name: o.Bucket,
				Policy: input.Setting[*policy.Document]{State: input.Present, Value: d.Policy}})
		default:
			kept = append(kept, d)
		}
	}
	r.Documents = kept
}

// skipped are folders that hold no exports.
var skipped = map[string]bool{".git": true, "node_modules": true}

// find lists the files: those named, and below folders those that may hold an
// export.
func (w *World) find(paths []string) (files []string, err error) {
	for _, path := range paths {
		info, err := os.Stat(path)
		if errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("%s: no such file or folder", path)
		} else if err != nil {
			return nil, err
		}
		if !info.IsDir() {
			files = append(files, path)
			continue
		}
		before := len(files)
		err = filepath.WalkDir(path, func(name string, entry fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case entry.IsDir() && skipped[entry.Name()]:
				return filepath.SkipDir
			case !entry.IsDir() && (strings.HasSuffix(name, ".json") || strings.HasSuffix(name, ".error")):
				files = append(files, name)
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
		if len(files) == before {
			return nil, fmt.Errorf("%s: the folder holds no .json file", path)
		}
	}
	slices.Sort(files)
	return slices.Compact(files), nil
}
