package condition

import (
	"strings"

	"github.com/crossgrant/crossgrant/internal/glob"
)

// Template is a text with policy variables (IAM User Guide, Policy variables):
// ${key}, ${key, 'default'}, and ${*}, ${?}, ${$} for a character itself.
type Template struct {
	parts []part       // nil if there is no variable
	plain glob.Pattern // then the whole
}

// part is a literal text or a variable.
type part struct {
	text glob.Pattern

	key        string // lower-cased; empty for a literal text
	fallback   glob.Pattern
	hasDefault bool
}

// ParseTemplate reads a text in which * and ? are wildcards. If variables are
// not substituted (a policy that does not say Version 2012-10-17) ${key} is
// plain text, and so is whatever begins like a variable and is none.
func ParseTemplate(s string, variables bool) Template {
	return parseTemplate(s, variables, glob.Parse)
}

// parseTemplate is ParseTemplate with its own reading of the text between
// variables.
func parseTemplate(s string, variables bool, literal func(string) glob.Pattern) Template {
	if !variables || !strings.Contains(s, "${") {
		return Template{plain: literal(s)}
	}
	var t Template
	found := false
	from := 0 // start of the literal text before i
	for i := 0; i < len(s); {
		p, width := parseVariable(s[i:])
		if width == 0 {
			i++
			continue
		}
		t.parts = append(t.parts, part{text: literal(s[from:i])}, p)
		found = found || p.key != ""
		i += width
		from = i
	}
	t.parts = append(t.parts, part{text: literal(s[from:])})
	if !found {
		t = Template{plain: t.join(func(p part) glob.Pattern { return p.text })}
	}
	return t
}

// parseVariable reads a variable at the start of s and returns its width, or 0
// if there is none.
func parseVariable(s string) (part, int) {
	s, ok := strings.CutPrefix(s, "${")
	if !ok {
		return part{}, 0
	}
	const around = len("${") + len("}")
	if len(s) > 1 && s[1] == '}' && strings.IndexByte("*?$", s[0]) >= 0 {
		return part{text: glob.Literal(s[:1])}, around + 1
	}
	end := strings.IndexAny(s, ",}${*?'\"\n")
	if end <= 0 {
		return part{}, 0
	}
	p := part{key: strings.ToLower(s[:end])}
	if s[end] == '}' {
		return p, around + end
	}
	rest, ok := strings.CutPrefix(s[end:], ", '")
	value, _, closed := strings.Cut(rest, "'}")
	if !ok || !closed {
		return part{}, 0
	}
	p.fallback, p.hasDefault = glob.Literal(value), true
	return p, around + end + len(", ''") + len(value)
}

func (t Template) join(text func(part) glob.Pattern) glob.Pattern {
	if t.parts == nil {
		return t.plain
	}
	texts := make([]glob.Pattern, len(t.parts))
	for i, p := range t.parts {
		texts[i] = text(p)
	}
	return glob.Join(texts...)
}

// Keys returns the variables' condition keys in lower case, in order; nil for a
// text without variables.
func (t Template) Keys() []string {
	var keys []string
	for _, p := range t.parts {
		if p.key != "" {
			keys = append(keys, p.key)
		}
	}
	return keys
}

// Plain returns the pattern of a text without variables.
func (t Template) Plain() (glob.Pattern, bool) { return t.plain, t.parts == nil }

// Widest returns the pattern with * for every variable: it matches whatever the
// text matches in any request.
func (t Template) Widest() glob.Pattern {
	any := glob.Parse("*")
	return t.join(func(p part) glob.Pattern {
		if p.key != "" {
			return any
		}
		return p.text
	})
}

// Symbolic returns the pattern with each variable standing for itself: what one
// without ? covers of another, it covers whatever the variables hold.
func (t Template) Symbolic() glob.Pattern {
	return t.join(func(p part) glob.Pattern {
		if p.key == "" {
			return p.text
		}
		const mark = "\uE000" // a private use character, which no name holds
		return glob.Join(glob.Literal(mark+p.key), p.fallback, glob.Literal(mark))
	})
}

// Expand substitutes the variables; what they hold is literal text. It tells
// whether a variable has neither value nor default, as a multi-valued key has
// not, and otherwise which keys are not known; the pattern has * for those.
func (t Template) Expand(c Context) (p glob.Pattern, missing bool, unknown []string) {
	p = t.join(func(p part) glob.Pattern {
		if p.key == "" {
			return p.text
		}
		v := c.Lookup(p.key)
		switch {
		case v.absent() || v.plural():
			missing = missing || !p.hasDefault
			return p.fallback
		case v.State == Present:
			return glob.Literal(v.Values[0])
		}
		unknown = append(unknown, p.key)
		return glob.Parse("*")
	})
	if missing {
		return glob.Pattern{}, true, nil
	}
	return p, false, unknown
}
