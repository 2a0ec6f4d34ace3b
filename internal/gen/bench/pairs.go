package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
)

// bucketsOfRole is how many buckets each role works with.
const bucketsOfRole = 3

// writePairs writes snapshot folders of accounts with as many buckets as roles:
// each role has to do with three buckets, of which one lies in another account.
func writePairs(folder string, s size) (string, error) {
	w := world{s, s.roles / s.accounts}
	for a := range s.accounts {
		home := filepath.Join(folder, accountID(a))
		if err := writeDetails(home, s, a, w.policy); err != nil {
			return "", err
		}
		for i := range w.each {
			if err := w.writeBucket(home, a, a*w.each+i); err != nil {
				return "", err
			}
		}
	}
	return folder, nil
}

type world struct {
	size
	each int // roles and buckets of an account
}

// buckets are those of a role: two of its own account and one of the next.
func (w *world) buckets(role int) (list [bucketsOfRole]int) {
	account, i := role/w.each, role%w.each
	next := (account + 1) % w.accounts
	return [...]int{account*w.each + i, account*w.each + (i+1)%w.each, next*w.each + (i+2)%w.each}
}

func bucketName(n int) string { return fmt.Sprintf("data-%d-bucket", n) }

// policy names the buckets of the role, so that no two roles have the same text.
func (w *world) policy(role, _ int, _ *rand.Rand) string {
	get := "s3:GetObject"
	if role%10 == 0 {
		get = "s3:GetObjects"
	}
	b := w.buckets(role)
	return fmt.Sprintf(`{"Version":"2012-10-17","Statement":[`+
		`{"Sid":"List","Effect":"Allow","Action":["s3:ListBucket","s3:GetBucketLocation"],"Resource":["arn:aws:s3:::%[1]s","arn:aws:s3:::%[2]s","arn:aws:s3:::%[3]s"]},`+
		`{"Sid":"Objects","Effect":"Allow","Action":["%[4]s","s3:PutObject"],"Resource":["arn:aws:s3:::%[1]s/*","arn:aws:s3:::%[2]s/*","arn:aws:s3:::%[3]s/*"]}]}`,
		bucketName(b[0]), bucketName(b[1]), bucketName(b[2]), get)
}

// writeBucket writes what the export script writes of a bucket. Its policy names
// the role of another account that works with it, in one of ten by the wrong name.
func (w *world) writeBucket(home string, account, n int) error {
	before := (account + w.accounts - 1) % w.accounts
	role := before*w.each + (n%w.each+w.each-2)%w.each
	name := bucketName(n)
	action := "s3:PutObject"
	if n%10 == 0 {
		action = "s3:DeleteObject"
	}
	return writeBucketFiles(filepath.Join(home, "buckets", name), fmt.Sprintf(`{"Version":"2012-10-17","Statement":[`+tlsOnly+
		`,{"Sid":"Peer","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::%[2]s:role/role-%[3]d"},"Action":["s3:ListBucket","s3:GetBucketLocation"],"Resource":"arn:aws:s3:::%[1]s"},`+
		`{"Sid":"PeerObjects","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::%[2]s:role/role-%[3]d"},"Action":["s3:GetObject","%[4]s"],"Resource":"arn:aws:s3:::%[1]s/*"}]}`,
		name, accountID(before), role, action))
}

// tlsOnly denies what comes without TLS, of a bucket by the first argument.
const tlsOnly = `{"Sid":"TLS","Effect":"Deny","Principal":"*","Action":"s3:*","Resource":["arn:aws:s3:::%[1]s","arn:aws:s3:::%[1]s/*"],"Condition":{"Bool":{"aws:SecureTransport":"false"}}}`

// writeBucketFiles writes what the export script writes of a bucket with a policy.
func writeBucketFiles(folder, policy string) error {
	files := map[string]string{
		"policy.json":              fmt.Sprintf(`{"Policy": %q}`, policy),
		"ownership-controls.json":  `{"OwnershipControls": {"Rules": [{"ObjectOwnership": "BucketOwnerEnforced"}]}}`,
		"public-access-block.json": `{"PublicAccessBlockConfiguration": {"BlockPublicAcls": true, "IgnorePublicAcls": true, "BlockPublicPolicy": true, "RestrictPublicBuckets": true}}`,
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	for file, text := range files {
		if err := os.WriteFile(filepath.Join(folder, file), []byte(text), 0o600); err != nil {
			return err
		}
	}
	return nil
}
