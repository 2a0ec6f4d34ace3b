// Package lint leads from paths to what is judged: it finds the files, has each
// read by its format and puts the records together. One bad file never hides
// the others, and no file is skipped silently: what was read, and what was not
// recognised, is part of the result.
package lint

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"iter"
	"path/filepath"
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/config"
	"github.com/crossgrant/crossgrant/internal/defect"
	"github.com/crossgrant/crossgrant/internal/files"
	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/input/authorization"
	"github.com/crossgrant/crossgrant/internal/input/awsconfig"
	"github.com/crossgrant/crossgrant/internal/input/cloudformation"
	"github.com/crossgrant/crossgrant/internal/input/document"
	"github.com/crossgrant/crossgrant/internal/input/ec2"
	"github.com/crossgrant/crossgrant/internal/input/failure"
	"github.com/crossgrant/crossgrant/internal/input/iam"
	"github.com/crossgrant/crossgrant/internal/input/kms"
	"github.com/crossgrant/crossgrant/internal/input/organizations"
	"github.com/crossgrant/crossgrant/internal/input/resource"
	"github.com/crossgrant/crossgrant/internal/input/s3"
	"github.com/crossgrant/crossgrant/internal/input/silent"
	"github.com/crossgrant/crossgrant/internal/input/table"
	"github.com/crossgrant/crossgrant/internal/input/terraform"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/snapshot"
	"github.com/crossgrant/crossgrant/internal/source"
)

// formats are tried in this order; each recognises its files by content. Only
// between organizations and iam does the order decide: an empty list of policies
// is that of a target where the path names one.
func formats() []input.Format {
	return []input.Format{
		authorization.Format{}, awsconfig.Format{}, table.Format{}, organizations.Format{}, iam.Format{}, s3.Format{}, kms.Format{}, ec2.Format{}, resource.Format{},
		cloudformation.Format{}, terraform.Format{}, document.Format{}, failure.Format{}, silent.Format{},
	}
}

// known says what the formats read, for a file that is none of it.
const known = "policy documents, alone or inside other JSON, CloudFormation templates, Terraform sources, plans and states, items of AWS Config, rows of steampipe and CloudQuery, SQLite databases of them and of iam-collect, and JSON output of the AWS CLI (iam, s3api, s3control, kms, ec2, organizations, " +
	"and the calls of other services that return a policy)"

// Options is what the user says beyond the paths.
type Options struct {
	Type     policy.Type
	Snapshot snapshot.Options
	// Role and Bucket are given bare documents, where nothing richer is there:
	// identity policies become the role's, a bucket policy the bucket's.
	Role, Bucket string
	// Stdin is what the path "-" reads; nil where there is nothing.
	Stdin io.Reader
	// Context are further paths, which complete pairs.
	Context []string
	// MaxSize is how many bytes of a text are read; 0 is input.MaxText.
	MaxSize int64
	// AllowEmpty takes an account of which the export brought nothing for empty.
	AllowEmpty bool
	// Config says whose the bare policies in files are, nil without one; its paths
	// start at Folder.
	Config *config.Config
	Folder string
	// PoliciesOnly passes over named files that hold no policy: a hook is given
	// every JSON file of a commit.
	PoliciesOnly bool
	// Files is where the paths lead to, the disk if it is nil.
	Files files.Folder

	memory  *budget
	streams *input.Streams
}

// World is what the paths hold.
type World struct {
	*snapshot.Snapshot
	Files         int
	NotRecognised []NotRecognised
	// Inputs are the names of the files that are of a known kind, or broken.
	Inputs []string
	// Ignored are the files and folders that a .gitignore kept from being read.
	Ignored []string
	// Omitted are the folders .git and node_modules, and Passed, with the reason,
	// what lies below a folder and is no file to read: links to folders, devices.
	Omitted, Passed []string
	// NotJSON are files below folders that are no JSON, and nothing in them says
	// that they should be a policy or an export.
	NotJSON []string
	// Reports are files that an earlier run wrote.
	Reports []string
	// Notes say what was guessed and what the exports leave open, one sentence
	// each.
	Notes []string
	// Errors are the files that could not be read.
	Errors []error

	// repository: a path is the root of a repository, which may hold nothing to judge.
	repository bool
	given      map[string]bool // the paths that the user named, absolute, globs resolved
	in         files.Reader    // where they lead to
}

