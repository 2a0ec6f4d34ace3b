package lint

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestAgainstGit holds that a walk keeps the files that git check-ignore keeps,
// for random rules in random folders.
func TestAgainstGit(t *testing.T) {
	git, err := exec.LookPath("git")
	if err != nil {
		t.Skip("there is no git")
	}
	lines := []string{"a", "b.json", "*.json", "a/", "/a", "/b", "a/b", "a/**", "**/b", "a/**/b", "!a", "!b.json", "!a/b.json",
		"a*", "*b", "?", "[ab]", "[!a]", "!*/", "b*/", "/*", "!/a", "\\a", "# a", "a ", "**", "*", "a/*", "!a/", "[a-", "*/b.json",
		"!**/a.json", "**/a/**", "a**b", "b[.]json", "[[:alpha:]]", "/a/b/", "./a", "a//b"}
	random := rand.New(rand.NewPCG(1, 2))
	root := t.TempDir()
	if out, err := exec.Command(git, "-C", root, "init", "-q").CombinedOutput(); err != nil {
		t.Skipf("git init: %s", out)
	}
	var folders, files []string
	for _, folder := range []string{"", "a", "b", "a/a", "a/b", "b/a", "b/b", "a/b/a", "b/a/b"} {
		folders = append(folders, folder)
		if err := os.MkdirAll(filepath.Join(root, folder), 0o700); err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{"a.json", "b.json", "c.json"} {
			files = append(files, filepath.ToSlash(filepath.Join(folder, name)))
			if err := os.WriteFile(filepath.Join(root, folder, name), nil, 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	slices.Sort(files)
	for range 30 {
		rules := ""
		for _, folder := range folders {
			path := filepath.Join(root, folder, ".gitignore")
			if random.IntN(3) > 0 {
				_ = os.Remove(path)
				continue
			}
			text := ""
			for range 1 + random.IntN(4) {
				text += lines[random.IntN(len(lines))] + "\n"
			}
			rules += fmt.Sprintf("%s/.gitignore: %q\n", folder, text)
			if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		command := exec.Command(git, "-C", root, "check-ignore", "--no-index", "--stdin")
		command.Stdin = strings.NewReader(strings.Join(files, "\n"))
		out, err := command.Output()
		if exit, ok := err.(*exec.ExitError); err != nil && (!ok || exit.ExitCode() != 1) {
			t.Fatal(err)
		}
		dropped := strings.Fields(string(out))
		var want []string
		for _, file := range files {
			if !slices.Contains(dropped, file) {
				want = append(want, file)
			}
		}
		var got []string
		found := finder{in: here(t)}
		found.path(root)
		for _, f := range found.files {
			below, err := filepath.Rel(root, f.name)
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, filepath.ToSlash(below))
		}
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("%skept %v\ngit  %v", rules, got, want)
		}
	}
}
