package snapshot

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/s3"
	"github.com/crossgrant/crossgrant/internal/source"
)

// Endpoint is a VPC endpoint of S3.
type Endpoint struct {
	input.VPCEndpoint
	Policy *Document // nil if none was exported
}

// Endpoint returns the VPC endpoint with that id, or nil.
func (s *Snapshot) Endpoint(id string) *Endpoint { return s.endpoints[id] }

// Endpoints returns the VPC endpoints by their ids.
func (s *Snapshot) Endpoints() (list []*Endpoint) {
	for _, id := range slices.Sorted(maps.Keys(s.endpoints)) {
		list = append(list, s.endpoints[id])
	}
	return list
}

// Serves reports whether requests for a bucket can come through the endpoint: one of
// S3, or of S3 Express for a directory bucket, in the bucket's Region as far as it is
// known (PrivateLink Guide, Gateway endpoints for Amazon S3).
func (e *Endpoint) Serves(b *Bucket) bool {
	service := ".s3"
	if s3.IsDirectory(b.Name) {
		service = ".s3express"
	}
	before, ok := strings.CutSuffix(e.Service, service)
	region := b.Region.Value
	return ok && (region == "" || strings.HasSuffix(before, "."+region))
}

func (b *Builder) addEndpoint(r *input.VPCEndpoint) {
	if r.ID == "" {
		return
	}
	if known := b.s.endpoints[r.ID]; known != nil {
		merge(b, known, "policy", &known.VPCEndpoint.Policy, r.Policy)
		return
	}
	b.s.endpoints[r.ID] = &Endpoint{VPCEndpoint: *r}
}

// label names something of the endpoint.
func (e *Endpoint) label(what string) string { return what + " of VPC endpoint " + e.ID }

// finishEndpoints gives every endpoint its document.
func (b *Builder) finishEndpoints() {
	for _, id := range slices.Sorted(maps.Keys(b.s.endpoints)) {
		e := b.s.endpoints[id]
		if e.VPCEndpoint.Policy.State == input.Present {
			e.Policy = b.owned("policy", e, NewDocument(Names{ID: id + " policy", Label: e.label("policy"), Owner: Owner{"endpoint", id},
				Command: "aws ec2 modify-vpc-endpoint --vpc-endpoint-id " + id + " --policy-document file://FILE"}, e.VPCEndpoint.Policy.Value))
		}
	}
}

// AccessPoint is an access point of a bucket.
type AccessPoint struct {
	input.AccessPoint
	Policy *Document // nil if none was exported
	// Origin is the statement by which AWS keeps requests from elsewhere than its
	// VPC out, nil if it has none.
	Origin *Document
}

// AccessPoint returns the access point with that ARN or alias, or nil.
func (s *Snapshot) AccessPoint(name string) *AccessPoint {
	for _, p := range s.Points {
		if p.ARN == name || p.Alias != "" && p.Alias == name {
			return p
		}
	}
	return nil
}

func (b *Builder) addAccessPoint(r *input.AccessPoint) {
	key := r.Account + " " + r.Region + " " + r.Name
	p := b.points[key]
	if p == nil {
		p = &AccessPoint{AccessPoint: input.AccessPoint{Account: r.Account, Region: r.Region, Name: r.Name, At: r.At}}
		b.points[key] = p
	}
	p.ARN, p.Alias = cmp.Or(p.ARN, r.ARN), cmp.Or(p.Alias, r.Alias)
	p.Bucket, p.BucketAccount = cmp.Or(p.Bucket, r.Bucket), cmp.Or(p.BucketAccount, r.BucketAccount)
	p.NetworkOrigin, p.VPC = cmp.Or(p.NetworkOrigin, r.NetworkOrigin), cmp.Or(p.VPC, r.VPC)
	merge(b, p, "policy", &p.AccessPoint.Policy, r.Policy)
	merge(b, p, BlockSetting, &p.PublicAccessBlock, r.PublicAccessBlock)
}

// label names something of the access point.
func (p *AccessPoint) label(what string) string {
	return "the " + what + " of access point " + p.Name + " in " + p.Region + " of account " + p.Account
}

// name is empty for no access point.
func (p *AccessPoint) name() string {
	if p == nil {
		return ""
	}
	return cmp.Or(p.ARN, "accesspoint/"+p.Name)
}

// origin is evidence, not input: nobody wrote it, and it is not judged. Its place is
// that of the access point, whose network origin it is made of.
func (b *Builder) origin(p *AccessPoint) *Document {
	if p.VPC == "" {
		return nil
	}
	label := "network origin of access point " + p.Name
	made := &source.Rendered{}
	made.Add(s3.NetworkOriginPolicy(p.VPC))
	d := &Document{AWSManaged: true, names: &Names{ID: p.name() + " network origin", Label: label, Owner: Owner{"access point", p.name()}},
		Policy: policy.Parse(source.Origin{File: p.At.File, Span: p.At.Span, Rendered: made}, policy.AccessPoint)}
	b.s.beside[d.ID()] = d
	return d
}

// PointID names the place of an access point.
func PointID(pointARN string) string { return pointARN + " access point" }

// finishAccessPoints gives every access point its ARN and its document.
func (b *Builder) finishAccessPoints() {
	for _, p := range b.points {
		b.s.Points = append(b.s.Points, p)
		if p.ARN == "" && p.Account != "" && p.Region != "" {
			p.ARN = "arn:aws:s3:" + p.Region + ":" + p.Account + ":accesspoint/" + p.Name
		}
	}
	slices.SortFunc(b.s.Points, func(x, y *AccessPoint) int {
		return cmp.Or(cmp.Compare(x.name(), y.name()), cmp.Compare(x.Account, y.Account), cmp.Compare(x.Region, y.Region))
	})
	for _, p := range b.s.Points {
		b.s.settings[PointID(p.name())] = Setting{"access point " + p.Name, p.At}
		p.Origin = b.origin(p)
		unsaid(b, p, BlockSetting, &p.PublicAccessBlock)
		if p.AccessPoint.Policy.State == input.Present {
			p.Policy = b.owned("policy", p, NewDocument(Names{ID: p.name() + " policy", Label: "policy of access point " + p.Name, Owner: Owner{"access point", p.name()},
				Command: "aws s3control put-access-point-policy --account-id " + p.Account + " --name " + p.Name + " --policy file://FILE"}, p.AccessPoint.Policy.Value))
		}
	}
}
