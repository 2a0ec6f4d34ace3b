package cli

import (
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/crossgrant/crossgrant/internal/report"
)

// TestANameThatIsNotUTF8 holds that such a name is shown escaped, that nothing
// that its file or any other says is lost, and that no format is broken by it.
func TestANameThatIsNotUTF8(t *testing.T) {
	const text = `{"Version":"2012-10-17","Statement":[{"Action":"s3:*","Resource":"*"}]}`
	folder := lay(t, map[string]string{"a.json": text, "c.json": text})
	odd := filepath.Join(folder, "b\xff\xfe", "\xe9.json")
	if err := os.MkdirAll(filepath.Dir(odd), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(odd, []byte(text), 0o600); err != nil {
		t.Skip("the file system takes no such name: ", err)
	}
	for _, named := range [][]string{{folder}, {filepath.Join(folder, "a.json"), odd, filepath.Join(folder, "c.json")}} {
		for _, format := range report.Formats() {
			code, out, stderr := run(append([]string{"check", "--format", format}, named...)...)
			if code != exitFindings || stderr != "" {
				t.Errorf("--format %s: exit code %d, %s", format, code, stderr)
			}
			if !utf8.ValidString(out) || strings.Count(out, "the statement has no Effect") < 3 {
				t.Errorf("--format %s:\n%q", format, out)
			}
			escaped := strings.NewReplacer(`\\`, `\`, "%5C", `\`).Replace(out)
			if !strings.Contains(escaped, `b\xff\xfe/\xe9.json`) {
				t.Errorf("--format %s: the name is not shown:\n%s", format, out)
			}
			switch format {
			case "json", "sarif":
				if !json.Valid([]byte(out)) {
					t.Errorf("--format %s is no JSON", format)
				}
			case "junit":
				for d := xml.NewDecoder(strings.NewReader(out)); ; {
					if _, err := d.Token(); errors.Is(err, io.EOF) {
						break
					} else if err != nil {
						t.Fatal(err)
					}
				}
			}
		}
	}
	if _, out, _ := run("check", folder); !strings.Contains(out, "note: not UTF-8") {
		t.Errorf("it is not said:\n%s", out)
	}
	missing := filepath.Join(folder, "\xff-missing.json")
	if code, _, stderr := run("check", missing); code != exitInput || !strings.Contains(stderr, "no such file") {
		t.Errorf("exit code %d, %s", code, stderr)
	}
}
