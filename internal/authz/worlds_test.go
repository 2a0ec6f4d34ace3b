package authz

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/s3"
)

// principals are the words of small worlds as policies write them.
var principals = map[string]string{
	"everyone": "*", "session": session, "role": roleARN, "account": root,
	"user": "arn:aws:iam::" + ours + ":user/u", "elsewhere": "arn:aws:iam::" + third + ":role/team/app",
}

type compiler map[string]*Policy

func (c compiler) layer(list []clause, of policy.Type) Layer {
	if list == nil {
		return Layer{}
	}
	var statements []string
	for _, cl := range list {
		effect, rest := "Allow", ""
		if cl.deny {
			effect = "Deny"
		}
		if cl.who != "" {
			rest += fmt.Sprintf(`,"Principal":{"AWS":%q}`, principals[cl.who])
		}
		if cl.vpce {
			rest += `,"Condition":{"StringEquals":{"aws:SourceVpce":"vpce-1"}}`
		}
		statements = append(statements, fmt.Sprintf(`{"Effect":%q,"Action":%q,"Resource":%q%s}`, effect, cl.action, cl.on, rest))
	}
	text := strings.Join(statements, ",")
	p := c[string(of)+text]
	if p == nil {
		p = compile("p", text, of)
		c[string(of)+text] = p
	}
	return Of(p)
}

func acl(kind string) *s3.ACL {
	list := &s3.ACL{Owner: "owner", Grants: []s3.Grant{{ID: "owner", Permission: s3.FullControlGrant}}}
	switch kind {
	case "us":
		list.Grants = append(list.Grants, s3.Grant{ID: "us", Permission: s3.ReadPermission})
	case "everybody":
		list.Grants = append(list.Grants, s3.Grant{Group: s3.AuthenticatedUsers, Permission: s3.ReadPermission})
	case "us writes":
		list.Grants = append(list.Grants, s3.Grant{ID: "us", Permission: s3.WritePermission})
	case "everybody writes":
		list.Grants = append(list.Grants, s3.Grant{Group: s3.AllUsers, Permission: s3.WritePermission})
	case "stranger":
		list.Grants = append(list.Grants, s3.Grant{ID: "stranger", Permission: s3.FullControlGrant})
	}
	return list
}

func (w *world) build(c compiler) (*Layers, *Request) {
	l := &Layers{Identity: c.layer(w.identity, policy.Identity), Boundary: c.layer(w.boundary, policy.Identity),
		Session: c.layer(w.session, policy.Identity), Endpoint: c.layer(w.endpoint, policy.Endpoint)}
	for _, level := range w.scps {
		l.SCPs = append(l.SCPs, c.layer(level, policy.SCP))
	}
	if w.rcps != nil {
		l.RCPs = []Layer{c.layer(w.rcps, policy.RCP)}
	}
	role, _ := arn.Parse(roleARN)
	resource, _ := arn.Parse(w.resource)
	caller := Caller{Role: role, ID: "AROAEXAMPLE", Session: "s1", CanonicalID: "us"}
	r := &Request{Caller: caller, Action: w.action, Resource: resource, Owner: w.owner, ExpectedOwner: w.expectedOwner,
		PaysRequester: w.pays, Context: Context{Keys: Known(&caller, Knowledge{Owner: w.owner})}}
	endpoint := "vpce-2"
	if w.throughEndpoint1 {
		endpoint = "vpce-1"
	}
	r.Context.Keys["aws:sourcevpce"] = One(endpoint)
	if w.isKey() {
		l.Key = &Key{Policy: c.layer(w.policy, policy.Key), Managed: w.managed}
		if w.granted != "" {
			l.Key.Grants = []KeyGrant{{Grantee: principals[w.granted], Operations: []string{"Decrypt"}}}
		}
		return l, r
	}
	l.BucketPolicy = c.layer(w.policy, policy.Bucket)
	l.Settings = &Settings{Ownership: w.ownership, ACL: acl(w.bucketACL), RequesterPays: truth(w.charging), Versioned: truth(w.versioned),
		Block: s3.PublicAccessBlock{BlockPublicACLs: truth(w.block), IgnorePublicACLs: truth(w.ignore),
			BlockPublicPolicy: condition.False, RestrictPublicBuckets: truth(w.restrict)}}
	r.Object = &Object{Owner: w.objectOwner, ACL: acl(w.objectACL)}
	if w.header != "" {
		r.Context.Keys[s3.CannedACLKey] = One(w.header)
	}
	if w.through {
		l.Point = &Point{Account: w.pointOwner, Bucket: "b", Policy: c.layer(w.point, policy.AccessPoint)}
	}
	return l, r
}

