package lint

import (
	"bytes"
	"errors"
	"io/fs"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"

	"github.com/crossgrant/crossgrant/internal/files"
)

// ignoreFile is a .gitignore: its rules are about what lies below its folder.
type ignoreFile struct {
	folder string // slash-separated and absolute, with a slash at its end
	rules  []ignoreRule
}

// ignoreRule is one line of a .gitignore (gitignore documentation, Pattern
// format). A rule without a slash looks at the last name of a path only.
type ignoreRule struct {
	pattern  *regexp.Regexp
	last     bool
	again    bool // written with !, what matches is not ignored after all
	onlyDirs bool
}

// readIgnoreFile appends the rules of a file, if it is there. One that cannot be
// read ignores nothing, and that is said.
func (f *finder) readIgnoreFile(list []ignoreFile, folder, path string) []ignoreFile {
	text, err := files.ReadRegular(path, files.MaxOwn)
	if err != nil {
		// In a worktree .git is a file.
		if !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, syscall.ENOTDIR) {
			f.notes = append(f.notes, readable(path, err).Error()+": nothing is ignored for it")
		}
		return list
	}
	rules := parseIgnore(text)
	if rules == nil {
		return list
	}
	// The list of a folder is shared by the folders below it.
	return append(list[:len(list):len(list)], ignoreFile{strings.TrimSuffix(filepath.ToSlash(folder), "/") + "/", rules})
}

func parseIgnore(text []byte) (rules []ignoreRule) {
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSuffix(strings.TrimSuffix(line, "\n"), "\r")
		if rule, ok := parseIgnoreLine(line); ok {
			rules = append(rules, rule)
		}
	}
	return rules
}

func parseIgnoreLine(line string) (rule ignoreRule, ok bool) {
	if strings.HasPrefix(line, "#") {
		return rule, false
	}
	for strings.HasSuffix(line, " ") && !strings.HasSuffix(line, `\ `) {
		line = line[:len(line)-1]
	}
	line, rule.again = strings.CutPrefix(line, "!")
	line, rule.onlyDirs = strings.CutSuffix(line, "/")
	rule.last = !strings.Contains(line, "/")
	line = strings.TrimPrefix(line, "/")
	if line == "" {
		return rule, false
	}
	rule.pattern, ok = pathPattern(line)
	return rule, ok
}

// ignored reports what the rules say of a path, absolute and slash-separated:
// the last one that matches decides, and the innermost file first.
func ignored(files []ignoreFile, path string, dir bool) bool {
	for i := len(files) - 1; i >= 0; i-- {
		below, ok := strings.CutPrefix(path, files[i].folder)
		if !ok {
			continue
		}
		name := below[strings.LastIndexByte(below, '/')+1:]
		for j := len(files[i].rules) - 1; j >= 0; j-- {
			rule := &files[i].rules[j]
			subject := below
			if rule.last {
				subject = name
			}
			if (dir || !rule.onlyDirs) && rule.pattern.MatchString(subject) {
				return !rule.again
			}
		}
	}
	return false
}

// pathPattern compiles a glob in which * and ? match no slash and ** between
// slashes any number of folders. It is not ok if the glob cannot match
// anything, such as one with an open bracket.
func pathPattern(glob string) (*regexp.Regexp, bool) {
	var b strings.Builder
	b.WriteString(`(?s)\A`)
	for i := 0; i < len(glob); {
		rest := glob[i:]
		boundary := i == 0 || glob[i-1] == '/'
		switch {
		case boundary && strings.HasPrefix(rest, "**/"):
			b.WriteString(`(?:[^/]*/)*`)
			i += len("**/")
		case boundary && i > 0 && rest == "**":
			b.WriteString(`.+`)
			i += len("**")
		case rest[0] == '*':
			b.WriteString(`[^/]*`)
			i++
		case rest[0] == '?':
			b.WriteString(`[^/]`)
			i++
		case rest[0] == '[':
			class, size := bracket(rest)
			if size == 0 {
				return nil, false
			}
			b.WriteString(class)
			i += size
		default:
			if rest[0] == '\\' {
				if rest = rest[1:]; rest == "" {
					return nil, false
				}
				i++
			}
			b.WriteString(regexp.QuoteMeta(rest[:1]))
			i++
		}
	}
	b.WriteString(`\z`)
	pattern, err := regexp.Compile(b.String())
	return pattern, err == nil
}

// bracket translates the bracket expression at the start of a glob and returns
// its size, 0 if it does not end. What it matches is never a slash.
func bracket(glob string) (class string, size int) {
	var b strings.Builder
	i := 1
	not := i < len(glob) && (glob[i] == '!' || glob[i] == '^')
	if not {
		b.WriteString("[^/")
		i++
	} else {
		b.WriteString("[")
	}
	for first := i; i < len(glob); i++ {
		switch c := glob[i]; {
		case c == ']' && i > first:
			b.WriteByte(']')
			return b.String(), i + 1
		case c == '[' && strings.HasPrefix(glob[i:], "[:"):
			end := strings.Index(glob[i:], ":]")
			if end < 0 {
				return "", 0
			}
			b.WriteString(glob[i : i+end+2])
			i += end + 1
		case c == '-' && i > first && i+1 < len(glob) && glob[i+1] != ']':
			b.WriteByte('-')
		case c == '\\' && i+1 < len(glob):
			i++
			b.WriteString(literal(glob[i]))
		default:
			b.WriteString(literal(c))
		}
	}
	return "", 0
}

func literal(c byte) string {
	if c < 0x80 && strings.IndexByte(`\]^-[`, c) >= 0 {
		return `\` + string(rune(c))
	}
	return string([]byte{c})
}
