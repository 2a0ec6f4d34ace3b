package access

import (
	"testing"

	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/reference"
	"github.com/crossgrant/crossgrant/internal/source"
)

// A statement denies everybody only if no principal, no resource and no condition
// leaves a request out.
func TestDeniesEverybody(t *testing.T) {
	for name, c := range map[string]struct {
		statement string
		denies    bool
	}{
		"everything":                       {`"Principal": "*", "Action": "s3:*", "Resource": ["arn:aws:s3:::bkt", "arn:aws:s3:::bkt/*"]`, true},
		"the action alone":                 {`"Principal": {"AWS": "*"}, "Action": "s3:PutBucketPolicy", "Resource": "arn:aws:s3:::bkt"`, true},
		"all actions but others":           {`"Principal": "*", "NotAction": "s3:GetObject", "Resource": "*"`, true},
		"all actions but it":               {`"Principal": "*", "NotAction": "s3:*BucketPolicy", "Resource": "*"`, false},
		"objects alone":                    {`"Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::bkt/*"`, false},
		"another bucket":                   {`"Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::other"`, false},
		"all resources but objects":        {`"Principal": "*", "Action": "s3:*", "NotResource": "arn:aws:s3:::bkt/*"`, false},
		"a role":                           {`"Principal": {"AWS": "arn:aws:iam::111122223333:role/app"}, "Action": "s3:*", "Resource": "arn:aws:s3:::bkt"`, false},
		"all but the root user":            {`"NotPrincipal": {"AWS": "arn:aws:iam::111122223333:root"}, "Action": "s3:*", "Resource": "arn:aws:s3:::bkt"`, false},
		"all but administrators":           {`"Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::bkt", "Condition": {"ArnNotEquals": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/admin"}}`, false},
		"requests without TLS":             {`"Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::bkt", "Condition": {"Bool": {"aws:SecureTransport": "false"}}`, false},
		"requests from elsewhere":          {`"Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::bkt", "Condition": {"StringNotEquals": {"aws:SourceVpce": "vpce-0a1b2c3d"}}`, false},
		"a key that the action never has":  {`"Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::bkt", "Condition": {"StringNotEquals": {"s3:prefix": "red/"}}`, true},
		"a key that it would have to have": {`"Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::bkt", "Condition": {"StringEquals": {"s3:prefix": "red/"}}`, false},
		"a key that nothing has":           {`"Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::bkt", "Condition": {"StringNotEquals": {"aws:PrincipalAccountId": "111122223333"}}`, true},
		"an operator that does not exist":  {`"Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::bkt", "Condition": {"StringUnequal": {"aws:PrincipalAccount": "111122223333"}}`, false},
	} {
		text := []byte(`{"Version": "2012-10-17", "Statement": {"Effect": "Deny", ` + c.statement + `}}`)
		d := policy.Parse(source.Whole(source.NewFile("policy.json", text)), policy.Bucket)
		if got := len(DeniesEverybody(d, "bkt", "s3:PutBucketPolicy", reference.Embedded())) == 1; got != c.denies {
			t.Errorf("%s: denies everybody is %t", name, got)
		}
	}
}
