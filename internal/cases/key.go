package cases

import (
	"maps"
	"strings"

	"github.com/tidwall/gjson"

	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/s3"
)

// key is a KMS key and how S3 uses it.
type key struct {
	authz.Key
	name      arn.ARN
	account   string
	bucketKey bool
}

// key reads the key that objects of the bucket are encrypted under, nil if none
// is or the request says otherwise. An upload that names aws:kms without a key,
// or a bucket that does, means the AWS managed key of the uploader's account
// (S3 User Guide, Using server-side encryption with AWS KMS keys).
func (r *reader) key(caller *authz.Caller, writes bool, sent func(key string) string) *key {
	v := r.root.Get("bucket.kms")
	algorithm := v.Get("algorithm").String()
	if header := sent("s3:x-amz-server-side-encryption"); writes && header != "" {
		algorithm = header
	}
	if !v.IsObject() || !strings.HasPrefix(algorithm, "aws:kms") ||
		writes && sent("s3:x-amz-server-side-encryption-customer-algorithm") != "" {
		return nil
	}
	k := &key{account: v.Get("key_account").String(), bucketKey: v.Get("bucket_key").Bool() && algorithm == "aws:kms"}
	k.name, _ = arn.Parse(v.Get("key_arn").String())
	if k.account == "" {
		k.account = k.name.Account
	}
	named := sent("s3:x-amz-server-side-encryption-aws-kms-key-id")
	switch {
	case writes && named != "" && named != v.Get("key_arn").String():
		// Another key than the one that the case describes.
		if k.name, _ = arn.Parse(named); k.name.Account != "" {
			k.account = k.name.Account
		}
		k.Policy = authz.Layer{State: authz.NotExported}
		return k
	case writes && named == "" && sent("s3:x-amz-server-side-encryption") != "",
		v.Get("key_manager").String() == "AWS", v.Get("key_arn").String() == "":
		r.managed(k, caller, writes)
		return k
	}
	r.customer(k, v)
	return k
}

func (r *reader) managed(k *key, caller *authz.Caller, writes bool) {
	if writes || k.account == "" {
		k.account = caller.Account()
	}
	region := r.text("bucket.region")
	k.Managed = true
	k.name = arn.ARN{Partition: caller.Role.Partition, Service: "kms", Region: region, Account: k.account,
		Resource: s3.ManagedKeyAlias}
	k.Policy = authz.Of(made("key policy of aws/s3", s3.ManagedKeyPolicy(k.account, region), policy.Key))
}

func (r *reader) customer(k *key, v gjson.Result) {
	k.Usable(v.Get("key_state").String(), k.name.Region, r.text("bucket.region"))
	if d := v.Get("key_policy"); d.IsObject() {
		k.Policy = authz.Of(r.compile("key policy", policy.Key, d))
	}
	for _, g := range v.Get("grants").Array() {
		grant := authz.KeyGrant{Grantee: g.Get("GranteePrincipal").String(),
			Equals: pairs(g.Get("Constraints.EncryptionContextEquals")),
			Subset: pairs(g.Get("Constraints.EncryptionContextSubset"))}
		for _, o := range g.Get("Operations").Array() {
			grant.Operations = append(grant.Operations, o.String())
		}
		k.Grants = append(k.Grants, grant)
	}
}

// pairs reads an encryption context, nil if there is none.
func pairs(v gjson.Result) map[string]string {
	if !v.IsObject() {
		return nil
	}
	m := map[string]string{}
	v.ForEach(func(name, value gjson.Result) bool {
		m[name.String()] = value.String()
		return true
	})
	return m
}

// leg is the request that S3 makes to KMS for the caller: its context is that
// of the call, with what S3 adds.
func (r *reader) keyRequest(k *key, l *authz.Layers, call *authz.Request, action, resource string, region string) authz.Leg {
	way := *l
	way.Key, way.Settings, way.Point, way.BucketPolicy = &k.Key, nil, nil, authz.Layer{}
	if k.account != call.Owner {
		way.RCPs = nil // of another account, and not given
	}
	request := authz.Request{Caller: call.Caller, Action: action, Resource: k.name, Owner: k.account,
		Context: authz.Context{Open: call.Context.Open, Keys: maps.Clone(call.Context.Keys)}}
	of := authz.Knowledge{Forwarded: s3.Service, Region: region}
	r.knowledge(&request, &of)
	authz.Forward(request.Context.Keys, &call.Caller, of)
	carried := carries(action)
	request.Context.Carries = func(key string) bool { return carried(key) && !of.Lacks(&call.Caller, key) }
	if k.bucketKey {
		resource, _, _ = strings.Cut(resource, "/")
	}
	request.Context.Keys[s3.EncryptionContextKey+"aws:s3:arn"] = authz.One(resource)
	if k.Managed {
		// S3 asks for it in its own Region, whichever that is.
		request.Context.Keys["kms:viaservice"] = authz.One(s3.ViaService(region))
	}
	request.Context.Keys["kms:encryptioncontextkeys"] = condition.Value{State: condition.Present,
		Values: []string{"aws:s3:arn"}, Set: true}
	return authz.Leg{Layers: &way, Request: &request}
}
