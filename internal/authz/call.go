package authz

import "slices"

// Leg is one action on one resource that a call needs, with what is on its way.
type Leg struct {
	Layers  *Layers
	Request *Request
}

// badness orders the verdicts of legs: a call is as bad as its worst leg.
var badness = []Verdict{Allowed, Conditional, Unknown, ImplicitDeny, ExplicitDeny, NotModelled}

// DecideCall returns the verdict on a call, which is the worst on one of its
// legs, since all have to be allowed, and the decision on each leg. The call
// depends on, and misses, what any of the legs with that verdict does.
func DecideCall(legs []Leg) (Decision, []Decision) {
	worst := Decision{Verdict: Allowed}
	each := make([]Decision, len(legs))
	for i, leg := range legs {
		d := Decide(leg.Layers, leg.Request)
		each[i] = d
		switch before, now := slices.Index(badness, worst.Verdict), slices.Index(badness, d.Verdict); {
		case now > before:
			worst = Decision{Verdict: d.Verdict, DependsOn: slices.Clone(d.DependsOn), Missing: slices.Clone(d.Missing)}
		case now == before:
			worst.join(d)
		}
	}
	return worst, each
}

// Worst is the verdict on a call by those on its legs.
func Worst(legs ...Verdict) Verdict {
	worst := Allowed
	for _, v := range legs {
		if slices.Index(badness, v) > slices.Index(badness, worst) {
			worst = v
		}
	}
	return worst
}

func (d *Decision) join(other Decision) {
	for _, s := range other.DependsOn {
		if !slices.Contains(d.DependsOn, s) {
			d.DependsOn = append(d.DependsOn, s)
		}
	}
	for _, name := range other.Missing {
		if !slices.Contains(d.Missing, name) {
			d.Missing = append(d.Missing, name)
		}
	}
}
