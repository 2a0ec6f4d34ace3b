package cases

import (
	"strings"

	"github.com/tidwall/gjson"

	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/glob"
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
		c.operation = operation
	}
	b.headers(versioned)
	switch legs := r.root.Get("request.legs"); {
	case legs.Exists():
		b.given(legs)
	case c.operation != nil:
		b.derived(c.operation)
	default:
		b.single()
	}
	c.legs, c.defaultKey = b.legs, b.keyLeft
	if exists := r.root.Get("request.object_exists"); exists.Exists() && !exists.Bool() {
		list := b.request("s3:ListBucket", b.bucketARN(), derived)
		c.list = &authz.Leg{Layers: b.layers, Request: &list}
	}
}

// builder collects the legs of a call.
type builder struct {
	*reader
	layers   *authz.Layers
	legs     []authz.Leg
	sent     map[string]string // condition keys of the headers, in lower case
	features s3.Feature
	creates  bool
	keyLeft  bool // to the bucket's default encryption
}

// headers reads which condition keys and features the request's headers give.
func (b *builder) headers(versioned bool) {
	b.sent = map[string]string{}
	if versioned {
		b.features |= s3.Versioned
	}
	b.root.Get("request.headers").ForEach(func(name, value gjson.Result) bool {
		if key := s3.HeaderKey(name.String()); key != "" {
			b.sent[key] = value.String()
		}
		b.features |= s3.FeatureOfHeader(name.String(), value.String())
		return true
	})
	b.root.Get("request.context").ForEach(func(name, value gjson.Result) bool {
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
			request.Context = b.context(&request)
			b.pointKeys(&request)
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
	if o, _ := s3.FindOperation("CreateSession"); b.directory() && strings.HasPrefix(v.Get("action").String(), "s3:") {
		b.derived(o)
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
	if b.directory() && o.Name != "CreateSession" {
		// The object operations of directory buckets are authorized by the
		// session that they use (S3 User Guide, Authenticating and authorizing
		// requests to directory buckets).
		o, _ = s3.FindOperation("CreateSession")
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
	b.legs = append(b.legs, k.leg(b.layers, &request, action, request.Resource.String(), b.text("bucket.region")))
}

// keyLeg is a leg on the key that the case gives, context and all.
func (b *builder) keyLeg(call *authz.Request, action string, v gjson.Result) authz.Leg {
	k := b.reader.key(&call.Caller, action != "kms:Decrypt", b.value)
	if k == nil {
		// A key of which nothing is given has no policy.
		k = &key{name: call.Resource, account: call.Resource.Account}
	}
	whole := b.root.Get("request.resource").String()
	leg := k.leg(b.layers, call, action, whole, b.text("bucket.region"))
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

func (b *builder) bucketARN() arn.ARN {
	partition := "aws"
	if role, ok := arn.Parse(b.text("role.arn")); ok {
		partition = role.Partition
	}
	return arn.ARN{Partition: partition, Service: "s3", Resource: b.text("bucket.name")}
}

// sourceARN reads x-amz-copy-source, bucket/key with an optional version.
func (b *builder) sourceARN() arn.ARN {
	source := b.bucketARN()
	path, _, _ := strings.Cut(strings.TrimPrefix(b.sent["s3:x-amz-copy-source"], "/"), "?versionId=")
	if source.Resource = path; path == "" {
		b.fail("request.headers: want x-amz-copy-source, found nothing")
	}
	return source
}

// target returns what an action of the call is about. The case's resource is
// the one of its main action.
func (b *builder) target(on s3.Target) arn.ARN {
	given := b.resource(b.root.Get("request.resource"))
	if b.directory() && given.Service == "s3" {
		return arn.ARN{Partition: given.Partition, Service: "s3express", Region: b.text("bucket.region"),
			Account: b.text("bucket.account"), Resource: "bucket/" + b.text("bucket.name")}
	}
	if _, _, isObject, ok := given.Bucket(); on == s3.Bucket && ok && isObject {
		return b.bucketARN()
	}
	return given
}

func (b *builder) resource(v gjson.Result) arn.ARN {
	resource, ok := arn.Parse(v.String())
	if !ok && v.String() != "*" {
		b.fail("request.resource: want an ARN, found %s", found(v))
	}
	return resource
}

func (r *reader) caller() authz.Caller {
	role, ok := arn.Parse(r.get("role.arn"))
	if !ok {
		r.fail("role.arn: want the ARN of a role, found %s", r.get("role.arn"))
	}
	caller := authz.Caller{Role: role, ID: r.text("role.id"), Session: r.text("request.session"),
		CanonicalID: r.canonicalID(role.Account)}
	if caller.Session == "" && r.text("request.mode") != "open" {
		caller.Session = "sess1"
	}
	return caller
}

// origin is where a leg comes from.
type origin uint8

const (
	given origin = iota
	// Of what the call carries a derived leg sees only what AWS lists for its
	// action.
	derived
)

// request lays out one leg, with the context and the headers of the call.
func (b *builder) request(action string, resource arn.ARN, from origin) authz.Request {
	request := authz.Request{
		Caller: b.caller(), Action: action, Resource: resource, Owner: b.text("bucket.account"),
		Object: b.object(), Creates: b.creates && action != "s3:GetObject",
		ExpectedOwner: b.header("x-amz-expected-bucket-owner"),
		PaysRequester: b.header("x-amz-request-payer") == "requester",
	}
	if account := resource.Account; resource.Service != "s3" && account != "" {
		request.Owner = account
	}
	if request.Owner == "" {
		request.Owner = request.Caller.Account()
	}
	request.Context = b.context(&request)
	b.pointKeys(&request)
	b.defaultKey(&request)
	addListed(&request.Context, b.root.Get("request.context"))
	for key, value := range b.sent {
		if _, ok := request.Context.Keys[key]; !ok || key == keyID {
			request.Context.Keys[key] = authz.One(value)
		}
	}
	for key := range request.Context.Keys {
		if from == derived && strings.HasPrefix(key, "s3:") && !carries(action)(key) {
			request.Context.Keys[key] = condition.Value{State: condition.Absent}
		}
	}
	return request
}

func (r *reader) header(name string) (value string) {
	r.root.Get("request.headers").ForEach(func(key, v gjson.Result) bool {
		if strings.EqualFold(key.String(), name) {
			value = v.String()
		}
		return value == ""
	})
	return value
}

// toPoint reports whether a request goes to an access point.
func toPoint(to arn.ARN) bool {
	return to.Service == "s3" && strings.HasPrefix(to.Resource, "accesspoint/")
}

// pointKeys adds the keys of requests through an access point, which no other
// request carries (S3 User Guide, Configuring IAM policies for using access
// points).
func (b *builder) pointKeys(request *authz.Request) {
	keys, to := request.Context.Keys, request.Resource
	if !toPoint(to) || b.layers.Point == nil {
		for _, key := range []string{"arn", "account"} {
			keys["s3:dataaccesspoint"+key] = condition.Value{State: condition.Absent}
		}
		keys["s3:accesspointnetworkorigin"] = condition.Value{State: condition.Absent}
		return
	}
	to.Resource, _, _ = strings.Cut(to.Resource, "/object/")
	origin := "Internet"
	if b.layers.Point.VPC {
		origin = "VPC"
	}
	keys["s3:dataaccesspointarn"] = authz.One(to.String())
	keys["s3:dataaccesspointaccount"] = authz.One(b.layers.Point.Account)
	keys["s3:accesspointnetworkorigin"] = authz.One(origin)
}

// keyID is the condition key of the key that an upload names.
const keyID = "s3:x-amz-server-side-encryption-aws-kms-key-id"

// defaultKey: whether an upload that names no key carries the one of the
// bucket's default encryption in the condition key is not documented: one page
// says so, an example of another relies on the contrary.
func (b *builder) defaultKey(request *authz.Request) {
	name := b.text("bucket.kms.key_arn")
	if request.Action != "s3:PutObject" || name == "" || b.text("bucket.kms.key_manager") == "AWS" ||
		b.sent["s3:x-amz-server-side-encryption"] != "" || b.root.Get("request.context."+keyID).Exists() {
		return
	}
	b.keyLeft = true
	within := glob.Literal(name)
	request.Context.Keys[keyID] = condition.Value{Within: &within}
}
