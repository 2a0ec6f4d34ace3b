package cases

import (
	"github.com/tidwall/gjson"

	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/source"
)

// compile reads a policy document that lies in the line.
func (r *reader) compile(name string, of policy.Type, v gjson.Result) *authz.Policy {
	return authz.Compile(name, r.parse(of, v))
}

func (r *reader) parse(of policy.Type, v gjson.Result) *policy.Document {
	return policy.Parse(source.Origin{File: r.file, Span: source.Span{Start: v.Index, End: v.Index + len(v.Raw)}}, of)
}

// made compiles the text of a policy that AWS applies without showing it.
func made(name, text string, of policy.Type) *authz.Policy {
	return authz.Compile(name, policy.Parse(source.Whole(source.NewFile(name, []byte(text))), of))
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

// layers lays out what is on the way to the bucket.
func (r *reader) layers() *authz.Layers {
	l := &authz.Layers{
		Boundary:     r.one("role.boundary", policy.Identity),
		BucketPolicy: r.one("bucket.policy", policy.Bucket),
		AccessGrants: r.accessGrants(),
		Settings:     r.settings(),
		Point:        r.point(),
	}
	r.each("role.policies", func(_, p gjson.Result) bool {
		l.Identity.State = authz.Present
		l.Identity.Add(r.compile(p.Get("name").String(), policy.Identity, p.Get("document")))
		return true
	})
	r.around(l)
	return l
}

// accessGrants returns the policy of the S3 Access Grants instance, null where it has
// none. A case that does not give it does not say that there is none.
func (r *reader) accessGrants() authz.Layer {
	const path = "access_grants.policy"
	if !r.root.Get(path).Exists() {
		return authz.Layer{State: authz.NotExported}
	}
	return r.one(path, policy.AccessGrants)
}

// around adds the layers that are on the way of any request.
func (r *reader) around(l *authz.Layers) {
	l.Session = r.one("request.session_policy", policy.Identity)
	l.Endpoint = r.one("request.vpce_policy", policy.Endpoint)
	switch kind := r.text("request.vpce_type"); kind {
	case "", "Gateway":
		l.Interface = condition.False
	case "Interface":
		l.Interface = condition.True
	default:
		r.fail("request.vpce_type: want Gateway or Interface, found %s", kind)
	}
	l.SCPs = r.levels("org.scps", policy.SCP)
	l.RCPs = r.levels("org.rcps", policy.RCP)
}

func (r *reader) levels(path string, of policy.Type) (levels []authz.Layer) {
	v := r.stated(path)
	if v.Exists() && !v.IsArray() {
		r.fail("%s: want a list, found %s", path, v.Raw)
	}
	for _, level := range v.Array() {
		layer := authz.Layer{State: authz.Present}
		for _, p := range level.Get("policies").Array() {
			layer.Add(r.compile(level.Get("level").String(), of, p))
		}
		levels = append(levels, layer)
	}
	return levels
}
