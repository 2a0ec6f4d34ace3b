package cli

import (
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/config"
	"github.com/crossgrant/crossgrant/internal/engine"
	"github.com/crossgrant/crossgrant/internal/files"
	"github.com/crossgrant/crossgrant/internal/lint"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/report"
	"github.com/crossgrant/crossgrant/internal/snapshot"
	"github.com/crossgrant/crossgrant/internal/source"
)

// inputFlags are those of every command that reads a snapshot.
func inputFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringSliceFlag{Name: "bucket-account", Usage: "account of a bucket, as `NAME=ID`; beside --bucket the ID alone will do"},
		&cli.StringFlag{Name: "type", Usage: "policy `TYPE` of bare documents: " + typeNames()},
		&cli.StringFlag{Name: "config", Usage: "configuration `FILE` (default " + config.Name + " in this folder or one above)"},
		referenceFlag,
		&cli.StringFlag{Name: "max-size", Value: "2GiB", Usage: "read no text of more than `SIZE`, decompressed"},
		&cli.StringFlag{Name: "stdin-filename", Usage: "standard input is the text of `FILE`, as an editor has it before it is saved"},
		rulesFlag,
		&cli.DurationFlag{Name: "rule-timeout", Value: 5 * time.Second, Usage: "`TIME` that a rule of your own may take for one subject; 0 is no limit"},
	}
}

func typeNames() string {
	names := make([]string, len(policy.Types))
	for i, t := range policy.Types {
		names[i] = string(t)
	}
	return strings.Join(names, ", ")
}

// request is a command line that reads a snapshot, with its configuration.
type request struct {
	paths    []string
	options  lint.Options
	settings lint.Settings
	config   string // the file of the configuration
	// reference is the file of the service reference, where one is named.
	reference string
}

// read reads the flags and the configuration. Bucket is the one that a lone
// account id speaks of.
func read(env Env, c *cli.Context, bucket string) (*request, error) {
	r := &request{paths: c.Args().Slice(), settings: lint.Settings{Now: env.today(), RuleTimeout: c.Duration("rule-timeout")}}
	if len(r.paths) == 0 && c.String("stdin-filename") == "" {
		r.paths = []string{"."}
	}
	of := policy.Type(c.String("type"))
	if of != "" && !slices.Contains(policy.Types, of) {
		return nil, fmt.Errorf("--type: want one of %s, found %q", typeNames(), of)
	}
	accounts, err := bucketAccounts(c.StringSlice("bucket-account"), bucket)
	if err != nil {
		return nil, err
	}
	size, err := files.ParseSize(c.String("max-size"))
	if err != nil {
		return nil, fmt.Errorf("--max-size: %w", err)
	}
	if err := r.unsaved(&env, c.String("stdin-filename"), size); err != nil {
		return nil, err
	}
	if r.settings.Rules, err = ownRules(c.String("rules")); err != nil {
		return nil, err
	}
	if r.settings.Reference, err = serviceReference(env, c); err != nil {
		return nil, err
	}
	r.reference = c.String("reference")
	r.options = lint.Options{Type: of, MaxSize: size, Stdin: env.Stdin, Files: env.in().Folder,
		Snapshot: snapshot.Options{BucketAccounts: accounts, Reference: r.settings.Reference}}
	return r, r.configure(env, c.String("config"))
}

// unsaved puts standard input in the place of a file, which is judged beside the paths, or
// alone where there are none.
func (r *request) unsaved(env *Env, name string, size int64) error {
	switch {
	case name == "":
		return nil
	case slices.Contains(r.paths, "-"):
		return errors.New("--stdin-filename: standard input is the text of that file; want no - beside it")
	case env.Stdin == nil:
		return errors.New("--stdin-filename: there is no standard input")
	}
	text, err := files.ReadFrom(env.Stdin, 0, size)
	if err != nil {
		return fmt.Errorf("--stdin-filename: %w", err)
	}
	over := files.NewOver(env.in(), name, text)
	is := func(path string) bool { return over.Abs(path) == over.Abs(name) }
	if env.Files, env.Stdin = over, nil; !slices.ContainsFunc(r.paths, is) {
		r.paths = append(r.paths, name)
	}
	return nil
}

// named are the files that are read whatever is judged.
func (r *request) named() []string {
	list := slices.Concat(r.paths, slices.Sorted(maps.Keys(r.settings.Rules)))
	if r.settings.Config != nil {
		list = append(list, r.config)
	}
	if r.reference != "" {
		list = append(list, r.reference)
	}
	return list
}

