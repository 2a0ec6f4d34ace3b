// Package ec2 reads describe-vpc-endpoints, the one call of EC2 that says who
// gets to S3: a request that goes through an endpoint needs the endpoint's
// policy to allow it.
//
// Endpoints of other services are on no way to a bucket and are passed over.
package ec2

import (
	"strings"

	"github.com/tidwall/gjson"

	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/policy"
)

// Format recognises answers of EC2 calls.
type Format struct{}

// Name returns "ec2".
func (Format) Name() string { return "ec2" }

// Decode reads a candidate that is the answer of an EC2 call.
func (Format) Decode(c input.Candidate) (input.Records, bool) {
	return input.ReadCalls(c, calls)
}

var calls = []input.Call{
	{Member: "VpcEndpoints", Is: input.With("VpcEndpointId"), Read: endpoints},
}

func endpoints(r *input.Reader, v gjson.Result) {
	r.Each(v, func(item gjson.Result) {
		e := endpoint{result: input.VPCEndpoint{Account: r.Hints.Account, At: r.Place(item)}}
		endpointFields.Read(r, item, &e)
		switch {
		case !e.leadsToS3() || strings.EqualFold(e.state, "deleted"):
			return
		case e.result.ID == "":
			r.Odd(item, "an endpoint with its VpcEndpointId")
			return
		case e.document.Exists():
			e.result.Policy = input.Stated(r, e.document, r.Document(e.document, policy.Endpoint))
		}
		r.Records.Endpoints = append(r.Records.Endpoints, e.result)
	})
}

// endpoint is a VPC endpoint before it is known to be one of S3.
type endpoint struct {
	result   input.VPCEndpoint
	state    string
	document gjson.Result
}

// services are the ends of the names of S3's services: com.amazonaws.REGION.s3
// and, for Multi-Region Access Points, com.amazonaws.s3-global.accesspoint
// (PrivateLink Guide, AWS services that integrate).
var services = []string{".s3", ".s3express", ".s3-global.accesspoint"}

func (e *endpoint) leadsToS3() bool {
	for _, end := range services {
		if strings.HasSuffix(e.result.Service, end) {
			return true
		}
	}
	return false
}

var endpointFields = input.Fields[endpoint]{
	"VpcEndpointId":   func(r *input.Reader, e *endpoint, v gjson.Result) { e.result.ID = r.Text(v) },
	"VpcEndpointType": func(r *input.Reader, e *endpoint, v gjson.Result) { e.result.Kind = r.Text(v) },
	"VpcId":           func(r *input.Reader, e *endpoint, v gjson.Result) { e.result.VPC = r.Text(v) },
	"ServiceName":     func(r *input.Reader, e *endpoint, v gjson.Result) { e.result.Service = r.Text(v) },
	"OwnerId":         func(r *input.Reader, e *endpoint, v gjson.Result) { e.result.Account = r.Text(v) },
	"State":           func(r *input.Reader, e *endpoint, v gjson.Result) { e.state = r.Text(v) },
	"PolicyDocument":  func(_ *input.Reader, e *endpoint, v gjson.Result) { e.document = v },
}
