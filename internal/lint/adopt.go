package lint

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/config"
	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/snapshot"
)

// loader puts the answers of all files into a world.
type loader struct {
	world    *World
	options  Options
	builder  *snapshot.Builder
	failures failures
	pages    pages
	orphans  []input.Records // settings of nobody, until all files are read
	owners   owners
	guessed  map[policy.Type][]string // files, by what they were taken for
	unjudged []string                 // what files are that are known and not judged
	bare     []string                 // roles of which policies stand in files of their own
}

// add takes one answer. What a file says of a role or bucket that it does not
// name waits for the others.
func (l *loader) add(a *answer) {
	w := l.world
	if a.report {
		w.Reports = append(w.Reports, a.name)
		return
	}
	if a.ordinary {
		w.NotJSON = append(w.NotJSON, a.err.Error())
		return
	}
	if a.err != nil {
		w.Errors = append(w.Errors, a.err)
		l.builder.Add(input.Unread(filepath.ToSlash(a.name)))
		return
	}
	w.Files += max(len(a.sources), 1)
	r := &a.records
	w.Errors = append(w.Errors, r.Lost...)
	l.notes(a.name, r)
	if r.Format == "" {
		l.unknown(a)
		return
	}
	if r.Unjudged != "" {
		l.unjudged = append(l.unjudged, r.Unjudged)
	}
	l.failures.add(r.Failures)
	l.pages.add(a.name, r)
	l.adopt(r)
	l.put(a.name, r)
	if a.pages == nil {
		return
	}
	for page := range a.pages {
		l.notes(a.name, page)
		l.put(a.name, page)
	}
}

// put adds what a file, or a page of it, says of roles, buckets and all else.
func (l *loader) put(name string, r *input.Records) {
	l.failures.seen(r)
	l.owners.add(name, r)
	if orphans, ok := nameless(r); ok {
		l.orphans = append(l.orphans, orphans)
	}
	for i := range r.Roles {
		if r.Roles[i].Bare {
			l.bare = append(l.bare, r.Roles[i].Name+r.Roles[i].ARN)
		}
	}
	l.builder.Add(*r)
}

// incomplete says of which roles nobody told that bare files hold all their policies.
func (l *loader) incomplete() []string {
	var open []string
	for _, r := range l.world.Roles {
		if !r.AttachedKnown && (slices.Contains(l.bare, r.Name) || slices.Contains(l.bare, r.ARN)) {
			open = append(open, r.Name)
		}
	}
	if open == nil {
		return nil
	}
	return []string{"no file says whether roles have other policies than those here (" + few(open) + "); if they have none, complete: true in " +
		config.Name + " says so"}
}

// unknown accounts for a file of no known kind: one that the user named is an
// error, one that was met is counted.
func (l *loader) unknown(a *answer) {
	n := NotRecognised{a.name, a.records.TopLevel}
	if a.named && !l.options.PoliciesOnly {
		l.world.Errors = append(l.world.Errors, fmt.Errorf("%s: not recognised; known are %s", n, known))
		return
	}
	l.world.NotRecognised = append(l.world.NotRecognised, n)
}

// finish says what only all files together tell.
func (l *loader) finish() {
	w := l.world
	for _, r := range l.orphans {
		l.settle(r)
	}
	w.Notes = append(l.guesses(), w.Notes...)
	w.Notes = append(w.Notes, counted("known by name and not judged", l.unjudged)...)
	w.Notes = append(w.Notes, l.pages.notes()...)
	w.Notes = append(w.Notes, l.failures.notes()...)
	if !l.options.AllowEmpty {
		w.Errors = append(w.Errors, l.failures.missing()...)
	}
	if err := w.onlyReports(); err != nil && !l.options.PoliciesOnly && !w.repository {
		w.Errors = append(w.Errors, err)
	}
	if n := len(w.NotRecognised); n > 0 && n == w.Files && len(w.Errors) == 0 && !l.options.PoliciesOnly && !w.repository {
		w.Errors = append(w.Errors, fmt.Errorf("%s: not recognised, as all %d files; known are %s", w.NotRecognised[0], n, known))
	}
}

// guesses says which files were taken for what, a sentence for each type.
func (l *loader) guesses() (notes []string) {
	for _, t := range policy.Types {
		switch names := l.guessed[t]; len(names) {
		case 0:
		case 1:
			notes = append(notes, fmt.Sprintf("%s is taken for a policy of type %s; --type says otherwise", names[0], t))
		default:
			notes = append(notes, fmt.Sprintf("%s are taken for policies of type %s; --type says otherwise", few(names), t))
		}
	}
	return notes
}

func (l *loader) notes(name string, r *input.Records) {
	w := l.world
	if r.Guessed != "" {
		l.guessed[r.Guessed] = append(l.guessed[r.Guessed], name)
	}
	for _, note := range r.Notes {
		w.Notes = append(w.Notes, name+": "+note)
	}
	for _, o := range r.Odd {
		w.Notes = append(w.Notes, fmt.Sprintf("%s: found %s, wanted %s", o.At.File.Place(o.At.Span.Start), o.Found, o.Wanted))
	}
}

