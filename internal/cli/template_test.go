package cli

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// told is what a run says: each finding with its remedy and where it stands.
func told(t *testing.T, folder string) (findings, places []string, summary string) {
	t.Helper()
	t.Chdir(folder)
	out, errs, _ := checkHere("--format", "json", ".")
	var run struct {
		Findings []struct {
			Rule, Message, Remedy string
			Subject               struct{ ID string }
			Location              struct {
				File  string
				Start struct{ Line, Column int }
			}
			Fix struct{ Description, Safety string }
		}
		Summary struct{ Pairs map[string]int }
	}
	if err := json.Unmarshal([]byte(out), &run); err != nil || errs != "" {
		t.Fatalf("%v, %s\n%s", err, errs, out)
	}
	for _, f := range run.Findings {
		findings = append(findings, fmt.Sprintln(f.Rule, f.Message, f.Subject.ID, f.Remedy, f.Fix.Description, f.Fix.Safety))
		at := f.Location
		places = append(places, fmt.Sprintf("%s %s:%d:%d", f.Rule, filepath.Base(at.File), at.Start.Line, at.Start.Column))
	}
	slices.Sort(findings)
	slices.Sort(places)
	return findings, places, fmt.Sprint(run.Summary.Pairs)
}

// TestTemplatesTellTheSameStory holds that one world gives the same findings,
// verdicts and remedies as an export, as bare policies with a configuration, as templates in YAML and as the CDK writes
// them, as a plan and as sources of Terraform, and as AWS Config records it (but for
// Object Ownership, which it does not), each at the line of the user's own file.
func TestTemplatesTellTheSameStory(t *testing.T) {
	testdata, err := filepath.Abs("../../testdata")
	if err != nil {
		t.Fatal(err)
	}
	want, _, pairs := told(t, filepath.Join(testdata, "snapshots/cluster"))
	for spelling, at := range map[string][]string{
		"bare": {"access/missing-action results.json:7:17", "access/missing-bucket-owner-full-control ownership-controls.json:5:36",
			"access/wrong-principal results-bucket.json:8:16"},
		"templates/yaml": {"access/missing-action app.yaml:27:19", "access/missing-bucket-owner-full-control data.yaml:9:30", "access/wrong-principal data.yaml:20:20"},
		"templates/json": {"access/missing-action App.template.json:32:18", "access/missing-bucket-owner-full-control Data.template.json:10:27",
			"access/wrong-principal Data.template.json:30:16"},
		"config": {"access/missing-action app.json:19:166", "access/missing-bucket-owner-full-control ownership-controls.json:5:36",
			"access/wrong-principal data.json:19:134"},
		"terraform/plan": {"access/missing-action plan.json:32:120", "access/missing-bucket-owner-full-control plan.json:30:37",
			"access/wrong-principal plan.json:43:132"},
		"terraform/source": {"access/missing-action main.tf:15:17", "access/missing-bucket-owner-full-control main.tf:9:24",
			"access/wrong-principal main.tf:21:27"},
	} {
		got, places, verdicts := told(t, filepath.Join(testdata, spelling))
		if !slices.Equal(got, want) || verdicts != pairs {
			t.Errorf("%s: %s\n%s\nwant\n%s\n%s", spelling, strings.Join(got, ""), verdicts, strings.Join(want, ""), pairs)
		}
		if !slices.Equal(slices.DeleteFunc(places, func(p string) bool { return !slices.Contains(at, p) }), at) {
			t.Errorf("%s: at %s, want %s", spelling, places, at)
		}
	}
}
