package written

import (
	"strings"

	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/unknown"
)

// arn states the parts of an ARN, and what is wrong with each. What has a wildcard or a
// variable in it may be anything.
func (r *reader) arn(a arn.ARN) *ARN {
	made := &ARN{Partition: a.Partition, Service: a.Service, Region: a.Region, Account: a.Account, Resource: a.Resource}
	made.WildcardInService = wild(a.Service)
	made.NoAccount = a.Account != "" && !open(a.Account) && !arn.IsAccountID(a.Account) && a.Account != "aws"
	if open(a.Service) || a.Service == "" {
		return made
	}
	made.Capitals = a.Service != strings.ToLower(a.Service)
	return made
}

// open reports that a text has wildcards, variables or something to be filled in.
func open(s string) bool { return wild(s) || strings.ContainsAny(s, "${}<>") || unknown.In(s) }
