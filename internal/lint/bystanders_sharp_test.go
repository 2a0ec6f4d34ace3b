package lint

import (
	"strings"
	"testing"

	"github.com/crossgrant/crossgrant/internal/finding"
)

// otherAppARN is a role of the same name in an account whose id is almost the same.
const otherAppARN = "arn:aws:iam::111122223334:role/team/app"

// sharedBroken are worlds that are broken where a bystander has its access: what mends
// it for the role in the simplest way takes it from the bystander, or gives it more.
var sharedBroken = []struct {
	name, identity string
	bucket         string // a statement beside those of the bystanders
	more           map[string]string
	who            []string // beside the bystanders
}{
	{"by the id of a role", policyOf(ownAll),
		`{"Effect": "Allow", "Principal": {"AWS": "AROAREPORTER"}, "Action": ["s3:ListBucket", "s3:GetObject", "s3:PutObject"], "Resource": ["arn:aws:s3:::bkt", "arn:aws:s3:::bkt/*"]}`, nil, nil},
	{"by the bucket's ARN for objects", policyOf(ownAll),
		`{"Effect": "Allow", "Principal": {"AWS": ["` + appARN + `", "` + reporterARN + `"]}, "Action": ["s3:ListBucket", "s3:GetObject"], "Resource": "arn:aws:s3:::bkt"}`, nil, nil},
	{"by a folder with another name", policyOf(ownList, `{"Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "arn:aws:s3:::bkt/log/*"}`),
		`{"Effect": "Allow", "Principal": {"AWS": ["` + appARN + `", "` + reporterARN + `"]}, "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "arn:aws:s3:::bkt/logs/*"}`, nil, nil},
	{"by a role in another account", policyOf(ownAll),
		`{"Effect": "Allow", "Principal": {"AWS": "` + otherAppARN + `"}, "Action": ["s3:ListBucket", "s3:GetObject", "s3:PutObject"], "Resource": ["arn:aws:s3:::bkt", "arn:aws:s3:::bkt/*"]}`,
		map[string]string{
			"111122223334/roles/app/role.json": `{"Role": {"Path": "/team/", "RoleName": "app", "RoleId": "AROAOTHERAPP", "Arn": "` + otherAppARN +
				`", "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}]}}}`,
			"111122223334/roles/app/attached.json":   `{"AttachedPolicies": []}`,
			"111122223334/roles/app/inline/own.json": `{"RoleName": "app", "PolicyName": "own", "PolicyDocument": ` + policyOf(ownAll) + `}`,
		}, []string{otherAppARN}},
	{"by an action that is almost the one", policyOf(`{"Effect": "Allow", "Action": ["s3:ListBucket", "s3:GetObject", "s3:PutObject"], "Resource": ["arn:aws:s3:::bkt", "arn:aws:s3:::bkt/*"]}`),
		`{"Effect": "Allow", "Principal": {"AWS": ["` + appARN + `", "` + apiARN + `"]}, "Action": ["s3:PutObjectAcl"], "Resource": "arn:aws:s3:::bkt/*"}`, nil, nil},
	{"by a listing of a folder", policyOf(`{"Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::bkt", "Condition": {"StringLike": {"s3:prefix": "log/*"}}}`),
		`{"Effect": "Allow", "Principal": {"AWS": ["` + appARN + `", "` + reporterARN + `"]}, "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::bkt", "Condition": {"StringLike": {"s3:prefix": "logs/*"}}}`, nil, nil},
}

// TestSharedBreaks holds that no fix that is said to be safe changes what bystanders
// can do who share what is broken.
func TestSharedBreaks(t *testing.T) {
	e := embedded(t)
	for _, row := range sharedBroken {
		t.Run(row.name, func(t *testing.T) {
			w := withBystanders(world{name: row.name, account: data, ownership: "BucketOwnerEnforced", identity: row.identity, bucket: policyOf(row.bucket)})
			for name, text := range row.more {
				w.more[name] = text
			}
			broken := lintWorld(t, e, w)
			fixes := 0
			for _, f := range broken.Findings {
				if f.Fix == nil || f.Fix.Patch == nil {
					continue
				}
				fixes++
				mended := mend(t, w, f.Fix.Patch)
				after := lintWorld(t, e, mended)
				for _, who := range append(row.who, bystanders...) {
					if strings.HasPrefix(f.Subject.ID, who+" ") {
						continue
					}
					change := differs(canDo(broken, w, who), canDo(after, mended, who))
					if change != "" && f.Fix.Safety == finding.Safe {
						t.Errorf("the fix of %s (%s) for %s changes what %s can do: %s\n%s", f.Rule.ID, f.Fix.Description, f.Subject.ID, who, change, f.Fix.Patch.After())
					}
				}
				t.Logf("%s: %s: %s (%s%s)", f.Rule.ID, f.Fix.Description, f.Fix.Safety, f.Fix.Gains, f.Fix.Loses)
			}
			if fixes == 0 {
				t.Error("there is no fix to be tried")
			}
		})
	}
}