// NotRecognised is a file of no known kind, with the names of its top-level
// members.
type NotRecognised struct {
	Name     string
	TopLevel []string
}

// String returns the file's name and what was seen in it.
func (n NotRecognised) String() string {
	const most = 8
	switch names := n.TopLevel; {
	case len(names) == 0:
		return n.Name + " (no JSON object)"
	case len(names) > most:
		return fmt.Sprintf("%s (%s and %d more)", n.Name, strings.Join(names[:most], ", "), len(names)-most)
	default:
		return n.Name + " (" + strings.Join(names, ", ") + ")"
	}
}

// Load reads every file that the paths name or hold. The error is that of
// paths of which none leads to a file.
func Load(paths []string, options Options) (*World, error) {
	named := find(options.files(), paths)
	around := find(options.files(), options.Context)
	if len(named.files) == 0 && len(named.errors) > 0 && !options.PoliciesOnly {
		return nil, errors.Join(named.errors...)
	}
	w := &World{Ignored: printables(named.ignored), Omitted: printables(named.omitted), Passed: printables(named.passed),
		Errors: append(named.errors, around.errors...), given: options.given(paths, named.files), in: options.files()}
	w.repository = named.repository
	w.Notes = append(append(named.notes, named.told()...), around.notes...)
	if packed := printables(append(named.packed, around.packed...)); len(packed) > 0 {
		w.Notes = append(w.Notes, "not read, for their compression: "+few(packed))
	}
	named.files = append(named.files, around.files...)
	named.once()
	options.MaxSize = cmp.Or(options.MaxSize, input.MaxText)
	named.files = options.collected(options.sources(named.files))
	l := loader{guessed: map[policy.Type][]string{}, world: w, options: options, builder: snapshot.NewBuilder(options.Snapshot)}
	options.memory, options.streams = newBudget(inMemory), &input.Streams{Room: policy.Room{Size: options.Snapshot.Room}}
	var templates []answer
	add := func(one *answer) {
		if err := defect.Catch(printable(one.name), func() error { l.add(one); return nil }); err != nil {
			w.Errors = append(w.Errors, err)
		}
	}
	for one := range inOrder(named.files, options.decode) {
		if one.err != nil || one.records.Format != "" {
			w.Inputs = append(append(w.Inputs, one.onDisk), one.sources[min(1, len(one.sources)):]...)
		}
		if one.records.Links != nil && one.err == nil {
			templates = append(templates, *one)
			continue
		}
		add(one)
	}
	for one := range options.joined(templates) {
		add(&one)
	}
	l.finish()
	w.Notes = append(w.Notes, unprintables(named.files)...)
	w.Snapshot = l.builder.Build()
	w.Notes = slices.Concat(w.Notes, w.Snapshot.Placed, l.incomplete(), w.Broken())
	return w, nil
}

// given are the paths and the files that they name.
func (o Options) given(paths []string, files []found) map[string]bool {
	names := map[string]bool{}
	for _, path := range paths {
		names[printable(o.files().Abs(path))] = true
	}
	for _, file := range files {
		if file.named {
			names[printable(o.files().Abs(file.name))] = true
		}
	}
	return names
}

// files reads where the paths lead to.
func (o Options) files() files.Reader {
	if o.Files == nil {
		return files.Reader{Folder: files.Disk{}}
	}
	return files.Reader{Folder: o.Files}
}

// answer is what reading a file gave.
type answer struct {
	found
	records input.Records
	err     error
	// ordinary reports that err is that of a text that need not be JSON.
	ordinary bool
	// report: an earlier run wrote the file.
	report bool
	// pages are the records of a file that is decoded while they are taken.
	pages iter.Seq[*input.Records]
}

// caught reads a file; a panic is the answer of that file alone.
func caught(file found, read func(found) answer) (a answer) {
	err := defect.Catch(printable(file.name), func() error {
		a = read(file)
		return nil
	})
	if err != nil {
		return answer{found: file, err: err}
	}
	return a
}

