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
	if account := resource.Account; account != "" && !toPoint(resource) {
		request.Owner = account
	}
	if request.Owner == "" {
		request.Owner = request.Caller.Account()
	}
	request.Context = b.context(&request, b.way(&request))
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

// way is what the case tells of the way to the bucket: through the access point
// or to the bucket's name, and by which operation. An action that is asked about
// by itself is that of the operation of its name.
func (b *builder) way(request *authz.Request) *authz.Knowledge {
	of := &authz.Knowledge{Operation: b.operation}
	if of.Operation == "" && b.text("request.mode") == "closed" {
		_, of.Operation, _ = strings.Cut(request.Action, ":")
	}
	to := request.Resource
	if of.ToBucket = !toPoint(to) || b.layers.Point == nil; of.ToBucket {
		return of
	}
	to.Resource, _, _ = strings.Cut(to.Resource, "/object/")
	of.PointARN, of.PointAccount, of.PointOrigin = to.String(), b.layers.Point.Account, "Internet"
	if b.layers.Point.VPC {
		of.PointOrigin = "VPC"
	}
	return of
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
