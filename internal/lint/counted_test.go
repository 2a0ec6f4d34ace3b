package lint

import (
	"context"
	"testing"

	"github.com/crossgrant/crossgrant/internal/config"
	"github.com/crossgrant/crossgrant/internal/engine"
	"github.com/crossgrant/crossgrant/internal/source"
)

// TestNothingGoesUncounted holds that what a flag or the configuration takes away
// is counted: a finding of the whole run is shown, accepted or of a rule that is off.
func TestNothingGoesUncounted(t *testing.T) {
	for _, folder := range []string{"../../testdata/snapshots/cluster", "../../testdata/hook/repository"} {
		whole := settled(t, folder, Settings{})
		of := map[string]int{}
		for _, f := range whole.Findings {
			of[f.Rule.ID]++
		}
		if whole.Accepted+whole.Off != 0 || len(of) == 0 {
			t.Fatalf("%s: %d accepted, %d off, findings %v", folder, whole.Accepted, whole.Off, of)
		}
		for id, n := range of {
			rest := len(whole.Findings) - n
			for name, settings := range map[string]Settings{
				"--ignore":   {Ignore: []string{id}},
				"rules: off": configured(t, "rules: {"+id+": off}"),
				"both of it": configured(t, "rules: {"+id+": off}\nignore: [{rule: "+id+", subject: \"*\", reason: known}]"),
				"ignore":     configured(t, "ignore: [{rule: "+id+", subject: \"*\", reason: known}]"),
				"--select":   {Select: []string{id}},
			} {
				shown, accepted, off := rest, 0, n
				switch name {
				case "ignore":
					accepted, off = n, 0
				case "both of it":
					shown++ // the entry ignores nothing
				case "--select":
					shown, off = n, rest
				}
				r := settled(t, folder, settings)
				if len(r.Findings) != shown || r.Accepted != accepted || r.Off != off {
					t.Errorf("%s, %s of %s: %d shown, %d accepted, %d off; want %d, %d, %d",
						folder, name, id, len(r.Findings), r.Accepted, r.Off, shown, accepted, off)
				}
			}
		}
	}
}

func settled(t *testing.T, folder string, settings Settings) *Result {
	t.Helper()
	r, err := Run(context.Background(), load(t, Options{}, folder), settings)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func configured(t *testing.T, text string) Settings {
	t.Helper()
	var rules []string
	for _, entry := range engine.Embedded() {
		rules = append(rules, entry.ID)
	}
	c, problems := config.Load(source.NewFile(config.Name, []byte(text)), rules)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return Settings{Config: c}
}
