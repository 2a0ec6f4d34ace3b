package cli

import (
	"bytes"
	"context"
	"os"
	"strings"
	"testing"
)

// TestConfigurationThatIsNoFile holds that what has the name of a configuration and
// cannot be read is an error, never no configuration.
func TestConfigurationThatIsNoFile(t *testing.T) {
	for name, put := range map[string]func() error{
		"a folder":                  func() error { return os.Mkdir(".crossgrant.yaml", 0o700) },
		"a link to a device":        func() error { return os.Symlink("/dev/zero", ".crossgrant.yaml") },
		"a link that leads nowhere": func() error { return os.Symlink("nowhere", ".crossgrant.yaml") },
	} {
		t.Run(name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			if err := put(); err != nil {
				t.Skip(err)
			}
			if err := os.WriteFile("a.json", []byte(`{"Version":"2012-10-17","Statement":[]}`), 0o600); err != nil {
				t.Fatal(err)
			}
			var out, errs bytes.Buffer
			code := Main(context.Background(), Env{Args: []string{"crossgrant", "check", "a.json"}, Stdin: strings.NewReader(""), Stdout: &out, Stderr: &errs})
			if code != exitInput || !strings.Contains(errs.String(), ".crossgrant.yaml: ") {
				t.Errorf("exit code %d: %s", code, errs.String())
			}
		})
	}
}

// TestDecideReadsNoDevice holds that the cases are a file or a pipe.
func TestDecideReadsNoDevice(t *testing.T) {
	if _, err := os.Stat("/dev/zero"); err != nil {
		t.Skip(err)
	}
	var out, errs bytes.Buffer
	code := Main(context.Background(), Env{Args: []string{"crossgrant", "decide", "/dev/zero"}, Stdin: strings.NewReader(""), Stdout: &out, Stderr: &errs})
	if code != exitInput || !strings.Contains(errs.String(), "/dev/zero: is no regular file") {
		t.Errorf("exit code %d: %s", code, errs.String())
	}
}
