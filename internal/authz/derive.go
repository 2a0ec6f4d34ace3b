package authz

import (
	"cmp"
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/condition"
)

// derivation is a row of the table of derived keys: how other knowledge settles
// a condition key.
type derivation struct {
	// key as AWS writes it; one that ends in / stands for all that begin so.
	key string
	// page is the one of AWS's documents that says so.
	page string
	// of returns the value, and false where the knowledge does not settle it.
	of func(*Caller, *Knowledge) (condition.Value, bool)
}

// settles reports whether the row is about a key, which is in lower case.
func (d *derivation) settles(key string) bool {
	name := lower(d.key)
	return key == name || strings.HasSuffix(name, "/") && strings.HasPrefix(key, name)
}

// The pages of the table.
const (
	globalKeys = "IAM User Guide, AWS global condition context keys"
	forwarded  = "IAM User Guide, Forward access sessions"
	tagging    = "IAM User Guide, Pass session tags in AWS STS"
	operators  = "IAM User Guide, IAM JSON policy elements: Condition operators"
	writes     = "S3 User Guide, Enforce conditional writes on Amazon S3 buckets"
	points     = "S3 User Guide, Configuring IAM policies for using access points"
	abac       = "S3 User Guide, Enabling ABAC in general purpose buckets"
	keyPage    = "KMS Developer Guide, Condition keys for AWS KMS"
)

// derivations are the keys that other knowledge settles, each once. Whoever
// decides reads this table: no key is settled anywhere else.
var derivations = slices.Concat(ofCaller, ofCall, ofOperation)

// ofCaller are the keys of whoever calls: a service that passes a call on
// passes them on too.
var ofCaller = []derivation{
	{"aws:PrincipalArn", globalKeys, ofIdentity(func(c *Caller) string { return c.identity().String() })},
	{"aws:PrincipalAccount", globalKeys, orAnonymous("anonymous", ofIdentity((*Caller).Account))},
	{"aws:PrincipalType", globalKeys, orAnonymous("Anonymous", ofIdentity((*Caller).principalType))},
	{"aws:PrincipalOrgID", globalKeys, func(c *Caller, k *Knowledge) (condition.Value, bool) {
		return organization(k.NoOrg || c.inNoAccount(), k.OrgID)
	}},
	{"aws:PrincipalOrgPaths", globalKeys, func(c *Caller, k *Knowledge) (condition.Value, bool) {
		return path(k.NoOrg || c.inNoAccount(), k.OrgID, k.OrgPath)
	}},
	{"aws:PrincipalTag/", tagging, func(c *Caller, k *Knowledge) (condition.Value, bool) {
		return absent, k.SessionTags == condition.False && c.Role.Account != "" || c.inNoAccount()
	}},
	{"aws:PrincipalIsAWSService", globalKeys, func(c *Caller, _ *Knowledge) (condition.Value, bool) {
		if c.Service != "" {
			return One("true"), true
		}
		return One("false"), true
	}},
	{"aws:PrincipalServiceName", globalKeys, ofService(func(c *Caller) (condition.Value, bool) { return One(c.Service), true })},
	{"aws:PrincipalServiceNamesList", globalKeys, ofService(unsettled)},
	{"aws:userid", globalKeys, orAnonymous("anonymous", (*Caller).userID)},
	{"aws:username", globalKeys, func(c *Caller, _ *Knowledge) (condition.Value, bool) {
		if c.User.Account == "" || c.User.IsAccountRoot() {
			return absent, true
		}
		return One(c.User.Resource[strings.LastIndexByte(c.User.Resource, '/')+1:]), true
	}},
	{"aws:SourceArn", globalKeys, ofService(unsettled)},
	{"aws:SourceAccount", globalKeys, ofService(unsettled)},
	{"aws:SourceOrgID", globalKeys, ofService(unsettled)},
	{"aws:SourceOrgPaths", globalKeys, ofService(unsettled)},
}

