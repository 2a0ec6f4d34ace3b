package access

import (
	"testing"

	"github.com/crossgrant/crossgrant/internal/s3"
)

// TestExamplesHoldValuesThatAWSTakes looks at the header of an upload that a demand
// for encryption lets in.
func TestExamplesHoldValuesThatAWSTakes(t *testing.T) {
	const all = "arn:aws:s3:::bkt/*"
	deny := to("*", "Deny", "s3:PutObject", all, `,"Condition":{"Null":{"s3:x-amz-server-side-encryption":"true"}}`)
	c := judge(t, ours, allow("s3:PutObject", all), deny).Capability(s3.Write)
	if c.Verdict != Conditional || c.Allowed.Facts["s3:x-amz-server-side-encryption"] != "AES256" {
		t.Errorf("%s with %v, want conditional with AES256", c.Verdict, c.Allowed)
	}
	if len(c.Denied.Without) != 1 {
		t.Errorf("the denied example lacks %v, want the header", c.Denied.Without)
	}
}

// TestNoCallerHasAPrivateAddress holds that aws:SourceIp is public: a deny of all but
// private addresses denies everybody.
func TestNoCallerHasAPrivateAddress(t *testing.T) {
	const all = "arn:aws:s3:::bkt/*"
	for condition, want := range map[string]Verdict{
		`{"NotIpAddress":{"aws:SourceIp":"10.0.0.0/8"}}`:                                  No,
		`{"NotIpAddress":{"aws:SourceIp":["10.1.0.0/16","192.168.0.0/16","fd00::/8"]}}`:   No,
		`{"NotIpAddress":{"aws:SourceIp":["10.0.0.0/8","203.0.113.0/24"]}}`:               Conditional,
		`{"NotIpAddress":{"aws:SourceIp":"10.0.0.0/7"}}`:                                  Conditional, // 11.0.0.1 is public
		`{"IpAddress":{"aws:SourceIp":"172.16.0.0/12"}}`:                                  Yes,
		`{"IpAddress":{"aws:SourceIp":"203.0.113.0/24"}}`:                                 Conditional,
		`{"NotIpAddressIfExists":{"aws:SourceIp":"10.0.0.0/8"}}`:                          No, // and met where there is none
		`{"NotIpAddress":{"aws:SourceIp":"10.0.0.0/8"},"Null":{"aws:SourceVpce":"true"}}`: Conditional,
	} {
		deny := to("*", "Deny", "s3:*", all, `,"Condition":`+condition)
		if c := judge(t, ours, allow("s3:GetObject", all), deny).Capability(s3.Read); c.Verdict != want {
			t.Errorf("%s: %s, want %s", condition, c.Verdict, want)
		}
	}
}
