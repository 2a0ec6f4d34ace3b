package cases

import (
	"strings"

	"github.com/tidwall/gjson"

	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/s3"
)

// call lays out a request to S3: exactly the legs that the case gives, else
// those of the operation that it names, else its action and what that needs of
// the key.
func (r *reader) call(c *Case) {
	b := &builder{reader: r, layers: r.layers()}
	if to, ok := arn.Parse(r.text("request.resource")); ok && b.layers.Point == nil && toPoint(to) {
		b.layers.Point = &authz.Point{Account: to.Account, Bucket: r.text("bucket.name")}
	}
	name, versioned := strings.CutSuffix(r.text("request.api"), "?versionId")
	if operation, ok := s3.FindOperation(name); ok {
		c.operation, b.operation = operation, operation.Name
	}
	b.headers(versioned)
	switch legs := r.stated("request.legs"); {
	case legs.Exists():
		b.given(legs)
	case c.operation != nil:
		b.derived(c.operation)
	default:
		b.single()
	}
	c.legs, c.defaultKey = b.legs, b.keyLeft
	if exists := r.stated("request.object_exists"); exists.Exists() && !exists.Bool() {
		list := b.request("s3:ListBucket", b.bucketARN(), derived)
		c.list = &authz.Leg{Layers: b.layers, Request: &list}
	}
}

// builder collects the legs of a call.
type builder struct {
	*reader
	layers    *authz.Layers
	operation string // the API operation that the case names
	legs      []authz.Leg
	sent      map[string]string // condition keys of the headers, in lower case
	features  s3.Feature
	creates   bool
	keyLeft   bool // to the bucket's default encryption
}

// headers reads which condition keys and features the request's headers give.
func (b *builder) headers(versioned bool) {
	b.sent = map[string]string{}
	if versioned {
		b.features |= s3.Versioned
	}
	b.each("request.headers", func(name, value gjson.Result) bool {
		if key := s3.HeaderKey(name.String()); key != "" {
			b.sent[key] = value.String()
		}
		b.features |= s3.FeatureOfHeader(name.String(), value.String())
		return true
	})
	b.each("request.context", func(name, value gjson.Result) bool {
		if value.Type != gjson.Null && !value.IsArray() {
			b.sent[strings.ToLower(name.String())] = value.String()
		}
		if value.IsArray() && len(value.Array()) > 0 {
			b.features |= s3.FeatureOfKey(strings.ToLower(name.String()), "")
		}
		return true
	})
	for key, value := range b.sent {
		b.features |= s3.FeatureOfKey(key, value)
	}
}

// given reads the legs of the case.
func (b *builder) given(legs gjson.Result) {
	legs.ForEach(func(_, leg gjson.Result) bool {
		b.creates = b.creates || leg.Get("action").String() == "s3:PutObject"
		return true
	})
	legs.ForEach(func(_, leg gjson.Result) bool {
		action := leg.Get("action").String()
		resource := b.resource(leg.Get("resource"))
		request := b.request(action, resource, given)
		if own := leg.Get("context"); own.Exists() {
			request.Context = b.context(&request, b.way(&request))
			addListed(&request.Context, own)
		}
		switch leg.Get("target").String() {
		case "source":
			b.legs = append(b.legs, b.source(request))
		case "kms":
			b.legs = append(b.legs, b.keyLeg(&request, action, leg))
		default:
			b.legs = append(b.legs, authz.Leg{Layers: b.layers, Request: &request})
		}
		return true
	})
}

// single is a request without a call around it.
func (b *builder) single() {
	v := b.root.Get("request")
	if name, ok := strings.CutPrefix(v.Get("action").String(), "s3:"); ok && b.directory() {
		o, known := s3.FindOperation(name)
		if !known {
			o = &s3.Operation{Name: name}
		}
		if strings.EqualFold(name, "ListBucket") {
			o.Capability = s3.List
		}
		b.session(o)
		return
	}
	request := b.request(v.Get("action").String(), b.resource(v.Get("resource")), given)
	if strings.HasPrefix(strings.ToLower(request.Action), "kms:") && b.root.Get("bucket.kms").IsObject() {
		b.legs = append(b.legs, b.keyLeg(&request, request.Action, v))
		return
	}
	b.legs = append(b.legs, authz.Leg{Layers: b.layers, Request: &request})
	if action := s3.FindAction(strings.ToLower(request.Action)).Key; action != "" {
		b.key(action)
	}
}

