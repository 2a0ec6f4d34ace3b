package access

import (
	"slices"

	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/s3"
	"github.com/crossgrant/crossgrant/internal/snapshot"
)

// Stops asks the endpoints in the account of the role: of those with one and the same
// policy in a VPC the first alone. Where a condition of the pair names endpoints, its
// verdicts have told that already.
func (p *Pair) Stops() []Stop {
	if p.stops != nil || p.Call != "" || p.judge.World.Through != "" {
		return p.stops
	}
	p.stops = []Stop{}
	lets := map[string][]s3.Capability{} // by VPC, what some endpoint of it does not stop
	asked := map[string]bool{}
	for _, e := range p.judge.World.Endpoints() {
		if e.Account != "" && e.Account != p.Role.Account || !e.Serves(p.Bucket) {
			continue
		}
		if e.Policy != nil {
			same := e.Kind + " " + e.VPC + " " + string(e.Policy.Policy.Text())
			if asked[same] {
				continue
			}
			asked[same] = true
		}
		stopped := p.stoppedAt(e)
		for _, c := range s3.Capabilities {
			if !slices.Contains(stopped, c) {
				lets[e.VPC] = append(lets[e.VPC], c)
			}
		}
		if stopped != nil {
			p.stops = append(p.stops, Stop{Endpoint: e, Untied: stopped})
		}
	}
	for i := range p.stops {
		s := &p.stops[i]
		s.Untied = slices.DeleteFunc(s.Untied, func(c s3.Capability) bool {
			if s.VPC == "" || !p.Capability(c).hangsOn(endpointVPCKey) || slices.Contains(lets[s.VPC], c) {
				return false
			}
			s.Tied = append(s.Tied, c)
			return true
		})
	}
	return p.stops
}

// stoppedAt lists the meant capabilities that are reached otherwise and by no request
// through the endpoint, for its policy alone.
func (p *Pair) stoppedAt(e *snapshot.Endpoint) (list []s3.Capability) {
	if e.Policy == nil || letsThrough(e.Policy.Policy) {
		return nil
	}
	var asked []s3.Capability
	for i := range p.Capabilities {
		c := &p.Capabilities[i]
		if c.Meant && (c.Verdict == Yes || c.Verdict == Partly || c.Verdict == Conditional) && !c.hangsOn(endpointKey) {
			asked = append(asked, c.Capability)
		}
	}
	if asked == nil {
		return nil
	}
	world, judge := *p.judge.World, *p.judge
	world.Through, judge.World = e.ID, &world
	through := judge.Pair(p.Pair)
	for _, c := range asked {
		if with := through.Capability(c); with.Verdict == No && stoppedBy(with, authz.VPCEndpoint) {
			list = append(list, c)
		}
	}
	return list
}

// letsThrough reports whether a policy allows everybody everything, as that of an
// endpoint does by default.
func letsThrough(d *policy.Document) bool {
	if len(d.Statements()) != 1 {
		return false
	}
	st := &d.Statements()[0]
	is := func(e *policy.Elements) bool { return !e.Not && len(e.Patterns) == 1 && e.Patterns[0].Value == "*" }
	return st.Effect == policy.Allow && isEverybody(st.Principal) && is(&st.Action) && is(&st.Resource) && len(st.Conditions) == 0
}

// stoppedBy reports whether a layer is the only reason of a denial.
func stoppedBy(c *Capability, layer authz.LayerName) bool {
	some := false
	for i := range c.Legs {
		if c.Legs[i].Verdict == authz.Allowed {
			continue
		}
		for _, r := range c.Legs[i].Explanation().Reasons() {
			if r.Layer != layer {
				return false
			}
			some = true
		}
	}
	return some
}