// adopt gives bare documents to the role and the bucket that were asked about.
func (l *loader) adopt(r *input.Records) {
	o := l.options
	if o.Role == "" || o.Bucket == "" || r.Guessed == "" && o.Type == "" {
		return
	}
	kept := r.Documents[:0]
	for _, d := range r.Documents {
		switch d.Policy.Type() {
		case policy.Identity:
			name := strings.TrimSuffix(filepath.Base(d.Policy.Origin().File.Name), ".json")
			place := input.Place{File: r.File}
			r.Roles = append(r.Roles, input.Role{ARN: o.Role, At: place, Inline: []input.Document{{Name: name, Policy: d.Policy}},
				Attached: input.Setting[[]input.PolicyRef]{State: input.Present, At: place}})
			l.world.Notes = append(l.world.Notes, name+" is taken as the whole of what "+o.Role+" has")
		case policy.Bucket:
			r.Buckets = append(r.Buckets, input.Bucket{Name: o.Bucket,
				Policy: input.Setting[*policy.Document]{State: input.Present, Value: d.Policy}})
		default:
			kept = append(kept, d)
		}
	}
	r.Documents = kept
}

// bare says whose the policy in a file is that says it not itself: by the user's word,
// else by its path. What was asked about is given the documents that the user named for
// it.
func (o Options) bare(file found) (b input.Bare) {
	if o.Config != nil {
		relative, err := filepath.Rel(o.files().Abs(o.Folder), o.files().Abs(file.name))
		if owner, ok := o.Config.Owner(filepath.ToSlash(relative)); ok && err == nil {
			return input.Bare{RoleARN: owner.RoleARN, Bucket: owner.Bucket, Account: owner.Account, Said: owner.At, Complete: o.Config.Complete}
		}
	}
	b = input.BareHints(filepath.ToSlash(file.name))
	if o.Role != "" && (file.named || b.Role == o.Role[strings.LastIndexByte(o.Role, '/')+1:] || b.Bucket == o.Bucket) {
		return input.Bare{}
	}
	b.Complete = o.Config != nil && o.Config.Complete
	return b
}

// nameless takes the records out that do not say of whom they speak.
func nameless(r *input.Records) (orphans input.Records, ok bool) {
	orphans.File = r.File
	r.Roles = slices.DeleteFunc(r.Roles, func(role input.Role) bool {
		if role.Name == "" && role.ARN == "" {
			orphans.Roles = append(orphans.Roles, role)
			return true
		}
		return false
	})
	r.Buckets = slices.DeleteFunc(r.Buckets, func(b input.Bucket) bool {
		if b.Name == "" {
			orphans.Buckets = append(orphans.Buckets, b)
			return true
		}
		return false
	})
	return orphans, len(orphans.Roles)+len(orphans.Buckets) > 0
}

// owners holds, for each folder, the roles and buckets that its files name.
type owners map[string]owned

type owned struct{ role, bucket only }

// only is the one name that there is; empty for none, and for several.
type only struct {
	name    string
	several bool
}

func (o *only) add(name string) {
	switch {
	case name == "" || name == o.name || o.several:
	case o.name == "":
		o.name = name
	default:
		*o = only{several: true}
	}
}

func (o *owners) add(name string, r *input.Records) {
	if len(r.Roles)+len(r.Buckets) == 0 {
		return
	}
	if *o == nil {
		*o = owners{}
	}
	folder := filepath.Dir(name)
	in := (*o)[folder]
	for i := range r.Roles {
		in.role.add(r.Roles[i].Name)
	}
	for i := range r.Buckets {
		in.bucket.add(r.Buckets[i].Name)
	}
	(*o)[folder] = in
}

// settle gives settings of nobody to the role or bucket that was asked about,
// else to the one that the files beside it name, and says so.
func (l *loader) settle(r input.Records) {
	name := r.File.Name
	beside := l.owners[filepath.Dir(name)]
	role, bucket := l.options.Role, l.options.Bucket
	roleName := role[strings.LastIndexByte(role, '/')+1:]
	if roleName == "" {
		roleName = beside.role.name
	}
	if bucket == "" {
		bucket = beside.bucket.name
	}
	for i := range r.Roles {
		r.Roles[i].Name, r.Roles[i].ARN = roleName, role
	}
	for i := range r.Buckets {
		r.Buckets[i].Name = bucket
	}
	l.settled(name, "role", roleName, len(r.Roles), "<account id>/roles/<role>/")
	l.settled(name, "bucket", bucket, len(r.Buckets), "<account id>/buckets/<bucket>/")
	if roleName == "" {
		r.Roles = nil
	}
	if bucket == "" {
		r.Buckets = nil
	}
	l.builder.Add(r)
}

func (l *loader) settled(file, kind, name string, n int, folder string) {
	switch {
	case n == 0:
	case name == "":
		l.world.Notes = append(l.world.Notes, fmt.Sprintf(
			"%s speaks of a %s and does not say of which; a folder %s says it", file, kind, folder))
	default:
		l.world.Notes = append(l.world.Notes, fmt.Sprintf("%s is taken to speak of the %s %s", file, kind, name))
	}
}

// onlyReports is an error where reports are all that there is.
func (w *World) onlyReports() error {
	if len(w.Reports) == 0 || w.Files > 0 || len(w.Errors) > 0 {
		return nil
	}
	return fmt.Errorf("%s: a report that Crossgrant wrote, and no input", w.Reports[0])
}
