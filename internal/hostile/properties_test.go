package hostile

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"
	"time"
)

// check holds one folder to the properties.
type check struct {
	testing.TB
	seed    uint64
	folder  folder
	root    string
	failed  bool
	runs    int
	slowest time.Duration
}

// answer is what the properties read of check --format json.
type answer struct {
	Findings []struct {
		Rule     string
		Subject  struct{ Kind, ID string }
		Location place
		Related  []struct{ Location place }
		Fix      *struct{ Safety string }
	}
	Summary struct {
		Files         int
		NotRecognised []string `json:"not_recognised"`
		Notes, Errors []string
	}
}

type place struct {
	File       string
	Start, End struct{ Line, Column, Offset int }
}

func (c *check) all() {
	if err := os.MkdirAll(c.root, 0o755); err != nil {
		c.Fatal(err)
	}
	c.folder.lay(c, c.root)
	back, err := os.Getwd()
	if err != nil {
		c.Fatal(err)
	}
	if err := os.Chdir(c.root); err != nil {
		c.Fatal(err)
	}
	defer func() {
		if err := os.Chdir(back); err != nil {
			c.Fatal(err)
		}
		if err := os.RemoveAll(c.root); err != nil {
			c.Fatal(err)
		}
	}()
	args := []string{"check", "--format", "json", "--verbose", "--severity", "suggestion", "."}
	out := c.run(args...)
	if again := c.run(args...); !bytes.Equal(out.stdout, again.stdout) || !bytes.Equal(out.stderr, again.stderr) {
		c.failf("two runs differ\n%s\n%s", out.stdout, again.stdout)
	}
	var a answer
	if len(out.stdout) == 0 {
		if out.code != 2 || len(out.stderr) == 0 {
			c.failf("no output, exit code %d, %q", out.code, out.stderr)
		}
		return
	}
	if err := json.Unmarshal(out.stdout, &a); err != nil {
		c.failf("--format json: %v", err)
		return
	}
	c.places(a)
	c.counted(a)
	c.patches()
	c.pairs(a)
	for _, format := range []string{"text", "sarif", "github", "junit"} {
		c.run("check", "--format", format, "--redact", ".")
	}
}

// run runs the program and holds what every run has to hold.
func (c *check) run(args ...string) output {
	out := run(c, args...)
	c.runs++
	c.slowest = max(c.slowest, out.took)
	if out.code < 0 || out.code > 2 {
		c.failf("%q: exit code %d\n%s", args, out.code, out.stderr)
	}
	for _, stream := range [][]byte{out.stdout, out.stderr} {
		for _, word := range []string{"goroutine ", "runtime error", "panic:"} {
			if bytes.Contains(stream, []byte(word)) {
				c.failf("%q prints %q\n%s", args, word, stream)
			}
		}
	}
	return out
}

// failf names the seed, and keeps the folder for who looks into it.
func (c *check) failf(format string, args ...any) {
	c.Helper()
	c.failed = true
	c.Errorf("seed %d: "+format, append([]any{c.seed}, args...)...)
}

// embedded begins the name of a text that the program brings along.
const embedded = "AWS-managed policy "

// places holds every place of a finding to be inside its file.
func (c *check) places(a answer) {
	for _, f := range a.Findings {
		list := []place{f.Location}
		for _, r := range f.Related {
			list = append(list, r.Location)
		}
		for _, p := range list {
			if p.File != "" && !strings.HasPrefix(p.File, embedded) {
				c.inside(f.Rule, p)
			}
		}
	}
}

func (c *check) inside(rule string, p place) {
	text, ok := c.folder[p.File]
	switch {
	case !ok && strings.ToValidUTF8(p.File, "") == p.File && !strings.ContainsAny(p.File, "\\\ufffd"):
		c.failf("%s: no file %q", rule, p.File)
		return
	case !ok, !plain(text):
		return
	}
	lines := bytes.Count(text, []byte("\n")) + bytes.Count(text, []byte("\r")) + 1
	if p.Start.Line < 1 || p.Start.Column < 1 || p.End.Line > lines || p.End.Offset > len(text) ||
		p.Start.Offset > p.End.Offset || p.Start.Line > p.End.Line {
		c.failf("%s: %s has %d lines and %d bytes, the place is %+v", rule, p.File, lines, len(text), p)
	}
}

// plain says that a file's bytes are its text.
func plain(text []byte) bool {
	return !bytes.HasPrefix(text, []byte{0x1f, 0x8b}) && !bytes.HasPrefix(text, []byte{0xff, 0xfe}) && !bytes.HasPrefix(text, []byte{0xfe, 0xff})
}

// counted holds every file that check reads by its name to be judged, or said
// not to be.
func (c *check) counted(a answer) {
	said := strings.Join(append(append(append([]string(nil), a.Summary.NotRecognised...), a.Summary.Notes...), a.Summary.Errors...), "\n")
	read := 0
	for name := range c.folder {
		if strings.HasSuffix(name, ".json") {
			read++
		}
	}
	if a.Summary.Files < read && said == "" {
		c.failf("%d files, %d read, and not a word", read, a.Summary.Files)
	}
}

// pairs asks for the pairs that findings are about.
func (c *check) pairs(a answer) {
	asked := map[string]bool{}
	for _, f := range a.Findings {
		role, bucket, ok := strings.Cut(f.Subject.ID, " -> ")
		if ok && !asked[f.Subject.ID] && len(asked) < 2 {
			asked[f.Subject.ID] = true
			c.run("access", "--role="+role, "--bucket="+bucket, "--format", "json", ".")
		}
	}
}
