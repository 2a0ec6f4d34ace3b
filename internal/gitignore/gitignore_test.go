package gitignore

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// TestMatch holds single lines against paths; a path that ends in a slash is a
// folder.
func TestMatch(t *testing.T) {
	for _, row := range []struct{ lines, ignored, kept string }{
		{"*.json", "a.json b/c.json", "a.jsonl json"},
		{"/a.json", "a.json", "b/a.json"},
		{"b/a.json", "b/a.json", "c/b/a.json"},
		{"out/", "out/ a/out/", "out a/out"},
		{"*.json\n!keep.json", "a.json", "keep.json b/keep.json"},
		{"!keep.json\n*.json", "keep.json", ""},
		{"a\n!a/", "a", "a/"},
		{"a/\n!a", "", "a a/"},
		{"# note\n\\#x\n\\!y", "#x !y", "# note"},
		{"a \nb\\ ", "a", "b"},
		{"a\\\\ ", "a\\", "a"},
		{"**/x", "x a/x a/b/x", "xx"},
		{"a/**", "a/b a/b/c", "a/ b/a/c"},
		{"/**", "a a/b", ""},
		{"a/**/b", "a/b a/c/b a/c/d/b", "a/cb"},
		{"a?[b-d]", "axb axd", "a/b axe"},
		{"a[!/]b/c", "axb/c", "a/b/c"},
		{"[!a]x", "bx", "ax /x"},
		{"[]x]", "] x", "a"},
		{"[a", "", "[a a"},
		{"[[:digit:]]x", "1x", "ax"},
		{"[[:none:]]x", "", "1x"},
		{"a*b*c", "abc axbxc abcbc", "acb abcd"},
		{"log*", "log logs a/log1", "alog"},
		{"?", "a", "ä"},
		{"x\r\ny\r\n", "x y", "x\r"},
		{"\ufeffx", "x", ""},
		{"/", "", "a a/"},
		{"!", "", "a !"},
	} {
		rules := Parse([]byte(row.lines))
		for want, paths := range map[bool]string{true: row.ignored, false: row.kept} {
			for _, path := range strings.FieldsFunc(paths, func(r rune) bool { return r == ' ' }) {
				name, folder := strings.CutSuffix(path, "/")
				if got, _ := rules.Match(name, folder); got != want {
					t.Errorf("%q ignores %q: %v", row.lines, path, got)
				}
			}
		}
	}
}

// whole asks about a path and the folders above it.
func whole(r *Rules, path string) bool {
	for i := 0; i < len(path); i++ {
		if path[i] == '/' {
			if ignored, _ := r.Match(path[:i], true); ignored {
				return true
			}
		}
	}
	ignored, _ := r.Match(path, false)
	return ignored
}

// TestAgainstGit holds the answers against those of git check-ignore, for random
// lines over a few bytes in which each has a meaning.
func TestAgainstGit(t *testing.T) {
	git, err := exec.LookPath("git")
	if err != nil {
		t.Skip("there is no git")
	}
	root := t.TempDir()
	if out, err := exec.Command(git, "-C", root, "init", "-q").CombinedOutput(); err != nil {
		t.Skipf("git init: %s", out)
	}
	random := rand.New(rand.NewPCG(3, 4))
	text := func(pieces []string, most int) (s string) {
		for range 1 + random.IntN(most) {
			s += pieces[random.IntN(len(pieces))]
		}
		return s
	}
	line := []string{"a", "b", "ab", "*", "?", "/", "/", "**", "**/", "/**", "[ab]", "[!a]", "[^b-]", "[a-b]", "[]a]", "[", "]", "-", "\\", "!", " ", "[[:alpha:]]", "[a/b]", "#"}
	name := []string{"a", "b", "ab", "aa", "ba", "]", "-", "[a"}
	for range 60 {
		var rules string
		for range 1 + random.IntN(5) {
			rules += []string{"", "", "!"}[random.IntN(3)] + text(line, 5) + []string{"", "", "/"}[random.IntN(3)] + "\n"
		}
		if err := os.WriteFile(filepath.Join(root, ".gitignore"), []byte(rules), 0o600); err != nil {
			t.Fatal(err)
		}
		var paths []string
		for range 60 {
			path := text(name, 1)
			for range random.IntN(4) {
				path += "/" + text(name, 2)
			}
			paths = append(paths, path)
		}
		command := exec.Command(git, "-C", root, "check-ignore", "--no-index", "--stdin", "-z")
		command.Stdin = strings.NewReader(strings.Join(paths, "\x00") + "\x00")
		out, err := command.Output()
		if exit, ok := err.(*exec.ExitError); err != nil && (!ok || exit.ExitCode() != 1) {
			t.Fatal(err)
		}
		dropped := strings.Split(string(out), "\x00")
		parsed := Parse([]byte(rules))
		for _, path := range paths {
			if got, want := whole(parsed, path), slices.Contains(dropped, path); got != want {
				t.Errorf("%q ignores %q: %v, git says %v", rules, path, got, want)
			}
		}
	}
}

// lines returns a file of so many lines, of each kind.
func lines(n int) []byte {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, []string{"name%d\n", "/path/%d/\n", "*.end%d\n", "begins%d*\n"}[i%4], i)
	}
	return []byte(b.String())
}

// TestMemory holds that a line costs no more than some hundred bytes.
func TestMemory(t *testing.T) {
	const n = 100_000
	text := lines(n)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	rules := Parse(text)
	runtime.ReadMemStats(&after)
	if each := (after.TotalAlloc - before.TotalAlloc) / n; each > 400 {
		t.Errorf("%d bytes a line", each)
	}
	if ignored, _ := rules.Match("x/name0", false); !ignored {
		t.Error("the first line is lost")
	}
}

func BenchmarkParse(b *testing.B) {
	for _, n := range []int{1_000, 30_000, 1_000_000} {
		text := lines(n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Parse(text)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/line")
		})
	}
}

func BenchmarkMatch(b *testing.B) {
	for _, n := range []int{1_000, 30_000, 1_000_000} {
		rules := Parse(lines(n))
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				rules.Match("some/folder/statement.json", false)
			}
		})
	}
}
