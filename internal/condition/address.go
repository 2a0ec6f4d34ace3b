package condition

import (
	"net/netip"
	"slices"
)

// privateNetworks are the addresses that no caller from the internet has (RFC 1918, RFC
// 4193).
var privateNetworks = []netip.Prefix{
	netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("172.16.0.0/12"),
	netip.MustParsePrefix("192.168.0.0/16"), netip.MustParsePrefix("fc00::/7"),
}

// Private reports whether all addresses of a network are private ones: aws:SourceIp is
// none of them (IAM User Guide, Access Analyzer policy check reference, Private IP
// address).
func Private(network netip.Prefix) bool {
	for _, private := range privateNetworks {
		if private.Bits() <= network.Bits() && private.Contains(network.Addr()) {
			return true
		}
	}
	return false
}

// MixesPrivate reports whether a network has private addresses and public ones.
func MixesPrivate(network netip.Prefix) bool {
	return !Private(network) && slices.ContainsFunc(privateNetworks, network.Overlaps)
}

// PrivateAddress is Private of the text of one address; a text that is none is not.
func PrivateAddress(text string) bool {
	address, err := netip.ParseAddr(text)
	return err == nil && Private(netip.PrefixFrom(address, address.BitLen()))
}