// ofCall are the keys of what is called, and on which way.
var ofCall = []derivation{
	{"aws:ResourceAccount", globalKeys, owner},
	{"s3:ResourceAccount", globalKeys, owner},
	{"aws:ResourceOrgID", globalKeys, func(c *Caller, k *Knowledge) (condition.Value, bool) {
		none, id, _ := k.ownersOrganization(c)
		return organization(none, id)
	}},
	{"aws:ResourceOrgPaths", globalKeys, func(c *Caller, k *Knowledge) (condition.Value, bool) {
		return path(k.ownersOrganization(c))
	}},
	{"aws:ResourceTag/", abac, bucketTag},
	{"s3:BucketTag/", abac, bucketTag},
	{"aws:RequestedRegion", globalKeys, func(_ *Caller, k *Knowledge) (condition.Value, bool) { return One(k.Region), k.Region != "" }},
	{"s3:DataAccessPointArn", points, ofPoint(func(k *Knowledge) string { return k.PointARN })},
	{"s3:DataAccessPointAccount", points, ofPoint(func(k *Knowledge) string { return k.PointAccount })},
	{"s3:AccessPointNetworkOrigin", points, ofPoint(func(k *Knowledge) string { return k.PointOrigin })},
	{"aws:ViaAWSService", forwarded, func(_ *Caller, k *Knowledge) (condition.Value, bool) {
		if k.Forwarded != "" {
			return One("true"), true
		}
		return One("false"), k.Direct
	}},
	{"aws:CalledVia", forwarded, called(func(k *Knowledge) condition.Value {
		if k.ForwardedFirst != "" {
			return among(k.ForwardedFirst, k.Forwarded)
		}
		return among(k.Forwarded)
	})},
	{"aws:CalledViaFirst", forwarded, called(func(k *Knowledge) condition.Value {
		return One(cmp.Or(k.ForwardedFirst, k.Forwarded))
	})},
	{"aws:CalledViaLast", forwarded, called(func(k *Knowledge) condition.Value { return One(k.Forwarded) })},
	{"kms:ViaService", keyPage, func(_ *Caller, k *Knowledge) (condition.Value, bool) {
		service, domain, _ := strings.Cut(k.Forwarded, ".")
		switch {
		case k.Forwarded == "":
			return absent, k.Direct
		case k.Region == "":
			return present, true
		}
		return One(service + "." + k.Region + "." + domain), true
	}},
	{"aws:SecureTransport", forwarded, network(nil)},
	{"s3:TlsVersion", forwarded, network(nil)},
	{"aws:SourceIp", globalKeys, network(func(*Knowledge) condition.Value { return absent })},
	{"aws:VpcSourceIp", globalKeys, network(func(*Knowledge) condition.Value { return present })},
	{"aws:SourceVpce", globalKeys, network(func(k *Knowledge) condition.Value { return One(k.Endpoint) })},
	{"aws:SourceVpc", globalKeys, network(func(k *Knowledge) condition.Value { return given(k.EndpointVPC) })},
	{"aws:SourceVpcArn", globalKeys, network(nil)},
	{"aws:VpceAccount", globalKeys, network(func(k *Knowledge) condition.Value { return given(k.EndpointAccount) })},
	{"aws:VpceOrgID", globalKeys, network(nil)},
	{"aws:VpceOrgPaths", globalKeys, network(nil)},
}

// ofOperation are the keys that hang on which operation is called.
var ofOperation = []derivation{
	{"s3:max-keys", operators, func(_ *Caller, k *Knowledge) (condition.Value, bool) {
		switch lower(k.Action) {
		case "s3:listbucket":
			// HeadBucket asks for the same action and lists nothing.
			return present, !strings.EqualFold(k.Operation, "HeadBucket")
		case "s3:listbucketversions":
			return present, true
		}
		return absent, k.Action != ""
	}},
	{"s3:ObjectCreationOperation", writes, func(_ *Caller, k *Knowledge) (condition.Value, bool) {
		if creates, ok := creating[lower(k.Operation)]; ok {
			return One(creates), lower(k.Action) == putObject
		}
		return present, lower(k.Action) == putObject
	}},
	{"kms:CallerAccount", keyPage, func(c *Caller, k *Knowledge) (condition.Value, bool) {
		return One(c.Account()), strings.HasPrefix(lower(k.Action), "kms:") && c.Account() != ""
	}},
}

// OperationKeys are those, in lower case, that the table derives from the
// operation, and that its other actions do not carry.
var OperationKeys = []string{"s3:max-keys", "s3:objectcreationoperation"}

// creating says by operation whether it makes an object or, of an upload in
// parts, only prepares one.
var creating = map[string]string{
	"putobject": "true", "postobject": "true", "copyobject": "true", "completemultipartupload": "true",
	"createmultipartupload": "false", "uploadpart": "false", "uploadpartcopy": "false",
}

