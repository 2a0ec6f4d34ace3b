package cases

import (
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/tidwall/gjson"

	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/reference"
)

// table is the service reference, read once.
var table = sync.OnceValue(reference.Embedded)

// carries tells which condition keys a request for the action can hold; what
// the reference does not know may be there.
func carries(action string) func(key string) bool {
	return func(key string) bool {
		carried, known := table().Carries(action, key)
		return carried || !known
	}
}

// closedDefaults are the context of a closed case that lists nothing.
var closedDefaults = map[string]string{
	"aws:securetransport": "true", "aws:currenttime": "2026-06-01T12:00:00Z", "aws:epochtime": "1780315200",
	"aws:tokenissuetime": "2026-06-01T11:00:00Z", "aws:viaawsservice": "false", "aws:sourceip": "192.0.2.10",
}

// alwaysThere are keys that a request carries whatever it is, if not with which
// value.
var alwaysThere = []string{"aws:securetransport", "aws:currenttime", "aws:epochtime", "aws:tokenissuetime"}

func (r *reader) context(request *authz.Request, of *authz.Knowledge) authz.Context {
	r.knowledge(request, of)
	caller := request.Caller
	context := authz.Context{Keys: authz.Known(&caller, *of)}
	switch mode := r.get("request.mode"); mode {
	case "open":
		carried := carries(request.Action)
		context.Open, context.Carries = true, func(key string) bool { return carried(key) && !of.Lacks(&caller, key) }
		for _, key := range alwaysThere {
			if _, known := context.Keys[key]; !known {
				context.Keys[key] = condition.Value{State: condition.PresentUnknown}
			}
		}
	case "closed":
		if context.Keys["s3:max-keys"].State == condition.PresentUnknown {
			context.Keys["s3:max-keys"] = authz.One(maxKeys)
		}
		if d := r.stated("request.defaults"); !d.Exists() || d.Bool() {
			for key, value := range closedDefaults {
				context.Keys[key] = authz.One(value)
			}
		}
	default:
		r.fail("request.mode: want closed or open, found %q", mode)
	}
	return context
}

// maxKeys is how many keys a listing asks for that does not say (S3 API
// Reference, ListObjectsV2).
const maxKeys = "1000"

// knowledge adds what the case tells of role, bucket and organization.
func (r *reader) knowledge(request *authz.Request, of *authz.Knowledge) {
	of.Owner, of.Action = request.Owner, request.Action
	if of.Region == "" {
		of.Region = r.text("bucket.region")
	}
	of.OrgID = r.text("org.id")
	if of.OrgID != "" {
		of.OrgPath = r.memberPath(request.Caller.Account())
		if member := r.root.Get("org.accounts." + of.Owner); member.Exists() {
			of.OwnerOrgID, of.OwnerOrgPath = of.OrgID, r.memberPath(of.Owner)
		}
	}
	if abac := r.stated("bucket.abac"); abac.Exists() && of.Forwarded == "" {
		of.NoBucketTags = !abac.Bool()
	}
	if request.Caller.Role.String() != r.text("role.arn") {
		return
	}
	of.Tags, of.SessionTags = map[string]string{}, condition.Unknown
	r.each("role.tags", func(key, value gjson.Result) bool {
		if value.Type != gjson.Null {
			of.Tags[key.String()] = value.String()
		}
		return true
	})
	if trust := r.root.Get("role.trust"); trust.IsObject() && r.text("request.mode") == "open" {
		of.SessionTags = authz.SessionTags(r.parse(policy.Trust, trust))
	}
}

// memberPath is where an account stands in the organization, empty where the
// case does not say.
func (r *reader) memberPath(account string) string { return r.text("org.accounts." + account) }

// addListed adds the keys that a case lists: null is known to be absent, a
// list is a multi-valued key. A request through a VPC endpoint has no source
// address, and the two keys of the time hold the same instant.
func addListed(c *authz.Context, listed gjson.Result) {
	if !listed.IsObject() {
		return
	}
	listed.ForEach(func(key, value gjson.Result) bool {
		name := strings.ToLower(key.String())
		if name == "aws:sourcevpc" || name == "aws:sourcevpce" {
			if value.Type != gjson.Null && !listed.Get("aws:SourceIp").Exists() && !c.Open {
				delete(c.Keys, "aws:sourceip")
			}
		}
		c.Keys[name] = listedValue(value)
		return true
	})
	current, epoch := listed.Get(`aws:CurrentTime`), listed.Get(`aws:EpochTime`)
	if t, err := time.Parse(time.RFC3339, current.String()); err == nil && !epoch.Exists() {
		c.Keys["aws:epochtime"] = authz.One(strconv.FormatInt(t.Unix(), 10))
	}
	if n, err := strconv.ParseInt(epoch.String(), 10, 64); err == nil && !current.Exists() {
		c.Keys["aws:currenttime"] = authz.One(time.Unix(n, 0).UTC().Format(time.RFC3339))
	}
}

func listedValue(v gjson.Result) condition.Value {
	switch {
	case v.Type == gjson.Null:
		return condition.Value{State: condition.Absent}
	case v.IsArray():
		values := []string{}
		for _, item := range v.Array() {
			values = append(values, item.String())
		}
		return condition.Value{State: condition.Present, Values: values, Set: true}
	}
	return authz.One(v.String())
}
