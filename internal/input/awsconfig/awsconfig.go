// Package awsconfig reads what AWS Config recorded of roles, policies, buckets
// and keys: configuration snapshots and histories as it delivers them, and the
// answers of get-resource-config-history, batch-get-resource-config and
// select-resource-config.
//
// All hold configuration items (AWS Config Developer Guide, Components of a
// Configuration Item); they differ in which parts are JSON and which are strings
// that hold JSON, and a query brings only the parts that it selects. What an item
// does not speak of stays not exported.
package awsconfig

import (
	"fmt"
	"strings"
	"time"

	"github.com/tidwall/gjson"

	"github.com/crossgrant/crossgrant/internal/input"
)

// Format recognises configuration items.
type Format struct{}

// Name returns "aws-config".
func (Format) Name() string { return "aws-config" }

// Decode reads a candidate that is, or lists, configuration items. Of several
// states of one resource the last counts; what was deleted is not there.
func (Format) Decode(c input.Candidate) (input.Records, bool) {
	if !mayHaveItems(c) {
		return input.Records{}, false
	}
	r := &input.Reader{Candidate: c}
	list, ok := items(r)
	if !ok {
		return input.Records{}, false
	}
	counted, older, deleted := last(list)
	for _, i := range counted {
		i.read(r)
	}
	if older > 0 {
		r.Records.Notes = append(r.Records.Notes, fmt.Sprintf("%d earlier states of resources are not judged", older))
	}
	if deleted > 0 {
		r.Records.Notes = append(r.Records.Notes, fmt.Sprintf("%d deleted or unrecorded resources are not judged", deleted))
	}
	r.Records.Truncated = c.Member("nextToken").Exists() || c.Member("NextToken").Exists()
	r.Records.Whole = true
	return r.Records, true
}

// mayHaveItems reports whether a candidate has one of the members that items are known by.
func mayHaveItems(c input.Candidate) bool {
	return c.Named("configurationItems") || c.Named("baseConfigurationItems") || c.Named("Results") || c.Named("configurationItem") || c.Has("resourceType")
}

// items returns the items of a candidate.
func items(r *input.Reader) (list []item, ok bool) {
	for _, name := range []string{"configurationItems", "baseConfigurationItems"} {
		if v := r.Member(name); v.IsArray() && all(v, isItem) {
			top(r, v).each(func(n node) { list = append(list, newItem(n, n.v)) })
			return list, true
		}
	}
	if v := r.Member("Results"); v.IsArray() && r.Named("QueryInfo") {
		v.ForEach(func(_, one gjson.Result) bool {
			list = append(list, newItem(top(r, one).open(), one))
			return true
		})
		return list, true
	}
	if v := r.Member("configurationItem"); isItem(v) {
		return []item{newItem(top(r, v), v)}, true
	}
	if isItem(r.Root) {
		return []item{newItem(top(r, r.Root), r.Root)}, true
	}
	return nil, false
}

func all(v gjson.Result, is func(gjson.Result) bool) (ok bool) {
	ok = true
	v.ForEach(func(_, one gjson.Result) bool {
		ok = is(one)
		return ok
	})
	return ok
}

// isItem reports whether a value is a configuration item: a type of resource
// beside what only AWS Config says of one.
func isItem(v gjson.Result) bool {
	if !v.IsObject() || !strings.Contains(input.Find(v, "resourceType").Str, "::") {
		return false
	}
	for _, name := range []string{"configuration", "supplementaryConfiguration", "configurationItemStatus", "configurationItemCaptureTime"} {
		if input.Find(v, name).Exists() {
			return true
		}
	}
	return false
}

// item is one configuration item. Value is where it stands in the file.
type item struct {
	node
	value                   gjson.Result
	configuration, more     node
	kind, account, name, id string
}

