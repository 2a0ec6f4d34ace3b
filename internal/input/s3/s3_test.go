package s3

import (
	"fmt"
	"reflect"
	"strings"
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

// TestAccessPoints holds what is read of access points, and that they say whose
// the bucket behind them is and nothing else of it.
func TestAccessPoints(t *testing.T) {
	const at = "111122223333/access-points/ap@eu-west-1/access-point.json"
	for name, row := range map[string]struct{ path, text, want string }{
		"get-access-point": {"f.json", `{"Name":"ap","Bucket":"b","NetworkOrigin":"Internet","PublicAccessBlockConfiguration":{"BlockPublicAcls":true},` +
			`"Alias":"ap-x-s3alias","AccessPointArn":"arn:aws:s3:eu-west-1:111122223333:accesspoint/ap","BucketAccountId":"444455556666"}`,
			"point 111122223333 eu-west-1 ap arn:aws:s3:eu-west-1:111122223333:accesspoint/ap ap-x-s3alias of b 444455556666, Internet , present {true false false false}; bucket 444455556666 b "},
		"get-access-point of a VPC": {"f.json", `{"Name":"ap","Bucket":"b","NetworkOrigin":"VPC","VpcConfiguration":{"VpcId":"vpc-1"}}`,
			"point   ap   of b , VPC vpc-1, not exported {false false false false}"},
		"of an old AWS CLI": {at, `{"Name":"ap","Bucket":"b","NetworkOrigin":"Internet"}`,
			"point 111122223333 eu-west-1 ap   of b , Internet , not exported {false false false false}"},
		"the answer before the path": {at, `{"Name":"q","AccessPointArn":"arn:aws:s3:eu-west-2:444455556666:accesspoint/q","NetworkOrigin":"Internet"}`,
			"point 444455556666 eu-west-2 q arn:aws:s3:eu-west-2:444455556666:accesspoint/q  of  , Internet , not exported {false false false false}"},
		"list-access-points": {"111122223333/access-point-lists/eu-west-1.json",
			`{"AccessPointList":[{"Name":"x","Bucket":"b","BucketAccountId":"444455556666"},{"Name":"y","Bucket":"c","BucketAccountId":"111122223333"}]}`,
			"point 111122223333 eu-west-1 x   of b 444455556666,  , not exported {false false false false}; " +
				"point 111122223333 eu-west-1 y   of c 111122223333,  , not exported {false false false false}; bucket 444455556666 b ; bucket 111122223333 c "},
		"list-access-points without any": {"f.json", `{"AccessPointList":[]}`, ""},
		"get-access-point-policy-status": {"111122223333/access-points/ap@eu-west-1/policy-status.json", `{"PolicyStatus":{"IsPublic":true}}`, ""},
		"get-multi-region-access-point": {"f.json", `{"AccessPoint":{"Name":"m","Regions":[{"Bucket":"b","Region":"eu-west-1","BucketAccountId":"444455556666"}]}}`,
			"bucket 444455556666 b eu-west-1"},
		"list-multi-region-access-points": {"f.json", `{"AccessPoints":[{"Name":"m","Regions":[{"Bucket":"b","Region":"eu-west-1","BucketAccountId":"444455556666"},{"Bucket":"c"}]}]}`,
			"bucket 444455556666 b eu-west-1"},
		"access points of another service": {"f.json", `{"AccessPoints":[{"Name":"m","FileSystemId":"fs-1"}]}`, "not recognised"},
	} {
		r, err := decode(row.path, row.text)
		if got := behindPoints(r); err != nil || got != row.want {
			t.Errorf("%s: got %q, want %q; %v", name, got, row.want, err)
		}
	}
}

func behindPoints(r input.Records) string {
	if r.Format == "" {
		return "not recognised"
	}
	var parts []string
	for _, p := range r.AccessPoints {
		parts = append(parts, fmt.Sprintf("point %s %s %s %s %s of %s %s, %s %s, %s %v", p.Account, p.Region, p.Name, p.ARN, p.Alias,
			p.Bucket, p.BucketAccount, p.NetworkOrigin, p.VPC, p.PublicAccessBlock.State, p.PublicAccessBlock.Value))
	}
	for _, b := range r.Buckets {
		parts = append(parts, "bucket "+b.Account+" "+b.Name+" "+b.Region.Value)
		if b.PublicAccessBlock.State != input.NotExported {
			parts = append(parts, "with the access point's block")
		}
	}
	return strings.Join(parts, "; ")
}

// TestPlace holds that an access point and its block stand where they were read.
func TestPlace(t *testing.T) {
	const block = `{"BlockPublicAcls":true}`
	const point = `{"Name":"ap","Bucket":"b","PublicAccessBlockConfiguration":` + block + `}`
	const text = "\ufeff" + `{"AccessPointList": [{"Name":"x","Bucket":"é"}, ` + point + `]}`
	r, err := decode("f.json", text)
	if err != nil || len(r.AccessPoints) != 2 {
		t.Fatal(r, err)
	}
	for want, at := range map[string]source.Span{point: r.AccessPoints[1].At.Span, block: r.AccessPoints[1].PublicAccessBlock.At.Span} {
		if got := text[at.Start:at.End]; got != want {
			t.Errorf("it stands at %s, want %s", got, want)
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
		`{"Name":"ap","Bucket":"b","NetworkOrigin":"VPC","PublicAccessBlockConfiguration":7}`: 1,
		`{"Name":"ap","Bucket":"b","NetworkOrigin":7,"PublicAccessBlockConfiguration":{}}`:    -1,
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
	f.Add(`{"Name":"p","NetworkOrigin":"VPC","VpcConfiguration":[],"AccessPointArn":"arn:::::"}{"AccessPointList":[{"Bucket":"b","BucketAccountId":"1"},7]}`)
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
		for _, p := range r.AccessPoints {
			if p.Name == "" || p.At.Span.Start < 0 || p.At.Span.End > len(text) || p.At.Span.Start >= p.At.Span.End {
				t.Fatalf("access point %q at %v of %d bytes", p.Name, p.At.Span, len(text))
			}
		}
	})
}
