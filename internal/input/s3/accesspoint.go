package s3

import (
	"strings"

	"github.com/tidwall/gjson"

	"github.com/crossgrant/crossgrant/internal/input"
)

func isString(v gjson.Result) bool { return v.Type == gjson.String }

// head reads head-bucket.
func head(r *input.Reader, v gjson.Result) { bucket(r, v).Region = input.Stated(r, v, r.Text(v)) }

// accessPoint reads get-access-point.
func accessPoint(r *input.Reader, _ gjson.Result) { point(r, r.Root) }

// accessPoints reads list-access-points.
func accessPoints(r *input.Reader, v gjson.Result) {
	r.Each(v, func(item gjson.Result) { point(r, item) })
}

// point adds an access point, and the bucket behind it if its account is told,
// which no call about the bucket itself tells. An old AWS CLI prints neither
// that account nor the ARN: then the path says whose the access point is.
func point(r *input.Reader, v gjson.Result) {
	p := input.AccessPoint{Account: r.Hints.Account, Region: r.Hints.Region, At: r.Place(v)}
	pointFields.Read(r, v, &p)
	if p.Name != "" {
		r.Records.AccessPoints = append(r.Records.AccessPoints, p)
	}
	if p.BucketAccount != "" {
		r.Records.Buckets = append(r.Records.Buckets, input.Bucket{Account: p.BucketAccount, Name: p.Bucket, At: p.At})
	}
}

type record = input.AccessPoint

var pointFields = input.Fields[record]{
	"Name":            func(r *input.Reader, p *record, v gjson.Result) { p.Name = r.Text(v) },
	"Alias":           func(r *input.Reader, p *record, v gjson.Result) { p.Alias = r.Text(v) },
	"Bucket":          func(r *input.Reader, p *record, v gjson.Result) { p.Bucket = r.Text(v) },
	"BucketAccountId": func(r *input.Reader, p *record, v gjson.Result) { p.BucketAccount = r.Text(v) },
	"NetworkOrigin":   func(r *input.Reader, p *record, v gjson.Result) { p.NetworkOrigin = r.Text(v) },
	"AccessPointArn": func(r *input.Reader, p *record, v gjson.Result) {
		p.ARN = r.Text(v)
		if parts := strings.SplitN(p.ARN, ":", 6); len(parts) == 6 {
			p.Region, p.Account = parts[3], parts[4]
		}
	},
	"VpcConfiguration": func(r *input.Reader, p *record, v gjson.Result) { vpcFields.Read(r, v, p) },
	"PublicAccessBlockConfiguration": func(r *input.Reader, p *record, v gjson.Result) {
		p.PublicAccessBlock = input.Stated(r, v, r.PublicAccessBlock(v))
	},
}

var vpcFields = input.Fields[record]{
	"VpcId": func(r *input.Reader, p *record, v gjson.Result) { p.VPC = r.Text(v) },
}

// multiRegion reads get-multi-region-access-point. What is taken of it is whose
// the buckets behind it are.
func multiRegion(r *input.Reader, v gjson.Result) {
	r.Each(input.Find(v, "Regions"), func(item gjson.Result) { behind(r, item) })
}

// multiRegions reads list-multi-region-access-points.
func multiRegions(r *input.Reader, v gjson.Result) {
	r.Each(v, func(item gjson.Result) { multiRegion(r, item) })
}

func behind(r *input.Reader, v gjson.Result) {
	b := input.Bucket{At: r.Place(v)}
	behindFields.Read(r, v, &b)
	if b.Account != "" {
		r.Records.Buckets = append(r.Records.Buckets, b)
	}
}

var behindFields = input.Fields[input.Bucket]{
	"Bucket":          func(r *input.Reader, b *input.Bucket, v gjson.Result) { b.Name = r.Text(v) },
	"BucketAccountId": func(r *input.Reader, b *input.Bucket, v gjson.Result) { b.Account = r.Text(v) },
	"Region":          func(r *input.Reader, b *input.Bucket, v gjson.Result) { b.Region = input.Stated(r, v, r.Text(v)) },
}