// worlds makes random small worlds.
type worlds struct{ *rand.Rand }

func (g worlds) pick(list ...string) string { return list[g.IntN(len(list))] }

func (g worlds) chance(of int) bool { return g.IntN(of) == 0 }

func (g worlds) clauses(n int, w *world, named bool) []clause {
	list := []clause{}
	for range n {
		c := clause{deny: g.chance(5), action: g.pick("*", w.action, w.action, "s3:Other", "s3:DeleteObjectVersion"),
			on: g.pick("*", w.resource, w.resource, "arn:aws:s3:::b/k", "arn:aws:s3:::other"), vpce: g.chance(5)}
		if named {
			c.who = g.pick("everyone", "session", "role", "role", "account", "account", "user", "elsewhere")
		}
		list = append(list, c)
	}
	return list
}

const keyARN = "arn:aws:kms:eu-west-1:" + theirs + ":key/1"

func (g worlds) world() *world {
	w := &world{owner: g.pick(ours, theirs), throughEndpoint1: g.chance(2), pays: g.chance(2)}
	w.action = g.pick("s3:GetObject", "s3:GetObject", "s3:ListBucket", "s3:PutObject", "s3:DeleteObject", "kms:Decrypt")
	w.resource = map[string]string{"s3:ListBucket": "arn:aws:s3:::b", "kms:Decrypt": keyARN}[w.action]
	if w.resource == "" {
		w.resource = "arn:aws:s3:::b/k"
		if g.chance(4) {
			w.through, w.pointOwner = true, g.pick(ours, theirs)
			w.resource = "arn:aws:s3:eu-west-1:" + w.pointOwner + ":accesspoint/ap/object/k"
		}
	}
	w.identity, w.policy = g.clauses(g.IntN(3), w, false), g.clauses(g.IntN(4), w, true)
	if g.chance(3) {
		w.boundary = g.clauses(1+g.IntN(2), w, false)
	}
	if g.chance(4) {
		w.session = g.clauses(1+g.IntN(2), w, false)
	}
	for range g.IntN(3) * g.IntN(2) {
		w.scps = append(w.scps, append(g.clauses(1, w, false), clause{action: "*", on: "*", vpce: g.chance(4)}))
	}
	if g.chance(6) {
		w.rcps = []clause{{deny: true, who: "everyone", action: g.pick("*", "s3:Other"), on: "*", vpce: g.chance(2)}}
	}
	if g.chance(6) {
		w.endpoint = []clause{{who: "everyone", action: g.pick("*", "s3:Other"), on: "*"}, {deny: true, who: "everyone", action: g.pick("s3:Other", w.action), on: "*", vpce: true}}
	}
	if w.isKey() {
		w.granted, w.managed = g.pick("", "", "role", "account"), g.chance(4)
		if w.owner != ours {
			w.granted = "" // what a grant across accounts is worth is not documented
		}
		return w
	}
	if w.through {
		w.point = g.clauses(g.IntN(3), w, true)
	}
	w.ownership = s3.Ownership(g.pick(string(s3.OwnerEnforced), string(s3.OwnerPreferred), string(s3.ObjectWriter)))
	w.objectOwner = g.pick(w.owner, ours, theirs, third)
	w.objectACL, w.bucketACL = g.pick("", "us", "everybody", "stranger"), g.pick("", "us", "everybody", "us writes", "everybody writes", "stranger")
	w.header = g.pick("", "", s3.FullControl, "public-read", "authenticated-read", "private")
	w.ignore, w.restrict, w.block, w.charging, w.versioned = g.chance(3), g.chance(3), g.chance(2), g.chance(4), g.chance(2)
	w.expectedOwner = g.pick("", "", "", "", w.owner, third)
	return w
}
