package lint

import (
	"strings"
	"testing"
)

// TestNoPairIsExplained holds that check says why no role and bucket are judged
// together where both sides are there, in one sentence, and else says nothing.
func TestNoPairIsExplained(t *testing.T) {
	const bucketFile, inline = "444455556666/buckets/data1/policy.json", ofApp + "inline/s3.json"
	public := strings.Replace(lets("*"), "s3:GetObject", "s3:Get*", 1)
	wide := strings.Replace(reads, "data1/*", "*", 1)
	other := strings.Replace(reads, "data1", "data2", 1)
	two := strings.Replace(lets("*"), `"arn:aws:s3:::data1/*"`, `["arn:aws:s3:::data1/*","arn:aws:s3:::data2/*"]`, 1)
	for name, row := range map[string]struct {
		files map[string]string
		why   string // in the sentence; empty if there is none
		toAll int
		onAll int
	}{
		"a bare policy of each side":       {map[string]string{"role.json": reads, "bucket.json": lets("*")}, "of which role identity policy role.json is (", 0, 0},
		"nor a bucket":                     {map[string]string{"role.json": reads, "bucket.json": two}, "is (a folder <account id>/roles/<role>/inline/ says it), and no file says of which bucket", 0, 0},
		"a role, and a policy of a bucket": {map[string]string{inline: reads, "bucket.json": two}, "of which bucket bucket policy bucket.json is (", 0, 0},
		"both known, neither named":        {map[string]string{inline: other, bucketFile: lets("arn:aws:iam::111122223333:role/b")}, "no policy of a role names a bucket that is there", 0, 0},
		"both wide":                        {map[string]string{inline: wide, bucketFile: public}, "no policy of a role names a bucket that is there", 1, 1},
		"one side alone":                   {map[string]string{"role.json": reads, "b.json": reads}, "", 0, 0},
		"the other side alone":             {map[string]string{bucketFile: public}, "", 0, 0},
		"a pair":                           {map[string]string{inline: reads, bucketFile: lets("arn:aws:iam::111122223333:role/app")}, "", 0, 0},
		"a pair by the role alone":         {map[string]string{inline: reads, bucketFile: public}, "", 1, 0},
		"a pair by the bucket alone":       {map[string]string{inline: wide, bucketFile: lets("arn:aws:iam::111122223333:role/app")}, "", 0, 1},
		"a deny is no grant": {map[string]string{inline: strings.Replace(wide, "Allow", "Deny", 1),
			bucketFile: strings.Replace(public, "Allow", "Deny", 1)}, "no policy of a role", 0, 0},
		"nor is what no capability needs": {map[string]string{inline: strings.Replace(wide, "GetObject", "ListAllMyBuckets", 1),
			bucketFile: strings.Replace(public, "Get*", "GetBucketTagging", 1)}, "no policy of a role", 0, 0},
		"everything but is wide": {map[string]string{inline: strings.Replace(wide, `"Resource"`, `"NotResource"`, 1),
			bucketFile: strings.Replace(public, `"Principal"`, `"NotPrincipal"`, 1)}, "no policy of a role", 1, 1},
		"whom a condition names is not everybody": {map[string]string{inline: reads, bucketFile: strings.Replace(public, `"Action"`,
			`"Condition":{"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/b-*"}},"Action"`, 1)}, "", 0, 0},
		"two letters are no name": {map[string]string{inline: strings.Replace(reads, "data1", "da*", 1), bucketFile: public}, "no policy of a role", 1, 1},
	} {
		t.Run(name, func(t *testing.T) {
			folder(t, row.files)
			r := settled(t, ".", Settings{})
			var said []string
			for _, note := range r.Notes {
				if strings.HasPrefix(note, "no role and bucket are judged together: ") {
					said = append(said, note)
				}
			}
			if row.why == "" && len(said) > 0 || row.why != "" && (len(said) != 1 || !strings.Contains(said[0], row.why)) {
				t.Errorf("said %q, want %q", said, row.why)
			}
			toAll := 0
			for _, w := range r.Wide {
				if w.ToAll {
					toAll++
				}
			}
			if onAll := len(r.Wide) - toAll; toAll != row.toAll || onAll != row.onAll {
				t.Errorf("%d to all, %d on all; want %d, %d", toAll, onAll, row.toAll, row.onAll)
			}
			quiet, loud := strings.Join(WideNotes(r.Wide, false), "\n"), strings.Join(WideNotes(r.Wide, true), "\n")
			if strings.Count(quiet, "forms no pair (--verbose names them)") != row.toAll+row.onAll ||
				strings.Contains(loud, bucketFile+":1:") != (row.toAll > 0) || strings.Contains(loud, inline+":1:") != (row.onAll > 0) {
				t.Errorf("quiet:\n%s\nverbose:\n%s", quiet, loud)
			}
		})
	}
}
