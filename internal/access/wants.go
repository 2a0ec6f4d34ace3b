package access

import (
	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/s3"
)

// Want is what is meant to be allowed: these actions on these resources.
type Want struct {
	Actions, Resources []string // patterns, as policies write them
}

// Wants returns what somebody meant the pair to do: the legs of the capabilities that
// are meant, and what the statements allow that make it a pair.
func (p *Pair) Wants() (list []Want) {
	role, _ := arn.Parse(p.Role.ARN)
	bucket := arn.ARN{Partition: role.Partition, Service: "s3", Resource: p.Bucket.Name}
	for i := range p.Capabilities {
		c := &p.Capabilities[i]
		if !c.Meant {
			continue
		}
		for _, leg := range c.Operation.Legs {
			list = append(list, Want{[]string{leg.Action}, c.MeantResources})
		}
		list = append(list, onKey(c.Legs)...)
		if c.Capability != s3.Write {
			continue
		}
		uploads := p.Uploads()
		list = append(list, onKey(uploads.Multipart)...)
		if t := uploads.Tagging; t != nil {
			list = append(list, Want{[]string{t.Leg.Action}, t.Of.MeantResources})
		}
	}
	for _, r := range p.Replication() {
		list = append(list, Want{[]string{r.Leg.Action}, r.Of.MeantResources})
	}
	for _, e := range p.Evidence {
		if st := e.Statement(); st.Effect == policy.Allow {
			list = append(list, Want{listed(&st.Action), append(
				Narrowed(bucket, &st.Resource, s3.Bucket),
				Narrowed(bucket, &st.Resource, s3.Object)...)})
		}
	}
	return list
}

// onKey wants the legs that are about the key.
func onKey(legs []Leg) (list []Want) {
	for i := range legs {
		if leg := &legs[i]; leg.On == s3.Key {
			list = append(list, Want{[]string{leg.Action}, []string{leg.Resource}})
		}
	}
	return list
}

// listed is the patterns of an element; of one that is missing or behind Not that of
// everything.
func listed(e *policy.Elements) []string {
	if e.Not || !e.Present() {
		return []string{"*"}
	}
	texts := make([]string, len(e.Patterns))
	for i, t := range e.Patterns {
		texts[i] = t.Value
	}
	return texts
}
