package condition

import (
	"math/big"
	"net/netip"
	"slices"
	"strings"
	"time"

	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/glob"
	"github.com/crossgrant/crossgrant/internal/lazy"
)

// text is the values of a String test.
type text struct {
	patterns []glob.Pattern
	fold     bool
}

func compileText(values []glob.Pattern, fold bool) matcher {
	return &text{slices.Clone(values), fold}
}

func (t *text) match(value string) outcome {
	for _, p := range t.patterns {
		if t.fold && p.MatchFold(value) || !t.fold && p.Match(value) {
			return matched
		}
	}
	return missed
}

var anything, something = glob.Parse("*"), glob.Parse("?*")

func (t *text) extent(nonempty bool) outcome {
	switch {
	case len(t.patterns) == 0:
		return missed
	case slices.Contains(t.patterns, anything), nonempty && slices.Contains(t.patterns, something):
		return matched
	}
	return matched | missed
}

// names is the values of an Arn test.
type names []glob.Pattern

func compileARNs(values, wide []glob.Pattern) matcher { return names(slices.Concat(values, wide)) }

func (n names) match(value string) outcome {
	return matches(slices.ContainsFunc(n, func(p glob.Pattern) bool { return arn.Like(p, value) }))
}

func (n names) extent(bool) outcome {
	if len(n) == 0 {
		return missed
	}
	return matched | missed
}

// domain is an ordered family: how its values are read and written.
type domain struct {
	parse  func(string) (*big.Rat, bool)
	format func(*big.Rat) string
}

var (
	numbers = domain{parseNumber, func(r *big.Rat) string { return strings.TrimSuffix(r.FloatString(3), ".000") }}
	dates   = domain{parseDate, func(r *big.Rat) string {
		seconds := new(big.Int).Div(r.Num(), r.Denom())
		return time.Unix(seconds.Int64(), 0).UTC().Format(time.RFC3339)
	}}
)

// decimal is what a number may look like; a scientific form is not documented.
var decimal = lazy.Regexp(`^[+-]?[0-9]{1,300}(\.[0-9]{1,300})?$`)

func parseNumber(s string) (*big.Rat, bool) {
	if !decimal().MatchString(s) {
		return nil, false
	}
	return new(big.Rat).SetString(s)
}

// dateForms are the W3C profile of ISO 8601; a date without zone is UTC.
var dateForms = []string{
	time.RFC3339Nano, "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02", "2006-01",
}

// parseDate reads a date as seconds of the epoch. Digits alone are seconds of
// the epoch, also where they could be a year.
func parseDate(s string) (*big.Rat, bool) {
	if n, ok := parseNumber(s); ok {
		return n, true
	}
	for _, form := range dateForms {
		if t, err := time.Parse(form, s); err == nil {
			whole := new(big.Rat).SetInt64(t.Unix())
			return whole.Add(whole, big.NewRat(int64(t.Nanosecond()), 1e9)), true
		}
	}
	return nil, false
}

// ordered is the values of a Numeric or Date test.
type ordered struct {
	domain *domain
	order  signs
	values []*big.Rat
}

func compileOrdered(d *domain, order signs, values []glob.Pattern) matcher {
	o := &ordered{domain: d, order: order}
	for _, p := range values {
		s, _ := p.Text()
		if v, ok := d.parse(s); ok {
			o.values = append(o.values, v)
		}
	}
	return o
}

func (o *ordered) match(value string) outcome {
	v, ok := o.domain.parse(value)
	if !ok || len(o.values) == 0 {
		return incomparable
	}
	for _, w := range o.values {
		sign := [...]signs{less, equal, greater}[v.Cmp(w)+1]
		if o.order&sign != 0 {
			return matched
		}
	}
	return missed
}

func (o *ordered) extent(bool) outcome {
	if len(o.values) == 0 {
		return incomparable
	}
	return matched | missed
}

// addresses is the values of an IP address test.
type addresses []netip.Prefix

func compileAddresses(values []glob.Pattern) matcher {
	var list addresses
	for _, p := range values {
		s, _ := p.Text()
		if prefix, ok := parsePrefix(s); ok {
			list = append(list, prefix)
		}
	}
	return list
}

// parsePrefix reads a range; an address alone is a range of one, and bits
// behind the mask are ignored.
func parsePrefix(s string) (netip.Prefix, bool) {
	if prefix, err := netip.ParsePrefix(s); err == nil {
		return prefix.Masked(), true
	}
	if a, err := netip.ParseAddr(s); err == nil {
		return netip.PrefixFrom(a, a.BitLen()), true
	}
	return netip.Prefix{}, false
}

func (a addresses) match(value string) outcome {
	address, err := netip.ParseAddr(value)
	if err != nil {
		return incomparable
	}
	return matches(slices.ContainsFunc(a, func(p netip.Prefix) bool { return p.Contains(address) }))
}

func (a addresses) extent(bool) outcome {
	if len(a) == 0 {
		return missed
	}
	return matched | missed
}
