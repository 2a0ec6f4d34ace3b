package access

import (
	"net/netip"
	"slices"

	"github.com/crossgrant/crossgrant/internal/condition"
)

// sourceIP is the address of a caller from the internet, which is public.
const sourceIP = "aws:sourceip"

// elsewhere are addresses of the internet, for documentation (RFC 5737, RFC 3849).
var elsewhere = []string{"203.0.113.7", "198.51.100.7", "192.0.2.7", "2001:db8::7"}

// publicOnly leaves out private addresses: one outside of all networks that conditions name
// stands for a public one, and within them no request has it.
func publicOnly(values []condition.Value, tests []*condition.Test) []condition.Value {
	networks, ok := networks(tests)
	if !ok {
		return values
	}
	var kept []condition.Value
	for _, v := range values {
		if v.State != condition.Present || len(v.Values) != 1 || !condition.PrivateAddress(v.Values[0]) {
			kept = append(kept, v)
			continue
		}
		address := netip.MustParseAddr(v.Values[0])
		if slices.ContainsFunc(networks, func(n netip.Prefix) bool { return n.Contains(address) }) {
			continue
		}
		for _, text := range elsewhere {
			a := netip.MustParseAddr(text)
			if !slices.ContainsFunc(networks, func(n netip.Prefix) bool { return n.Contains(a) }) {
				v.Values = []string{text}
				break
			}
		}
		kept = append(kept, v)
	}
	return kept
}

// networks are those that the tests name; ok is false where one holds private and
// public addresses, or a test is about something else.
func networks(tests []*condition.Test) (list []netip.Prefix, ok bool) {
	for _, t := range tests {
		if t.Family() == condition.Presence {
			continue
		}
		if t.Family() != condition.Address {
			return nil, false
		}
		for _, text := range t.Values() {
			network, err := netip.ParsePrefix(text)
			if err != nil {
				address, err := netip.ParseAddr(text)
				if err != nil {
					return nil, false
				}
				network = netip.PrefixFrom(address, address.BitLen())
			}
			if condition.MixesPrivate(network.Masked()) {
				return nil, false
			}
			list = append(list, network.Masked())
		}
	}
	return list, true
}
