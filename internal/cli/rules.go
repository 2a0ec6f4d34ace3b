package cli

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/agnivade/levenshtein"
	"github.com/urfave/cli/v2"

	"github.com/crossgrant/crossgrant/internal/engine"
	"github.com/crossgrant/crossgrant/internal/report"
)

func rulesCommand(env Env) *cli.Command {
	return &cli.Command{
		Name:      "rules",
		Usage:     "list the rules, of all categories or of those named",
		ArgsUsage: "[CATEGORY...]",
		Description: `Examples:
   crossgrant rules
   crossgrant rules access snapshot
   crossgrant rules --format json
   crossgrant rules --rules policies/rules team`,
		Flags: []cli.Flag{
			rulesFlag,
			&cli.StringFlag{Name: "format", Value: "text", Usage: "`FORMAT`: text or json"},
		},
		Action: func(c *cli.Context) error {
			all, _, err := table(c)
			if err != nil {
				return failed(err)
			}
			list, err := inCategories(all, c.Args().Slice())
			if err != nil {
				return &exitError{exitInput, err}
			}
			switch format := c.String("format"); format {
			case "text":
				return listRules(env, list)
			case "json":
				return listRulesJSON(env, list)
			default:
				return &exitError{exitInput, fmt.Errorf("--format: want text or json, found %q", format)}
			}
		},
	}
}

// inCategories keeps the rules of the categories; without any it keeps all.
func inCategories(table []engine.Entry, categories []string) ([]engine.Entry, error) {
	var known []string
	for _, r := range table {
		known = append(known, r.Category)
	}
	known = slices.Compact(known)
	for _, name := range categories {
		if !slices.Contains(known, name) {
			return nil, fmt.Errorf("no category %s; there are %s", name, strings.Join(known, ", "))
		}
	}
	return slices.DeleteFunc(slices.Clone(table), func(r engine.Entry) bool {
		return len(categories) > 0 && !slices.Contains(categories, r.Category)
	}), nil
}

func listRules(env Env, list []engine.Entry) error {
	columns := tabwriter.NewWriter(env.Stdout, 0, 0, 2, ' ', 0)
	for _, r := range list {
		fmt.Fprintf(columns, "%s\t%s\t%s\n", r.ID, r.Severity, r.Title)
	}
	if err := columns.Flush(); err != nil {
		return err
	}
	fmt.Fprintf(env.Stdout, "%s; crossgrant explain RULE prints the page of one\n", report.Count(len(list), "rule"))
	return nil
}

// ruleJSON is a rule in the output of rules --format json.
type ruleJSON struct {
	ID          string     `json:"id"`
	Category    string     `json:"category"`
	Severity    string     `json:"severity"`
	Subject     string     `json:"subject"`
	Title       string     `json:"title"`
	Description string     `json:"description"`
	Remedy      string     `json:"remedy"`
	Code        string     `json:"code,omitempty"`
	Basis       string     `json:"basis,omitempty"`
	Since       string     `json:"since"`
	Related     []linkJSON `json:"related"`
}

type linkJSON struct {
	URL         string `json:"url"`
	Description string `json:"description,omitempty"`
}

func listRulesJSON(env Env, list []engine.Entry) error {
	all := make([]ruleJSON, len(list))
	for i, r := range list {
		all[i] = ruleJSON{ID: r.ID, Category: r.Category, Severity: r.Severity.String(), Subject: r.Subject.String(),
			Title: r.Title, Description: strings.TrimSpace(r.Description), Remedy: r.Remedy, Code: r.Code, Basis: r.Basis, Since: r.Since}
		for _, l := range r.Related {
			all[i].Related = append(all[i].Related, linkJSON{l.URL, l.Description})
		}
	}
	for i := range all {
		if all[i].Code != "" && all[i].Basis == "" {
			all[i].Basis = "documented"
		}
	}
	encoder := json.NewEncoder(env.Stdout)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(map[string]any{"rules": all})
}

// findRules returns the rules that a name means: a rule's id, its last part
// alone, or an issue code of Access Analyzer. If it means none the error says
// what may have been meant.
func findRules(table []engine.Entry, name string) ([]engine.Entry, error) {
	for _, r := range table {
		if r.ID == name {
			return []engine.Entry{r}, nil
		}
	}
	var found []engine.Entry
	for _, r := range table {
		if _, last, _ := strings.Cut(r.ID, "/"); last == name || r.Code == name {
			found = append(found, r)
		}
	}
	if found != nil {
		return found, nil
	}
	if near := nearestRule(table, name); near != "" {
		return nil, fmt.Errorf("no rule %s; did you mean %s?", name, near)
	}
	return nil, fmt.Errorf("no rule %s; see crossgrant rules", name)
}

// nearestRule is the id that is a few letters away from the name, or "".
func nearestRule(table []engine.Entry, name string) string {
	var ids, names []string
	for _, r := range table {
		_, last, _ := strings.Cut(r.ID, "/")
		ids = append(ids, r.ID, r.ID, r.ID)
		names = append(names, r.ID, last, r.Code)
	}
	if i := slices.Index(names, nearest(name, names)); i >= 0 && names[i] != "" {
		return ids[i]
	}
	return ""
}

// nearest returns the name that takes the fewest edits to get to, if these are
// few; else nothing.
func nearest(name string, names []string) string {
	best, limit := "", max(3, len(name)/3)
	for _, known := range names {
		if d := levenshtein.ComputeDistance(name, known); known != "" && d < limit {
			best, limit = known, d
		}
	}
	return best
}
