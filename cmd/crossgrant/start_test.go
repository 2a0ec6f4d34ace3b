package main

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// faulty is a small policy with findings of three rules.
const faulty = `{
  "Statement": {
    "Effect": "allow",
    "Action": "s3:GetObject",
    "Resource": "*",
    "Action": "s3:PutObject"
  }
}
`

// BenchmarkStart runs whole processes: the check of a small policy as in a
// pre-commit hook, and the yardstick, a program that links the policy engine
// and compiles one trivial module. The check should take no more than twice the
// yardstick, and never more than 40 ms.
func BenchmarkStart(b *testing.B) {
	dir := b.TempDir()
	policy := filepath.Join(dir, "policy.json")
	if err := os.WriteFile(policy, []byte(faulty), 0o600); err != nil {
		b.Fatal(err)
	}
	for _, program := range []struct {
		name, source string
		args         []string
		code         int
	}{
		{"empty", "./testdata/empty", nil, 0},
		{"check", ".", []string{"check", policy}, 1},
	} {
		binary := filepath.Join(dir, program.name)
		if out, err := exec.Command("go", "build", "-o", binary, program.source).CombinedOutput(); err != nil {
			b.Fatalf("%v\n%s", err, out)
		}
		b.Run(program.name, func(b *testing.B) {
			for b.Loop() {
				err := exec.Command(binary, program.args...).Run()
				var exit *exec.ExitError
				if errors.As(err, &exit) && exit.ExitCode() == program.code || err == nil && program.code == 0 {
					continue
				}
				b.Fatalf("%v: %v", program.args, err)
			}
		})
	}
}
