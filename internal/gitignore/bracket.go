package gitignore

import "strings"

// bracket reports whether the bracket expression that a pattern begins with
// matches a byte, and its size: 0 if it does not end, or names no known class. It
// never matches a slash.
func bracket(pattern string, c byte) (matched bool, size int) {
	i, not := 1, false
	if i < len(pattern) && (pattern[i] == '!' || pattern[i] == '^') {
		i, not = i+1, true
	}
	from := byte(0) // the byte that a range could begin with
	for first := i; i < len(pattern); i++ {
		at := pattern[i]
		switch {
		case at == ']' && i > first:
			return matched != not && c != '/', i + 1
		case at == '-' && from != 0 && i+1 < len(pattern) && pattern[i+1] != ']':
			if i++; pattern[i] == '\\' {
				i++
			}
			if i == len(pattern) {
				return false, 0
			}
			matched = matched || from <= c && c <= pattern[i]
			from = 0
			continue
		case at == '[' && strings.HasPrefix(pattern[i:], "[:"):
			end := strings.IndexByte(pattern[i+2:], ']')
			if end < 0 {
				return false, 0
			}
			if name, ok := strings.CutSuffix(pattern[i+2:i+2+end], ":"); ok {
				class := classes[name]
				if class == nil {
					return false, 0
				}
				matched = matched || class(c)
				i += 2 + end
				from = 0
				continue
			}
		case at == '\\':
			if i++; i == len(pattern) {
				return false, 0
			}
			at = pattern[i]
		}
		matched = matched || at == c
		from = at
	}
	return false, 0
}

func between(from, to byte) func(byte) bool {
	return func(c byte) bool { return from <= c && c <= to }
}

func anyOf(list ...func(byte) bool) func(byte) bool {
	return func(c byte) bool {
		for _, is := range list {
			if is(c) {
				return true
			}
		}
		return false
	}
}

func among(set string) func(byte) bool {
	return func(c byte) bool { return strings.IndexByte(set, c) >= 0 }
}

var (
	digit = between('0', '9')
	lower = between('a', 'z')
	upper = between('A', 'Z')
	alnum = anyOf(digit, lower, upper)
)

// classes are those of POSIX, over ASCII as git has them.
var classes = map[string]func(byte) bool{
	"alnum": alnum, "alpha": anyOf(lower, upper), "digit": digit, "lower": lower, "upper": upper,
	"blank": among(" \t"), "space": among(" \t\n\v\f\r"), "cntrl": anyOf(between(0, 31), among("\x7f")),
	"graph": between('!', '~'), "print": between(' ', '~'),
	"punct":  func(c byte) bool { return '!' <= c && c <= '~' && !alnum(c) },
	"xdigit": anyOf(digit, between('a', 'f'), between('A', 'F')),
}
