package reference

import (
	"fmt"
	"iter"
	"strings"

	"github.com/crossgrant/crossgrant/policies"
)

// documentsPerBlock weighs the size of the archive against the time of one look-up:
// sixteen documents are about 32 kB to inflate.
const documentsPerBlock = 16

// ManagedPolicyVersion is the default version of an AWS-managed policy.
type ManagedPolicyVersion struct {
	ARN       string
	Name      string // without the path
	VersionID string // v3
	Created   string // the day the policy was created, as 2015-02-06
	Updated   string // the day it got this version
	Document  []byte // compact JSON, members in AWS's order
}

// ManagedPolicy returns the default version of an AWS-managed policy; false means that
// the catalogue has no policy of that ARN, not that there is none. The ARN may be of
// any partition. The text is that of partition aws: the same name in aws-cn or
// aws-us-gov is assumed to mean the same policy, whose text may lag behind and name
// ARNs of its own partition. Each call inflates a block; keep the answer.
func ManagedPolicy(arn string) (ManagedPolicyVersion, bool) {
	path, ok := managedPath(arn)
	if !ok {
		return ManagedPolicyVersion{}, false
	}
	a := embedded(policies.Managed())
	block := a.find(path)
	if block < 0 {
		return ManagedPolicyVersion{}, false
	}
	for _, r := range mustRecords(a, block) {
		if r.name == path {
			return decodeManaged(arn, r), true
		}
	}
	return ManagedPolicyVersion{}, false
}

// ManagedPolicies yields all of them, in partition aws, sorted by path and name.
func ManagedPolicies() iter.Seq[ManagedPolicyVersion] {
	return func(yield func(ManagedPolicyVersion) bool) {
		a := embedded(policies.Managed())
		for block := range a.blocks {
			for _, r := range mustRecords(a, block) {
				if !yield(decodeManaged("arn:aws:iam::aws:policy/"+r.name, r)) {
					return
				}
			}
		}
	}
}

// ManagedPoliciesSource says what the catalogue was made from; its date is that of the
// newest change in it.
func ManagedPoliciesSource() Source { return embedded(policies.Managed()).source }

// PackManagedPolicies writes the catalogue that package policies embeds.
func PackManagedPolicies(source Source, list []ManagedPolicyVersion) ([]byte, error) {
	records := make([]record, len(list))
	for i, p := range list {
		path, ok := managedPath(p.ARN)
		if !ok {
			return nil, fmt.Errorf("%s: not the ARN of an AWS-managed policy", p.ARN)
		}
		records[i] = record{path, strings.Join([]string{p.VersionID, p.Created, p.Updated, string(p.Document)}, " ")}
	}
	return pack(source, records, documentsPerBlock)
}

// managedPath takes path and name out of arn:PARTITION:iam::aws:policy/PATH/NAME.
func managedPath(arn string) (string, bool) {
	rest, ok := strings.CutPrefix(arn, "arn:")
	if !ok {
		return "", false
	}
	partition, rest, _ := strings.Cut(rest, ":")
	path, ok := strings.CutPrefix(rest, "iam::aws:policy/")
	return path, ok && partition != "" && path != ""
}

func mustRecords(a archive, block int) []record {
	list, err := a.records(block)
	if err != nil {
		panic("reference: managed policies: " + err.Error())
	}
	return list
}

func decodeManaged(arn string, r record) ManagedPolicyVersion {
	version, rest, _ := strings.Cut(r.content, " ")
	created, rest, _ := strings.Cut(rest, " ")
	updated, document, _ := strings.Cut(rest, " ")
	return ManagedPolicyVersion{
		ARN: arn, Name: r.name[strings.LastIndexByte(r.name, '/')+1:],
		VersionID: version, Created: created, Updated: updated, Document: []byte(document),
	}
}
