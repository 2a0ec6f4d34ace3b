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
