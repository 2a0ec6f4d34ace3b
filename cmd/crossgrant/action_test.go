package main

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"github.com/crossgrant/crossgrant/internal/cli"
	"github.com/crossgrant/crossgrant/internal/report"
)

// action is what these tests read of action.yml.
type action struct {
	Inputs map[string]struct{ Default string }
	Runs   struct {
		Steps []struct {
			Name, Run string
			Env       map[string]string
		}
	}
}

func readAction(t *testing.T) action {
	t.Helper()
	text, err := os.ReadFile("../../action.yml")
	if err != nil {
		t.Fatal(err)
	}
	var a action
	if err := yaml.Unmarshal(text, &a); err != nil {
		t.Fatal(err)
	}
	return a
}

// TestActionInputs holds that inputs reach the scripts as environment variables
// alone: text of a workflow is never code.
func TestActionInputs(t *testing.T) {
	a := readAction(t)
	used := map[string]bool{}
	for _, step := range a.Runs.Steps {
		if strings.Contains(step.Run, "${{") {
			t.Errorf("%s: an expression stands in the script", step.Name)
		}
		for name, value := range step.Env {
			m := regexp.MustCompile(`^\$\{\{ (inputs|github)\.(\w+) \}\}$`).FindStringSubmatch(value)
			if m == nil || !strings.Contains(step.Run, name) {
				t.Errorf("%s: %s: %s", step.Name, name, value)
				continue
			}
			if _, known := a.Inputs[m[2]]; m[1] == "inputs" && !known {
				t.Errorf("%s: there is no input %s", step.Name, m[2])
			}
			used[m[2]] = true
		}
	}
	for name := range a.Inputs {
		if !used[name] {
			t.Errorf("input %s is not used", name)
		}
	}
	if format := a.Inputs["format"].Default; !slices.Contains(report.Formats(), format) {
		t.Errorf("there is no format %s", format)
	}
}

// TestActionCheck holds the command line that the inputs become.
func TestActionCheck(t *testing.T) {
	if _, err := exec.LookPath("bash"); err != nil {
		t.Skip("bash is not installed")
	}
	a := readAction(t)
	script := a.Runs.Steps[len(a.Runs.Steps)-1].Run
	temporary := t.TempDir()
	binary := filepath.Join(temporary, "crossgrant", "crossgrant")
	if err := os.Mkdir(filepath.Dir(binary), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(binary, []byte("#!/bin/sh\nprintf '[%s]' \"$@\"\nexit 1\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	for _, row := range []struct{ name, paths, format, output, want string }{
		{"the defaults", ".", "github", "", "[check][--format][github][--][.]"},
		{"several paths", "a b/*.json\n\n$(touch x)\n", "text", "", "[check][--format][text][--][a b/*.json][$(touch x)]"},
		{"no path", "\n", "sarif", "out.sarif", "[check][--format][sarif][--output][out.sarif][--][.]"},
		{"a path like a flag", "--help", "text", "", "[check][--format][text][--][--help]"},
	} {
		t.Run(row.name, func(t *testing.T) {
			// As GitHub runs a step of shell bash.
			c := exec.Command("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script)
			c.Dir = temporary
			c.Env = append(os.Environ(), "RUNNER_TEMP="+temporary, "PATHS="+row.paths, "FORMAT="+row.format, "OUTPUT="+row.output)
			out, err := c.CombinedOutput()
			var exit *exec.ExitError
			if !errors.As(err, &exit) || exit.ExitCode() != 1 || string(out) != row.want {
				t.Errorf("%v\n%s\nwant %s", err, out, row.want)
			}
		})
	}
}

// TestHook holds the hook's entry against a commit of which one file holds a
// policy that its context shows to be wrong.
func TestHook(t *testing.T) {
	text, err := os.ReadFile("../../.pre-commit-hooks.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var hooks []struct {
		ID, Entry string
		Serial    bool `yaml:"require_serial"`
	}
	if err := yaml.Unmarshal(text, &hooks); err != nil {
		t.Fatal(err)
	}
	t.Chdir("../../testdata/hook/repository")
	for _, hook := range hooks {
		if !hook.Serial {
			t.Errorf("%s: the files of a commit are judged together", hook.ID)
		}
		for _, row := range []struct {
			files string
			code  int
		}{
			{"package.json tsconfig.json iam/111122223333/roles/cluster/inline/results.json", 1},
			{"package.json tsconfig.json iam/111122223333/roles/cluster/role.json", 0},
			{"package.json tsconfig.json", 0},
		} {
			if code, out := crossgrant(hook.Entry + " " + row.files); code != row.code {
				t.Errorf("%s of %s: exit code %d\n%s", hook.Entry, row.files, code, out)
			}
		}
	}
}

// crossgrant runs a command line and returns its exit code and what it prints.
func crossgrant(line string) (int, string) {
	var out bytes.Buffer
	code := cli.Main(context.Background(), cli.Env{Args: strings.Fields(line), Stdin: strings.NewReader(""), Stdout: &out, Stderr: &out})
	return code, out.String()
}
