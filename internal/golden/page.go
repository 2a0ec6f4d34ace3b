package golden

import (
	"bytes"
	"fmt"
	"path/filepath"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/crossgrant/crossgrant/internal/finding"
)

// Page returns the page of a rule in Markdown: what its METADATA says and, where it
// has cases, the first that fires with what is printed and the first that is silent.
// Cases may be nil.
func Page(r *finding.Rule, cases *File) ([]byte, error) {
	var b bytes.Buffer
	fmt.Fprintf(&b, "# %s\n\n%s\n\n", r.ID, sentence(r.Title))
	facts := []string{"**" + r.Severity.String() + "**", "judges " + judged[r.Subject.String()]}
	if r.Since != "" {
		facts = append(facts, "since "+r.Since)
	}
	if r.Code != "" {
		facts = append(facts, "Access Analyzer's `"+r.Code+"`")
	}
	fmt.Fprintf(&b, "%s\n\n%s\n\n", strings.Join(facts, " · "), strings.TrimSpace(r.Description))
	if r.Basis == "inferred" {
		b.WriteString("AWS does not publish when exactly it reports this; the rule is inferred from its documentation.\n\n")
	}
	if r.Remedy != "" {
		fmt.Fprintf(&b, "## What to do\n\n%s\n", sentence(r.Remedy))
	}
	if cases != nil {
		fires, silent := cases.First(true), cases.First(false)
		if fires == nil || silent == nil {
			return nil, fmt.Errorf("%s: want a case that fires and one that is silent", cases.Name)
		}
		fmt.Fprintf(&b, "\n## %s\n\n%s\n", heading(fires), cases.Comment)
		inputs(&b, fires)
		fmt.Fprintf(&b, "\n```console\n$ %s\n%s```\n", strings.Join(append([]string{"crossgrant"}, fires.Command()...), " "), fires.Want)
		fmt.Fprintf(&b, "\n## %s\n", heading(silent))
		inputs(&b, silent)
	}
	if len(r.Related) > 0 {
		b.WriteString("\n## Read more\n\n")
	}
	for _, l := range r.Related {
		if l.Description != "" {
			fmt.Fprintf(&b, "* %s: <%s>\n", l.Description, l.URL)
		} else {
			fmt.Fprintf(&b, "* <%s>\n", l.URL)
		}
	}
	return b.Bytes(), nil
}

// judged puts a kind of subject into words.
var judged = map[string]string{
	"document": "a policy document",
	"role":     "a role with all its policies",
	"bucket":   "a bucket with its policy and settings",
	"access":   "a pair of role and bucket",
	"snapshot": "everything that was read",
}

// heading reads the name of a case: fires-on-lower-case is Fires on lower case.
func heading(c *Case) string {
	return strings.TrimSuffix(sentence(strings.ReplaceAll(c.Name, "-", " ")), ".")
}

func inputs(b *bytes.Buffer, c *Case) {
	for _, file := range c.Files {
		fmt.Fprintf(b, "\n`%s`\n\n```%s\n%s\n```\n", file.Name, strings.TrimPrefix(filepath.Ext(file.Name), "."),
			strings.TrimRight(string(file.Data), "\n"))
	}
}

// sentence makes a sentence of a phrase.
func sentence(s string) string {
	s = strings.TrimSpace(s)
	first, n := utf8.DecodeRuneInString(s)
	s = string(unicode.ToUpper(first)) + s[n:]
	if !strings.HasSuffix(s, ".") {
		s += "."
	}
	return s
}
