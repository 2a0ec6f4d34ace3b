package s3

import (
	"reflect"
	"testing"

	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/source"
)

func decode(path, text string) (input.Records, error) {
	return input.Decode([]input.Format{Format{}}, source.NewFile(path, []byte(text)), input.PathHints(path))
}

const folder = "111122223333/buckets/b/"

// TestSettings holds what each answer states of its bucket.
func TestSettings(t *testing.T) {
	for name, row := range map[string]struct {
		text string
		get  func(input.Bucket) (input.State, any)
		want any
	}{
		"get-bucket-acl": {
			`{"Owner":{"ID":"me","DisplayName":"x"},"Grants":[{"Grantee":{"ID":"me","Type":"CanonicalUser"},"Permission":"FULL_CONTROL"},
			 {"Grantee":{"URI":"http://acs.amazonaws.com/groups/global/AllUsers"},"Permission":"READ"},{"Grantee":{"EmailAddress":"a@b"},"Permission":"WRITE"}]}`,
			func(b input.Bucket) (input.State, any) { return b.ACL.State, b.ACL.Value },
			input.ACL{Owner: "me", Grants: []input.Grant{{ID: "me", Permission: "FULL_CONTROL"},
				{URI: "http://acs.amazonaws.com/groups/global/AllUsers", Permission: "READ"}, {Permission: "WRITE"}}}},
		"the owner of an ACL": {`{"Owner":{"ID":"me"},"Grants":[]}`,
			func(b input.Bucket) (input.State, any) { return b.ACL.State, b.Owner }, "me"},
		"get-bucket-ownership-controls": {`{"OwnershipControls":{"Rules":[{"ObjectOwnership":"BucketOwnerEnforced"}]}}`,
			func(b input.Bucket) (input.State, any) { return b.Ownership.State, b.Ownership.Value }, "BucketOwnerEnforced"},
		"get-public-access-block with a flag missing": {
			`{"PublicAccessBlockConfiguration":{"BlockPublicAcls":true,"IgnorePublicAcls":false,"RestrictPublicBuckets":true}}`,
			func(b input.Bucket) (input.State, any) { return b.PublicAccessBlock.State, b.PublicAccessBlock.Value },
			input.PublicAccessBlock{BlockPublicAcls: true, RestrictPublicBuckets: true}},
		"get-bucket-encryption": {
			`{"ServerSideEncryptionConfiguration":{"Rules":[{"ApplyServerSideEncryptionByDefault":{"SSEAlgorithm":"aws:kms","KMSMasterKeyID":"alias/k"},
			 "BucketKeyEnabled":true,"BlockedEncryptionTypes":{"EncryptionType":["SSE-C"]}}]}}`,
			func(b input.Bucket) (input.State, any) { return b.Encryption.State, b.Encryption.Value },
			input.Encryption{Algorithm: "aws:kms", KeyID: "alias/k", BucketKey: true, Blocked: []string{"SSE-C"}}},
		"get-bucket-location":            {`{"LocationConstraint":"eu-central-1"}`, region, "eu-central-1"},
		"get-bucket-location, us-east-1": {`{"LocationConstraint":null}`, region, "us-east-1"},
		"get-bucket-location, of old":    {`{"LocationConstraint":"EU"}`, region, "eu-west-1"},
		"head-bucket":                    {`{"BucketRegion":"eu-north-1","AccessPointAlias":false}`, region, "eu-north-1"},
		"get-bucket-policy-status":       {`{"PolicyStatus":{"IsPublic":true}}`, func(b input.Bucket) (input.State, any) { return b.PolicyPublic.State, b.PolicyPublic.Value }, true},
		"get-bucket-versioning":          {`{"Status":"Suspended","MFADelete":"Disabled"}`, func(b input.Bucket) (input.State, any) { return b.Versioning.State, b.Versioning.Value }, "Suspended"},
		"get-bucket-request-payment":     {`{"Payer":"Requester"}`, func(b input.Bucket) (input.State, any) { return b.Payer.State, b.Payer.Value }, "Requester"},
		"get-bucket-tagging":             {`{"TagSet":[{"Key":"k","Value":"v"}]}`, func(b input.Bucket) (input.State, any) { return b.Tags.State, b.Tags.Value }, []input.Tag{{Key: "k", Value: "v"}}},
		"get-bucket-abac":                {`{"AbacStatus":{"Status":"Enabled"}}`, func(b input.Bucket) (input.State, any) { return b.ABAC.State, b.ABAC.Value }, "Enabled"},
	} {
		t.Run(name, func(t *testing.T) {
			r, err := decode(folder+"x.json", row.text)
			if err != nil || len(r.Buckets) != 1 {
				t.Fatalf("%d buckets, %v", len(r.Buckets), err)
			}
			b := r.Buckets[0]
			if state, got := row.get(b); state != input.Present || !reflect.DeepEqual(got, row.want) {
				t.Errorf("%s %v, want %v", state, got, row.want)
			}
			if b.Account != "111122223333" || b.Name != "b" {
				t.Errorf("it is the setting of %s %s", b.Account, b.Name)
			}
		})
	}
}

