package refusal

import (
	"cmp"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// TestRead holds what is read off the forms in which a refusal is told.
func TestRead(t *testing.T) {
	const user = "arn:aws:sts::111122223333:assumed-role/app/i-0abc"
	const object = "arn:aws:s3:::logs/2026/a b.csv"
	for _, row := range []struct{ name, text, want string }{
		{"no identity-based policy", `An error occurred (AccessDenied) when calling the GetObject operation: User: ` + user +
			` is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::logs/a.csv" because no identity-based policy allows the s3:GetObject action`,
			"app s3:GetObject logs a.csv, identity-based policy"},
		{"explicit deny", `User: ` + user + ` is not authorized to perform: s3:PutObject on resource: "arn:aws:s3:::logs/a.csv" with an explicit deny in a resource-based policy`,
			"app s3:PutObject logs a.csv, deny resource-based policy"},
		{"explicit deny with an article for vowels", `User: ` + user + ` is not authorized to perform: s3:ListBucket on resource: "arn:aws:s3:::logs" with an explicit deny in an identity-based policy`,
			"app s3:ListBucket logs , deny identity-based policy"},
		{"the organization", `User: ` + user + ` is not authorized to perform: s3:ListBucket on resource: arn:aws:s3:::logs with an explicit deny in a service control policy`,
			"app s3:ListBucket logs , deny service control policy"},
		{"the organization's policy by its ARN", `User: ` + user + ` is not authorized to perform: s3:ListBucket on resource: "arn:aws:s3:::logs" with an explicit deny in a service control policy: arn:aws:organizations::444455556666:policy/o-1/service_control_policy/p-1`,
			"app s3:ListBucket logs , deny service control policy"},
		{"a boundary", `User: ` + user + ` is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::logs/a" because no permissions boundary allows the s3:GetObject action`,
			"app s3:GetObject logs a, permissions boundary"},
		{"a session policy", `User: ` + user + ` is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::logs/a" because no session policy allows the s3:GetObject action`,
			"app s3:GetObject logs a, session policy"},
		{"an endpoint", `User: ` + user + ` is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::logs/a" because no VPC endpoint policy allows the s3:GetObject action`,
			"app s3:GetObject logs a, VPC endpoint policy"},
		{"a key", `User: ` + user + ` is not authorized to perform: kms:Decrypt on resource: arn:aws:kms:eu-west-1:444455556666:key/1234 because no resource-based policy allows the kms:Decrypt action`,
			"app kms:Decrypt  , resource-based policy"},
		{"public lists", `User: ` + user + ` is not authorized to perform: s3:PutObject on resource: "arn:aws:s3:::logs/a" because public access control lists (ACLs) are prevented by the BlockPublicAcls setting in S3 Block Public Access`,
			"app s3:PutObject logs a, deny Block Public Access setting"},
		{"no cause", `User: ` + user + ` is not authorized to perform: s3:ListBucket`, "app s3:ListBucket  , "},
		{"CloudTrail", `{"eventSource":"s3.amazonaws.com","eventName":"GetObject","errorCode":"AccessDenied","errorMessage":"User: ` + user +
			` is not authorized to perform: s3:GetObject on resource: \"arn:aws:s3:::logs/a\" because no resource-based policy allows the s3:GetObject action",` +
			`"userIdentity":{"type":"AssumedRole","sessionContext":{"sessionIssuer":{"arn":"arn:aws:iam::111122223333:role/team/app"}}},"requestParameters":{"bucketName":"logs","key":"a"}}`,
			"role/team/app s3:GetObject logs a, resource-based policy"},
		{"an access point", `User: ` + user + ` is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:eu-west-1:444455556666:accesspoint/door/object/a/b" because no resource-based policy allows the s3:GetObject action`,
			"app s3:GetObject arn:aws:s3:eu-west-1:444455556666:accesspoint/door a/b, resource-based policy"},
		{"a CloudTrail file", `{"Records":[{"eventName":"ListBuckets"},{"eventSource":"s3.amazonaws.com","eventName":"PutObject","errorCode":"AccessDenied","errorMessage":"Access Denied",` +
			`"userIdentity":{"arn":"` + user + `"},"requestParameters":{"bucketName":"logs","key":"a"}}]}`, "app PutObject logs a, "},
		{"what lookup-events prints", `{"Events":[{"EventId":"1","CloudTrailEvent":"{\"eventSource\":\"s3.amazonaws.com\",\"eventName\":\"PutObject\",\"errorCode\":\"AccessDenied\",` +
			`\"userIdentity\":{\"arn\":\"` + user + `\"},\"requestParameters\":{\"bucketName\":\"logs\",\"key\":\"a\"}}"}]}`, "app PutObject logs a, "},
		{"CloudTrail without a message", `{"eventSource":"s3.amazonaws.com","eventName":"PutObject","errorMessage":"Access Denied",` +
			`"userIdentity":{"arn":"` + user + `"},"requestParameters":{"bucketName":"logs","key":"a"}}`, "app PutObject logs a, "},
	} {
		r, err := Read(row.text)
		if err != nil {
			t.Errorf("%s: %v", row.name, err)
			continue
		}
		_, who, _ := strings.Cut(strings.TrimSuffix(r.User, "/i-0abc"), "assumed-role/")
		if who == "" {
			_, who, _ = strings.Cut(r.User, "333:")
		}
		got := who + " " + cmp.Or(r.Action, r.Operation) + " " + r.Bucket + " " + r.Key + ", "
		if r.Explicit {
			got += "deny "
		}
		if got += r.Layer; got != row.want {
			t.Errorf("%s: %q, want %q", row.name, got, row.want)
		}
	}
	if r, err := Read(`{"eventSource":"s3.amazonaws.com","eventName":"PutObject","vpcEndpointId":"vpce-1","userIdentity":{"arn":"` + user + `"}}`); err != nil || r.Endpoint != "vpce-1" {
		t.Errorf("an event through an endpoint: %+v %v", r, err)
	}
	for _, several := range []string{`{"Records":[]}`, `{"Records":[{"errorCode":"AccessDenied"},{"errorCode":"AccessDenied"}]}`} {
		if _, err := Read(several); err == nil || !strings.Contains(err.Error(), "want one event that was denied") {
			t.Errorf("%s: %v", several, err)
		}
	}
	if _, err := Read("Access Denied"); err == nil {
		t.Error("a text without a request is taken")
	}
	if r, _ := Read(`User: ` + user + ` is not authorized to perform: s3:GetObject on resource: "` + object + `" because no`); r == nil || r.Bucket != "logs" {
		t.Errorf("a key with a blank: %+v", r)
	}
}

// TestCalls holds what is read where there is no sentence of AWS's, but the line
// of a command or an SDK, and that the name of an event is no action.
func TestCalls(t *testing.T) {
	const session = "arn:aws:sts::111122223333:assumed-role/app/i-0abc"
	event := func(name string) string {
		return `{"eventSource":"s3.amazonaws.com","eventName":"` + name + `","errorCode":"AccessDenied","errorMessage":"Access Denied",` +
			`"userIdentity":{"arn":"` + session + `"},"requestParameters":{"bucketName":"logs","key":"a"}}`
	}
	called := func(operation string) Refusal {
		return Refusal{User: session, Operation: operation, Bucket: "logs", Key: "a", Code: "AccessDenied"}
	}
	listed := called("ListObjects")
	listed.Lacks = []string{"s3:prefix", "s3:delimiter"}
	for _, row := range []struct {
		text string
		want Refusal
	}{
		{event("HeadBucket"), called("HeadBucket")},
		{event("HeadObject"), called("HeadObject")},
		{event("ListObjects"), listed},
		{event("UploadPart"), called("UploadPart")},
		{event("DeleteObjects"), called("DeleteObjects")},
		{event("GetBucketLifecycle"), called("GetBucketLifecycleConfiguration")},
		{event("PutBucketPublicAccessBlock"), called("PutPublicAccessBlock")},
		{`{"eventSource":"kms.amazonaws.com","eventName":"Decrypt","errorCode":"AccessDenied","userIdentity":{"arn":"` + session + `"}}`,
			Refusal{User: session, Action: "kms:Decrypt", Code: "AccessDenied"}},
		{`{"eventSource":"s3.amazonaws.com","eventName":"PutObject","errorCode":"AccessDenied","userIdentity":{"type":"AWSService","invokedBy":"cloudtrail.amazonaws.com"},` +
			`"requestParameters":{"bucketName":"logs","key":"a"}}`,
			Refusal{User: "cloudtrail.amazonaws.com", Operation: "PutObject", Bucket: "logs", Key: "a", Code: "AccessDenied"}},
		{"An error occurred (403) when calling the HeadObject operation: Forbidden", Refusal{Operation: "HeadObject", Code: "403"}},
		{"fatal error: An error occurred (403) when calling the HeadObject operation: Forbidden", Refusal{Operation: "HeadObject", Code: "403"}},
		{"upload failed: ./a b.csv to s3://logs/2026/a b.csv An error occurred (AccessDenied) when calling the PutObject operation: Access Denied",
			Refusal{Operation: "PutObject", Bucket: "logs", Key: "2026/a b.csv", Code: "AccessDenied"}},
		{"download failed: s3://logs/a.csv to ./a.csv An error occurred (403) when calling the HeadObject operation: Forbidden",
			Refusal{Operation: "HeadObject", Bucket: "logs", Key: "a.csv", Code: "403"}},
		{"copy failed: s3://other/a to s3://logs/b An error occurred (AccessDenied) when calling the CopyObject operation: Access Denied",
			Refusal{Operation: "CopyObject", Bucket: "logs", Key: "b", Code: "AccessDenied"}},
		{"botocore.exceptions.ClientError: An error occurred (AccessControlListNotSupported) when calling the PutObject operation: The bucket does not allow ACLs",
			Refusal{Operation: "PutObject", Code: NoACLs}},
		{"operation error S3: PutObject, https response error StatusCode: 403, RequestID: X, HostID: Y, api error AccessDenied: Access Denied",
			Refusal{Operation: "PutObject", Code: "AccessDenied"}},
		{"OSError: When reading information for key 'a/b' in bucket 'logs': AWS Error ACCESS_DENIED during HeadObject operation: No response body.",
			Refusal{Operation: "HeadObject", Bucket: "logs", Key: "a/b", Code: "ACCESS_DENIED"}},
		{"java.nio.file.AccessDeniedException: s3a://logs/in/part: getFileStatus on s3a://logs/in/part: Forbidden (Service: Amazon S3; Status Code: 403; Error Code: 403 Forbidden)",
			Refusal{Bucket: "logs", Key: "in/part", Code: "403"}},
		{"<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>", Refusal{Code: "AccessDenied"}},
		{"User: " + session + ` is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::logs/a b" with an explicit deny in a service control policy: arn:aws:organizations::444455556666:policy/o-1/service_control_policy/p-1`,
			Refusal{User: session, Action: "s3:GetObject", Bucket: "logs", Key: "a b", Layer: "service control policy", Explicit: true,
				Policy: "arn:aws:organizations::444455556666:policy/o-1/service_control_policy/p-1"}},
		{"User: " + session + ` is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::logs/a" with an explicit deny in an identity-based policy: arn:aws:iam::111122223333:policy/team/x.`,
			Refusal{User: session, Action: "s3:GetObject", Bucket: "logs", Key: "a", Layer: "identity-based policy", Explicit: true,
				Policy: "arn:aws:iam::111122223333:policy/team/x"}},
	} {
		if got, err := Read(row.text); err != nil || !reflect.DeepEqual(*got, row.want) {
			t.Errorf("%s\n got %+v, %v\nwant %+v", row.text, got, err, row.want)
		}
	}
	for text, want := range map[string]string{
		"An error occurred (ExpiredToken) when calling the ListObjectsV2 operation: The provided token has expired.": "the credentials have expired",
		"An error occurred (NoSuchBucket) when calling the PutObject operation: The specified bucket does not exist": "the bucket does not exist",
		event("PutStorageLensConfiguration"): "is no operation of the S3 API that is known here",
		"it does not work":                   "want AWS's message",
	} {
		if got, err := Read(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %+v, %v, want %q", text, got, err, want)
		}
	}
}

// TestKeys holds what an event tells of the condition keys of its call.
func TestKeys(t *testing.T) {
	const head = `{"eventSource":"s3.amazonaws.com","errorCode":"AccessDenied","eventTime":"2026-06-01T10:00:00Z",` +
		`"userIdentity":{"principalId":"AROAEXAMPLE:s1","arn":"arn:aws:sts::111122223333:assumed-role/app/s1"},`
	who := map[string]string{"aws:userid": "AROAEXAMPLE:s1", "aws:currenttime": "2026-06-01T10:00:00Z"}
	for _, row := range []struct {
		event string
		keys  map[string]string
		lacks []string
	}{
		{`"eventName":"ListObjects","requestParameters":{"bucketName":"logs","prefix":"red/","max-keys":"10"}`,
			map[string]string{"s3:prefix": "red/", "s3:max-keys": "10"}, []string{"s3:delimiter"}},
		{`"eventName":"ListObjects","requestParameters":{"bucketName":"logs","prefix":""}`,
			map[string]string{"s3:prefix": ""}, []string{"s3:delimiter"}},
		{`"eventName":"ListObjects","requestParameters":null`, nil, nil},
		{`"eventName":"PutObject","requestParameters":{"bucketName":"logs","key":"a","x-amz-acl":"private","x-amz-server-side-encryption":"AES256"}`,
			map[string]string{"s3:x-amz-acl": "private", "s3:x-amz-server-side-encryption": "AES256"}, nil},
		{`"eventName":"GetObject","sourceIPAddress":"192.0.2.7","requestParameters":{"bucketName":"logs","key":"a","versionId":"v"}`,
			map[string]string{"aws:sourceip": "192.0.2.7", "s3:versionid": "v"}, nil},
		{`"eventName":"GetObject","sourceIPAddress":"10.0.0.7","vpcEndpointId":"vpce-1","requestParameters":{"bucketName":"logs","key":"a"}`, nil, nil},
		{`"eventName":"GetObject","sourceIPAddress":"athena.amazonaws.com","requestParameters":{"bucketName":"logs","key":"a"}`, nil, nil},
	} {
		want := maps.Clone(who)
		maps.Copy(want, row.keys)
		if r, err := Read(head + row.event + "}"); err != nil || !maps.Equal(r.Keys, want) || !slices.Equal(r.Lacks, row.lacks) {
			t.Errorf("%s\n got %+v, %v\nwant %v without %v", row.event, r, err, want, row.lacks)
		}
	}
}

// TestCaller holds the forms of principals that texts name.
func TestCaller(t *testing.T) {
	for user, want := range map[string]Caller{
		"": "",
		"arn:aws:sts::111122223333:assumed-role/app/i-0abc": Role,
		"arn:aws:iam::111122223333:role/team/app":           Role,
		"arn:aws:iam::111122223333:user/eve":                User,
		"arn:aws-cn:iam::111122223333:user/team/eve":        User,
		"arn:aws:sts::111122223333:federated-user/eve":      Federated,
		"arn:aws:iam::111122223333:root":                    Root,
		"cloudtrail.amazonaws.com":                          Service,
		"anonymous":                                         Anonymous,
		"arn:aws:iam::111122223333:saml-provider/work":      Other,
	} {
		if got := (&Refusal{User: user}).Caller(); got != want {
			t.Errorf("%q is %q, want %q", user, got, want)
		}
	}
}

// FuzzRead holds that a text is refused with a reason, or names who did
// what.
func FuzzRead(f *testing.F) {
	f.Add(`User: arn:aws:sts::111122223333:assumed-role/a/s is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::b/k" because no session policy allows the s3:GetObject action`)
	f.Add(`User: arn:aws:iam::1:user/u is not authorized to perform: s3:PutObject on resource: arn:aws:s3:eu-west-1:1:accesspoint/a/object/k with an explicit deny in a VPC endpoint policy`)
	f.Add(`{"Records":[{"errorCode":"AccessDenied","eventSource":"s3.amazonaws.com","eventName":"GetObject","userIdentity":{"arn":"x"}}]}`)
	f.Add(`{"Events":[{"CloudTrailEvent":"{}"}]}`)
	f.Fuzz(func(t *testing.T, text string) {
		r, err := Read(text)
		switch {
		case err != nil && err.Error() == "":
			t.Fatal("refused without a reason")
		case err == nil && r.Action == "" && r.Operation == "" && r.Code == "":
			t.Fatalf("taken as %+v", r)
		}
	})
}
