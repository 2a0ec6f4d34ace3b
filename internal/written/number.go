package written

import (
	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/policy"
)

// decides states which of several numbers or dates decides: of those that a value has to
// be less than the greatest, of the others the least.
func (t *Test) decides(c *policy.Condition, o condition.Operator) {
	if len(c.Values) < 2 || o.Family != condition.Number && o.Family != condition.Date {
		return
	}
	best := ""
	for _, v := range c.Values {
		switch less, ok := o.Before(v.Value, best); {
		case best == "" && o.Accepts(v.Value):
			best = v.Value
		case !ok:
		case o.Rises() == less:
			best = v.Value
		}
	}
	if o.Ordered() {
		t.Decides = best
	}
}
