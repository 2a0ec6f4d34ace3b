package config

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/crossgrant/crossgrant/internal/lazy"
	"github.com/crossgrant/crossgrant/internal/source"
)

// Whose says whose the policies in some files are: those of a role by its ARN, or
// that of a bucket. In ARN, Name and Account {1} is what the first * of Files stands
// for, {2} the second.
type Whose struct {
	Files   source.Text // a pattern of paths, with slashes, relative to the folder of the file
	ARN     source.Text // of a role
	Name    source.Text // of a bucket
	Account source.Text // of the bucket; empty if not given
	Span    source.Span

	files *regexp.Regexp
}

// Owner is the role or bucket that a file's policy belongs to.
type Owner struct {
	RoleARN, Bucket, Account string
	At                       string // file and line that say so
}

// Owner returns whose the policies of a file are by the first entry that matches its
// path, which is relative to the folder of the configuration.
func (c *Config) Owner(path string) (o Owner, ok bool) {
	for i := range c.Whose {
		w := &c.Whose[i]
		found := w.files.FindStringSubmatch(path)
		if found == nil {
			continue
		}
		at := c.File.Position(w.Span.Start)
		return Owner{filled(w.ARN.Value, found), filled(w.Name.Value, found), filled(w.Account.Value, found),
			fmt.Sprintf("%s:%d", c.File.Name, at.Line)}, true
	}
	return Owner{}, false
}

var placeholder = lazy.Regexp(`\{[0-9]+\}`)

// filled puts what stars stood for into a template.
func filled(template string, found []string) string {
	return placeholder().ReplaceAllStringFunc(template, func(s string) string {
		n, _ := strconv.Atoi(s[1 : len(s)-1])
		return found[n]
	})
}

// wildcards are what a pattern of paths may hold: any number of folders, a part of
// one name, one character.
var wildcards = lazy.Regexp(`\*\*/|\*\*|\*|\?`)

// pathPattern compiles a pattern of paths; each wildcard is a group.
func pathPattern(pattern string) *regexp.Regexp {
	var out strings.Builder
	at := 0
	pattern = strings.TrimPrefix(pattern, "./")
	for _, m := range wildcards().FindAllStringIndex(pattern, -1) {
		out.WriteString(regexp.QuoteMeta(pattern[at:m[0]]))
		out.WriteString(map[string]string{"**/": "((?:[^/]+/)*)", "**": "(.*)", "*": "([^/]*)", "?": "([^/])"}[pattern[m[0]:m[1]]])
		at = m[1]
	}
	return regexp.MustCompile("^" + out.String() + regexp.QuoteMeta(pattern[at:]) + "$")
}

// The templates: a form whose variable parts may be {1}.
var (
	roleTemplate = form{"the ARN of a role, with {1} for what the first * of files stands for", lazy.Regexp(
		`^arn:aws(-[a-z]+)*:iam::([0-9]{12}|\{[0-9]\}):role/([!-)+->@-~]+/)?[A-Za-z0-9_+=,.@{}-]{1,64}$`)}
	bucketTemplate  = form{"the name of a bucket, with {1} for what the first * of files stands for", lazy.Regexp(`^[A-Za-z0-9._{}-]{3,255}$`)}
	accountTemplate = form{"an account id of 12 digits, or {1} for what the first * of files stands for", lazy.Regexp(`^([0-9]{12}|\{[0-9]\})$`)}
)

var roleFiles = []field[Whose]{
	{"files", true, filesOf},
	{"arn", true, func(r *reader, v value, w *Whose) { w.ARN, _ = r.text(v, roleTemplate) }},
}

var bucketFiles = []field[Whose]{
	{"files", true, filesOf},
	{"name", true, func(r *reader, v value, w *Whose) { w.Name, _ = r.text(v, bucketTemplate) }},
	{"account", false, func(r *reader, v value, w *Whose) { w.Account, _ = r.text(v, accountTemplate) }},
}

func filesOf(r *reader, v value, w *Whose) {
	w.Files, _ = r.text(v, written)
	w.files = pathPattern(w.Files.Value)
}

// whose reads a list of entries of one kind.
func whose(r *reader, v value, table []field[Whose], c *Config) {
	for _, item := range r.items(v) {
		w := Whose{Span: item.span}
		if fields(r, item, table, &w) && r.numbered(item, &w) {
			c.Whose = append(c.Whose, w)
		}
	}
}

// numbered holds that a template asks for no more wildcards than files has.
func (r *reader) numbered(v value, w *Whose) bool {
	stars := w.files.NumSubexp()
	ok := true
	for _, t := range []source.Text{w.ARN, w.Name, w.Account} {
		for _, s := range placeholder().FindAllString(t.Value, -1) {
			if n, err := strconv.Atoi(s[1 : len(s)-1]); err != nil || n < 1 || n > stars {
				r.errorf(t.Span, "%s: %s wants wildcard %s of files, found %d in %s", v.name, quote(t.Value), s[1:len(s)-1], stars, quote(w.Files.Value))
				ok = false
			}
		}
	}
	return ok
}
