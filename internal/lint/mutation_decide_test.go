package lint

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/crossgrant/crossgrant/internal/access"
	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/reference"
	"github.com/crossgrant/crossgrant/internal/s3"
	"github.com/crossgrant/crossgrant/internal/source"
)

// answers are what authz.Decide says about requests that stand for all: every
// S3 action and one of another service, on both ARN forms of the bucket with
// two keys and on another bucket, by the role and by three strangers whose own
// policies allow everything.
type answers struct {
	rows    []string
	allowed []bool
	owned   bool // the bucket's account will own what the role writes
}

var everything = authz.Compile("everything", policy.Parse(source.Whole(source.NewFile("everything", []byte(
	`{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}`))), policy.Identity))

var mayPutACL = authz.Compile("may put ACLs", policy.Parse(source.Whole(source.NewFile("may put ACLs", []byte(
	`{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"s3:PutObjectAcl","Resource":"*"}}`))), policy.Bucket))

var strangers = []string{
	"arn:aws:iam::111122223333:role/team/other", "arn:aws:iam::111122223332:role/team/app", "arn:aws:iam::444455556666:role/app",
}

// judged is the world's pair.
func judged(r *Result, w world) *access.Pair {
	role, bucket := r.Role(appARN), r.Bucket("bkt")
	pair := r.Pair(role, bucket)
	if w.point != "" {
		pair = r.PairVia(role, bucket, r.AccessPoint(pointARN))
	}
	return access.NewJudge(r.Snapshot).Pair(pair)
}

// decisions answers what is meant, and with all every request.
func decisions(r *Result, w world, all bool) *answers {
	layers := judged(r, w).Layers
	out := &answers{}
	keys := w.keys
	if keys == nil {
		keys = []string{"logs/k", "k"}
	}
	inside := keys[0]
	for _, key := range keys {
		for _, action := range w.can {
			resource := "bkt/" + key
			switch {
			case action == "s3:ListBucket":
				resource = "bkt"
			case strings.HasPrefix(action, "kms:"):
				resource = keyARN
			}
			out.add(fmt.Sprintf("meant %s on %s", action, resource), reached(&layers, w, action, resource))
		}
	}
	out.owned = w.account == "111122223333" || !slices.Contains(w.can, "s3:PutObject") || s3.Ownership(w.ownership) == s3.OwnerEnforced ||
		!slices.ContainsFunc(keys, func(key string) bool {
			return slices.ContainsFunc([]string{"", "private", "public-read"}, func(acl string) bool {
				return decide(&layers, w, appARN, "s3:PutObject", "bkt/"+key, acl)
			})
		})
	if !all {
		return out
	}
	strange := layers
	strange.Identity, strange.Boundary = authz.Of(everything), authz.Layer{}
	for _, name := range everyAction() {
		for _, resource := range []string{"bkt", "bkt/" + inside, "bkt/" + outside, "other", "other/" + inside} {
			out.add(fmt.Sprintf("%s on %s by the role", name, resource),
				decide(&layers, w, appARN, name, resource, w.header) || decide(&layers, w, appARN, name, resource, ""))
			for _, who := range strangers {
				out.add(fmt.Sprintf("%s on %s by %s", name, resource, who), decideFor(&strange, w, who, name, resource))
			}
		}
	}
	for _, action := range []string{"kms:Decrypt", "kms:GenerateDataKey", "kms:CreateGrant", "kms:PutKeyPolicy"} {
		if w.key == "" {
			break
		}
		for _, key := range []string{keyARN, strings.Replace(keyARN, "1234", "5678", 1)} {
			out.add(fmt.Sprintf("%s on %s by the role", action, key), decide(&layers, w, appARN, action, key, ""))
			for _, who := range strangers {
				out.add(fmt.Sprintf("%s on %s by %s", action, key, who), decideFor(&strange, w, who, action, key))
			}
		}
	}
	return out
}

// reached reports whether the role can do what is meant with the header that
// its uploads carry, or without it where that makes no difference.
func reached(layers *authz.Layers, w world, action, resource string) bool {
	allowed := decide(layers, w, appARN, action, resource, w.header)
	if action == "s3:PutObject" && w.header != "" {
		// Whether the bucket's side has to allow it too is not documented.
		own := *layers
		own.BucketPolicy.Policies = append(slices.Clone(own.BucketPolicy.Policies), mayPutACL)
		allowed = allowed && decide(&own, w, appARN, "s3:PutObjectAcl", resource, w.header)
	}
	return allowed || s3.Ownership(w.ownership) == s3.OwnerEnforced && decide(layers, w, appARN, action, resource, "")
}

