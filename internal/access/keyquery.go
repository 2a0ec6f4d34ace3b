package access

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/glob"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/s3"
	"github.com/crossgrant/crossgrant/internal/source"
	"github.com/crossgrant/crossgrant/internal/way"
)

// keyLegs decides what the operation needs of the key.
func (j *Judge) keyLegs(q *query, p *Pair) {
	o, known := s3.FindOperation(q.operation.Name)
	if !known || !way.Encrypted(p.Pair) {
		return
	}
	for _, leg := range o.Needs(s3.Encrypted) {
		if leg.On != s3.Key {
			continue
		}
		k := keyLeg{leg: leg, layers: q.layers, request: j.keyRequest(q, p, leg.Action)}
		if account := k.request.Owner; account != q.owner {
			// The RCPs that guard the key are those of its own account.
			of := *q.layers
			of.RCPs = j.Guards(p.Role, account)
			k.layers = &of
		}
		if way.ManagedKey(p.Pair) {
			j.managed(q, p, &k)
		}
		if k.decision = authz.Decide(k.layers, k.request); way.Unresolved(p.Pair) {
			k.decision = authz.Decision{Verdict: authz.Unknown}
		}
		k.narrow(q)
		switch v := k.decision.Verdict; {
		case k.where != nil:
		case v == authz.Conditional:
			if k.share(); len(k.shared) == 0 {
				q.hangsOn(&k)
			}
		case v != authz.Allowed && !v.Denied():
			k.fact = leg.Action
			q.vars = append(q.vars, variable{label: string(authz.KMS), fact: k.fact, layer: authz.KMS, size: 2})
		}
		q.keys = append(q.keys, k)
	}
}

// keyRequest is the request that S3 makes to KMS for the role (KMS Developer
// Guide, kms:ViaService; S3 User Guide, Using server-side encryption with AWS
// KMS keys).
func (j *Judge) keyRequest(q *query, p *Pair, action string) *authz.Request {
	keys := maps.Clone(q.base.keys)
	name := way.KeyARN(p.Pair, q.bucket.Partition, q.owner)
	known := authz.Knowledge{Action: action, Region: name.Region, Forwarded: s3.Service, ForwardedFirst: j.Forwarded}
	if arn.IsAccountID(name.Account) {
		known.Owner = name.Account
	}
	j.Know(&known, p.Pair, name.Account)
	caller := q.asker.caller()
	authz.Forward(keys, &caller, known)
	keys[s3.EncryptionContextKey+"aws:s3:arn"] = authz.One(q.bucket.String())
	if e := p.Bucket.Encryption.Value; !e.BucketKey || e.Algorithm != "aws:kms" {
		objects := glob.Join(glob.Literal(q.bucket.String()+"/"), glob.Parse("?*"))
		keys[s3.EncryptionContextKey+"aws:s3:arn"] = condition.Value{State: condition.PresentUnknown, Within: &objects}
	}
	keys["kms:encryptioncontextkeys"] = condition.Value{State: condition.Present, Values: []string{"aws:s3:arn"}, Set: true}
	return &authz.Request{
		Caller: caller, Action: action, Resource: name, Owner: name.Account,
		Context: authz.Context{Keys: keys, Open: true,
			Carries: func(key string) bool { return j.carried(action, key) && !known.Lacks(&caller, key) }},
	}
}

// managed makes the leg one on aws/s3: an upload uses that of the uploader's
// account, and what the bucket's account wrote is under its own.
func (j *Judge) managed(q *query, p *Pair, k *keyLeg) {
	account := q.owner
	if a, ok := arn.Parse(p.Bucket.Encryption.Value.KeyID); ok {
		account = a.Account
	} else if q.operation.Creates {
		account = q.asker.role.Account
	}
	region := p.Bucket.Region.Value
	file := source.NewFile("key policy of aws/s3", []byte(s3.ManagedKeyPolicy(account, region)))
	layers := *q.layers
	layers.Key = &authz.Key{Managed: true,
		Policy: authz.Of(authz.Compile(file.Name, policy.Parse(source.Whole(file), policy.Key)))}
	k.layers = &layers
	k.request.Owner = account
	k.request.Resource = arn.ARN{Partition: q.bucket.Partition, Service: "kms", Region: region, Account: account,
		Resource: s3.ManagedKeyAlias}
	known := authz.Knowledge{Action: k.request.Action, Region: region, Forwarded: s3.Service, ForwardedFirst: j.Forwarded, Owner: account}
	j.Know(&known, p.Pair, account)
	authz.Forward(k.request.Context.Keys, &k.request.Caller, known)
	// S3 asks for it in its own Region, whichever that is.
	k.request.Context.Keys["kms:viaservice"] = authz.One(s3.ViaService(region))
}

// keyMissing says what would settle what the key grants.
func keyMissing(p *Pair) string {
	id := p.Bucket.Encryption.Value.KeyID
	if p.Bucket.Key == nil && strings.Contains(id, "alias/") {
		return fmt.Sprintf("the key behind %s and its policy: aws kms describe-key --key-id %s, get-key-policy", id, id)
	}
	return fmt.Sprintf("the policy of key %s: aws kms get-key-policy --policy-name default --key-id %s", id, id)
}

// settleKeys leaves to each leg on the key what it shares with the variables of the
// query, and makes a fact of what else its decision hangs on.
func (q *query) settleKeys() {
	for i := range q.keys {
		k := &q.keys[i]
		if len(k.shared) == 0 {
			continue
		}
		maps.DeleteFunc(k.shared, func(key string, _ []*condition.Test) bool {
			return !slices.ContainsFunc(q.vars, func(v variable) bool { return v.key == key })
		})
		q.hangsOn(k)
	}
}

// hangsOn adds the fact for what the decision about the key hangs on and shares with
// nothing.
func (q *query) hangsOn(k *keyLeg) {
	rest := slices.DeleteFunc(slices.Clone(k.decision.DependsOn), func(label string) bool {
		_, shared := k.shared[strings.ToLower(label)]
		return shared
	})
	if k.fact = strings.Join(rest, "; "); k.fact != "" && !slices.ContainsFunc(q.vars, func(v variable) bool { return v.fact == k.fact }) {
		q.vars = append(q.vars, variable{label: k.fact, fact: k.fact, size: 2})
	}
}

// sharedTests lists what the legs on the key test of keys that they share.
func (q *query) sharedTests(tests map[string][]*condition.Test, keys []string) []string {
	for i := range q.keys {
		for _, key := range slices.Sorted(maps.Keys(q.keys[i].shared)) {
			if tests[key] == nil {
				keys = append(keys, key)
			}
			tests[key] = append(tests[key], q.keys[i].shared[key]...)
		}
	}
	return keys
}
