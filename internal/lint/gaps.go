package lint

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/input"
)

// failures collects the calls of an export that brought no answer, by call and
// error: an account has the same gap in every bucket.
type failures struct {
	order []failureKind
	of    map[failureKind][]string
	// lists are the calls without which nothing is known of an account.
	lists []input.Failure
	// there holds of what, role or bucket, of which account files speak.
	there map[[2]string]bool
}

// wholeLists are the calls that say what there is in an account, and of what.
var wholeLists = map[string]string{"GetAccountAuthorizationDetails": "role", "ListRoles": "role", "ListBuckets": "bucket"}

type failureKind struct {
	operation, code string
	state           input.State
}

// add remembers the failures that leave something unknown. "There is none" is
// an answer.
func (f *failures) add(list []input.Failure) {
	for _, one := range list {
		if one.State == input.Absent {
			continue
		}
		if f.of == nil {
			f.of = map[failureKind][]string{}
		}
		if wholeLists[one.Operation] != "" && one.Of.Account != "" {
			f.lists = append(f.lists, one)
		}
		kind := failureKind{one.Operation, one.Code, one.State}
		if f.of[kind] == nil {
			f.order = append(f.order, kind)
		}
		f.of[kind] = append(f.of[kind], subject(one))
	}
}

// subject names what a failed call was about.
func subject(f input.Failure) string {
	for _, s := range []struct{ kind, name string }{
		{"bucket", f.Of.Bucket}, {"role", f.Of.Role}, {"user", f.Of.User}, {"group", f.Of.Group},
		{"policy", f.Of.Policy}, {"key", f.Of.Key}, {"access point", f.Of.AccessPoint}, {"target", f.Of.Target},
		{"account", f.Of.Account},
	} {
		switch {
		case s.name != "" && f.Of.Region != "":
			return s.kind + " " + s.name + " in " + f.Of.Region
		case s.name != "":
			return s.kind + " " + s.name
		}
	}
	return f.At.File.Name
}

// notes says what is not known for which reason.
func (f *failures) notes() (notes []string) {
	for _, kind := range f.order {
		why := "was answered by " + kind.code
		if kind.state == input.NotPermitted {
			why = "was not permitted to the export (" + kind.code + ")"
		}
		notes = append(notes, fmt.Sprintf("%s of %s %s: what it would say is not known", kind.operation, few(f.of[kind]), why))
	}
	return notes
}

// seen notes of which accounts a file has roles or buckets.
func (f *failures) seen(r *input.Records) {
	if f.there == nil {
		f.there = map[[2]string]bool{}
	}
	for i := range r.Roles {
		f.there[[2]string{"role", r.Roles[i].Account}] = true
	}
	for i := range r.Buckets {
		f.there[[2]string{"bucket", r.Buckets[i].Account}] = true
	}
}

// missing says which accounts were not exported: the call that lists what is there
// failed, and no other file has any of it.
func (f *failures) missing() (errs []error) {
	for _, one := range f.lists {
		kind := wholeLists[one.Operation]
		if !f.there[[2]string{kind, one.Of.Account}] {
			errs = append(errs, fmt.Errorf("account %s was not exported: %s was answered by %s, and no file has a %s of it (--allow-empty goes on without)",
				one.Of.Account, one.Operation, one.Code, kind))
		}
	}
	return errs
}

// few lists the first of many.
func few(names []string) string {
	const most = 3
	if len(names) > most+1 {
		return fmt.Sprintf("%s and %d more", strings.Join(names[:most], ", "), len(names)-most)
	}
	return strings.Join(names, ", ")
}

// pages finds answers that go on in a file which is not there. The pages of one
// call lie side by side as account.json, account-2.json; the last of them
// announces no further one.
type pages struct {
	order []pageOf
	open  map[pageOf]string // the first file; empty where the end is there
}

// pageOf is what the pages of one call have in common: the folder, the name of their files
// without number and ending, and the format.
type pageOf struct{ folder, stem, format string }

func (p *pages) add(name string, r *input.Records) {
	if p.open == nil {
		p.open = map[pageOf]string{}
	}
	call := pageOf{filepath.Dir(name), stem(name), r.Format}
	first, seen := p.open[call]
	switch {
	case !r.Truncated:
		p.open[call] = ""
	case !seen:
		p.order = append(p.order, call)
		p.open[call] = name
	default:
		p.open[call] = first
	}
}

// stem returns the name of a file without its ending and its page number.
func stem(name string) string {
	base, _, _ := strings.Cut(filepath.Base(name), ".")
	return strings.TrimRight(strings.TrimRight(base, "0123456789"), "-_")
}

func (p *pages) notes() (notes []string) {
	for _, call := range p.order {
		if first := p.open[call]; first != "" {
			notes = append(notes, first+" announces a further page, and no input has it: what stands there is not judged")
		}
	}
	return slices.Compact(notes)
}
