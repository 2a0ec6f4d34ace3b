// Package cases reads and answers decision cases: one request a line, with
// everything that decides it.
//
// The format is that of the decide command. A case is closed about policies
// (what is not given does not exist) and closed or open about condition keys,
// as its mode says. Reading lays the case out as authz wants it; answering is
// one call of authz.Decide for each leg of the request.
package cases

import (
	"errors"
	"fmt"

	"github.com/tidwall/gjson"

	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/source"
)

// Case is one line of input.
type Case struct {
	ID         string
	Why        string
	Expect     string   // empty if the case expects nothing
	DependsOn  []string // expected, for conditional
	Confidence string

	layers authz.Layers
	legs   []authz.Request
}

// reader keeps the first thing that is wrong with a case.
type reader struct {
	file *source.File
	root gjson.Result
	err  error
}

// Read reads one line. The error says what was wanted and found.
func Read(name string, line []byte) (*Case, error) {
	if err := policy.CheckJSON(line); err != nil {
		return nil, err
	}
	r := &reader{file: source.NewFile(name, line), root: gjson.ParseBytes(line)}
	if !r.root.IsObject() {
		return nil, errors.New("a case is a JSON object with role, bucket and request")
	}
	c := &Case{
		ID: r.root.Get("id").String(), Why: r.root.Get("why").String(),
		Expect: r.root.Get("expect").String(), Confidence: r.root.Get("confidence").String(),
	}
	for _, d := range r.root.Get("depends_on").Array() {
		c.DependsOn = append(c.DependsOn, d.String())
	}
	r.layers(&c.layers)
	c.legs = r.requests()
	return c, r.err
}

func (r *reader) fail(format string, args ...any) {
	if r.err == nil {
		r.err = fmt.Errorf(format, args...)
	}
}

// get returns a member that has to be a string.
func (r *reader) get(path string) string {
	v := r.root.Get(path)
	if v.Type != gjson.String {
		r.fail("%s: want a string, found %s", path, found(v))
	}
	return v.String()
}

func found(v gjson.Result) string {
	if !v.Exists() {
		return "nothing"
	}
	return v.Raw
}

// compile reads a policy document that lies in the line.
func (r *reader) compile(name string, of policy.Type, v gjson.Result) *authz.Policy {
	origin := source.Origin{File: r.file, Span: source.Span{Start: v.Index, End: v.Index + len(v.Raw)}}
	return authz.Compile(name, policy.Parse(origin, of))
}

// one returns the layer of a member that is a document or null.
func (r *reader) one(path string, of policy.Type) authz.Layer {
	v := r.root.Get(path)
	if !v.IsObject() {
		if v.Exists() && v.Type != gjson.Null {
			r.fail("%s: want a policy document or null, found %s", path, v.Raw)
		}
		return authz.Layer{}
	}
	return authz.Of(r.compile(path, of, v))
}

func (r *reader) layers(l *authz.Layers) {
	r.root.Get("role.policies").ForEach(func(_, p gjson.Result) bool {
		l.Identity.State = authz.Present
		l.Identity.Policies = append(l.Identity.Policies, r.compile(p.Get("name").String(), policy.Identity, p.Get("document")))
		return true
	})
	l.Boundary = r.one("role.boundary", policy.Identity)
	l.BucketPolicy = r.one("bucket.policy", policy.Bucket)
	l.Session = r.one("request.session_policy", policy.Identity)
	l.Endpoint = r.one("request.vpce_policy", policy.Endpoint)
	l.SCPs = r.levels("org.scps", policy.SCP)
	l.RCPs = r.levels("org.rcps", policy.RCP)
	l.Unmodelled = r.unmodelled()
}

func (r *reader) levels(path string, of policy.Type) (levels []authz.Layer) {
	r.root.Get(path).ForEach(func(_, level gjson.Result) bool {
		layer := authz.Layer{State: authz.Present}
		level.Get("policies").ForEach(func(_, p gjson.Result) bool {
			layer.Policies = append(layer.Policies, r.compile(level.Get("level").String(), of, p))
			return true
		})
		levels = append(levels, layer)
		return true
	})
	return levels
}

