package report

import (
	"io"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"

	"github.com/crossgrant/crossgrant/internal/lazy"
	"github.com/crossgrant/crossgrant/internal/source"
	"github.com/crossgrant/crossgrant/internal/unknown"
)

// Redactor replaces in everything that leaves the program what is neither AWS's
// word nor one of this program's, the same by the same in one run. A stand-in is
// as long as what it stands for, so that every place stays where it is.
type Redactor struct {
	mu    sync.Mutex
	stand map[string]string
	made  map[string]bool // the stand-ins
	count map[int]int     // how many there are of a length
	// named are the words that are somebody's names, though they may be words of
	// our sentences as well.
	named  map[string]bool
	files  map[*source.File]*source.File
	action map[string]bool
}

// NewRedactor returns one that knows no name yet.
func NewRedactor() *Redactor {
	return &Redactor{stand: map[string]string{}, made: map[string]bool{}, count: map[int]int{}, named: map[string]bool{},
		files: map[*source.File]*source.File{}, action: map[string]bool{}}
}

var (
	arnText = lazy.Regexp(`arn:aws[a-z-]*:([a-z0-9-]*):[a-z0-9-]*:([^:\s"'\\]*):([^\s"'\\]+)`)
	// paired is the bucket of a pair, and level the name of a unit or account
	// behind its id.
	paired = lazy.Regexp(` -> ([a-z0-9.-]+)`)
	level  = lazy.Regexp(`\b(?:r-|ou-|[0-9]{8})[a-z0-9-]+ \(([^)]+)\)`)
	// options are those of the AWS CLI calls that are printed, and labelled is
	// how labels speak of documents.
	options  = lazy.Regexp(`--(?:bucket|role-name|policy-name|user-name|group-name|name)[ =]([\w+=,.@-]+)`)
	labelled = lazy.Regexp(`\b(?:role|bucket|user|group|SCP|RCP|access point|(?:inline|managed) policy) ([\w+=,.@-]+)`)
	variable = lazy.Regexp(`\$\{[^}]*\}`)
)

// Learn notes which words of a text are names: they are replaced in sentences
// too, where they are words that anybody uses.
func (r *Redactor) Learn(text string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, m := range arnText().FindAllStringSubmatch(text, -1) {
		service, account, resource := m[1], m[2], variable().ReplaceAllString(m[3], "*")
		if account == "aws" {
			continue
		}
		list := split(resource)
		if service != "s3" && len(list) > 1 {
			// The type of the resource: role, assumed-role, policy, ...
			list = list[1:]
		}
		r.name(list...)
	}
	for _, pattern := range []func() *regexp.Regexp{options, paired, level} {
		for _, m := range pattern().FindAllStringSubmatch(text, -1) {
			r.name(split(m[1])...)
		}
	}
}

// Name notes that each word of a text is a name.
func (r *Redactor) Name(texts ...string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, text := range texts {
		r.name(split(text)...)
	}
}

// ours are words of every report that no name can hide behind a stand-in without
// making it unreadable.
var ours = set("list read write delete yes no partly conditional unknown role bucket policy user group allow deny error warning suggestion " +
	"the of is are for to and in on with FILE Version Statement Sid Effect Allow Deny Principal Action Resource Condition root aws")

func (r *Redactor) name(list ...string) {
	for _, name := range list {
		if !ours[name] && len(name) > 1 && !words().grammar[name] {
			r.named[name] = true
		}
	}
}

// split returns the words of a text, decoded.
func split(text string) (list []string) {
	eachWord(text, func(w word) {
		if w.text != "" {
			list = append(list, w.text)
		}
	})
	return list
}

// Text replaces the names in a sentence.
func (r *Redactor) Text(s string) string { return r.replace(s, true) }

// Verbatim replaces the names in a text of which no word is this program's: a
// document, a file's name.
func (r *Redactor) Verbatim(s string) string { return r.replace(s, false) }

