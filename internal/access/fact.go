package access

import (
	"strings"

	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/condition"
)

// The labels of facts about who asks; each fact says more behind a colon. Of the
// first three there is one for each name that policies use, of which one at most is
// true; of the last one for each list that leaves it open.
const (
	sessionFact      = "role session name"
	canonicalFact    = "the canonical user id of the caller's account"
	uniqueFact       = "the caller's unique id"
	notPrincipalFact = "undocumented NotPrincipal behaviour"
)

// endpointTypeFact: what an account stands for in an endpoint's policy hangs on
// the endpoint's type.
const endpointTypeFact = "the type of the VPC endpoint"

// aclFact: AWS's pages disagree whether the bucket's side has to allow
// PutObjectAcl for an upload that carries bucket-owner-full-control.
const aclFact = "undocumented: whether the bucket policy has to allow s3:PutObjectAcl for bucket-owner-full-control"

// Facts that settings leave open, beside those of policies. Where a layer would
// settle one it is named by the variable, else the fact is.
const (
	// foreignFact: another account owns the object, which the bucket policy
	// does not reach then.
	foreignFact  = "the object's owner"
	restrictFact = "RestrictPublicBuckets"
	ignoreFact   = "IgnorePublicAcls"
	blockACLFact = "BlockPublicAcls"
	publicFact   = "undocumented: whether aws:userid ROLEID:* makes a policy public"
	enforcedFact = "Object Ownership"
	versionFact  = "the bucket's versioning"
	groupFact    = authz.GroupsInside
)

// settingFacts lists them, with the one about ACL headers.
var settingFacts = []string{aclFact, groupFact, foreignFact, restrictFact, ignoreFact, blockACLFact, publicFact, enforcedFact}

// exclusives are what facts begin with of which one alone can be true.
var exclusives = []string{sessionFact, canonicalFact, uniqueFact}

// exclusive returns the label of the facts of which one at most is true, if the
// fact is one of those.
func exclusive(fact string) string {
	for _, label := range exclusives {
		if strings.HasPrefix(fact, label) && strings.HasPrefix(fact[len(label):], ": ") {
			return label
		}
	}
	return ""
}

func sessionNamed(name string) string { return sessionFact + ": " + name }

func canonicalID(id string) string { return canonicalFact + ": " + id }

func idOf(id string) string { return uniqueFact + ": " + id }

// whatIs is the label of the fact that decides on what an unknown value is.
func whatIs(texts ...string) string { return authz.WhatIs(texts...) }

func truth(b bool) condition.Truth {
	if b {
		return condition.True
	}
	return condition.False
}
