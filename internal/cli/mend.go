package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"unicode"

	"github.com/urfave/cli/v2"

	"github.com/crossgrant/crossgrant/internal/files"
	"github.com/crossgrant/crossgrant/internal/finding"
	"github.com/crossgrant/crossgrant/internal/lint"
	"github.com/crossgrant/crossgrant/internal/report"
)

// chosen returns the patches of the fixes that the flags ask for, and says how
// many are left out.
func chosen(env Env, c *cli.Context, result *lint.Result, shown finding.Severity) ([]*finding.Patch, error) {
	list, left, err := result.Patches(lint.Choice{From: shown, Unsafe: c.Bool("unsafe")})
	if err == nil && left > 0 {
		report.Say(env.Stderr, "crossgrant: left out for want of a proof of safety, and made with --unsafe: %s\n", report.Count(left, "fix"))
	}
	return list, err
}

// patches prints the fixes as one patch for each document.
func patches(env Env, c *cli.Context, out io.Writer, result *lint.Result, shown finding.Severity) error {
	list, err := chosen(env, c, result, shown)
	if env.names != nil {
		for i, p := range list {
			list[i] = env.names.Patch(p)
		}
	}
	report.Patches(out, list)
	return err
}

// mend makes the fixes: in files that are policies, for --fix, and as new files
// in the folder of --fix-to for documents that are in none. It reports whether an
// input was changed.
func mend(env Env, c *cli.Context, result *lint.Result, shown finding.Severity) (changed bool, err error) {
	list, err := chosen(env, c, result, shown)
	if err != nil {
		return false, err
	}
	folder := c.String("fix-to")
	taken := map[string]bool{}
	for _, p := range list {
		switch {
		case p.File != nil && c.Bool("fix"):
			if err := rewrite(p); err != nil {
				return changed, err
			}
			changed = true
			report.Say(env.Stderr, "mended %s\n", p.File.Name)
		case p.File == nil && folder != "":
			name := filepath.Join(folder, fileName(p.Label, taken))
			if err := putNew(name, p.After()); err != nil {
				return changed, err
			}
			report.Say(env.Stderr, "wrote %s\n", name)
			for _, command := range p.Commands {
				report.Say(env.Stderr, "  %s\n", strings.Replace(command, "file://FILE", "file://"+name, 1))
			}
		default:
			report.Say(env.Stderr, "left as it is: %s (%s)\n", p.Label, whyLeft(p))
		}
	}
	return changed, nil
}

// whyLeft says what would mend a document that a flag leaves out.
func whyLeft(p *finding.Patch) string {
	switch {
	case p.File != nil:
		return "--fix mends it"
	case p.Stands != "":
		return "it comes of what stands at " + p.Stands + "; --patch shows what to make of it"
	case p.Maker != "":
		return "it is that of " + p.Maker + "; --patch shows what to write in its sources"
	}
	return "no file holds it alone; --fix-to DIR writes it"
}

// rewrite puts the mended text in the place of the file's, in one step. A link, or
// a file that has changed since it was read, is left alone.
func rewrite(p *finding.Patch) error {
	name := p.File.Name
	info, err := os.Lstat(name)
	switch {
	case err != nil:
		return fmt.Errorf("--fix: %w", err)
	case !info.Mode().IsRegular():
		return fmt.Errorf("--fix: %s: want a regular file, found a link or a device; mend what it leads to", name)
	}
	now, err := files.ReadRegular(name, files.MaxOwn)
	if err != nil {
		return fmt.Errorf("--fix: %w", err)
	}
	if !bytes.Equal(now, p.Old) {
		return fmt.Errorf("--fix: %s has changed since it was read", name)
	}
	return replaceFile(name, p.After(), info.Mode().Perm())
}

// putNew writes a file that must not be there yet.
func putNew(name string, text []byte) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return fmt.Errorf("--fix-to: %w", err)
	}
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return fmt.Errorf("--fix-to: %w; want a folder in which nothing is in the way", err)
	}
	_, err = f.Write(append(bytes.TrimRight(text, "\n"), '\n'))
	return errors.Join(err, f.Close())
}

// fileName is a name for the file of a document: its label in words that every
// file system takes.
func fileName(label string, taken map[string]bool) string {
	name := strings.Map(func(r rune) rune {
		if r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("._-", r)) {
			return r
		}
		return '-'
	}, label)
	if len(name) > 120 {
		name = name[:120]
	}
	unique := name
	for n := 2; taken[unique]; n++ {
		unique = fmt.Sprintf("%s-%d", name, n)
	}
	taken[unique] = true
	return unique + ".json"
}
