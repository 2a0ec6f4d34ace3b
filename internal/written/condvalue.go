package written

import (
	"encoding/base64"
	"net/netip"
	"strings"

	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/source"
	"github.com/crossgrant/crossgrant/internal/unknown"
)

func (r *reader) values(c *policy.Condition, o condition.Operator, path source.Path) (list []*Value) {
	held, userID := r.table.HeldBy(c.Key.Value), strings.EqualFold(c.Key.Value, "aws:userid")
	for i, t := range c.Values {
		v := &Value{At: r.at(c.ValuePath(path, i)), Value: t.Value, Wildcard: wild(t.Value), Variable: strings.Contains(t.Value, "${")}
		if !unknown.In(t.Value) && (!v.Variable || !o.Variables) {
			v.read(o)
		}
		if o.Family == condition.Text || o.Family == condition.ARN {
			v.form(held)
		}
		v.stretch()
		v.OfIdentifiers = v.Variable && identifiers(t.Value)
		if userID {
			v.userID()
		}
		list = append(list, v)
	}
	return list
}

// read states what the value is under the operator.
func (v *Value) read(o condition.Operator) {
	switch o.Family {
	case condition.Number:
		v.Malformed = !o.Accepts(v.Value)
	case condition.Date:
		v.Malformed = !o.Accepts(v.Value)
		v.Epoch = !v.Malformed && strings.Trim(v.Value, "0123456789.") == ""
	case condition.Bool, condition.Presence:
		name := strings.ToLower(v.Value)
		if v.Malformed = name != "true" && name != "false"; !v.Malformed && o.Family == condition.Bool {
			v.Truth = set(name)
		}
	case condition.Binary:
		_, err := base64.StdEncoding.DecodeString(v.Value)
		v.Malformed = err != nil
	case condition.Address:
		v.address()
	case condition.ARN:
		v.NoARN = v.Value != "*" && !strings.HasPrefix(v.Value, "arn:") && !strings.HasPrefix(v.Value, "*") && !open(v.Value[:min(1, len(v.Value))])
	}
}

func (v *Value) address() {
	network, err := netip.ParsePrefix(v.Value)
	if err != nil {
		address, err := netip.ParseAddr(v.Value)
		if v.Malformed = err != nil; v.Malformed {
			return
		}
		network = netip.PrefixFrom(address, address.BitLen())
	}
	if masked := network.Masked(); masked.Addr() != network.Addr() {
		v.Network = masked.String()
	}
	v.Private = condition.Private(network)
}
