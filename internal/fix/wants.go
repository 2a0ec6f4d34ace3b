package fix

import (
	"github.com/crossgrant/crossgrant/internal/access"
	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/s3"
)

// Wants returns what somebody meant a pair to do: what the statements allow
// that make it a pair, and the legs of the capabilities that they mean.
func Wants(p *access.Pair) (list []Want) {
	role, _ := arn.Parse(p.Role.ARN)
	bucket := arn.ARN{Partition: role.Partition, Service: "s3", Resource: p.Bucket.Name}
	for _, e := range p.Evidence {
		if e.Statement.Effect == policy.Allow {
			list = append(list, Want{listed(&e.Statement.Action), append(
				access.Narrowed(bucket, &e.Statement.Resource, s3.Bucket),
				access.Narrowed(bucket, &e.Statement.Resource, s3.Object)...)})
		}
	}
	for i := range p.Capabilities {
		c := &p.Capabilities[i]
		if !c.Meant {
			continue
		}
		for _, leg := range c.Operation.Legs {
			list = append(list, Want{[]string{leg.Action}, c.MeantResources})
		}
		for j := range c.Legs {
			if leg := &c.Legs[j]; leg.On == s3.Key {
				// The policy of a key speaks of the key as *.
				list = append(list, Want{[]string{leg.Action}, []string{leg.Resource, "*"}})
			}
		}
	}
	return list
}