// derived lays out the legs that the operation needs of this request.
func (b *builder) derived(o *s3.Operation) {
	if b.directory() {
		b.session(o)
		return
	}
	b.creates = o.Creates
	caller := b.caller()
	if b.reader.key(&caller, o.Creates, b.value) != nil {
		b.features |= s3.Encrypted
	}
	for _, leg := range o.Needs(b.features) {
		switch leg.On {
		case s3.Key:
			b.key(leg.Action)
		case s3.Source, s3.SourceKey:
			// Without its bucket's settings no key of the source is known.
			request := b.request(leg.Action, b.sourceARN(), derived)
			b.legs = append(b.legs, b.source(request))
		default:
			request := b.request(leg.Action, b.target(leg.On), derived)
			b.legs = append(b.legs, authz.Leg{Layers: b.layers, Request: &request})
		}
		b.legs[len(b.legs)-1].Request.Doubt = leg.Doubt
	}
}

// session lays out the session by which the objects of a directory bucket are
// reached. One for which the request names no mode gets the first that is
// allowed.
func (b *builder) session(o *s3.Operation) {
	const action = "s3express:CreateSession"
	modes := s3.SessionModes(o.Capability)
	if o.Name == "CreateSession" {
		modes = s3.SessionModes(s3.Read)
	}
	if mode := b.header("x-amz-create-session-mode"); mode != "" {
		modes = []string{mode}
	}
	b.legs = nil
	for _, mode := range modes {
		request := b.request(action, b.target(s3.Bucket), derived)
		if _, listed := request.Context.Keys[s3.SessionModeKey]; !listed {
			request.Context.Keys[s3.SessionModeKey] = authz.One(mode)
		}
		leg := authz.Leg{Layers: b.layers, Request: &request}
		allowed := authz.Decide(leg.Layers, leg.Request).Verdict == authz.Allowed
		if len(b.legs) == 0 || allowed {
			b.legs = []authz.Leg{leg}
		}
		if allowed {
			return
		}
	}
}

func (b *builder) directory() bool { return b.root.Get("bucket.directory").Bool() }

func (b *builder) value(key string) string { return b.sent[key] }

// key adds the leg of the bucket's key.
func (b *builder) key(action string) {
	v := b.root.Get("request")
	request := b.request(v.Get("action").String(), b.resource(v.Get("resource")), given)
	k := b.reader.key(&request.Caller, action != "kms:Decrypt", b.value)
	if k == nil {
		return
	}
	b.legs = append(b.legs, b.keyRequest(k, b.layers, &request, action, request.Resource.String(), b.text("bucket.region")))
}

// keyLeg is a leg on the key that the case gives, context and all.
func (b *builder) keyLeg(call *authz.Request, action string, v gjson.Result) authz.Leg {
	k := b.reader.key(&call.Caller, action != "kms:Decrypt", b.value)
	if k == nil {
		// A key of which nothing is given has no policy.
		k = &key{name: call.Resource, account: call.Resource.Account}
	}
	whole := b.root.Get("request.resource").String()
	leg := b.keyRequest(k, b.layers, call, action, whole, b.text("bucket.region"))
	if !k.Managed {
		leg.Request.Resource = call.Resource
	}
	addListed(&leg.Request.Context, v.Get("context"))
	return leg
}

// source is a leg on the object that is copied: the same role, and of the
// object's bucket nothing but what is given if it is the same bucket.
func (b *builder) source(request authz.Request) authz.Leg {
	if name, _, _, ok := request.Resource.Bucket(); ok && name == b.text("bucket.name") {
		return authz.Leg{Layers: b.layers, Request: &request}
	}
	way := *b.layers
	way.BucketPolicy, way.Settings, way.RCPs = authz.Layer{}, nil, nil
	request.Owner = request.Caller.Account()
	return authz.Leg{Layers: &way, Request: &request}
}
