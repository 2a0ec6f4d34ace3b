package main

import (
	"bytes"
	"context"
	"os"
	"strings"
	"testing"

	"github.com/crossgrant/crossgrant/internal/cli"
)

// TestReadme runs every example of the README: a console block holds a command
// behind "$ ", and what it prints.
func TestReadme(t *testing.T) {
	t.Chdir("../..")
	text, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	ran := 0
	for _, block := range strings.Split(string(text), "```console\n")[1:] {
		block, _, _ = strings.Cut(block, "```")
		command, want, _ := strings.Cut(block, "\n")
		arguments, ok := strings.CutPrefix(command, "$ go run ./cmd/crossgrant ")
		if !ok {
			continue
		}
		var out bytes.Buffer
		cli.Main(context.Background(), cli.Env{Args: append([]string{"crossgrant"}, strings.Fields(arguments)...),
			Stdin: strings.NewReader(""), Stdout: &out, Stderr: &out})
		if got := out.String(); got != want {
			t.Errorf("%s prints\n%s", command, got)
		}
		ran++
	}
	if ran == 0 {
		t.Error("the README has no example")
	}
}

// TestReadmeShowsTheRule holds that the rule in the README is the one whose tests and
// cases it runs.
func TestReadmeShowsTheRule(t *testing.T) {
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	rule, err := os.ReadFile("../../testdata/own-rules/team/our-organization/our-organization.rego")
	if err != nil {
		t.Fatal(err)
	}
	shown := strings.Split(string(text), "```rego\n")
	shown[0], _, _ = strings.Cut(shown[len(shown)-1], "```")
	if !strings.Contains(string(rule), shown[0]) {
		t.Errorf("the rule does not say\n%s", shown[0])
	}
}
