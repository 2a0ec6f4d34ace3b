package authz

import "github.com/crossgrant/crossgrant/internal/condition"

// Knowledge is what is known of a request beyond who calls what.
type Knowledge struct {
	Tags map[string]string // of the role, by key as written
	// TagsKnown: the role's tags are known and no session tags can be added.
	TagsKnown bool
	Owner     string // account of the resource
	Region    string // of the bucket
	// OrgID is the organization of the caller's account; NoOrg says that the
	// account is in none.
	OrgID string
	NoOrg bool
}

// absentForRoles are keys that a direct call by a role never carries (IAM User
// Guide, Global condition keys: they speak of users and of AWS services).
var absentForRoles = []string{
	"aws:username", "aws:principalservicename", "aws:principalservicenameslist",
	"aws:sourcearn", "aws:sourceaccount", "aws:sourceorgid", "aws:sourceorgpaths",
}

// Known returns the context keys that follow from the caller and the resource.
func Known(c *Caller, k Knowledge) map[string]condition.Value {
	keys := map[string]condition.Value{
		"aws:principalarn":          One(c.Role.String()),
		"aws:principalaccount":      One(c.Role.Account),
		"aws:principaltype":         One("AssumedRole"),
		"aws:principalisawsservice": One("false"),
	}
	for _, key := range absentForRoles {
		keys[key] = condition.Value{State: condition.Absent}
	}
	set := func(key, value string) {
		if value != "" {
			keys[key] = One(value)
		}
	}
	if c.ID != "" && c.Session != "" {
		set("aws:userid", c.ID+":"+c.Session)
	}
	set("aws:resourceaccount", k.Owner)
	set("s3:resourceaccount", k.Owner)
	set("aws:requestedregion", k.Region)
	set("aws:principalorgid", k.OrgID)
	if k.NoOrg {
		keys["aws:principalorgid"] = condition.Value{State: condition.Absent}
		keys["aws:principalorgpaths"] = condition.Value{State: condition.Absent}
	}
	for key, value := range k.Tags {
		keys[lower("aws:PrincipalTag/"+key)] = One(value)
	}
	return keys
}

// One is a key that is present with one value.
func One(value string) condition.Value {
	return condition.Value{State: condition.Present, Values: []string{value}}
}
