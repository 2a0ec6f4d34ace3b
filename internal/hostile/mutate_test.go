package hostile

import (
	"encoding/base64"
	"fmt"
	"math/rand/v2"
	"net/url"
	"strings"
)

// mutator makes one folder after another out of a corpus. The same seed makes
// the same folder.
type mutator struct {
	*rand.Rand
	corpus *corpus
}

func newMutator(c *corpus, seed uint64) *mutator {
	return &mutator{rand.New(rand.NewPCG(seed, 0x63726f7373)), c}
}

func pick[T any](m *mutator, list []T) T { return list[m.IntN(len(list))] }

// odd are scalars that an export should not hold and does: redacted, cut off,
// of another type, hostile.
var odd = []string{
	`""`, `"null"`, `"REDACTED"`, `"*"`, `"eyJWZXJzaW9uIjoiMjAxMi0xMC0xNyJ9"`, `"%257B%2522Version%2522%253A1%257D"`,
	`"{}"`, `"[]"`, `"{"`, `null`, `true`, `false`, `0`, `-1`, `1e400`, `12345678901234567890123`, `{}`, `[]`, `[[]]`, `[null]`,
	`"\u0000"`, `"\ud800"`, `"a\u202eb\u001b[31m\n::error::x\r"`, `"arn:aws:iam::111122223333:role/*"`, `"arn:::::"`,
	`"${aws:PrincipalTag/team}"`, `"${"`, `"s3:*"`, `"s3:Get?bject"`, `"arn:aws:s3:::results-bucket/${aws:username}/*"`,
	`"AROAEXAMPLECLUSTER001"`, `"111122223333"`, `"0.0.0.0/0"`, `"2026-02-30T00:00:00Z"`, `"' \" \\ <&>` + "`" + ` | $(x)"`,
}

// largest is how many values a text may grow to.
const largest = 4000

// value mutates one value below root, or a few.
func (m *mutator) value(root *node) {
	spots := root.spots()
	if len(spots) == 0 || len(spots) > largest {
		return
	}
	s := pick(m, spots)
	switch m.IntN(12) {
	case 0:
		s.remove()
	case 1:
		s.again(s.node().clone())
	case 2:
		s.put(scalar(pick(m, odd)))
	case 3, 4, 5: // what stands under this name somewhere else
		s.put(m.like(s.name()))
	case 6:
		s.again(m.like(s.name()))
	case 7: // what stands anywhere
		s.put(m.like(pick(m, m.corpus.names)))
	case 8:
		if s.in.kind == '{' {
			s.in.names[s.at] = m.name(s.in.names[s.at])
		}
	case 9:
		s.put(m.wrapped(s.node()))
	case 10:
		if text, ok := s.node().text(); ok {
			s.put(scalar(quoted(m.text(text))))
		}
	case 11: // many of them, which differ
		one := s.node().clone()
		for i := range m.IntN(40) {
			s.again(m.varied(one, i))
		}
	}
}

// varied is a copy of a value in which some texts, and the names of some tags,
// have a number of their own: prefix 3 if tag 3.
func (m *mutator) varied(n *node, i int) *node {
	c := n.clone()
	root := &node{kind: '[', items: []*node{c}}
	for _, s := range root.spots() {
		if s.in.kind == '{' {
			if key, tag, ok := strings.Cut(s.in.names[s.at], "/"); ok && m.IntN(2) == 0 {
				s.in.names[s.at] = fmt.Sprintf("%s/%s%d", key, tag, i)
			}
		}
		if text, ok := s.node().text(); ok && m.IntN(2) == 0 {
			at := strings.LastIndexAny(text, "/*")
			s.put(scalar(quoted(fmt.Sprintf("%s%d%s", text[:max(at, 0)], i, text[max(at, 0):]))))
		}
	}
	return root.items[0]
}

// like is a value of the corpus that stands under this name somewhere, or
// anywhere if none does.
func (m *mutator) like(name string) *node {
	for len(m.corpus.values[name]) == 0 {
		name = pick(m, m.corpus.names)
	}
	return pick(m, m.corpus.values[name]).clone()
}

// name is another name for a member: one of the corpus, or its own misspelt.
func (m *mutator) name(name string) string {
	switch m.IntN(4) {
	case 0:
		return pick(m, m.corpus.names)
	case 1:
		return strings.ToLower(name)
	case 2:
		return name + "s"
	}
	return m.text(name)
}

// wrapped puts a value where a reader expects it in another form.
func (m *mutator) wrapped(n *node) *node {
	var b strings.Builder
	switch m.IntN(5) {
	case 0:
		return &node{kind: '[', items: []*node{n}}
	case 1:
		return &node{kind: '{', names: []string{pick(m, m.corpus.names)}, items: []*node{n}}
	}
	n.write(&b, 0, m.IntN(4)-1)
	switch m.IntN(3) {
	case 0:
		return scalar(quoted(b.String()))
	case 1:
		return scalar(quoted(url.QueryEscape(b.String())))
	}
	return scalar(quoted(base64.StdEncoding.EncodeToString([]byte(b.String()))))
}

// text changes a few letters of a string.
func (m *mutator) text(s string) string {
	letters := []rune(s)
	at := m.IntN(len(letters) + 1)
	switch m.IntN(6) {
	case 0:
		return string(letters[:at])
	case 1:
		return string(letters[:at]) + pick(m, []string{"*", "?", "${", "}", "/", ":", " ", "\n", "\x1b", "é", "\u202e", "s"}) + string(letters[at:])
	case 2:
		if at < len(letters) {
			return string(letters[:at]) + string(letters[at+1:])
		}
	case 3:
		return strings.ToUpper(s)
	case 4:
		return s + s
	}
	return strings.Repeat(s, 1+m.IntN(60)) + fmt.Sprint(m.IntN(10))
}
