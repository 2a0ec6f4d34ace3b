package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestOwnReportsAreNoInput holds that a run says the same whether or not the reports
// of earlier runs lie among its inputs, and that no policy is passed over for having
// a report's name in it.
func TestOwnReportsAreNoInput(t *testing.T) {
	const wrong = `"Statement":[{"Effect":"Allow","Action":"s3:GetObjects","Resource":"arn:aws:s3:::b/*"}]`
	write := func(t *testing.T, name, text string) {
		t.Helper()
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	t.Run("reports", func(t *testing.T) {
		t.Chdir(t.TempDir())
		write(t, "p.json", `{"Version":"2012-10-17",`+wrong+`}`)
		_, first, _ := run("check", ".")
		for _, format := range []string{"json", "ndjson", "sarif"} {
			for range 2 {
				if code, _, errs := run("check", "--format", format, "--output", format+".json", "."); code != 1 || errs != "" {
					t.Errorf("%s: exit code %d, %s", format, code, errs)
				}
			}
		}
		_, pair, _ := run("access", "--format", "json", "--role", "arn:aws:iam::111122223333:role/r", "--bucket", "b",
			"--bucket-account", "111122223333", "p.json")
		write(t, "access.json", pair)
		_, again, _ := run("check", ".")
		const note = "note: 4 reports of earlier runs passed over (--verbose lists them)\n"
		if got := strings.Replace(again, note, "", 1); got != first || got == again {
			t.Errorf("found\n%s\nwant, but for a note,\n%s", again, first)
		}
		_, verbose, _ := run("check", "--verbose", ".")
		for _, name := range []string{"json.json", "ndjson.json", "sarif.json", "access.json"} {
			if !strings.Contains(verbose, "note: a report of an earlier run: "+name+"\n") {
				t.Errorf("--verbose does not name %s:\n%s", name, verbose)
			}
		}
		if code, _, errs := run("check", "json.json"); code != 2 || !strings.Contains(errs, "json.json: a report that Crossgrant wrote, and no input") {
			t.Errorf("a report alone: exit code %d, %s", code, errs)
		}
	})
	for name, text := range map[string]string{
		"a tool":       `{"version":"1","tool":{"name":"crossgrant"},` + wrong + `}`,
		"a run":        `{"run":{"tool":{"name":"crossgrant"}}}` + "\n" + `{"Version":"2012-10-17",` + wrong + `}`,
		"capabilities": `{"version":"1","capabilities":[{"verdict":"yes"}],` + wrong + `}`,
		"another tool": `{"version":"1","tool":{"name":"other"},"findings":[{"policy":{"Version":"2012-10-17",` + wrong + `}}],"summary":{}}`,
	} {
		t.Run(name, func(t *testing.T) {
			folder := t.TempDir()
			write(t, filepath.Join(folder, "p.json"), text)
			if _, out, _ := run("check", folder); !strings.Contains(out, "s3:GetObjects") {
				t.Errorf("nothing is said of the policy:\n%s", out)
			}
		})
	}
}
