package lint

import (
	"slices"
	"strings"
	"testing"

	"github.com/crossgrant/crossgrant/internal/finding"
)

// TestFixesDoNotCountOnEachOther holds that safe fixes which are made together take nothing:
// where one statement says what another does, each of two fixes would leave what it takes to
// the statement that the other one changes.
func TestFixesDoNotCountOnEachOther(t *testing.T) {
	both := `{"Effect": "Allow", ` + toApp + `, "Action": ["s3:ListBucket", "s3:GetObject"], "Resource": "arn:aws:s3:::bkt/*"}`
	w := withBystanders(world{name: "twice", account: "111122223333", ownership: "BucketOwnerEnforced",
		identity: policyOf(`{"Effect": "Allow", "Action": "s3:ListObjects", "Resource": "arn:aws:s3:::bkt/*"}`), bucket: policyOf(both, both)})
	e := embedded(t)
	broken := lintWorld(t, e, w)
	var of []string
	statements := map[string]bool{}
	for _, f := range broken.Findings {
		if f.Fix != nil && f.Fix.Safety == finding.Safe && f.Fix.Patch != nil && strings.Contains(f.Fix.Patch.Label, "bucket") {
			subject, _, _ := strings.Cut(f.Subject.ID, " ")
			of = append(of, subject)
			statements[f.Fix.Description] = true
		}
	}
	if len(statements) < 2 {
		t.Fatalf("%d safe fixes of the bucket policy: too few to be made together", len(statements))
	}
	patches, _, err := broken.Patches(Choice{})
	if err != nil || len(patches) == 0 {
		t.Fatal(patches, err)
	}
	mended := w
	for _, p := range patches {
		mended = mend(t, mended, p)
	}
	changes := unwanted(allowedCalls(broken, w), allowedCalls(lintWorld(t, e, mended), mended), of, false)
	lost := slices.DeleteFunc(changes, func(s string) bool { return !strings.Contains(s, " loses ") })
	if len(lost) > 0 {
		t.Errorf("%s\n%s", strings.Join(lost, "\n"), mended.bucket)
	}
}
