package hostile

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"maps"
	"path"
	"strings"
	"unicode/utf16"
)

// folder makes the next folder: one of the corpus, or two laid over each
// other, with some values, texts and names changed.
func (m *mutator) folder() folder {
	f := maps.Clone(pick(m, m.corpus.folders))
	for m.IntN(3) == 0 {
		maps.Copy(f, pick(m, m.corpus.folders))
	}
	for range 1 + m.IntN(6) {
		name := pick(m, f.names())
		switch m.IntN(10) {
		case 0:
			m.file(f, name)
		case 1:
			f[name] = m.bytes(f[name])
		default:
			f[name] = m.json(f[name])
		}
		if len(f) == 0 {
			break
		}
	}
	return f
}

// json mutates values of a text and writes it in another layout.
func (m *mutator) json(text []byte) []byte {
	n, ok := parseNode(text)
	if !ok {
		return m.bytes(text)
	}
	root := &node{kind: '[', items: []*node{n}}
	for range 1 + m.IntN(3) {
		m.value(root)
	}
	if len(root.items) == 0 {
		return nil
	}
	var b strings.Builder
	root.items[0].write(&b, 0, m.IntN(4)-1)
	if m.IntN(4) > 0 {
		b.WriteByte('\n')
	}
	return []byte(b.String())
}

// bytes mutates a text below the level of JSON.
func (m *mutator) bytes(text []byte) []byte {
	at := m.IntN(len(text) + 1)
	switch m.IntN(10) {
	case 0:
		return text[:at]
	case 1:
		return bytes.TrimRight(text, "\n")
	case 2:
		return bytes.ReplaceAll(text, []byte("\n"), []byte("\r\n"))
	case 3:
		return bytes.ReplaceAll(text, []byte("\n"), []byte("\r"))
	case 4:
		return append([]byte("\ufeff"), text...)
	case 5:
		return inUTF16(string(text))
	case 6:
		var b bytes.Buffer
		w := gzip.NewWriter(&b)
		w.Write(text)
		w.Close()
		return b.Bytes()
	case 7:
		return append(text[:at:at], append([]byte{byte(m.IntN(256))}, text[at:]...)...)
	case 8:
		return bytes.Repeat([]byte(pick(m, []string{"[", `{"a":`, " ", "{}\n"})), m.IntN(20000))
	}
	return append(text[:at:at], append([]byte(pick(m, []string{",", "//x\n", "}", `"`, "{}"})), text[at:]...)...)
}

func inUTF16(s string) []byte {
	b := []byte{0xff, 0xfe}
	for _, unit := range utf16.Encode([]rune(s)) {
		b = append(b, byte(unit), byte(unit>>8))
	}
	return b
}

// file mutates what a folder holds: names, copies, other accounts.
func (m *mutator) file(f folder, name string) {
	text := f[name]
	switch m.IntN(5) {
	case 0:
		delete(f, name)
	case 1: // the file of one place in another
		f[pick(m, f.names())] = text
	case 2:
		f[m.fileName(name)] = text
	case 3:
		delete(f, name)
		f[m.fileName(name)] = text
	case 4:
		f[path.Join(fmt.Sprint("copy", m.IntN(3)), name)] = m.json(text)
	}
}

// fileName is another name that a file system takes.
func (m *mutator) fileName(name string) string {
	parts := strings.Split(name, "/")
	at := m.IntN(len(parts))
	switch m.IntN(4) {
	case 0:
		parts[at] = pick(m, []string{"111122223333", "444455556666", "roles", "buckets", "inline", "policy.json",
			"a b.json", "é\u202e.json", "-x.json", `q"u'o.json`, "x\ny.json", "::error::x.json", "\xff.json"})
	case 1:
		parts[len(parts)-1] += pick(m, []string{".gz", ".jsonl", ".txt", ".JSON", ".error"})
	case 2:
		parts = parts[at:]
	default:
		parts[at] = "x" + parts[at]
	}
	return strings.Join(parts, "/")
}
