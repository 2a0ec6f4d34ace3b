package hcl

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// hand writes policies in Terraform's language as people do: in lines or in braces, with
// names in quotes or not, with commas, comments and expressions.
type hand struct {
	*rand.Rand
	comments int
	notes    bool // comments are written
	quoted   bool
	commas   bool
	aligned  bool
	sign     string
	unit     string
	flat     int // how many of ten values are on one line
	tight    bool
}

func aHand(r *rand.Rand) *hand {
	return &hand{Rand: r, notes: r.IntN(2) == 0, quoted: r.IntN(3) == 0, commas: r.IntN(3) == 0, aligned: r.IntN(2) == 0,
		sign: []string{" = ", " = ", " = ", ": ", " : "}[r.IntN(5)], unit: []string{"  ", "  ", "    ", "\t"}[r.IntN(4)],
		flat: []int{0, 2, 5, 10}[r.IntN(4)], tight: r.IntN(2) == 0}
}

// note is a comment at the end of a line.
func (h *hand) note() string {
	if !h.notes || h.IntN(4) > 0 {
		return ""
	}
	h.comments++
	return fmt.Sprintf([]string{" # note %d.", " // note %d.", " /* note %d. */"}[h.IntN(3)], h.comments)
}

func (h *hand) above(indent string) string {
	if !h.notes || h.IntN(6) > 0 {
		return ""
	}
	h.comments++
	return fmt.Sprintf("%s# note %d.\n", indent, h.comments)
}

func (h *hand) scalar(s string, blocks bool) string {
	if rest, ok := strings.CutPrefix(s, "arn:aws:s3:::data"); ok && h.IntN(2) == 0 {
		if rest == "" {
			return "aws_s3_bucket.b.arn"
		}
		return `"${aws_s3_bucket.b.arn}` + h.variables(rest, blocks) + `"`
	}
	return `"` + h.variables(s, blocks) + `"`
}

func (h *hand) variables(s string, blocks bool) string {
	if blocks && h.IntN(2) == 0 {
		return strings.ReplaceAll(s, "${", "&{")
	}
	return strings.ReplaceAll(s, "${", "$${")
}

func (h *hand) name(s string) string {
	if h.quoted || !hclsyntax.ValidIdentifier(s) {
		return `"` + s + `"`
	}
	return s
}

func (h *hand) value(v any, indent string) string {
	flat, inner := h.IntN(10) < h.flat, indent+h.unit
	switch v := v.(type) {
	case []any:
		var parts []string
		one := len(v) == 1
		for _, item := range v {
			if _, object := item.(map[string]any); object && one && h.tight {
				parts = append(parts, h.value(item, indent))
				continue
			}
			parts = append(parts, h.value(item, inner))
		}
		all := strings.Join(parts, ", ")
		if flat && !strings.ContainsAny(all, "\n#") || one && h.tight {
			if h.IntN(8) == 0 {
				all += ","
			}
			return "[" + all + "]"
		}
		out := "[" + h.note1() + "\n"
		for i, part := range parts {
			if out += h.above(inner) + inner + part; i < len(parts)-1 || h.commas {
				out += ","
			}
			out += h.note() + "\n"
		}
		return out + indent + "]"
	case map[string]any:
		names := slices.Sorted(maps.Keys(v))
		h.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
		parts, width := map[string]string{}, 0
		whole := ""
		for _, name := range names {
			parts[name] = h.value(v[name], inner)
			whole += parts[name]
			width = max(width, len(h.name(name)))
		}
		if flat && !strings.ContainsAny(whole, "\n#") {
			var list []string
			for _, name := range names {
				list = append(list, h.name(name)+h.sign+parts[name])
			}
			return "{ " + strings.Join(list, ", ") + " }"
		}
		out := "{" + h.note1() + "\n"
		for _, name := range names {
			pad := ""
			if h.aligned && h.sign == " = " {
				pad = strings.Repeat(" ", width-len(h.name(name)))
			}
			out += h.above(inner) + inner + h.name(name) + pad + h.sign + parts[name]
			if h.commas {
				out += ","
			}
			out += h.note() + "\n"
		}
		return out + indent + "}"
	}
	return h.scalar(v.(string), false)
}

// note1 is a comment behind a bracket.
func (h *hand) note1() string {
	if h.IntN(8) > 0 {
		return ""
	}
	return h.note()
}

// blocks writes the statements of a policy as a data source.
func (h *hand) blocks(policy map[string]any) string {
	var out strings.Builder
	line := func(indent, name, value string) {
		pad := ""
		if h.aligned {
			pad = strings.Repeat(" ", max(9-len(name), 0))
		}
		out.WriteString(h.above(indent) + indent + name + pad + " = " + value + h.note() + "\n")
	}
	list := func(v any) string {
		all, ok := v.([]any)
		if !ok {
			all = []any{v}
		}
		var parts []string
		for _, s := range all {
			parts = append(parts, h.scalar(s.(string), true))
		}
		if h.IntN(10) < h.flat || len(parts) < 2 {
			return "[" + strings.Join(parts, ", ") + "]"
		}
		text := "[\n"
		for i, p := range parts {
			if text += "      " + p; i < len(parts)-1 || h.commas {
				text += ","
			}
			text += h.note() + "\n"
		}
		return text + "    ]"
	}
	statements, ok := policy["Statement"].([]any)
	if !ok {
		statements = []any{policy["Statement"]}
	}
	out.WriteString("{\n")
	if policy["Version"] != nil && h.IntN(2) == 0 {
		line("  ", "version", `"2012-10-17"`)
	}
	for i, one := range statements {
		s := one.(map[string]any)
		if i > 0 && h.tight {
			out.WriteString("\n")
		}
		out.WriteString(h.above("  ") + "  statement {" + h.note1() + "\n")
		if s["Effect"] != "Allow" || h.IntN(2) == 0 {
			line("    ", "effect", `"`+s["Effect"].(string)+`"`)
		}
		line("    ", "actions", list(s["Action"]))
		line("    ", "resources", list(s["Resource"]))
		if of, ok := s["Principal"].(map[string]any); ok {
			out.WriteString("\n    principals {\n")
			line("      ", "type", `"AWS"`)
			line("      ", "identifiers", list(of["AWS"]))
			out.WriteString("    }\n")
		}
		if s["Condition"] != nil {
			out.WriteString("    condition {\n")
			line("      ", "test", `"Bool"`)
			line("      ", "variable", `"aws:SecureTransport"`)
			line("      ", "values", `["true"]`)
			out.WriteString("    }\n")
		}
		out.WriteString("  }\n")
	}
	out.WriteString("}\n")
	return out.String()
}
