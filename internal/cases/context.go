package cases

import (
	"strings"

	"github.com/tidwall/gjson"

	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/condition"
)

// addListed adds the keys that a case lists: null is known to be absent, a
// list is a multi-valued key. A request through a VPC endpoint has no source
// address.
func addListed(c *authz.Context, listed gjson.Result) {
	listed.ForEach(func(key, value gjson.Result) bool {
		name := strings.ToLower(key.String())
		if name == "aws:sourcevpc" || name == "aws:sourcevpce" {
			if value.Type != gjson.Null && !listed.Get("aws:SourceIp").Exists() && !c.Open {
				delete(c.Keys, "aws:sourceip")
			}
		}
		c.Keys[name] = listedValue(value)
		return true
	})
}

func listedValue(v gjson.Result) condition.Value {
	switch {
	case v.Type == gjson.Null:
		return condition.Value{State: condition.Absent}
	case v.IsArray():
		values := []string{}
		for _, item := range v.Array() {
			values = append(values, item.String())
		}
		return condition.Value{State: condition.Present, Values: values, Set: true}
	}
	return authz.One(v.String())
}
