package refusal

import (
	"cmp"
	"encoding/json"
	"fmt"
	"strings"
)

// event is what a CloudTrail event says of a call that AWS denied (CloudTrail
// User Guide, CloudTrail record contents).
type event struct {
	ErrorCode, ErrorMessage string
	UserIdentity            struct {
		Type, ARN, InvokedBy string
		SessionContext       struct{ SessionIssuer struct{ ARN string } }
	}
	EventSource, EventName string
	VPCEndpointID          string
	RequestParameters      struct{ BucketName, Key string }
	Resources              []struct{ ARN string }
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
		r.Bucket, r.Key = e.RequestParameters.BucketName, e.RequestParameters.Key
	}
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
