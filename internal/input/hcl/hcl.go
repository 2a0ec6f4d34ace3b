// Package hcl reads Terraform's sources without a plan: the files of a folder, with
// the local modules that they call.
//
// Expressions are evaluated as far as the sources tell, by a walk over their syntax
// and not by the evaluation of the HCL library, for every value has to keep its place
// in the user's file, inside of jsonencode and of blocks, too. A variable is what the
// module's caller, a .tfvars file or its default says. What cannot be evaluated is a
// named unknown, see package unknown: the attribute of a resource is equal to itself
// wherever it stands. What the resources become is package terraform's.
//
// Evaluation is bounded in steps and depth, so that neither cycles nor growth matter.
package hcl

import (
	"bytes"
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/input/terraform"
	"github.com/crossgrant/crossgrant/internal/source"
	"github.com/crossgrant/crossgrant/internal/unknown"
)

// Name is the name of the format.
const Name = "terraform sources"

// Reader reads what a module needs: the names of the files of a folder, and a file.
// Paths are written with slashes.
type Reader struct {
	List func(folder string) []string
	File func(name string) (*source.File, error)
	Uses Uses
}

const (
	maxSteps  = 200_000 // how many values are evaluated for one folder
	maxDepth  = 150     // how deep expressions lead into each other
	maxCalls  = 12      // how deep modules call each other
	maxCopies = 500     // how many instances a resource or a module has
	maxText   = 1 << 16
)

// project is one folder that Terraform would be run in.
type project struct {
	reader  Reader
	set     *terraform.Set
	records input.Records
	folders map[string]*folder
	// from are the files of arguments and blocks that override those of another file.
	from   map[any]*source.File
	copies []*instance
	uses   map[string]int // how many modules were made of a folder
	steps  int
	depth  int
	// resourceOf leads from a value that stands for an instance to it.
	resourceOf map[*terraform.Value]*instance
	// outside are the calls of modules whose sources are not there.
	outside []*call
	// parsed are files that were parsed already, by what they are; nil where nobody keeps them.
	parsed map[*source.File]*hclsyntax.Body
	// moved leads places of a changed file to where they were before; nil for none.
	moved func(*source.File, int) int
	// hidden are the values that what nobody knows is made of, where places are moved.
	hidden map[string][]*terraform.Value
	// only says which blocks are evaluated unless another one asks for them; nil is all.
	only    func(*block) bool
	blockOf map[*terraform.Resource]*block
}

// call is a block that calls a module, with what names mean in it.
type call struct {
	block *block
	scope *scope
	given *terraform.Value // once it was evaluated
}

// Read reads the sources of a folder as Terraform would be run in it.
func Read(dir string, reader Reader, hints input.Hints) input.Records {
	p := newProject(dir, reader, hints)
	again := &reading{dir: dir, reader: reader, hints: hints}
	p.set.Notate = again.notate
	p.read()
	records := p.records
	p.records = input.Records{}
	return records
}

func newProject(dir string, reader Reader, hints input.Hints) *project {
	p := &project{reader: reader, folders: map[string]*folder{}, from: map[any]*source.File{}, uses: map[string]int{}, steps: maxSteps, blockOf: map[*terraform.Resource]*block{},
		set: &terraform.Set{Scope: dir, Accounts: map[string]string{}, Regions: map[string]string{}}}
	if hints.Account != "" {
		p.set.Accounts["aws"] = hints.Account
	}
	return p
}

// read evaluates the folder, and turns its resources into records.
func (p *project) read() {
	dir := p.set.Scope
	root := p.module(p.folder(dir), "", nil, 0)
	root.given, root.alone = p.values(dir), true
	root.providers()
	root.all()
	for _, one := range p.copies {
		one.resource.Values = one.values()
		p.set.Resources = append(p.set.Resources, one.resource)
		p.blockOf[one.resource] = one.block
	}
	p.set.Later = "not known without a plan"
	records := p.set.Records()
	records.Format = Name
	records.Stack(dir)
	records.Lost = append(records.Lost, p.records.Lost...)
	records.Odd = append(records.Odd, p.records.Odd...)
	records.Notes = append(records.Notes, p.records.Notes...)
	if f := p.folders[dir]; len(f.files) > 0 {
		records.File = f.files[0]
	}
	p.records = records
}

// IsSource reports whether a file of that name is one of Terraform's or OpenTofu's
// sources, in either of their notations.
func IsSource(name string) bool {
	name = strings.TrimSuffix(name, jsonEnding)
	return strings.HasSuffix(name, terraformEnding) || strings.HasSuffix(name, tofuEnding)
}

// IsValues reports whether a file of that name gives values to variables, in JSON.
func IsValues(name string) bool { return strings.HasSuffix(name, valuesEnding+jsonEnding) }

const valuesEnding = ".tfvars"

// Calls returns the folders of the local modules that a folder calls.
func Calls(dir string, reader Reader) (dirs []string) {
	p := &project{reader: reader, folders: map[string]*folder{}, from: map[any]*source.File{}}
	for _, block := range p.folder(dir).of("module") {
		if source := local(block); source != "" {
			dirs = append(dirs, path.Join(dir, source))
		}
	}
	return dirs
}

// local is the source of a module that stands beside its caller.
func local(b *block) string {
	a := b.body.Attributes["source"]
	if a == nil {
		return ""
	}
	text, ok := literal(a.Expr)
	if !ok || !strings.HasPrefix(text, "./") && !strings.HasPrefix(text, "../") {
		return ""
	}
	return text
}

