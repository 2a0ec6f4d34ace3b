package reference

import (
	"strings"
	"sync"
)

// GlobalKey is a condition key that is not of one service (IAM User Guide, AWS global
// condition context keys): the aws: keys, and the keys of services that stand in the
// requests of credentials which the service handed out.
type GlobalKey struct {
	ConditionKey
	Group      string // AWS's heading: principal, session, network, resource or request
	Identifier bool   // made by AWS to identify one thing: a wildcard in its value makes no sense
	PerAction  bool   // carried only where the reference lists it with the action or its resource types
	Present    Presence
	// FromCaller marks what the caller writes into the request as he likes.
	FromCaller bool
	// FromService marks what only the requests of service principals have: the resource
	// for which the service calls.
	FromService bool
	// NeverOfServices marks what the page says only of accounts' own principals and
	// sessions, so that no request of a service principal has it. AWS lists no such keys;
	// it names aws:PrincipalOrgID as one (IAM policy validation check reference,
	// Unsupported condition key for service principal). Of the others nothing is said.
	NeverOfServices bool
	Doc             string // what it holds
}

// Presence says which requests have a global key by its Availability on AWS's page.
type Presence uint8

const (
	InSome   Presence = iota // the page names a circumstance
	InSigned                 // all but anonymous ones
	InEvery
)

// Global returns the global condition key of a name, in any case; aws:PrincipalTag/team
// belongs to aws:PrincipalTag/${TagKey}.
func Global(name string) (GlobalKey, bool) {
	index := globalIndex()
	at, found := index.plain[strings.ToLower(name)]
	for _, i := range index.families {
		if found && at < i {
			break
		}
		if globalKeys[i].Covers(name) {
			at, found = i, true
			break
		}
	}
	if !found {
		return GlobalKey{}, false
	}
	return globalKeys[at], true
}

// globalIndex has the places of the global keys: of those with a plain name by it in
// lower case, and of the families.
var globalIndex = sync.OnceValue(func() (index struct {
	plain    map[string]int
	families []int
}) {
	index.plain = map[string]int{}
	for i := range globalKeys {
		k := &globalKeys[i]
		if _, _, family := k.template(); family {
			index.families = append(index.families, i)
		} else {
			index.plain[strings.ToLower(k.Name)] = i
		}
	}
	return index
})

// Withdrawn returns the keys that AWS says to use in the place of one that it no longer
// supports; nothing for any other name (IAM policy validation check reference,
// Unsupported global condition key, which names aws:ARN alone).
func Withdrawn(name string) []string {
	if strings.EqualFold(name, "aws:ARN") {
		return []string{"aws:PrincipalArn", "aws:SourceArn"}
	}
	return nil
}

// Deprecated returns the keys that AWS says to use in the place of one that it still
// supports and advises against; nothing for any other name (Amazon SNS Developer Guide,
// Example cases: aws:SourceAccount versus aws:SourceOwner).
func Deprecated(name string) []string {
	if strings.EqualFold(name, "aws:SourceOwner") {
		return []string{"aws:SourceAccount", "aws:SourceArn"}
	}
	return nil
}

// SetBy returns the action that alone lets a caller set the values of a key, beside the
// one by which he becomes a role (IAM User Guide, Monitor and control actions taken with
// assumed roles; Pass session tags in AWS STS); empty for any other name.
func SetBy(name string) string {
	key, _, _ := strings.Cut(strings.ToLower(name), "/")
	switch key {
	case "sts:sourceidentity":
		return "sts:SetSourceIdentity"
	case "aws:requesttag", "aws:tagkeys", "sts:transitivetagkeys":
		return "sts:TagSession"
	}
	return ""
}

// Partners returns the keys of which AWS says that one of them has to stand beside the
// named one, whose values mean something only together with it (IAM User Guide, AWS
// global condition context keys, aws:VpcSourceIp and aws:Ec2InstanceSourcePrivateIPv4:
// private addresses are the same in many VPCs).
func Partners(name string) []string {
	for _, p := range partners {
		if strings.EqualFold(name, p.key) {
			return strings.Fields(p.with)
		}
	}
	return nil
}

var partners = [...]struct{ key, with string }{
	{"aws:VpcSourceIp", "aws:SourceVpc aws:SourceVpce aws:SourceVpcArn"},
	{"aws:Ec2InstanceSourcePrivateIPv4", "aws:Ec2InstanceSourceVpc"},
}
