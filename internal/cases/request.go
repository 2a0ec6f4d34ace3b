package cases

import (
	"strings"

	"github.com/tidwall/gjson"

	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/glob"
)

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
	r.each("request.headers", func(key, v gjson.Result) bool {
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