// everyAction lists the actions of S3 and one of another service.
var everyAction = sync.OnceValue(func() (names []string) {
	table := reference.Embedded()
	for _, a := range append(table.Actions("s3:*"), table.Actions("sqs:SendMessage")...) {
		names = append(names, a.FullName())
	}
	return names
})

func (a *answers) add(row string, allowed bool) {
	a.rows = append(a.rows, row)
	a.allowed = append(a.allowed, allowed)
}

// decideFor asks for strangers only about the bucket: what their own policies
// allow elsewhere is not the snapshot's.
func decideFor(layers *authz.Layers, w world, who, action, resource string) bool {
	account, _ := arn.Parse(who)
	if strings.HasPrefix(resource, "other") || account.Account == w.account {
		// In the bucket's own account their policies are enough.
		return false
	}
	return decide(layers, w, who, action, resource, "")
}

func decide(layers *authz.Layers, w world, who, action, resource, header string) bool {
	if header != "" && !s3.Ownership(w.ownership).AcceptsACL(header) {
		return false
	}
	caller, keys := w.contexts.of(w.account, who, header, action == "s3:ListBucket")
	object, ok := arn.Parse(resource)
	if ok {
		keys = maps.Clone(keys)
		authz.Forward(keys, &caller, authz.Knowledge{Action: action, Owner: object.Account, Region: object.Region, Forwarded: s3.Service})
		keys[s3.EncryptionContextKey+"aws:s3:arn"] = authz.One("arn:aws:s3:::bkt")
	} else {
		object = w.addressed(resource)
	}
	if w.point != "" {
		keys["s3:dataaccesspointarn"], keys["s3:dataaccesspointaccount"] = authz.One(pointARN), authz.One(data)
		keys["s3:accesspointnetworkorigin"] = authz.One("Internet")
	}
	r := authz.Request{Caller: caller, Action: action, Resource: object, Owner: w.account, Context: authz.Context{Keys: keys}}
	if r.Creates = strings.HasPrefix(action, "s3:PutObject"); !r.Creates {
		r.Object = &authz.Object{Owner: w.account, ACL: &s3.ACL{}}
	}
	return authz.Decide(layers, &r).Verdict == authz.Allowed
}

// addressed is the ARN of the bucket or an object in it, as requests name it.
func (w world) addressed(resource string) arn.ARN {
	text := "arn:aws:s3:::" + resource
	switch key, inside := strings.CutPrefix(resource, "bkt/"); {
	case w.point == "":
	case inside:
		text = pointARN + "/object/" + key
	case resource == "bkt":
		text = pointARN
	}
	a, _ := arn.Parse(text)
	return a
}

// contexts keeps the context of each kind of request: there are few kinds and
// many requests.
type contexts map[[4]string]struct {
	caller authz.Caller
	keys   map[string]condition.Value
}

func (c contexts) of(account, who, header string, list bool) (authz.Caller, map[string]condition.Value) {
	kind := [4]string{account, who, header, fmt.Sprint(list)}
	if known, ok := c[kind]; ok {
		return known.caller, known.keys
	}
	known := c[kind]
	known.caller = authz.Caller{Session: "i-0abc"}
	known.caller.Role, _ = arn.Parse(who)
	if who == appARN {
		known.caller.ID = "AROAEXAMPLEID"
	}
	of := authz.Knowledge{Owner: account}
	if of.OrgID = "o-exampleorg"; known.caller.Role.Account != "111122223333" && known.caller.Role.Account != data {
		of.OrgID, of.NoOrg = "", true
	}
	known.keys = authz.Known(&known.caller, of)
	known.keys["aws:securetransport"] = authz.One("true")
	if list {
		known.keys["s3:prefix"] = authz.One("logs/x")
	}
	known.keys["s3:x-amz-acl"] = condition.Value{State: condition.Absent}
	if header != "" {
		known.keys["s3:x-amz-acl"] = authz.One(header)
	}
	c[kind] = known
	return known.caller, known.keys
}

// lost reports whether something that was meant is no more.
func (a *answers) lost(now *answers) bool { return a.firstLost(now) != "" }

func (a *answers) firstLost(now *answers) string {
	for i, row := range a.rows {
		if strings.HasPrefix(row, "meant") && a.allowed[i] && !now.allowed[i] {
			return row
		}
	}
	if a.owned && !now.owned {
		return "who owns what is written"
	}
	return ""
}

// beyond returns a request that is allowed now and was neither in the sound
// world nor in the broken one.
func (a *answers) beyond(sound, broken *answers) string {
	for i, row := range a.rows {
		if a.allowed[i] && !sound.allowed[i] && !broken.allowed[i] {
			return row
		}
	}
	return ""
}
