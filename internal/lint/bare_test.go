package lint

import (
	"slices"
	"testing"

	"github.com/crossgrant/crossgrant/internal/cache"
)

// TestABareExportNamesWhatPairsWould holds that the buckets which roles name are the same
// where documents are asked while they are judged, and where they are asked for pairs.
func TestABareExportNamesWhatPairsWould(t *testing.T) {
	inline := func(resource string) string {
		return `{"PolicyName": "p", "PolicyDocument": {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:GetObject", "Resource": ` + resource + `}}}`
	}
	folder(t, map[string]string{"account.json": `{"RoleDetailList": [
		{"RoleName": "a", "Arn": "arn:aws:iam::111122223333:role/a", "RolePolicyList": [` + inline(`["arn:aws:s3:::one/*", "arn:aws:s3:::two-*"]`) + `],
		 "AttachedManagedPolicies": [{"PolicyName": "own", "PolicyArn": "arn:aws:iam::111122223333:policy/own"},
			{"PolicyName": "AWSQuickSetupSSMDeploymentRolePolicy", "PolicyArn": "arn:aws:iam::aws:policy/AWSQuickSetupSSMDeploymentRolePolicy"}]},
		{"RoleName": "b", "Arn": "arn:aws:iam::111122223333:role/b", "RolePolicyList": [` + inline(`["arn:aws:s3:::one/*", "arn:aws:s3:::two-*"]`) + `]},
		{"RoleName": "c", "Arn": "arn:aws:iam::111122223333:role/c", "RolePolicyList": [` + inline(`"arn:aws:s3express:us-east-1:111122223333:bucket/three--use1-az4--x-s3"`) + `]}],
		"UserDetailList": [{"UserName": "u", "Arn": "arn:aws:iam::111122223333:user/u", "UserPolicyList": [` + inline(`"arn:aws:s3:::of-a-user/*"`) + `]}],
		"Policies": [{"PolicyName": "own", "Arn": "arn:aws:iam::111122223333:policy/own", "DefaultVersionId": "v1", "PolicyVersionList": [
			{"VersionId": "v1", "IsDefaultVersion": true, "Document": {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::four"}}}]},
			{"PolicyName": "of-nobody", "Arn": "arn:aws:iam::111122223333:policy/of-nobody", "DefaultVersionId": "v1", "PolicyVersionList": [
			{"VersionId": "v1", "IsDefaultVersion": true, "Document": {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::five"}}}]}]}`})
	w := load(t, Options{}, ".")
	pairs, want := w.Pairs()
	if len(pairs) > 0 || !w.Bare() || !slices.Contains(want, "one") || !slices.Contains(want, "four") || slices.Contains(want, "five") {
		t.Fatalf("%d pairs, %q", len(pairs), want)
	}
	kept, err := cache.Open(t.TempDir(), "version")
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		for name, settings := range map[string]Settings{"as usual": {}, "with a cache": {Cache: kept}} {
			if got := runAll(t, load(t, Options{}, "."), settings).Undescribed; !slices.Equal(got, want) {
				t.Errorf("%s: %q, want %q", name, got, want)
			}
		}
	}
}
