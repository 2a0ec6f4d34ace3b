package cases

import (
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/tidwall/gjson"

	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/condition"
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

// lists are the actions whose requests carry s3:max-keys though the client sends
// none (IAM User Guide, Condition operators).
var lists = []string{"s3:listbucket", "s3:listbucketversions"}

func (r *reader) context(request *authz.Request) authz.Context {
	known := authz.Knowledge{
		Tags: map[string]string{}, Owner: request.Owner,
		Region: r.text("bucket.region"), OrgID: r.text("org.id"),
	}
	ofRole := request.Caller.Role.String() == r.text("role.arn")
	if ofRole {
		r.each("role.tags", func(key, value gjson.Result) bool {
			known.Tags[key.String()] = value.String()
			return true
		})
	}
	context := authz.Context{Keys: authz.Known(&request.Caller, known)}
	present := condition.Value{State: condition.PresentUnknown}
	switch mode := r.get("request.mode"); mode {
	case "open":
		context.Open, context.Carries = true, carries(request.Action)
		for _, key := range alwaysThere {
			context.Keys[key] = present
		}
		if slices.Contains(lists, strings.ToLower(request.Action)) {
			context.Keys["s3:max-keys"] = present
		}
		if ofRole {
			r.sessionTags(&context)
		}
	case "closed":
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

// sessionTags settles aws:PrincipalTag by the trust policy: where it lets nobody
// pass session tags there are none but the role's; where it does they may
// replace the role's (IAM User Guide, Passing session tags in AWS STS).
func (r *reader) sessionTags(c *authz.Context) {
	trust := r.root.Get("role.trust")
	if !trust.IsObject() {
		return
	}
	const tag = "aws:principaltag/"
	if admits(trust) {
		for key := range c.Keys {
			if strings.HasPrefix(key, tag) {
				c.Keys[key] = condition.Value{State: condition.PresentUnknown}
			}
		}
		return
	}
	carried := c.Carries
	c.Carries = func(key string) bool { return !strings.HasPrefix(key, tag) && carried(key) }
}

// admits reports whether some statement of a trust policy allows sts:TagSession.
func admits(trust gjson.Result) bool {
	statements := trust.Get("Statement")
	if statements.IsObject() {
		return allowsTags(statements)
	}
	return slices.ContainsFunc(statements.Array(), allowsTags)
}

func allowsTags(statement gjson.Result) bool {
	if statement.Get("Effect").String() != "Allow" {
		return false
	}
	if statement.Get("NotAction").Exists() {
		return true
	}
	return slices.ContainsFunc(statement.Get("Action").Array(), func(a gjson.Result) bool {
		action := strings.ToLower(a.String())
		return action == "*" || action == "sts:tagsession" ||
			strings.HasPrefix(action, "sts:") && strings.Contains(action, "*") && !strings.HasPrefix(action, "sts:a")
	})
}

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
