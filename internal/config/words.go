package config

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/agnivade/levenshtein"

	"github.com/crossgrant/crossgrant/internal/source"
)

// oneOf reads one of a few words.
func (r *reader) oneOf(v value, words []string) (source.Text, bool) {
	if v.kind != text || !slices.Contains(words, v.text) {
		hint := ""
		if v.kind == text {
			hint = meant(v.text, words, "")
		}
		r.wrong(v, join(words, "or"), hint)
		return source.Text{}, false
	}
	return source.Text{Value: v.text, Span: v.span}, true
}

// date reads a day of the calendar.
func (r *reader) date(v value) source.Text {
	t, ok := r.text(v, date)
	if !ok {
		return source.Text{}
	}
	if _, err := time.Parse(time.DateOnly, t.Value); err != nil {
		r.wrong(v, date.wanted, ", a day that does not exist")
		return source.Text{}
	}
	return t
}

// rule reads the id of a rule or of a category that exists.
func (r *reader) rule(v value) (source.Text, bool) {
	whole := func(id string) bool { return covers(v.text, id) }
	switch {
	case v.kind == text && ruleID.match().MatchString(v.text):
		if slices.ContainsFunc(r.rules, whole) {
			return source.Text{Value: v.text, Span: v.span}, true
		}
		r.errorf(v.span, "%s: unknown rule %s%s", v.name, quote(v.text), r.intended(v.text))
	case v.kind == text:
		r.wrong(v, ruleID.wanted, r.intended(v.text))
	default:
		r.wrong(v, ruleID.wanted, "")
	}
	return source.Text{}, false
}

// intended asks for the rule or category that an unknown id stands for: one
// of that name in another category, else one whose id is nearly the same.
func (r *reader) intended(id string) string {
	category, name, found := strings.Cut(id, "/")
	if !found {
		name = category
	}
	var same, all []string
	for _, rule := range r.rules {
		other, last, _ := strings.Cut(rule, "/")
		if last == name {
			same = append(same, rule)
		}
		all = append(all, rule, other+"/*")
	}
	if len(same) > 0 {
		return meant(id, same, "; did you mean "+strconv.Quote(same[0])+"?")
	}
	return meant(id, all, "")
}

// meant asks for the word that is a few letters away, the first among equals,
// or returns otherwise if there is none.
func meant(word string, words []string, otherwise string) string {
	best, limit := "", max(2, len(word)/3)+1
	for _, w := range words {
		if max(len(w)-len(word), len(word)-len(w)) >= limit {
			continue
		}
		if d := levenshtein.ComputeDistance(strings.ToLower(word), w); d < limit {
			best, limit = w, d
		}
	}
	if best == "" {
		return otherwise
	}
	return "; did you mean " + strconv.Quote(best) + "?"
}
