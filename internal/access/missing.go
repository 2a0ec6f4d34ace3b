package access

import (
	"fmt"
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/authz"
)

// missingText says what would settle an open layer.
var missingText = map[string]string{
	string(authz.Identity):     "the text of all policies of the role: aws iam list-attached-role-policies, get-policy-version",
	string(authz.Boundary):     "the text of the permissions boundary: aws iam get-policy-version",
	string(authz.BucketPolicy): "the bucket policy: aws s3api get-bucket-policy",
	string(authz.PublicAccess): "Block Public Access of the bucket and of its account: aws s3api get-public-access-block, aws s3control get-public-access-block",
	string(authz.Ownership):    "Object Ownership: aws s3api get-bucket-ownership-controls",
}

// textsMissing says which SCPs or RCPs would settle an answer.
func textsMissing(name authz.LayerName, levels []authz.Layer) string {
	var ids []string
	for i := range levels {
		ids = append(ids, levels[i].Missing...)
	}
	slices.Sort(ids)
	ids = slices.Compact(ids)
	return fmt.Sprintf("the text of %s %s: aws organizations describe-policy --policy-id %s",
		strings.ToUpper(string(name)), strings.Join(ids, ", "), ids[0])
}
