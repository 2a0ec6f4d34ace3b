package hostile

import (
	"bytes"
	"os"
	"os/exec"
	"strings"
)

// patches holds the patches of a folder to apply, and their results to be JSON
// that is judged again. The rest of the folder stays as it was.
func (c *check) patches() {
	out := c.run("check", "--patch", ".")
	patched := c.ofFiles(out.stdout)
	if len(patched) == 0 {
		return
	}
	git, err := exec.LookPath("git")
	if err != nil {
		c.Log("no git: patches are not applied")
		return
	}
	apply := exec.Command(git, "apply", "-p0", "-")
	apply.Stdin = bytes.NewReader(out.stdout)
	if said, err := apply.CombinedOutput(); err != nil {
		c.failf("git apply: %v\n%s\n%s", err, said, out.stdout)
		return
	}
	for _, name := range patched {
		text, err := os.ReadFile(name)
		if err != nil {
			c.failf("%v", err)
			continue
		}
		_, before := parseNode(c.folder[name])
		if _, after := parseNode(text); before && !after {
			c.failf("%s is no JSON after the patch\n%s\n%s", name, out.stdout, text)
		}
	}
	c.run("check", ".")
}

// ofFiles lists the files of the folder that a patch changes.
func (c *check) ofFiles(patch []byte) (names []string) {
	for _, line := range strings.Split(string(patch), "\n") {
		name, ok := strings.CutPrefix(line, "+++ ")
		if !ok {
			continue
		}
		name, _, _ = strings.Cut(name, "\t")
		if _, ok := c.folder[name]; ok {
			names = append(names, name)
		}
	}
	return names
}