// folder is the sources of one module.
type folder struct {
	dir    string
	files  []*source.File
	blocks []*block
}

type block struct {
	file   *source.File
	kind   string
	labels []string
	body   *hclsyntax.Body
	at     input.Place
}

func (f *folder) of(kind string) (list []*block) {
	for _, b := range f.blocks {
		if b.kind == kind {
			list = append(list, b)
		}
	}
	return list
}

// folder parses the sources of a folder, once.
func (p *project) folder(dir string) *folder {
	if f := p.folders[dir]; f != nil {
		return f
	}
	f := &folder{dir: dir}
	p.folders[dir] = f
	for _, name := range p.sources(dir) {
		file, body := p.parse(path.Join(dir, name))
		if body == nil {
			continue
		}
		f.files = append(f.files, file)
		for _, b := range body.Blocks {
			one := &block{file: file, kind: b.Type, labels: b.Labels, body: b.Body, at: placeOf(file, b.Range())}
			if overrides(name) {
				p.override(f, one)
			} else {
				f.blocks = append(f.blocks, one)
			}
		}
	}
	return f
}

// maxSize and maxNesting bound what the parser, which calls itself, is given.
const (
	maxSize    = 512 << 10
	maxNesting = 500
)

// parse reads one file; what is wrong in it is named, and the rest read.
func (p *project) parse(name string) (*source.File, *hclsyntax.Body) {
	file, err := p.reader.File(name)
	if err != nil {
		p.records.Lost = append(p.records.Lost, err)
		return nil, nil
	}
	if len(file.Text) > maxSize || nesting(file.Text) > maxNesting {
		p.records.Lost = append(p.records.Lost, fmt.Errorf("%s: more than %d KiB, or %d levels, of Terraform's language in one file", name, maxSize>>10, maxNesting))
		return nil, nil
	}
	if body, ok := p.parsed[file]; ok {
		return file, body
	}
	body := p.parseFile(name, file)
	if p.parsed != nil {
		p.parsed[file] = body
	}
	return file, body
}

func (p *project) parseFile(name string, file *source.File) *hclsyntax.Body {
	if strings.HasSuffix(name, jsonEnding) {
		return p.parseJSON(file, IsValues(name))
	}
	parsed, diagnostics := hclsyntax.ParseConfig(file.Text, file.Name, hcl.InitialPos)
	if diagnostics.HasErrors() {
		d := diagnostics.Errs()[0].(*hcl.Diagnostic)
		where := input.Place{File: file}
		if d.Subject != nil {
			where = placeOf(file, *d.Subject)
		}
		at := file.Position(where.Span.Start)
		why := strings.ToLower(d.Summary[:1]) + d.Summary[1:]
		if bytes.Contains(file.Text, []byte("aws")) {
			p.records.Lost = append(p.records.Lost, fmt.Errorf("%s:%d:%d: %s", file.Name, at.Line, at.Column, why))
		} else {
			// It may be broken on purpose, and nothing in it is of AWS.
			p.records.Odd = append(p.records.Odd, input.Odd{At: where, Found: why, Wanted: "Terraform's language"})
		}
	}
	if parsed == nil {
		return nil
	}
	body, _ := parsed.Body.(*hclsyntax.Body)
	return body
}

// nesting returns how deep brackets and operators before a value stand in each
// other, at most.
func nesting(text []byte) (deepest int) {
	depth, run := 0, 0
	for _, c := range text {
		switch c {
		case '(', '[', '{':
			depth++
		case ')', ']', '}':
			depth = max(depth-1, 0)
		case '!', '-', '?':
			run++
			deepest = max(deepest, run/8)
		case '\n':
			run = 0
		}
		deepest = max(deepest, depth)
	}
	return deepest
}

// values reads the files that give the variables of the folder that Terraform is
// run in.
func (p *project) values(dir string) map[string]*terraform.Value {
	names := slices.DeleteFunc(p.reader.List(dir), func(name string) bool {
		of := strings.TrimSuffix(name, jsonEnding)
		return of != "terraform"+valuesEnding && !strings.HasSuffix(of, ".auto"+valuesEnding)
	})
	// Later ones win (Terraform Language, Variable Definition Precedence): terraform.tfvars,
	// terraform.tfvars.json, and then all others by name.
	slices.SortFunc(names, func(a, b string) int {
		return cmp.Or(cmp.Compare(rankOf(a), rankOf(b)), cmp.Compare(a, b))
	})
	given := map[string]*terraform.Value{}
	for _, name := range names {
		file, body := p.parse(path.Join(dir, name))
		if body == nil {
			continue
		}
		s := &scope{module: &module{project: p, folder: &folder{dir: dir}}, file: file}
		for _, a := range body.Attributes {
			given[a.Name] = s.eval(a.Expr)
		}
	}
	return given
}

func rankOf(name string) int {
	return cmp.Or(slices.Index([]string{"terraform.tfvars", "terraform.tfvars.json"}, name)+1, 3)
}

func placeOf(file *source.File, r hcl.Range) input.Place {
	start := min(max(r.Start.Byte, 0), len(file.Text))
	// What is broken may end before it begins.
	return input.Place{File: file, Span: source.Span{Start: start, End: min(max(r.End.Byte, start), len(file.Text))}}
}

// open is a value that nobody knows: it is named by what it was made of.
func (p *project) open(at input.Place, scope, name string) *terraform.Value {
	return &terraform.Value{Kind: terraform.Scalar, Text: unknown.Given(p.set.Scope+" "+scope, name), At: at, Open: true}
}
