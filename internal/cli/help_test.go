package cli

import (
	"os/exec"
	"strings"
	"testing"
)

// TestTheFirstMinute holds what somebody types who has never seen the program.
func TestTheFirstMinute(t *testing.T) {
	folder := lay(t, map[string]string{"my role.json": readsB})
	t.Chdir(folder)
	for _, row := range []struct {
		args string
		code int
		says string
	}{
		{"--version", 0, "service reference of 20"},
		{"-v", 0, "service reference of 20"},
		{"--help", 0, "3  the tool itself failed"},
		{"help", 0, "3  the tool itself failed"},
		{"help check", 0, "--fail-on"},
		{"help new", 0, "new - write the files of a new rule"},
		{"help chek", 2, "did you mean check?"},
		{"new rule --help", 0, "new - write the files of a new rule"},
		{"new --help", 0, "rule CATEGORY/ID"},
		{".", 2, `no command "."; check it? crossgrant check .`},
		{"completion", 2, "completion takes one shell of bash, zsh, fish"},
		{"completion fish", 0, "-l fail-on"},
		{"completion zsh", 0, "#compdef crossgrant"},
	} {
		if code, out, stderr := run(strings.Fields(row.args)...); code != row.code || !strings.Contains(out+stderr, row.says) {
			t.Errorf("%s: exit code %d, want %d and %q in\n%s%s", row.args, code, row.code, row.says, out, stderr)
		}
	}
	if _, _, stderr := run("my role.json", "--quiet"); !strings.Contains(stderr, "crossgrant check 'my role.json' --quiet\n") {
		t.Error(stderr)
	}
}

// TestCompletionIsShell holds that each script is one that its shell reads, where
// there is that shell, and what bash completes.
func TestCompletionIsShell(t *testing.T) {
	for _, shell := range completed {
		_, script, _ := run("completion", shell.name)
		if _, err := exec.LookPath(shell.name); err != nil {
			continue
		}
		if out, err := exec.Command(shell.name, "-n", "-c", script).CombinedOutput(); err != nil {
			t.Errorf("%s: %v %s", shell.name, err, out)
		}
		if shell.name == "bash" {
			out, err := exec.Command("bash", "-c", script+"COMP_WORDS=(crossgrant check --fo); COMP_CWORD=2; _crossgrant; echo ${COMPREPLY[@]}").CombinedOutput()
			if strings.TrimSpace(string(out)) != "--format" {
				t.Errorf("%v %q", err, out)
			}
		}
	}
}