func region(b input.Bucket) (input.State, any) { return b.Region.State, b.Region.Value }

// TestOwner holds whose a public access block is; its content does not tell.
func TestOwner(t *testing.T) {
	const text = `{"PublicAccessBlockConfiguration":{"BlockPublicAcls":true}}`
	for path, want := range map[string]string{
		"111122223333/public-access-block.json":           "111122223333",
		"111122223333/buckets/b/public-access-block.json": "b",
		"f.json": "",
	} {
		r, err := decode(path, text)
		if err != nil || len(r.Accounts)+len(r.Buckets) != 1 {
			t.Fatal(path, r, err)
		}
		got := ""
		for _, a := range r.Accounts {
			got = a.ID
		}
		for _, b := range r.Buckets {
			got = b.Name
		}
		if got != want {
			t.Errorf("%s: it is of %q, want %q", path, got, want)
		}
	}
}

// TestAccessPoints holds that an access point says whose its bucket is, and
// nothing else of it.
func TestAccessPoints(t *testing.T) {
	for name, row := range map[string]struct{ text, want string }{
		"get-access-point": {`{"Name":"ap","Bucket":"b","NetworkOrigin":"Internet","PublicAccessBlockConfiguration":{"BlockPublicAcls":true},` +
			`"AccessPointArn":"arn:aws:s3:eu-west-1:111122223333:accesspoint/ap","BucketAccountId":"444455556666"}`, "444455556666 b "},
		"an old access point": {`{"Name":"ap","Bucket":"b","NetworkOrigin":"Internet","AccessPointArn":"arn:x"}`, ""},
		"list-access-points": {`{"AccessPointList":[{"Name":"x","Bucket":"b","BucketAccountId":"444455556666"},{"Name":"y","Bucket":"c","BucketAccountId":"111122223333"}]}`,
			"444455556666 b 111122223333 c "},
		"get-multi-region-access-point": {`{"AccessPoint":{"Name":"m","Regions":[{"Bucket":"b","Region":"eu-west-1","BucketAccountId":"444455556666"}]}}`,
			"444455556666 b eu-west-1"},
	} {
		r, err := decode("f.json", row.text)
		got := ""
		for _, b := range r.Buckets {
			got += b.Account + " " + b.Name + " " + b.Region.Value
			if b.PublicAccessBlock.State != input.NotExported {
				t.Errorf("%s: the access point's block became the bucket's", name)
			}
		}
		if err != nil || got != row.want || r.Format == "" {
			t.Errorf("%s: got %q as %q, want %q; %v", name, got, r.Format, row.want, err)
		}
	}
}

// TestNeverVersioned holds that no output is the answer of a bucket that never
// had versioning, and an error everywhere else.
func TestNeverVersioned(t *testing.T) {
	r, err := decode(folder+"versioning.json", "")
	if err != nil || len(r.Buckets) != 1 || r.Buckets[0].Versioning.State != input.Absent {
		t.Errorf("%+v, %v", r, err)
	}
	for path, text := range map[string]string{folder + "acl.json": "", "versioning.json": "", folder + "versioning.json": "x"} {
		if _, err := decode(path, text); err == nil {
			t.Errorf("%s: %q is an answer", path, text)
		}
	}
}

