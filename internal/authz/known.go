package authz

import (
	"strings"

	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/glob"
)

// Knowledge is what is known of a request beyond who calls what.
type Knowledge struct {
	Tags   map[string]string // of the role, by key as written
	Owner  string            // account of the resource
	Region string            // of the bucket
	// OrgID is the organization of the caller's account; NoOrg says that the
	// account is in none.
	OrgID string
	NoOrg bool
	// OrgPath is where that account stands in it: o-a/r-b/ou-c/.
	OrgPath string
	// OwnerOrgID and OwnerOrgPath are the same of the resource's account.
	OwnerOrgID, OwnerOrgPath string
}

// serviceKeys are keys that only calls by AWS services carry, absentForRoles
// those and the ones of users: a direct call by a role never carries them (IAM
// User Guide, Global condition keys).
var (
	serviceKeys = []string{
		"aws:principalservicename", "aws:principalservicenameslist",
		"aws:sourcearn", "aws:sourceaccount", "aws:sourceorgid", "aws:sourceorgpaths",
	}
	absentForRoles = append([]string{"aws:username"}, serviceKeys...)
	// principalKeys speak of an IAM identity, which a service and a federated
	// user have not.
	principalKeys = []string{
		"aws:principalarn", "aws:principalaccount", "aws:principaltype", "aws:principalorgid",
		"aws:principalorgpaths", "aws:userid", "aws:username",
	}
)

var absent = condition.Value{State: condition.Absent}

// Known returns the values, by key in lower case, of the condition keys that
// follow from the caller and from what is known; keys that such a caller's direct
// call never carries are absent.
func Known(c *Caller, k Knowledge) map[string]condition.Value {
	keys := map[string]condition.Value{"aws:principalisawsservice": One("false")}
	c.describe(keys)
	set := func(key, value string) {
		if value != "" {
			keys[key] = One(value)
		}
	}
	set("s3:resourceaccount", k.Owner)
	set("aws:requestedregion", k.Region)
	if !c.inNoAccount() {
		set("aws:principalorgid", k.OrgID)
		setPath(keys, "aws:principalorgpaths", k.OrgPath)
	}
	KnownOwner(keys, k)
	if k.NoOrg {
		keys["aws:principalorgid"], keys["aws:principalorgpaths"] = absent, absent
	}
	for key, value := range k.Tags {
		keys[lower("aws:PrincipalTag/"+key)] = One(value)
	}
	return keys
}

// KnownOwner adds the global condition keys that follow from the account which
// owns the resource.
func KnownOwner(keys map[string]condition.Value, k Knowledge) {
	if k.Owner != "" {
		keys["aws:resourceaccount"] = One(k.Owner)
	}
	if k.OwnerOrgID != "" {
		keys["aws:resourceorgid"] = One(k.OwnerOrgID)
	}
	setPath(keys, "aws:resourceorgpaths", k.OwnerOrgPath)
}

// setPath adds where an account stands in its organization: one place, yet the
// keys of paths are multivalued.
func setPath(keys map[string]condition.Value, key, path string) {
	if path != "" {
		keys[key] = condition.Value{State: condition.Present, Values: []string{path}, Set: true}
	}
}

// describe adds what follows from the caller alone.
func (c *Caller) describe(keys map[string]condition.Value) {
	missing := absentForRoles
	switch {
	case c.Service != "":
		keys["aws:principalisawsservice"] = One("true")
		keys["aws:principalservicename"] = One(c.Service)
		missing = principalKeys
	case c.Federated != "":
		missing = append(principalKeys[:len(principalKeys):len(principalKeys)], serviceKeys...)
	case c.User.Account != "":
		keys["aws:principalarn"], keys["aws:principalaccount"] = One(c.User.String()), One(c.User.Account)
		keys["aws:principaltype"] = One("User")
		keys["aws:username"] = One(c.User.Resource[strings.LastIndexByte(c.User.Resource, '/')+1:])
		missing = serviceKeys
	default:
		keys["aws:principalarn"], keys["aws:principalaccount"] = One(c.Role.String()), One(c.Role.Account)
		keys["aws:principaltype"] = One("AssumedRole")
		c.describeSession(keys)
	}
	for _, key := range missing {
		keys[key] = absent
	}
}

// describeSession: the id of a session is that of the role and the session's
// name.
func (c *Caller) describeSession(keys map[string]condition.Value) {
	switch {
	case c.ID == "":
	case c.Session != "":
		keys["aws:userid"] = One(c.ID + ":" + c.Session)
	default:
		within := glob.Join(glob.Literal(c.ID+":"), glob.Parse("?*"))
		keys["aws:userid"] = condition.Value{State: condition.PresentUnknown, Within: &within}
	}
}

// One returns what is known of a key that is present with one value.
func One(value string) condition.Value {
	return condition.Value{State: condition.Present, Values: []string{value}}
}
