package hcl

import (
	"fmt"
	"strings"
	"testing"

	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/policy"
)

// holders are the resources that have a policy in an attribute: P stands for it.
var holders = map[string]string{
	"role":           `resource "aws_iam_role" "r" { assume_role_policy = P }`,
	"inline block":   `resource "aws_iam_role" "r" { inline_policy { name = "i", policy = P } }`,
	"inline":         `resource "aws_iam_role_policy" "p" { role = "r", name = "p", policy = P }`,
	"user":           `resource "aws_iam_user_policy" "p" { user = "u", name = "p", policy = P }`,
	"group":          `resource "aws_iam_group_policy" "p" { group = "g", name = "p", policy = P }`,
	"managed":        `resource "aws_iam_policy" "p" { name = "p", policy = P }`,
	"bucket":         `resource "aws_s3_bucket" "b" { bucket = "b", policy = P }`,
	"bucket policy":  `resource "aws_s3_bucket_policy" "b" { bucket = "b", policy = P }`,
	"point":          `resource "aws_s3_access_point" "p" { bucket = "b", name = "p", policy = P }`,
	"point policy":   `resource "aws_s3control_access_point_policy" "p" { access_point_arn = "arn:aws:s3:eu-west-1:111122223333:accesspoint/p", policy = P }`,
	"key":            `resource "aws_kms_key" "k" { policy = P }`,
	"key policy":     `resource "aws_kms_key_policy" "k" { key_id = "k", policy = P }`,
	"endpoint":       `resource "aws_vpc_endpoint" "e" { service_name = "com.amazonaws.eu-west-1.s3", policy = P }`,
	"other endpoint": `resource "aws_vpc_endpoint" "e" { service_name = "com.amazonaws.eu-west-1.ec2", policy = P }`,
	"endpoint alone": `resource "aws_vpc_endpoint_policy" "e" { vpc_endpoint_id = "vpce-1", policy = P }`,
	"organization":   `resource "aws_organizations_policy" "o" { name = "o", content = P }`,
	"topic":          `resource "aws_sns_topic" "t" { policy = P }`,
}

// TestEveryAttributeTakesEverySpelling holds that a policy is read in each attribute
// that has one, however it is spelt: by jsonencode, as a heredoc, by a local, and by a
// data source.
func TestEveryAttributeTakesEverySpelling(t *testing.T) {
	spellings := map[string]string{
		"jsonencode": `jsonencode({ Statement = [{ Sid = "Mine", Effect = "Deny", Action = ["s3:GetObject"], Resource = ["*"] }] })`,
		"heredoc":    "<<EOF\n{\"Statement\": [{\"Sid\": \"Mine\", \"Effect\": \"Deny\", \"Action\": [\"s3:GetObject\"], \"Resource\": [\"*\"]}]}\nEOF\n",
		"local":      "local.p",
		"data":       "data.aws_iam_policy_document.p.json",
	}
	more := map[string]string{
		"local": "locals {\n  p = " + spellings["jsonencode"] + "\n}\n",
		"data": "data \"aws_iam_policy_document\" \"p\" {\n  statement {\n    sid = \"Mine\"\n    effect = \"Deny\"\n    actions = [\"s3:GetObject\"]\n" +
			"    resources = [\"*\"]\n  }\n}\n",
	}
	for holder, block := range holders {
		for spelling, expression := range spellings {
			text := strings.NewReplacer("{ ", "{\n", ", ", "\n", " }", "\n}\n").Replace(block)
			text = strings.Replace(text, "P\n", expression+"\n", 1) + "\n" + more[spelling]
			if got := sids(read(map[string]string{"a/main.tf": text})); got["Mine"] != 1 {
				t.Errorf("%s by %s: %v\n%s", holder, spelling, got, text)
			}
		}
	}
}

// sids counts the statements of all documents of all records by their Sid.
func sids(r input.Records) map[string]int {
	out := map[string]int{}
	add := func(d *policy.Document) {
		for i := 0; d != nil && i < len(d.Statements()); i++ {
			if sid := d.Statements()[i].Sid; sid != nil {
				out[sid.Value]++
			}
		}
	}
	for _, d := range r.Documents {
		add(d.Policy)
	}
	for _, one := range r.Roles {
		add(one.Trust)
		for _, d := range one.Inline {
			add(d.Policy)
		}
	}
	for _, one := range append(r.Users, r.Groups...) {
		for _, d := range one.Inline {
			add(d.Policy)
		}
	}
	for _, one := range r.Policies {
		add(one.Document)
	}
	for _, one := range r.Buckets {
		add(one.Policy.Value)
	}
	for _, one := range r.Keys {
		add(one.Policy.Value)
	}
	for _, one := range r.Endpoints {
		add(one.Policy.Value)
	}
	for _, one := range r.AccessPoints {
		add(one.Policy.Value)
	}
	for _, one := range r.OrgPolicies {
		add(one.Document)
	}
	for _, err := range r.Lost {
		out[fmt.Sprint(err)]++
	}
	return out
}