// TestListBuckets holds that the list names the account's canonical user id.
func TestListBuckets(t *testing.T) {
	r, err := decode("111122223333/buckets.json", `{"Buckets":[{"Name":"a"},{"Name":"b","BucketRegion":"eu-west-1"}],"Owner":{"ID":"c0ffee"}}`)
	if err != nil || len(r.Buckets) != 2 || len(r.Accounts) != 1 {
		t.Fatal(r, err)
	}
	if a := r.Accounts[0]; a.ID != "111122223333" || a.CanonicalID != "c0ffee" {
		t.Errorf("account %s is %s", a.ID, a.CanonicalID)
	}
	if r, err := decode("f.json", `{"Buckets":[],"Owner":{"ID":"c0ffee"}}`); err != nil || len(r.Accounts) > 0 {
		t.Errorf("of nobody: %v, %v", r.Accounts, err)
	}
	a, b := r.Buckets[0], r.Buckets[1]
	if a.Name != "a" || a.Region.State != input.NotExported || a.Owner != "c0ffee" || a.Account != "111122223333" {
		t.Errorf("first bucket %+v", a)
	}
	if b.Name != "b" || b.Region.Value != "eu-west-1" {
		t.Errorf("second bucket %+v", b)
	}
}

// TestOthers holds that answers which look alike are left alone, and that a
// configuration without its one rule is odd and states nothing.
func TestOthers(t *testing.T) {
	for text, odd := range map[string]int{
		`{"Grants":[{"KeyId":"k"}]}`: -1,
		`{"Name":"ap","Bucket":"b","NetworkOrigin":"VPC","PublicAccessBlockConfiguration":{}}`: -1,
		`{"BucketRegion":["a"]}`: -1,
		`{"AccessPointList":[{"Name":"ap","Bucket":"b","BucketAccountId":5}]}`: 1,
		`{"Status":"ACTIVE"}`:                                                               -1,
		`{"Status":"Enabled","Arn":"arn:aws:s:::x"}`:                                        -1,
		`{"OwnershipControls":{"Rules":[]}}`:                                                1,
		`{"OwnershipControls":{"Rules":"x"}}`:                                               2,
		`{"OwnershipControls":{"Rules":[{"ObjectOwnership":"a"},{"ObjectOwnership":"b"}]}}`: 1,
		`{"ServerSideEncryptionConfiguration":{"Rules":[]}}`:                                1,
		`{"PublicAccessBlockConfiguration":{"BlockPublicAcls":"true"}}`:                     1,
		`{"Owner":{"ID":1},"Grants":[]}`:                                                    1,
	} {
		r, err := decode(folder+"x.json", text)
		got := len(r.Odd)
		if r.Format == "" {
			got = -1
		}
		if err != nil || got != odd {
			t.Errorf("%s: %d odd values %v (-1: not recognised), want %d; %v", text, got, r.Odd, odd, err)
		}
	}
}

func FuzzDecode(f *testing.F) {
	f.Add(`{"Owner":{"ID":"me"},"Grants":[{"Grantee":{"URI":"u"},"Permission":7},null]}`)
	f.Add(`{"ServerSideEncryptionConfiguration":{"Rules":[[],{"ApplyServerSideEncryptionByDefault":null}]},"LocationConstraint":[]}`)
	f.Add(`{"Buckets":[{"Name":"b"},3],"Owner":7}{"OwnershipControls":{"Rules":[{"ObjectOwnership":"x"}]}}`)
	f.Fuzz(func(t *testing.T, text string) {
		r, err := decode(folder+"x.json", text)
		if err != nil {
			return
		}
		for _, b := range r.Buckets {
			if b.At.Span.Start < 0 || b.At.Span.End > len(text) || b.At.Span.Start >= b.At.Span.End {
				t.Fatalf("bucket at %v of %d bytes", b.At.Span, len(text))
			}
		}
	})
}
