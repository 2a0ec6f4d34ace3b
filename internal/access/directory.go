package access

import (
	"cmp"

	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/authz"
)

// regionOf is the Region of a directory bucket: the one that is exported, else
// what the policies say that name it.
func regionOf(p *Pair) string {
	region := p.Bucket.Region.Value
	for _, layer := range []*authz.Layer{&p.Layers.Identity, &p.Layers.BucketPolicy, &p.Layers.Boundary} {
		for _, d := range layer.Policies {
			for _, st := range d.Document.All() {
				for _, t := range st.Resource.Patterns {
					if a, ok := arn.Parse(t.Value); ok && a.Resource == "bucket/"+p.Bucket.Name {
						region = cmp.Or(region, a.Region)
					}
				}
			}
		}
	}
	return region
}
