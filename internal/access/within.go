package access

import (
	"github.com/crossgrant/crossgrant/internal/s3"
	"github.com/crossgrant/crossgrant/internal/snapshot"
	"github.com/crossgrant/crossgrant/internal/way"
)

// Within judges one capability over the objects, or prefixes, that begin so
// and no others.
func (j *Judge) Within(p *snapshot.Pair, c s3.Capability, prefix string) Capability {
	role := way.Caller(p)
	narrow := *j
	narrow.prefix = prefix
	out := j.frame(p)
	out.judge = &narrow
	return narrow.capability(out, role, s3.Operations[c])
}
