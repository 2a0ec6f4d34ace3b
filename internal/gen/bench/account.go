package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/url"
	"os"
	"path/filepath"
	"strings"
)

// writeAccount writes the answer of get-account-authorization-details, for each
// account one: one role of ten has a mistake in its policy.
func writeAccount(folder string, s size) (string, error) {
	for a := range s.accounts {
		if err := writeDetails(filepath.Join(folder, accountID(a)), s, a, nil); err != nil {
			return "", err
		}
	}
	if s.accounts == 1 {
		return filepath.Join(folder, accountID(0), "account.json"), nil
	}
	return folder, nil
}

func accountID(n int) string { return fmt.Sprintf("%012d", 111100000000+n) }

// rolePolicy makes the inline policy of a role, by the number of its document.
type rolePolicy func(role, document int, r *rand.Rand) string

// writeDetails writes account.json of one account below its folder.
func writeDetails(folder string, s size, account int, inline rolePolicy) error {
	if inline == nil {
		inline = ownPolicy
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	file, err := os.Create(filepath.Join(folder, "account.json"))
	if err != nil {
		return err
	}
	out := bufio.NewWriterSize(file, 1<<20)
	out.WriteString("{\n    \"UserDetailList\": [],\n    \"GroupDetailList\": [],\n    \"RoleDetailList\": [\n")
	count := s.roles / s.accounts
	documents := max(1, count*s.distinct/100)
	for i := range count {
		if i > 0 {
			out.WriteString(",\n")
		}
		n := account*count + i
		document := n % (documents * s.accounts)
		choices := rand.New(rand.NewPCG(uint64(s.seed), uint64(document)))
		fmt.Fprintf(out, `        {
            "Path": "/",
            "RoleName": "role-%[1]d",
            "RoleId": "AROA%017[1]d",
            "Arn": "arn:aws:iam::%[2]s:role/role-%[1]d",
            "CreateDate": "2024-03-05T08:30:11+00:00",
            "AssumeRolePolicyDocument": %[3]s,
            "InstanceProfileList": [],
            "RolePolicyList": [
                {
                    "PolicyName": "inline",
                    "PolicyDocument": %[4]s
                }
            ],
            "AttachedManagedPolicies": [
                {
                    "PolicyName": "AmazonSSMManagedInstanceCore",
                    "PolicyArn": "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"
                }
            ],
            "RoleLastUsed": {}
        }`, n, accountID(account), s.stored(trusts[choices.IntN(len(trusts))], 12), s.stored(inline(n, document, choices), 20))
	}
	out.WriteString("\n    ],\n    \"Policies\": [],\n    \"IsTruncated\": false\n}\n")
	if err := out.Flush(); err != nil {
		return err
	}
	return file.Close()
}

// stored returns a document as an export has it: indented, or percent-encoded in a
// string.
func (s *size) stored(document string, indent int) string {
	if s.encoded {
		return `"` + strings.ReplaceAll(url.QueryEscape(document), "+", "%20") + `"`
	}
	var out bytes.Buffer
	if err := json.Indent(&out, []byte(document), strings.Repeat(" ", indent), "    "); err != nil {
		panic("bench: a document that is no JSON: " + err.Error())
	}
	return out.String()
}

var trusts = []string{
	`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}`,
	`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}]}`,
	`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ecs-tasks.amazonaws.com"},"Action":"sts:AssumeRole"}]}`,
}

// ownPolicy is a policy of a role that speaks of a bucket.
func ownPolicy(_, document int, r *rand.Rand) string {
	get := "s3:GetObject"
	if document%10 == 0 {
		get = "s3:GetObjects"
	}
	return fmt.Sprintf(`{"Version":"2012-10-17","Statement":[`+
		`{"Sid":"List","Effect":"Allow","Action":"s3:ListBucket","Resource":"arn:aws:s3:::%[1]s","Condition":{"StringLike":{"s3:prefix":"team-%[2]d/*"}}},`+
		`{"Sid":"Objects","Effect":"Allow","Action":["%[3]s","s3:PutObject"],"Resource":"arn:aws:s3:::%[1]s/team-%[2]d/*"}]}`,
		fmt.Sprintf("data-%d-%s", document, zones[r.IntN(len(zones))]), document, get)
}

var zones = []string{"eu-west-1", "eu-central-1", "us-east-1", "us-west-2", "ap-southeast-2"}
