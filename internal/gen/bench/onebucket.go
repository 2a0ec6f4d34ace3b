package main

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
)

// writeOneBucket writes the snapshot folder of an account whose roles all work with one
// bucket, each below a prefix of its own.
func writeOneBucket(folder string, s size) (string, error) {
	home := filepath.Join(folder, accountID(0))
	s.accounts, s.distinct = 1, 100
	if err := writeDetails(home, s, 0, ofOneBucket); err != nil {
		return "", err
	}
	name := bucketName(0)
	return folder, writeBucketFiles(filepath.Join(home, "buckets", name), fmt.Sprintf(`{"Version":"2012-10-17","Statement":[`+tlsOnly+`]}`, name))
}

// ofOneBucket is the policy of a role; one of ten has a mistake.
func ofOneBucket(role, _ int, _ *rand.Rand) string {
	get := "s3:GetObject"
	if role%10 == 0 {
		get = "s3:GetObjects"
	}
	return fmt.Sprintf(`{"Version":"2012-10-17","Statement":[`+
		`{"Sid":"List","Effect":"Allow","Action":"s3:ListBucket","Resource":"arn:aws:s3:::%[1]s"},`+
		`{"Sid":"Objects","Effect":"Allow","Action":[%[2]q,"s3:PutObject"],"Resource":"arn:aws:s3:::%[1]s/role-%[3]d/*"}]}`, bucketName(0), get, role)
}