// Writer returns a writer that redacts sentences, line by line.
func (r *Redactor) Writer(w io.Writer) io.WriteCloser { return &lines{w: w, of: r.Text} }

func (r *Redactor) replace(s string, sentence bool) string {
	r.mu.Lock()
	defer r.mu.Unlock()
	s = unknown.Show(s)
	var b strings.Builder
	eachWord(s, func(w word) {
		if w.text == "" || r.stays(w, sentence) {
			b.WriteString(w.raw)
			return
		}
		if stem := endings().ReplaceAllString(w.text, ""); stem != w.text {
			n := len([]rune(stem))
			w.write(&b, []rune(r.standIn(stem)+w.text[len(stem):]), n)
			return
		}
		w.write(&b, []rune(r.standIn(w.text)), -1)
	})
	return b.String()
}

// stays reports whether a word stays as it is.
func (r *Redactor) stays(w word, sentence bool) bool {
	v := words()
	text := w.text
	switch {
	case len([]rune(text)) < 2, r.made[text]:
		return true
	case w.service != "" && v.services[strings.ToLower(w.service)]:
		full := w.service + ":" + w.pattern
		known, asked := r.action[full]
		if !asked {
			known = v.isAction(strings.ToLower(w.service), w.pattern)
			r.action[full] = known
		}
		if known {
			return true
		}
	case w.prefix && v.services[strings.ToLower(text)]:
		return true
	case digits().MatchString(text) && len(text) < 5:
		return true
	}
	if accounts().MatchString(text) || address().MatchString(text) {
		return false
	}
	if r.named[text] && !ours[text] && !v.names[text] {
		return false
	}
	if v.isAWS(text) {
		return true
	}
	return sentence && v.isOurs(text)
}

var (
	uniqueID = lazy.Regexp(`^A[A-Z]{3}[A-Z0-9]{12,28}$`)
	prefixed = lazy.Regexp(`^(?:vpce|vpc|ou|o|p|r)-[a-z0-9-]{4,}$`)
)

// alphabets begin with the digit nought of each length that a character has in
// UTF-8: a stand-in takes as many bytes, character by character.
var alphabets = [...]rune{1: '0', 2: 'Ā', 3: '一', 4: '𠀀'}

const base = 36

// standIn is what stands for a word.
func (r *Redactor) standIn(name string) string {
	if s := r.stand[name]; s != "" {
		return s
	}
	runes := []rune(name)
	lead := "n"
	switch {
	case digits().MatchString(name):
		lead = ""
	case uniqueID().MatchString(name):
		lead = name[:4]
	case prefixed().MatchString(name):
		lead, _, _ = strings.Cut(name, "-")
		lead += "-"
	case len(runes) >= 9:
		lead = "name-"
	}
	for {
		r.count[len(runes)]++
		s := shaped(runes, lead, r.count[len(runes)])
		if !r.made[s] && s != name || r.count[len(runes)] > 1<<20 || len(runes) < 4 && r.count[len(runes)] > base {
			r.stand[name], r.made[s] = s, true
			return s
		}
	}
}

// shaped writes the number n, behind the lead, in the shape of a word.
func shaped(name []rune, lead string, n int) string {
	out := slices.Clone(name)
	radix := base
	if lead == "" {
		radix = 10
	}
	for i := len(out) - 1; i >= 0; i-- {
		size := len(string(out[i]))
		switch digit := n % radix; {
		case i < len(lead) && size == 1:
			out[i] = rune(lead[i])
			continue
		case size == 1 && digit > 9:
			out[i] = 'a' + rune(digit-10)
		default:
			out[i] = alphabets[size] + rune(digit)
		}
		n /= radix
	}
	return string(out)
}

// inWord reports whether a character is part of a word.
func inWord(c rune) bool {
	return c == '_' || c == '-' || c == '.' || unicode.IsLetter(c) || unicode.IsDigit(c) || unicode.IsMark(c)
}
