package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"
)

// completed are those that completion knows, with what their script is made of.
var completed = []struct {
	name  string
	write func(*strings.Builder, []*cli.Command)
}{{"bash", bashCompletion}, {"zsh", zshCompletion}, {"fish", fishCompletion}}

func completionCommand(env Env) *cli.Command {
	return &cli.Command{
		Name:      "completion",
		Usage:     "print a script that completes commands and flags in a shell: bash, zsh, fish",
		ArgsUsage: "SHELL",
		Description: `Examples:
   source <(crossgrant completion bash)
   source <(crossgrant completion zsh)
   crossgrant completion fish > ~/.config/fish/completions/crossgrant.fish`,
		Action: func(c *cli.Context) error {
			var names []string
			for _, s := range completed {
				if names = append(names, s.name); c.NArg() == 1 && s.name == c.Args().First() {
					var b strings.Builder
					s.write(&b, c.App.VisibleCommands())
					_, err := fmt.Fprint(env.Stdout, b.String())
					return err
				}
			}
			return &exitError{exitInput, fmt.Errorf("completion takes one shell of %s", strings.Join(names, ", "))}
		},
	}
}

// dashed lists the flags of a command as they are typed.
func dashed(c *cli.Command) (list []string) {
	for _, name := range flagNames(c) {
		if len(name) > 1 {
			list = append(list, "--"+name)
		}
	}
	slices.Sort(list)
	return append(list, "--help")
}

func commandNames(commands []*cli.Command) (list []string) {
	for _, c := range commands {
		list = append(list, c.Name)
	}
	return list
}

func bashCompletion(b *strings.Builder, commands []*cli.Command) {
	fmt.Fprintf(b, `_crossgrant() {
  local word=${COMP_WORDS[COMP_CWORD]} flags=
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W '%s' -- "$word") $(compgen -f -- "$word"))
    return
  fi
  case ${COMP_WORDS[1]} in
`, strings.Join(commandNames(commands), " "))
	for _, c := range commands {
		fmt.Fprintf(b, "  %s) flags='%s' ;;\n", c.Name, strings.Join(dashed(c), " "))
	}
	b.WriteString(`  esac
  case $word in
  -*) COMPREPLY=($(compgen -W "$flags" -- "$word")) ;;
  *) COMPREPLY=($(compgen -f -- "$word")) ;;
  esac
}
complete -o filenames -F _crossgrant crossgrant
`)
}

func zshCompletion(b *strings.Builder, commands []*cli.Command) {
	b.WriteString("#compdef crossgrant\n_crossgrant() {\n  local -a commands flags\n  commands=(\n")
	for _, c := range commands {
		fmt.Fprintf(b, "    %s\n", quoted(c.Name+":"+c.Usage))
	}
	b.WriteString("  )\n  if (( CURRENT == 2 )); then\n    _describe command commands\n    return\n  fi\n  case $words[2] in\n")
	for _, c := range commands {
		fmt.Fprintf(b, "  %s) flags=(%s) ;;\n", c.Name, strings.Join(dashed(c), " "))
	}
	b.WriteString(`  esac
  if [[ $words[CURRENT] == -* ]]; then
    compadd -- $flags
  else
    _files
  fi
}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
  _crossgrant "$@"
else
  compdef _crossgrant crossgrant
fi
`)
}

func fishCompletion(b *strings.Builder, commands []*cli.Command) {
	for _, c := range commands {
		fmt.Fprintf(b, "complete -c crossgrant -n __fish_use_subcommand -a %s -d %s\n", c.Name, quoted(c.Usage))
		for _, f := range c.Flags {
			usage := ""
			if documented, ok := f.(cli.DocGenerationFlag); ok {
				usage = strings.ReplaceAll(documented.GetUsage(), "`", "")
			}
			for _, name := range f.Names() {
				if len(name) > 1 {
					fmt.Fprintf(b, "complete -c crossgrant -n '__fish_seen_subcommand_from %s' -l %s -d %s\n", c.Name, name, quoted(usage))
				}
			}
		}
	}
}

// quoted is a text as a word of any of the completed.
func quoted(text string) string {
	return "'" + strings.ReplaceAll(text, "'", "’") + "'"
}
