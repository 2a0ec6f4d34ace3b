package refusal

import (
	"cmp"
	"encoding/json"
	"fmt"
	"net/netip"
	"strings"

	"github.com/crossgrant/crossgrant/internal/s3"
)

// event is what a CloudTrail event says of a call that AWS denied (CloudTrail
// User Guide, CloudTrail record contents).
type event struct {
	ErrorCode, ErrorMessage string
	UserIdentity            struct {
		Type, ARN, InvokedBy, PrincipalID string
		SessionContext                    struct{ SessionIssuer struct{ ARN string } }
	}
	EventSource, EventName     string
	EventTime, SourceIPAddress string
	VPCEndpointID              string
	RequestParameters          map[string]any
	Resources                  []struct{ ARN string }
}

// eventNames are the calls that CloudTrail names otherwise than the API
// Reference does (S3 User Guide, CloudTrail events).
var eventNames = map[string]string{
	"GetBucketLifecycle":         "GetBucketLifecycleConfiguration",
	"PutBucketLifecycle":         "PutBucketLifecycleConfiguration",
	"GetBucketNotification":      "GetBucketNotificationConfiguration",
	"PutBucketNotification":      "PutBucketNotificationConfiguration",
	"GetBucketPublicAccessBlock": "GetPublicAccessBlock",
	"PutBucketPublicAccessBlock": "PutPublicAccessBlock",
	"GetAccelerateConfiguration": "GetBucketAccelerateConfiguration",
	"PutAccelerateConfiguration": "PutBucketAccelerateConfiguration",
}

// readEvent reads an event, alone, from a log file or as aws cloudtrail
// lookup-events prints it. Of several the one that was denied is meant.
func readEvent(text string) (*event, bool, error) {
	var file struct {
		event
		Records []event
		Events  []struct{ CloudTrailEvent string }
	}
	if json.Unmarshal([]byte(text), &file) != nil {
		return nil, false, nil
	}
	list := file.Records
	for _, e := range file.Events {
		var one event
		if err := json.Unmarshal([]byte(e.CloudTrailEvent), &one); err != nil {
			return nil, false, fmt.Errorf("a CloudTrailEvent that is no JSON: %w", err)
		}
		list = append(list, one)
	}
	if list == nil {
		return &file.event, true, nil
	}
	var denied []event
	for _, e := range list {
		if strings.HasPrefix(e.ErrorCode, "AccessDenied") || strings.HasSuffix(e.ErrorCode, "UnauthorizedOperation") {
			denied = append(denied, e)
		}
	}
	if len(denied) != 1 {
		return nil, false, fmt.Errorf("want one event that was denied, found %d among %d", len(denied), len(list))
	}
	return &denied[0], true, nil
}

// parameter is one that the call was made with, if it is text.
func (e *event) parameter(name string) string {
	text, _ := e.RequestParameters[name].(string)
	return text
}

// queryKeys are the condition keys of query parameters that events record.
var queryKeys = map[string]string{
	"prefix": "s3:prefix", "delimiter": "s3:delimiter", "max-keys": "s3:max-keys", "versionId": "s3:versionid",
}

// keys reads the condition keys that follow from what an event records: parameters
// and headers of the call, who called, when and from where. Where the parameters are
// recorded, one of a listing that is not among them was not sent. The address of a
// call through a VPC endpoint is a private one and no aws:SourceIp.
func (e *event) keys(r *Refusal) {
	tell := func(key, value string) {
		if r.Keys == nil {
			r.Keys = map[string]string{}
		}
		r.Keys[key] = value
	}
	for name, value := range e.RequestParameters {
		text, ok := value.(string)
		if key := cmp.Or(queryKeys[name], s3.HeaderKey(name)); ok && key != "" {
			tell(key, text)
		}
	}
	if e.RequestParameters["bucketName"] != nil && strings.HasPrefix(e.EventName, "ListObject") {
		for _, name := range []string{"prefix", "delimiter"} {
			if _, sent := e.RequestParameters[name]; !sent {
				r.Lacks = append(r.Lacks, queryKeys[name])
			}
		}
	}
	if _, err := netip.ParseAddr(e.SourceIPAddress); err == nil && e.VPCEndpointID == "" {
		tell("aws:sourceip", e.SourceIPAddress)
	}
	if e.EventTime != "" {
		tell("aws:currenttime", e.EventTime)
	}
	if strings.HasPrefix(e.UserIdentity.PrincipalID, "AROA") {
		tell("aws:userid", e.UserIdentity.PrincipalID)
	}
}

// complete adds what a message leaves out. The name of an event of S3 is an
// operation: HeadBucket asks for s3:ListBucket. That of KMS is the action.
func (e *event) complete(r *Refusal) error {
	r.Endpoint, r.Code = e.VPCEndpointID, cmp.Or(e.ErrorCode, r.Code)
	switch issuer := e.UserIdentity.SessionContext.SessionIssuer.ARN; {
	case issuer != "":
		r.User = issuer
	case r.User != "":
	case e.UserIdentity.ARN == "" && e.UserIdentity.Type == "AWSService":
		r.User = e.UserIdentity.InvokedBy
	default:
		r.User = e.UserIdentity.ARN
	}
	if r.Bucket == "" {
		r.Bucket, r.Key = e.parameter("bucketName"), e.parameter("key")
	}
	e.keys(r)
	for _, named := range e.Resources {
		if r.Bucket == "" {
			r.resource(named.ARN)
		}
	}
	switch service := strings.TrimSuffix(e.EventSource, ".amazonaws.com"); {
	case service == "kms" && r.Action == "":
		r.Action = "kms:" + e.EventName
	case service == "s3" || service == "s3express":
		if err := r.operation(e.EventName); err != nil && r.Action == "" {
			return err
		}
	}
	return nil
}
