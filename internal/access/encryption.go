package access

import (
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/s3"
	"github.com/crossgrant/crossgrant/internal/way"
)

// Unencrypted judges uploads that ask for no encryption, as they are by default,
// where whether the role can write hangs on what they ask for; nil if they get
// through all the same, or nothing hangs on it.
func (p *Pair) Unencrypted() *Capability {
	c := p.Capability(s3.Write)
	hangs := func(key string) bool { return slices.Contains(encryptionKeys, strings.ToLower(key)) }
	if c == nil || !c.Meant || c.Verdict != Conditional || !slices.ContainsFunc(c.Conditions, hangs) {
		return nil
	}
	role := way.Caller(p.Pair)
	plain := *p.judge
	plain.plain = true
	with := *p
	with.judge = &plain
	if out := plain.capability(&with, role, s3.Operations[s3.Write]); out.Verdict == No {
		return &out
	}
	return nil
}
