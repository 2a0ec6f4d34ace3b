package cli

import (
	"encoding/json"
	"testing"
)

// TestFixesOfWhatIsShown holds that findings have the fixes that they have, whatever
// lesser ones are shown beside them.
func TestFixesOfWhatIsShown(t *testing.T) {
	fixes := func(severity string) (list []string, suggestions int) {
		_, out, _ := run("check", "--format", "json", "--severity", severity, "../../testdata/snapshots/cluster", "../../testdata/rules")
		var answer struct {
			Findings []struct {
				Severity, Rule string
				Fix            json.RawMessage
			}
		}
		if err := json.Unmarshal([]byte(out), &answer); err != nil {
			t.Fatal(err)
		}
		for _, f := range answer.Findings {
			if f.Severity == "suggestion" {
				suggestions++
			} else {
				list = append(list, f.Rule+" "+string(f.Fix))
			}
		}
		return list, suggestions
	}
	all, suggestions := fixes("suggestion")
	some, none := fixes("warning")
	if len(all) == 0 || suggestions == 0 || len(all) != len(some) || none != 0 {
		t.Fatalf("%d findings beside %d suggestions, %d beside %d", len(all), suggestions, len(some), none)
	}
	for i := range all {
		if all[i] != some[i] {
			t.Errorf("with suggestions %s\nwithout %s", all[i], some[i])
		}
	}
}
