package cli

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// TestAccessGoldens runs crossgrant access on the files of every case of
// testdata/access: args holds its arguments, want what it prints and its exit
// code, and the other files are its input. With UPDATE_GOLDEN=1 it writes want.
func TestAccessGoldens(t *testing.T) {
	names, err := filepath.Glob("../../testdata/access/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatalf("no case: %v", err)
	}
	for _, name := range names {
		path, err := filepath.Abs(name)
		if err != nil {
			t.Fatal(err)
		}
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) { runAccessGolden(t, path) })
	}
}

func runAccessGolden(t *testing.T, name string) {
	archive, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if len(bytes.TrimSpace(archive.Comment)) == 0 {
		t.Error("want a sentence before the first file")
	}
	args, want := []string{"crossgrant", "access"}, -1
	dir := t.TempDir()
	for i, file := range archive.Files {
		switch file.Name {
		case "args":
			args = append(args, strings.Fields(string(file.Data))...)
		case "want":
			want = i
		default:
			at := filepath.Join(dir, filepath.FromSlash(file.Name))
			if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(at, file.Data, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	if want < 0 {
		t.Fatal("want a file want")
	}
	t.Chdir(dir)
	var out bytes.Buffer
	code := Main(context.Background(), Env{Args: args, Stdin: strings.NewReader(""), Stdout: &out, Stderr: &out})
	got := out.String() + fmt.Sprintf("exit code %d\n", code)
	if os.Getenv("UPDATE_GOLDEN") == "1" {
		archive.Files[want].Data = []byte(got)
		if err := os.WriteFile(name, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if got != string(archive.Files[want].Data) {
		t.Errorf("prints\n%s\nwant (UPDATE_GOLDEN=1 rewrites it)\n%s", got, archive.Files[want].Data)
	}
}
