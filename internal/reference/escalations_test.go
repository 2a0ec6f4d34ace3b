package reference

import (
	"slices"
	"strings"
	"testing"
)

func TestEscalations(t *testing.T) {
	table := Embedded()
	names, sets := map[string]bool{}, map[string]bool{}
	for _, e := range Escalations() {
		for _, name := range e.Actions {
			if a, ok := table.Action(name); !ok || a.FullName() != name {
				t.Errorf("%s: no action is spelt %s", e.Name, name)
			}
		}
		set := strings.Join(slices.Sorted(slices.Values(e.Actions)), " ")
		if names[e.Name] || sets[set] || e.Source == "" || e.Through == 0 {
			t.Errorf("%s: stands twice, or says not enough: %+v", e.Name, e)
		}
		names[e.Name], sets[set] = true, true
		if passes := slices.Contains(e.Actions, "iam:PassRole"); passes != (e.Through == PassedRole) {
			t.Errorf("%s: %s", e.Name, set)
		}
	}
	if len(names) != 42 {
		t.Errorf("%d sets", len(names))
	}
}
