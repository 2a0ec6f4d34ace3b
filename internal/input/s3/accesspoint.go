package s3

import (
	"github.com/tidwall/gjson"

	"github.com/crossgrant/crossgrant/internal/input"
)

func isString(v gjson.Result) bool { return v.Type == gjson.String }

// head reads head-bucket.
func head(r *input.Reader, v gjson.Result) { bucket(r, v).Region = input.Stated(r, v, r.Text(v)) }

// accessPoint reads get-access-point. What it says of the bucket is whose it
// is, which no call about the bucket itself says.
func accessPoint(r *input.Reader, _ gjson.Result) { behind(r, r.Root) }

func accessPoints(r *input.Reader, v gjson.Result) {
	r.Each(v, func(item gjson.Result) { behind(r, item) })
}

// multiRegion reads get-multi-region-access-point, which lists its buckets.
func multiRegion(r *input.Reader, v gjson.Result) { accessPoints(r, input.Find(v, "Regions")) }

// behind adds the bucket behind an access point, if its account is told: those
// made before 2022 have no BucketAccountId.
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