// ofIdentity derives a key of an IAM identity, which a service and a federated
// user have not.
func ofIdentity(get func(*Caller) string) func(*Caller, *Knowledge) (condition.Value, bool) {
	return func(c *Caller, _ *Knowledge) (condition.Value, bool) {
		if c.inNoAccount() {
			return absent, true
		}
		return One(get(c)), true
	}
}

// orAnonymous gives a key the value that it has in a request which nobody signed.
func orAnonymous(value string, get func(*Caller, *Knowledge) (condition.Value, bool)) func(*Caller, *Knowledge) (condition.Value, bool) {
	return func(c *Caller, k *Knowledge) (condition.Value, bool) {
		if c.Anonymous {
			return One(value), true
		}
		return get(c, k)
	}
}

// ofService derives a key that only a service's own call carries.
func ofService(get func(*Caller) (condition.Value, bool)) func(*Caller, *Knowledge) (condition.Value, bool) {
	return func(c *Caller, _ *Knowledge) (condition.Value, bool) {
		if c.Service == "" {
			return absent, true
		}
		return get(c)
	}
}

func unsettled(*Caller) (condition.Value, bool) { return condition.Value{}, false }

func (c *Caller) principalType() string {
	switch {
	case c.User.IsAccountRoot():
		return "Account"
	case c.User.Account != "":
		return "User"
	}
	return "AssumedRole"
}

// userID: the id of a session is that of the role and the session's name.
func (c *Caller) userID(*Knowledge) (condition.Value, bool) {
	switch {
	case c.inNoAccount():
		return absent, true
	case c.ID == "":
		return condition.Value{}, false
	case c.User.Account != "":
		return One(c.ID), true
	case c.Session != "":
		return One(c.ID + ":" + c.Session), true
	}
	return some(c.ID + ":"), true
}

func organization(none bool, id string) (condition.Value, bool) {
	if none {
		return absent, true
	}
	return One(id), id != ""
}

// path is where an account stands in its organization: one place, yet the keys
// of paths are multivalued. It begins with the organization.
func path(none bool, id, path string) (condition.Value, bool) {
	switch {
	case none:
		return absent, true
	case path != "":
		return among(path), true
	}
	within := some(id + "/")
	within.Set = true
	return within, id != ""
}

// ownersOrganization is the organization of the resource's account, which is the
// caller's where the account is.
func (k *Knowledge) ownersOrganization(c *Caller) (none bool, id, path string) {
	if k.OwnerOrgID == "" && k.Owner != "" && k.Owner == c.Account() {
		return k.NoOrg, k.OrgID, k.OrgPath
	}
	return false, k.OwnerOrgID, k.OwnerOrgPath
}

func owner(_ *Caller, k *Knowledge) (condition.Value, bool) { return One(k.Owner), k.Owner != "" }

func bucketTag(_ *Caller, k *Knowledge) (condition.Value, bool) { return absent, k.NoBucketTags }

// ofPoint derives a key of requests to an access point, which no other carries.
func ofPoint(get func(*Knowledge) string) func(*Caller, *Knowledge) (condition.Value, bool) {
	return func(_ *Caller, k *Knowledge) (condition.Value, bool) {
		if k.PointARN == "" {
			return absent, k.ToBucket
		}
		return given(get(k)), true
	}
}

// called derives a key that only forwarded requests carry.
func called(of func(*Knowledge) condition.Value) func(*Caller, *Knowledge) (condition.Value, bool) {
	return func(_ *Caller, k *Knowledge) (condition.Value, bool) {
		if k.Forwarded == "" {
			return absent, k.Direct
		}
		return of(k), true
	}
}

// network derives a key of the way that a request takes. A service passes on the
// caller's credentials and not his address.
func network(through func(*Knowledge) condition.Value) func(*Caller, *Knowledge) (condition.Value, bool) {
	return func(_ *Caller, k *Knowledge) (condition.Value, bool) {
		switch {
		case k.Forwarded != "":
			return absent, true
		case k.Endpoint == "" || through == nil:
			return condition.Value{}, false
		}
		return through(k), true
	}
}

// given is a key that is present, with the value if that is known.
func given(value string) condition.Value {
	if value == "" {
		return present
	}
	return One(value)
}