// decode reads one file.
func (o Options) decode(file found) answer {
	if file.folder != "" {
		file.onDisk, file.name = file.name, printable(file.name)
		return o.decodeSources(file)
	}
	onDisk := file.name
	file.onDisk, file.name = onDisk, printable(file.name)
	if file.database {
		return o.decodeDatabase(file)
	}
	if raw, ok := o.readSmall(file, onDisk); ok {
		return o.decodeText(file, raw, true)
	}
	weight := int64(0)
	if info, err := o.files().Stat(onDisk); err == nil && info.Mode().IsRegular() {
		if info.Size() >= long {
			if a, ok := o.stream(file, onDisk); ok {
				return a
			}
		}
		weight = weigh(o.files(), onDisk, info.Size(), o.MaxSize)
	}
	if onDisk == stdinName && o.Stdin != nil {
		if a, ok := o.streamStdin(file); ok {
			return a
		}
	}
	if weight > 0 {
		defer o.memory.take(weight)()
	}
	raw, err := o.read(file, onDisk)
	if err != nil {
		return answer{found: file, err: err}
	}
	return o.decodeText(file, raw, weight == 0)
}

// decodeText reads a file by what is stored of it; light says that no memory was taken for it.
func (o Options) decodeText(file found, raw []byte, light bool) answer {
	onDisk := file.onDisk
	if more := input.Inflates(raw, int64(len(raw)), o.MaxSize); light && more > 0 {
		defer o.memory.take(more)()
	}
	text, err := input.Open(file.name, raw, o.MaxSize)
	if d := (*input.Database)(nil); errors.As(err, &d) {
		return o.readDatabase(file, stored(d))
	}
	if err != nil {
		return answer{found: file, err: err}
	}
	if file.name != onDisk && text.Derived == "" {
		text.Derived = unprintable
	}
	if input.IsReport(text.Text) {
		return answer{found: file, report: true}
	}
	hints := o.hints(file)
	records, err := input.Decode(formats(), text, hints)
	if err != nil && o.refused(onDisk, text) {
		records, err = input.Records{File: text, Format: failure.Format{}.Name()}, nil
	}
	if err != nil && o.PoliciesOnly && (!input.Mentions(text.Text) || otherYAML(onDisk, text.Text)) {
		records, err = input.Records{File: text}, nil
	}
	if records.Format == "" {
		records.File = nil // what nobody reads waits for its turn without its text
	} else if err == nil {
		o.streams.Settle(&records)
	}
	ordinary := err != nil && !file.named && (file.odd && hints.Account == "" || input.Ordinary(text, hints, err))
	return answer{found: file, records: records, err: err, ordinary: ordinary}
}

func (o Options) hints(file found) input.Hints {
	hints := input.PathHints(filepath.ToSlash(file.name))
	hints.Type, hints.Bare, hints.Linked = o.Type, o.bare(file), file.linked
	return hints
}

// stream reads a long file piece by piece, if it is of a kind that allows it.
func (o Options) stream(file found, name string) (answer, bool) {
	r, size, err := o.files().OpenFile(name)
	if err != nil {
		return answer{}, false
	}
	defer r.Close()
	s := o.streams.New(formats(), file.name, r, size, o.MaxSize, o.hints(file))
	if s == nil {
		return answer{}, false
	}
	if file.name != name && s.File.Derived == "" {
		s.File.Derived = unprintable
	}
	return answer{found: file, records: s.Rest(), pages: s.Pages()}, true
}

// refused reports whether a file is empty because its call failed: a shell that
// redirects both outputs leaves it beside the error text.
func (o Options) refused(name string, text *source.File) bool {
	if len(bytes.TrimSpace(text.Text)) > 0 {
		return false
	}
	info, err := o.files().Stat(name + ".error")
	return err == nil && info.Size() > 0
}

// readSmall reads a small file that was found in a folder.
func (o Options) readSmall(file found, name string) ([]byte, bool) {
	if file.named {
		return nil, false
	}
	return o.files().Small(name, min(long-1, o.MaxSize))
}

func (o Options) read(file found, name string) ([]byte, error) {
	if name == stdinName {
		if o.Stdin == nil {
			return nil, fmt.Errorf("%s: there is no standard input", name)
		}
		text, err := files.ReadFrom(o.Stdin, 0, o.MaxSize)
		if errors.Is(err, files.ErrTooLarge) {
			err = input.TooLarge(o.MaxSize)
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		return text, nil
	}
	read := o.files().Read
	if !file.named {
		read = o.files().ReadRegular
	}
	text, err := read(name, o.MaxSize)
	if errors.Is(err, files.ErrTooLarge) {
		err = input.TooLarge(o.MaxSize)
	}
	if err != nil {
		return nil, readable(name, err)
	}
	return text, nil
}
