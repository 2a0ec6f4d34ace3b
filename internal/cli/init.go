package cli

import (
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/crossgrant/crossgrant/internal/config"
	"github.com/crossgrant/crossgrant/internal/lint"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/unknown"
)

func initCommand(env Env) *cli.Command {
	return &cli.Command{
		Name:      "init",
		Usage:     "write " + config.Name + ": whose the policies are that do not say it",
		ArgsUsage: "[PATH...]",
		Flags:     []cli.Flag{&cli.BoolFlag{Name: "print", Usage: "print it, and write no file"}},
		Action: func(c *cli.Context) error {
			paths := c.Args().Slice()
			if len(paths) == 0 {
				paths = []string{"."}
			}
			if _, err := os.Lstat(config.Name); err == nil && !c.Bool("print") {
				return &exitError{exitInput, fmt.Errorf("%s is there already; --print shows what init would write", config.Name)}
			}
			world, err := lint.Load(paths, lint.Options{Stdin: env.Stdin, Files: env.in().Folder})
			if err != nil {
				return &exitError{exitInput, err}
			}
			text := initial(world)
			if c.Bool("print") {
				_, err := fmt.Fprint(env.Stdout, text)
				return err
			}
			if err := os.WriteFile(config.Name, []byte(text), 0o644); err != nil {
				return &exitError{exitInput, err}
			}
			fmt.Fprintln(env.Stdout, config.Name)
			tell(env, world.Errors)
			if len(world.Errors) > 0 {
				return &exitError{exitInput, errors.New("what could not be read is not in it")}
			}
			return nil
		},
	}
}

// initial is a configuration for what was read. What nobody knows yet stands in
// capitals, on lines that are comments until somebody writes it.
func initial(w *lint.World) string {
	var b strings.Builder
	b.WriteString("# What crossgrant is told about this folder: crossgrant schema config says all that can stand here.\n")
	var roles, buckets []string
	for _, d := range w.Snapshot.Documents {
		file := filepath.ToSlash(d.Policy.Origin().File.Name)
		if d.Owner().Kind != "" || d.Policy.Origin().Embedded() || filepath.IsAbs(file) {
			continue
		}
		switch name := nameIn(file); d.Policy.Type() {
		case policy.Identity, policy.Trust:
			arn, hash := w.NamedRole(name), ""
			if arn == "" {
				arn, hash = "arn:aws:iam::ACCOUNT:role/"+name, "# "
			}
			roles = append(roles, fmt.Sprintf("  %s- {files: %q, arn: %q}\n", hash, file, arn))
		case policy.Bucket:
			buckets = append(buckets, fmt.Sprintf("  # - {files: %q, name: %q, account: \"ACCOUNT\"}\n", file, name))
		}
	}
	list := func(key, comment string, lines []string) {
		if len(lines) == 0 {
			return
		}
		fmt.Fprintf(&b, "\n# %s\n", comment)
		if !slices.ContainsFunc(lines, func(l string) bool { return !strings.HasPrefix(l, "  #") }) {
			key = "# " + key // a key without entries is an error
		}
		b.WriteString(key + ":\n" + strings.Join(lines, ""))
	}
	list("roles", "Of which role these policies are; with files: \"iam/*/policy.json\" {1} is what the * stands for.", roles)
	var owners []string
	for _, k := range w.Buckets {
		if k.Account == "" && !unknown.In(k.Name) {
			owners = append(owners, fmt.Sprintf("  # %s: {account: \"ACCOUNT\"}\n", k.Name))
		}
	}
	if len(buckets) > 0 {
		list("buckets", "Of which bucket these policies are, and which account owns it.", buckets)
	} else {
		list("buckets", "Which account owns these buckets.", owners)
	}
	b.WriteString("\n# These are all the policies that such roles have; without it verdicts hang on what else may be attached.\n# complete: true\n")
	return b.String()
}

// nameIn is what a path tells of a name: that of the folder where the file is called
// like many others, else that of the file.
func nameIn(file string) string {
	name := strings.TrimSuffix(path.Base(file), ".json")
	if slices.Contains([]string{"policy", "trust", "inline", "role", "document", "iam"}, name) && path.Dir(file) != "." {
		return path.Base(path.Dir(file))
	}
	return name
}