func newItem(n node, value gjson.Result) item {
	i := item{node: n, value: value, configuration: n.get("configuration"), more: n.get("supplementaryConfiguration"),
		kind: n.get("resourceType").text(), name: n.get("resourceName").text()}
	for _, name := range []string{"arn", "ARN"} {
		if v := n.get(name); v.exists() {
			i.id = v.text()
		}
	}
	for _, name := range []string{"accountId", "awsAccountId"} {
		if v := n.get(name); v.exists() {
			i.account = v.text()
		}
	}
	// An account without quotes has lost the noughts before it.
	if i.account != "" && len(i.account) < 12 && strings.Trim(i.account, "0123456789") == "" {
		i.account = strings.Repeat("0", 12-len(i.account)) + i.account
	}
	if arn := i.arn(); i.account == "" && arn != "" {
		if parts := strings.SplitN(arn, ":", 6); len(parts) == 6 {
			i.account = parts[4]
		}
	}
	if i.account == "" {
		i.account = n.r.Hints.Account
	}
	if i.kind == "" {
		i.kind = i.guessed()
	}
	return i
}

// arn is the ARN of the resource, by the configuration or else by the item.
func (i item) arn() string {
	if v := i.configuration.get("arn"); v.exists() {
		return v.text()
	}
	return i.id
}

// guessed is the type of a resource whose query did not select it.
func (i item) guessed() string {
	switch {
	case i.configuration.get("roleName").exists():
		return "AWS::IAM::Role"
	case i.configuration.get("userName").exists() && i.configuration.get("userId").exists():
		return "AWS::IAM::User"
	case i.configuration.get("groupName").exists() && i.configuration.get("groupPolicyList").exists():
		return "AWS::IAM::Group"
	case i.configuration.get("policyVersionList").exists():
		return "AWS::IAM::Policy"
	case i.more.get("BucketPolicy").exists() || i.more.get("AccessControlList").exists():
		return "AWS::S3::Bucket"
	case i.configuration.get("keyId").exists() && i.configuration.get("keyManager").exists():
		return "AWS::KMS::Key"
	}
	return ""
}

// read states what the item says. The policies of resources of other types stand
// alone.
func (i item) read(r *input.Reader) {
	if read := readers[i.kind]; read != nil && (i.configuration.exists() || i.more.exists()) {
		read(r, i)
		return
	}
	r.Search(i.value)
}

var readers = map[string]func(*input.Reader, item){
	"AWS::IAM::Role":                    role,
	"AWS::IAM::User":                    user,
	"AWS::IAM::Group":                   group,
	"AWS::IAM::Policy":                  managed,
	"AWS::S3::Bucket":                   bucket,
	"AWS::S3::AccountPublicAccessBlock": accountBlock,
	"AWS::KMS::Key":                     key,
}

// last returns the items that count: of each resource its last state, unless it
// was deleted or is not recorded any more. Items of one time, or of none, count
// in the order of the answers: the newest comes first.
func last(list []item) (counted []item, older, deleted int) {
	at := map[string]int{}
	for _, i := range list {
		id := i.resource()
		if before, found := at[id]; found && id != "" {
			if older++; i.captured().After(counted[before].captured()) {
				counted[before] = i
			}
			continue
		}
		at[id] = len(counted)
		counted = append(counted, i)
	}
	kept := counted[:0]
	for _, i := range counted {
		if strings.HasPrefix(i.get("configurationItemStatus").text(), "ResourceDeleted") || i.get("configurationItemStatus").text() == "ResourceNotRecorded" {
			deleted++
			continue
		}
		kept = append(kept, i)
	}
	return kept, older, deleted
}

// resource names the resource of an item, or is empty where the item does not.
func (i item) resource() string {
	id := i.get("resourceId").text()
	if id == "" {
		id = i.arn()
	}
	if id == "" {
		return ""
	}
	return strings.Join([]string{i.kind, i.account, i.get("awsRegion").text(), id}, " ")
}

// captured is when the item was recorded; the AWS CLI of old prints seconds.
func (i item) captured() time.Time {
	v := i.get("configurationItemCaptureTime")
	if v.v.Type == gjson.Number {
		return time.UnixMilli(int64(v.v.Num * 1000))
	}
	at, err := time.Parse(time.RFC3339, v.text())
	if err != nil {
		return time.Time{}
	}
	return at
}
