package refusal

import (
	"cmp"
	"fmt"
	"regexp"

	"github.com/crossgrant/crossgrant/internal/lazy"
)

// calls are the forms in which commands and SDKs name the call that failed; the
// groups are code and operation, of which some forms have one.
var calls = []func() *regexp.Regexp{
	// AWS CLI and boto3
	lazy.Regexp(`An error occurred \((?P<code>[\w.]+)\) when calling the (?P<operation>\w+) operation`),
	// SDK for Go, and Terraform, which prints its errors
	lazy.Regexp(`operation error S3: (?P<operation>\w+),`),
	lazy.Regexp(`api error (?P<code>[\w.]+):`),
	// Arrow, and what reads Parquet by it
	lazy.Regexp(`AWS Error (?P<code>\w+)(?: \(\w+\))? during (?P<operation>\w+) operation`),
	// SDK for PHP
	lazy.Regexp(`Error executing "(?P<operation>\w+)" on "https://`),
	// SDK for Java, and Hadoop
	lazy.Regexp(`Service: (?:Amazon )?S3[;,] Status Code: (?P<code>\d+)`),
	lazy.Regexp(`Error Code: (?P<code>[A-Za-z]\w+)`),
	// the answer itself
	lazy.Regexp(`<Code>(?P<code>\w+)</Code>`),
	// SDK for JavaScript and others that print code and message
	lazy.Regexp(`\b(?P<code>AccessDenied|Forbidden|` + NoACLs + `)\b`),
}

// places are the forms in which these texts name the object. The target of an
// upload or a copy stands behind the "to".
var places = []func() *regexp.Regexp{
	lazy.Regexp(`(?m)(?:upload|copy|move) failed: .+ to s3[an]?://(?P<bucket>[a-z0-9][a-z0-9.-]+)/?(?P<key>.*?)(?: An error occurred|$)`),
	lazy.Regexp(`(?m)(?:download|delete) failed: s3[an]?://(?P<bucket>[a-z0-9][a-z0-9.-]+)/?(?P<key>.*?)(?: to .*)?(?: An error occurred|$)`),
	lazy.Regexp(`key '(?P<key>[^']*)' in bucket '(?P<bucket>[^']*)'`),
	lazy.Regexp(`s3[an]?://(?P<bucket>[a-z0-9][a-z0-9.-]+)/?(?P<key>[^\s:"']*)`),
}

// call reads the line of a command or an SDK. What AWS's own sentence said
// stays.
func (r *Refusal) call(text string) {
	for _, form := range calls {
		found := groups(form(), text)
		r.Code = cmp.Or(r.Code, found["code"])
		if name := found["operation"]; name != "" && r.Operation == "" {
			// A call of another service is none of S3's, and no error here: its sentence
			// may name an action of S3.
			_ = r.operation(name)
		}
	}
	for _, form := range places {
		if r.Bucket != "" {
			return
		}
		found := groups(form(), text)
		r.Bucket, r.Key = found["bucket"], found["key"]
	}
}

// groups returns the named groups of the first match.
func groups(form *regexp.Regexp, text string) map[string]string {
	found := map[string]string{}
	if m := form.FindStringSubmatch(text); m != nil {
		for i, name := range form.SubexpNames() {
			found[name] = m[i]
		}
	}
	return found
}

// others are codes of failures that no policy decides (S3 API Reference, Error
// responses; for calls without a body the command line prints the status).
var others = map[string]string{
	"ExpiredToken":                       "the credentials have expired",
	"ExpiredTokenException":              "the credentials have expired",
	"InvalidToken":                       "the session token is not valid",
	"InvalidAccessKeyId":                 "the access key does not exist",
	"InvalidClientTokenId":               "the access key does not exist",
	"SignatureDoesNotMatch":              "the signature is wrong: the secret key, or a header that was changed on the way",
	"RequestTimeTooSkewed":               "the clock of the caller is wrong",
	"NoSuchBucket":                       "the bucket does not exist",
	"NoSuchKey":                          "the object does not exist",
	"404":                                "the bucket or the object does not exist",
	"NotFound":                           "the bucket or the object does not exist",
	"400":                                "the request is malformed: often expired credentials, or the endpoint of another Region",
	"301":                                "the bucket is in another Region",
	"PermanentRedirect":                  "the bucket is in another Region",
	"AuthorizationHeaderMalformed":       "the request was signed for another Region than the bucket's",
	"IllegalLocationConstraintException": "the bucket is in another Region",
	"NoSuchBucketPolicy":                 "the bucket has no policy",
	"KMS.DisabledException":              "the KMS key is disabled",
	"KMS.InvalidStateException":          "the KMS key is in no state to be used: disabled, or about to be deleted",
	"KMS.NotFoundException":              "the KMS key does not exist, or is in another Region than the bucket",
	"SlowDown":                           "too many requests",
}

// otherCause is the error about a text that speaks of another failure.
func (r *Refusal) otherCause() error {
	if why, ok := others[r.Code]; ok && r.Action == "" {
		return fmt.Errorf("%s is no refusal by a policy: %s", r.Code, why)
	}
	return nil
}