// ids lists the rules that there are, the user's own included.
func (r *request) ids() (list []string) {
	for _, e := range engine.Embedded() {
		list = append(list, e.ID)
	}
	if len(r.settings.Rules) == 0 {
		return list
	}
	own, err := engine.DescribeOwn(r.settings.Rules, r.settings.Reference)
	if err != nil {
		// What is wrong with them is told when they are compiled.
		return list
	}
	for _, e := range own {
		list = append(list, e.ID)
	}
	return list
}

// configure reads the configuration that is named, or that stands in this
// folder or one above.
func (r *request) configure(env Env, name string) error {
	in := env.in()
	read := in.Read
	if name == "" {
		read = in.ReadRegular
		here := in.Abs(".")
		exists := func(path string) bool {
			_, err := in.Lstat(path)
			return err == nil
		}
		var err error
		if name, err = config.Find(here, exists); err != nil || name == "" {
			return err
		}
		if relative, err := filepath.Rel(here, name); err == nil {
			name = relative
		}
	}
	text, err := read(name, files.MaxOwn)
	if err != nil {
		return err
	}
	c, wrong := config.Load(source.NewFile(name, text), r.ids())
	if len(wrong) > 0 {
		list := make([]error, len(wrong))
		for i, e := range wrong {
			list[i] = e
		}
		return errors.Join(list...)
	}
	r.config = name
	r.settings.Config, r.settings.Folder = c, filepath.Dir(name)
	r.options.Snapshot.Expect, r.options.Snapshot.Organization = lint.Expectations(c), c.Organization.Value
	for _, a := range c.Accounts {
		r.options.Snapshot.Accounts = append(r.options.Snapshot.Accounts,
			snapshot.Account{ID: a.ID.Value, Name: a.Name.Value, CanonicalID: a.CanonicalID.Value})
	}
	for _, b := range c.Buckets {
		if r.options.Snapshot.BucketAccounts[b.Name.Value] == "" {
			r.options.Snapshot.BucketAccounts[b.Name.Value] = b.Account.Value
		}
	}
	r.options.Config, r.options.Folder = c, r.settings.Folder
	for _, p := range c.Context {
		path := p.Value
		if !filepath.IsAbs(path) {
			path = filepath.Join(r.settings.Folder, filepath.FromSlash(path))
		}
		if _, err := in.Stat(path); err != nil {
			return fmt.Errorf("%s: context: %w", name, err)
		}
		if !slices.Contains(r.paths, path) {
			r.settings.Context = append(r.settings.Context, path)
		}
	}
	return nil
}

// load reads the files, those of the context included.
func (r *request) load(env Env) (*lint.World, error) {
	r.options.Context = r.settings.Context
	world, err := lint.Load(r.paths, r.options)
	if err != nil {
		return nil, err
	}
	env.learn(world)
	tell(env, world.Errors)
	return world, nil
}

// learn notes the names of what was read.
func (e *Env) learn(w *lint.World) {
	if e.names == nil {
		return
	}
	for _, r := range w.Roles {
		e.names.Learn(r.ARN)
	}
	for _, b := range w.Buckets {
		e.names.Name(b.Name)
	}
	files := map[*source.File]bool{}
	for _, d := range w.Snapshot.Documents {
		if f := d.Policy.Origin().File; !files[f] {
			files[f] = true
			e.names.Learn(string(f.Whole()))
		}
	}
}

// tell prints errors that leave the answer about everything else.
func tell(env Env, errs []error) {
	for _, e := range errs {
		if joined, ok := e.(interface{ Unwrap() []error }); ok && strings.Contains(e.Error(), "\n") {
			tell(env, joined.Unwrap())
			continue
		}
		report.Say(env.Stderr, "crossgrant: %s\n", e)
	}
}

func bucketAccounts(values []string, bucket string) (map[string]string, error) {
	accounts := map[string]string{}
	for _, v := range values {
		name, id, named := strings.Cut(v, "=")
		if !named {
			name, id = bucket, v
		}
		if !arn.IsAccountID(id) || name == "" {
			return nil, errors.New("--bucket-account: want NAME=12 digits, found " + v)
		}
		accounts[name] = id
	}
	return accounts, nil
}

// today is the day that entries of a configuration are held against.
func (e *Env) today() time.Time {
	if e.Now.IsZero() {
		return time.Now()
	}
	return e.Now
}
