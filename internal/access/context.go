package access

import (
	"slices"

	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/request"
)

// context is the request context of the query: known keys, the values that are
// being tried, and absence of what the leg's action never carries.
type context struct {
	keys  map[string]condition.Value
	tried map[string]condition.Value
	// carried reports whether a request for the action can hold the key.
	carried func(key string) bool
	// lacks reports whether a key that is not listed is known to be absent.
	lacks func(key string) bool
}

// Lookup implements condition.Context.
func (c *context) Lookup(key string) condition.Value {
	if v, ok := c.tried[key]; ok {
		return v
	}
	if v, ok := c.keys[key]; ok && !(c.carried != nil && slices.Contains(authz.OperationKeys, key) && !c.carried(key)) {
		return v
	}
	if c.carried != nil && !c.carried(key) || c.lacks != nil && c.lacks(key) {
		return condition.Value{State: condition.Absent}
	}
	return condition.Value{State: condition.StateUnknown}
}

var absent = condition.Value{State: condition.Absent}

// prefixKey is quantified over for list, as object keys are for the others.
const prefixKey = "s3:prefix"

const (
	endpointKey        = "aws:sourcevpce"
	endpointVPCKey     = "aws:sourcevpc"
	endpointAccountKey = "aws:vpceaccount"
)

func having(operator, key string, values ...string) request.Set {
	t, _ := condition.Compile(operator, key, values, false)
	return request.Having(&t)
}

// encryptionKeys are the condition keys of the headers by which an upload asks for
// encryption. What the bucket encrypts by default is not in them (S3 User Guide,
// Setting default server-side encryption behavior).
var encryptionKeys = []string{
	"s3:x-amz-server-side-encryption", "s3:x-amz-server-side-encryption-aws-kms-key-id",
	"s3:x-amz-server-side-encryption-customer-algorithm",
}

// header is an ACL header that an upload can carry.
//
// The mode is that of the session by which the objects of a directory bucket are
// reached.
type header struct{ acl, grant, mode string }
