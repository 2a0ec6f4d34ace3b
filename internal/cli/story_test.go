package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// spellings are the ways in which a story is told, the first of which the others are
// held to: a snapshot folder, bare policies with a configuration, a plan of Terraform
// and its sources, a template in YAML and one as the CDK writes it, and AWS Config.
var spellings = []string{"snapshot", "bare", "plan", "source", "yaml", "cdk", "config"}

// TestStories holds that each story of testdata/stories, a world in seven spellings, has
// in all of them the same findings, verdicts and remedies. Where a spelling cannot say
// what the snapshot says, the story's file "says" has a line for it: SPELLING: OTHER =
// SNAPSHOT'S. What stands at the place of each finding is written into the story's file
// "places" (UPDATE_GOLDEN=1), for the lines are those of the user's own files.
func TestStories(t *testing.T) {
	stories, err := filepath.Glob("../../testdata/stories/*.txtar")
	if err != nil || len(stories) < 5 {
		t.Fatalf("%d stories, %v", len(stories), err)
	}
	for _, name := range stories {
		name, err := filepath.Abs(name)
		if err != nil {
			t.Fatal(err)
		}
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			story, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			says, places := part(story, "says"), part(story, "places")
			var want tale
			var got strings.Builder
			for _, spelling := range spellings {
				told := spelt(t, story, spelling, says.Data)
				if spelling == spellings[0] {
					want = told
				}
				if !slices.Equal(told.findings, want.findings) || told.pairs != want.pairs {
					t.Errorf("%s: %s\n%s\nwant\n%s\n%s", spelling, strings.Join(told.findings, ""), told.pairs, strings.Join(want.findings, ""), want.pairs)
				}
				fmt.Fprintf(&got, "%s\n%s", spelling, strings.Join(told.places, ""))
			}
			if len(want.findings) == 0 {
				t.Error("a story without a finding")
			}
			if os.Getenv("UPDATE_GOLDEN") == "1" {
				places.Data = []byte(got.String())
				if err := os.WriteFile(name, txtar.Format(story), 0o644); err != nil {
					t.Fatal(err)
				}
			} else if got.String() != string(places.Data) {
				t.Errorf("at\n%s\nwant\n%s", got.String(), places.Data)
			}
		})
	}
}

// tale is what a run says of a story: each finding with its remedy, what stands where it
// points to, and how many pairs have which verdict.
type tale struct {
	findings, places []string
	pairs            string
}

// part returns the file of that name, which a new story gets.
func part(a *txtar.Archive, name string) *txtar.File {
	i := slices.IndexFunc(a.Files, func(f txtar.File) bool { return f.Name == name })
	if i < 0 {
		i = len(a.Files)
		a.Files = append(a.Files, txtar.File{Name: name})
	}
	return &a.Files[i]
}

// spelt writes a spelling of a story into a folder and judges it.
func spelt(t *testing.T, story *txtar.Archive, spelling string, says []byte) (tale tale) {
	t.Helper()
	t.Chdir(t.TempDir())
	for _, f := range story.Files {
		if name, ok := strings.CutPrefix(f.Name, spelling+"/"); ok {
			putFile(t, name, string(f.Data))
		}
	}
	var alike []string
	for line := range strings.Lines(string(says)) {
		if rest, ok := strings.CutPrefix(strings.TrimSpace(line), spelling+": "); ok {
			other, snapshots, _ := strings.Cut(rest, " = ")
			alike = append(alike, other, snapshots)
		}
	}
	out, errs, _ := checkHere("--format", "json", "--severity", "suggestion", ".")
	var run struct {
		Findings []struct {
			Rule, Severity, Message, Remedy string
			Subject                         struct{ ID string }
			Location                        struct {
				File       string
				Start, End struct{ Line, Column int }
			}
			Fix struct{ Description, Safety, Gains, Loses string }
		}
		Summary struct{ Pairs map[string]int }
	}
	if err := json.Unmarshal([]byte(out), &run); err != nil || errs != "" {
		t.Fatalf("%s: %v, %s\n%s", spelling, err, errs, out)
	}
	for _, f := range run.Findings {
		said := fmt.Sprintln(f.Severity, f.Rule, f.Message, f.Subject.ID, f.Remedy, f.Fix)
		tale.findings = append(tale.findings, strings.NewReplacer(alike...).Replace(said))
		at := f.Location
		line := bytes.Split([]byte(text(t, at.File)), []byte("\n"))[at.Start.Line-1]
		end := len(line)
		if at.End.Line == at.Start.Line {
			end = min(at.End.Column-1, end)
		}
		excerpt := strings.TrimSpace(string(line[min(at.Start.Column-1, end):end]))
		tale.places = append(tale.places, fmt.Sprintf("  %s %s:%d:%d %s\n", f.Rule, at.File, at.Start.Line, at.Start.Column, excerpt[:min(len(excerpt), 60)]))
	}
	slices.Sort(tale.findings)
	slices.Sort(tale.places)
	tale.pairs = fmt.Sprint(run.Summary.Pairs)
	return tale
}
