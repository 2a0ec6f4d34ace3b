package cli

import (
	"encoding/json"
	"fmt"
	"strings"
)

// event is what a CloudTrail event says of a call that AWS denied (CloudTrail
// User Guide, CloudTrail record contents).
type event struct {
	ErrorCode, ErrorMessage string
	UserIdentity            struct {
		ARN            string
		SessionContext struct{ SessionIssuer struct{ ARN string } }
	}
	EventSource, EventName string
	VPCEndpointID          string
	RequestParameters      struct{ BucketName, Key string }
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
			return nil, false, fmt.Errorf("--error: a CloudTrailEvent that is no JSON: %w", err)
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
		return nil, false, fmt.Errorf("--error: want one event that was denied, found %d among %d", len(denied), len(list))
	}
	return &denied[0], true, nil
}

// complete adds what a message leaves out.
func (e *event) complete(r *refusal) {
	r.Endpoint = e.VPCEndpointID
	if issuer := e.UserIdentity.SessionContext.SessionIssuer.ARN; issuer != "" {
		r.User = issuer
	} else if r.User == "" {
		r.User = e.UserIdentity.ARN
	}
	if r.Bucket == "" {
		r.Bucket, r.Key = e.RequestParameters.BucketName, e.RequestParameters.Key
	}
	if r.Action == "" && e.EventSource == "s3.amazonaws.com" {
		r.Action = "s3:" + e.EventName
	}
}
