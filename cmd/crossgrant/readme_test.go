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
