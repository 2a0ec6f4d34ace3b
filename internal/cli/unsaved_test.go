package cli

import (
	"bytes"
	"context"
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/urfave/cli/v2"

	"github.com/crossgrant/crossgrant/internal/files"
)

const (
	savedPolicy   = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*"}]}`
	unsavedPolicy = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObjects","Resource":"arn:aws:s3:::b/*"}]}`
)

// TestUnsaved holds that standard input is judged in the place of the file that it is the
// text of, be that alone, below a path or new, and that nothing is written.
func TestUnsaved(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := os.Mkdir("policies", 0o700); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"policies/role.json", "policies/other.json"} {
		if err := os.WriteFile(name, []byte(savedPolicy), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, row := range []struct {
		args string
		code int
		want string // a part of what is printed
	}{
		{"check policies", 0, "2 files"},
		{"check --stdin-filename policies/role.json", 1, "policies/role.json:1:65"},
		{"check --stdin-filename ./policies/role.json policies", 1, "2 files"},
		{"check --stdin-filename policies/new.json policies", 1, "3 files"},
		{"check --stdin-filename policies/new.json --patch --unsafe", 1, "+++ policies/new.json"},
		{"check --stdin-filename policies/role.json -", 2, "want no - beside it"},
		{"check --stdin-filename policies/role.json --fix", 2, "want files that are saved"},
		{"check --stdin-filename policies/role.json --max-size 10", 2, "too large: more than 10 bytes"},
	} {
		var out bytes.Buffer
		code := Main(context.Background(), Env{Args: append([]string{"crossgrant"}, strings.Fields(row.args)...),
			Stdin: strings.NewReader(unsavedPolicy), Stdout: &out, Stderr: &out})
		if code != row.code || !strings.Contains(out.String(), row.want) {
			t.Errorf("%s: exit code %d, want %d and %s\n%s", row.args, code, row.code, row.want, out.String())
		}
		if text, err := os.ReadFile("policies/role.json"); string(text) != savedPolicy || err != nil {
			t.Fatalf("%s: the file has %q, %v", row.args, text, err)
		}
	}
}

// TestTheDiskItself holds that where nothing is unsaved files are read from the disk itself:
// small ones have a way of their own there.
func TestTheDiskItself(t *testing.T) {
	r, err := read(Env{}, contextOf(t), "")
	if err != nil {
		t.Fatal(err)
	}
	if _, disk := r.options.Files.(files.Disk); !disk {
		t.Errorf("files are read from %T", r.options.Files)
	}
}

// contextOf is that of a command line without flags.
func contextOf(t *testing.T) *cli.Context {
	t.Helper()
	set := flag.NewFlagSet("check", flag.ContinueOnError)
	for _, f := range checkCommand(Env{}).Flags {
		if err := f.Apply(set); err != nil {
			t.Fatal(err)
		}
	}
	return cli.NewContext(nil, set, nil)
}
