package input_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"

	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/source"
)

// corpora is the folder of recorded exports, where a checkout has one beside it.
const corpora = "../../../shared/corpora"

// tally counts what was read.
type tally map[string]int

func (n tally) file(t *testing.T, name string, text []byte) {
	t.Helper()
	records, err := input.Decode(formats, source.NewFile(name, text), input.PathHints(name))
	if err != nil {
		n["errors"]++
		t.Logf("error: %v", err)
		return
	}
	if records.Format == "" {
		n["not recognised"]++
		n[fmt.Sprintf("not recognised: %.60v", records.TopLevel)]++
		return
	}
	n["format "+records.Format]++
	n["roles"] += len(records.Roles)
	n["users"] += len(records.Users)
	n["groups"] += len(records.Groups)
	n["managed policies"] += len(records.Policies)
	n["buckets"] += len(records.Buckets)
	n["odd"] += len(records.Odd)
	for _, o := range records.Odd {
		t.Logf("odd: %s: found %s, wanted %s", name, o.Found, o.Wanted)
	}
	for _, d := range documents(records) {
		n["document "+string(d.Type())]++
		for _, p := range d.Problems() {
			if p.Kind == policy.NotJSON {
				n["documents that are not JSON"]++
			}
		}
	}
}

func (n tally) log(t *testing.T) {
	t.Helper()
	var lines []string
	for name, count := range n {
		lines = append(lines, fmt.Sprintf("%5d %s", count, name))
	}
	sort.Strings(lines)
	if n["errors"]+n["documents that are not JSON"] > 0 {
		t.Error("recorded exports are read without errors")
	}
	t.Log("\n" + strings.Join(lines, "\n"))
}

// TestRecordedExports holds that recorded exports are read without errors, or
// counted as not recognised; its log shows how many of each.
func TestRecordedExports(t *testing.T) {
	if _, err := os.Stat(corpora); err != nil {
		t.Skip("no recorded exports beside this checkout")
	}
	for _, pattern := range []string{"gaad/*__*.json", "c7n-recorded/*/*"} {
		t.Run(strings.Split(pattern, "/")[0], func(t *testing.T) {
			paths, err := filepath.Glob(filepath.Join(corpora, pattern))
			if err != nil {
				t.Fatal(err)
			}
			n := tally{}
			for _, path := range paths {
				text, err := os.ReadFile(path)
				if err != nil {
					t.Fatal(err)
				}
				n.file(t, path, text)
			}
			n.log(t)
		})
	}
	for _, name := range []string{"aws-cli-examples", "localstack-snapshots"} {
		t.Run(name, func(t *testing.T) {
			n := tally{}
			cases(t, filepath.Join(corpora, name, "cases.jsonl"), func(name string, text []byte) { n.file(t, name, text) })
			n.log(t)
		})
	}
}

// cases visits the texts of a corpus that is one JSON object a line: its text,
// or the recorded answers under content.
func cases(t *testing.T, path string, visit func(name string, text []byte)) {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		var c struct {
			ID      string
			Text    string
			Content map[string]json.RawMessage
		}
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			t.Fatal(err)
		}
		if c.Text != "" {
			visit(c.ID, []byte(c.Text))
		}
		for name, answer := range c.Content {
			visit(c.ID+"/"+name, answer)
		}
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
}