// unmodelled lists what a case holds that Decide does not cover.
func (r *reader) unmodelled() (names []authz.LayerName) {
	for _, m := range []struct {
		path  string
		layer authz.LayerName
	}{
		{"bucket.acl", authz.ACL}, {"bucket.kms", authz.KMS}, {"bucket.object", authz.Ownership},
		{"bucket.access_point", authz.AccessPoint}, {"bucket.requester_pays", authz.RequestRules},
		{"bucket.directory", authz.RequestRules}, {"request.api", authz.RequestRules},
		{"request.headers", authz.RequestRules}, {"bucket.bpa.bucket.RestrictPublicBuckets", authz.PublicAccess},
		{"bucket.bpa.account.RestrictPublicBuckets", authz.PublicAccess},
	} {
		if v := r.root.Get(m.path); v.Exists() && v.Type != gjson.Null && v.Type != gjson.False {
			names = append(names, m.layer)
		}
	}
	if r.root.Get("request.kind").String() == "trust" {
		names = append(names, authz.Trust)
	}
	return names
}

// requests returns a request for each leg; a case without legs has one.
func (r *reader) requests() []authz.Request {
	base := r.request(r.root.Get("request"))
	legs := r.root.Get("request.legs")
	if !legs.Exists() {
		return []authz.Request{base}
	}
	var requests []authz.Request
	legs.ForEach(func(_, leg gjson.Result) bool {
		requests = append(requests, r.request(leg))
		return true
	})
	return requests
}

func (r *reader) request(v gjson.Result) authz.Request {
	role, ok := arn.Parse(r.get("role.arn"))
	if !ok {
		r.fail("role.arn: want the ARN of a role, found %s", r.get("role.arn"))
	}
	resource, ok := arn.Parse(v.Get("resource").String())
	if !ok && v.Get("resource").String() != "*" {
		r.fail("request.resource: want an ARN, found %s", found(v.Get("resource")))
	}
	request := authz.Request{
		Caller: authz.Caller{
			Role: role, ID: r.root.Get("role.id").String(), Session: "sess1",
			CanonicalID: r.root.Get("bucket.principal_canonical_id").String(),
		},
		Action: v.Get("action").String(), Resource: resource,
		Owner: r.root.Get("bucket.account").String(),
	}
	if session := r.root.Get("request.session"); session.Exists() {
		request.Caller.Session = session.String()
	}
	if request.Owner == "" {
		request.Owner = role.Account
	}
	request.Context = r.context(&request, v)
	return request
}

// closedDefaults are the context of a closed case that lists nothing.
var closedDefaults = map[string]string{
	"aws:securetransport": "true", "aws:currenttime": "2026-06-01T12:00:00Z", "aws:epochtime": "1780315200",
	"aws:tokenissuetime": "2026-06-01T11:00:00Z", "aws:viaawsservice": "false", "aws:sourceip": "192.0.2.10",
}

func (r *reader) context(request *authz.Request, v gjson.Result) authz.Context {
	known := authz.Knowledge{
		Tags: map[string]string{}, Owner: request.Owner,
		Region: r.root.Get("bucket.region").String(), OrgID: r.root.Get("org.id").String(),
	}
	r.root.Get("role.tags").ForEach(func(key, value gjson.Result) bool {
		known.Tags[key.String()] = value.String()
		return true
	})
	context := authz.Context{Keys: authz.Known(&request.Caller, known)}
	switch mode := r.get("request.mode"); mode {
	case "open":
		context.Open = true
		for _, key := range []string{"aws:securetransport", "aws:currenttime", "aws:epochtime", "aws:tokenissuetime"} {
			context.Keys[key] = condition.Value{State: condition.PresentUnknown}
		}
	case "closed":
		if d := r.root.Get("request.defaults"); !d.Exists() || d.Bool() {
			for key, value := range closedDefaults {
				context.Keys[key] = authz.One(value)
			}
		}
	default:
		r.fail("request.mode: want closed or open, found %q", mode)
	}
	listed := r.root.Get("request.context")
	if own := v.Get("context"); own.Exists() {
		listed = own
	}
	addListed(&context, listed)
	return context
}
