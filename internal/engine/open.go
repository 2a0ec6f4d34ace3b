package engine

import "github.com/crossgrant/crossgrant/internal/facts"

// open reports whether the facts hold what the gate asks for.
func (g Gate) open(input facts.Value) bool {
	switch {
	case g.Path != "":
		steps, err := g.Path.steps()
		return err != nil || reaches(input, steps)
	case g.All != nil:
		for _, part := range g.All {
			if !part.open(input) {
				return false
			}
		}
		return true
	case g.Any != nil:
		for _, part := range g.Any {
			if part.open(input) {
				return true
			}
		}
		return false
	}
	return true
}

// reaches reports whether the path exists in the value. A number that a path
// names may be a member or an index.
func reaches(v facts.Value, steps []step) bool {
	if len(steps) == 0 {
		return v != nil
	}
	switch v := v.(type) {
	case facts.Object:
		for _, m := range v {
			if (steps[0].any || m.Name == steps[0].name) && reaches(m.Value, steps[1:]) {
				return true
			}
		}
	case facts.Array:
		for _, item := range v {
			if reaches(item, steps[1:]) {
				return true
			}
		}
	}
	return false
}
