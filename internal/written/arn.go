package written

import (
	"strings"

	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/glob"
	"github.com/crossgrant/crossgrant/internal/reference"
	"github.com/crossgrant/crossgrant/internal/unknown"
)

// arn states the parts of an ARN, and what is wrong with each. What has a wildcard or a
// variable in it may be anything.
func (r *reader) arn(a arn.ARN) *ARN {
	made := &ARN{Partition: a.Partition, Service: a.Service, Region: a.Region, Account: a.Account, Resource: a.Resource}
	made.WildcardInService = wild(a.Service)
	made.NoPartition, made.NoService = a.Partition == "", a.Service == ""
	made.NoAccount = a.Account != "" && !open(a.Account) && !arn.IsAccountID(a.Account) && a.Account != "aws"
	made.partition(a)
	made.region(a)
	if open(a.Service) || a.Service == "" {
		return made
	}
	if made.Capitals = a.Service != strings.ToLower(a.Service); made.Capitals {
		return made
	}
	if _, prefix := r.table.Service(a.Service); !prefix && !r.table.ARNService(a.Service) {
		made.UnknownService = &Unknown{Value: a.Service, NoName: !reference.IsName(a.Service)}
		made.UnknownService.Nearest, _ = r.table.NearestService(a.Service)
		return made
	}
	shape := r.table.Shape(a.String())
	made.NoTemplate = shape.Fits == glob.No
	made.TakesNoRegion = shape.Region == reference.FieldEmpty && a.Region != "" && a.Region != "*"
	made.NeedsRegion = shape.Region == reference.FieldFilled && a.Region == ""
	made.TakesNoAccount = shape.Account == reference.FieldEmpty && a.Account != "" && a.Account != "*"
	made.NeedsAccount = shape.Account == reference.FieldFilled && a.Account == "" && !ofAWS(a.Resource)
	return made
}

// ofAWS reports whether a resource is one that AWS owns and names so: its documents and
// parameters in Systems Manager, whose ARNs have no account (AWS Systems Manager User
// Guide, Sharing documents, public parameters).
func ofAWS(resource string) bool {
	_, name, _ := strings.Cut(resource, "/")
	return strings.HasPrefix(name, "AWS") || strings.HasPrefix(name, "Amazon") || strings.HasPrefix(name, "aws/")
}

func (a *ARN) partition(of arn.ARN) {
	if open(of.Partition) || of.Partition == "" {
		return
	}
	if _, known := reference.PartitionNamed(of.Partition); !known {
		a.UnknownPartition = &Unknown{Value: of.Partition}
		a.UnknownPartition.Nearest, _ = reference.NearestPartition(of.Partition)
	}
}

func (a *ARN) region(of arn.ARN) {
	if open(of.Region) || of.Region == "" {
		return
	}
	partition, known := reference.MayBeRegion(of.Region)
	switch {
	case !known:
		a.UnknownRegion = &Unknown{Value: of.Region}
		a.UnknownRegion.Nearest, _ = reference.NearestRegion(of.Region)
	case partition != of.Partition && !open(of.Partition):
		a.RegionOf = partition
	}
}

// open reports that a text has wildcards, variables or something to be filled in.
func open(s string) bool {
	return wild(s) || strings.ContainsAny(s, "${}<>") || unknown.In(s) || len(blanksIn(s)) > 0
}
