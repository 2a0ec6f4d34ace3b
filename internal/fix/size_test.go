package fix

import (
	"testing"

	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/snapshot"
	"github.com/crossgrant/crossgrant/internal/source"
)

// TestSizeLimits holds how AWS counts each type, with and without the white
// space, and how much it takes.
func TestSizeLimits(t *testing.T) {
	const text = `{ "Statement" :  [ ] }` // 16 characters without white space
	for _, row := range []struct {
		of       policy.Type
		owner    string
		n, limit int
	}{
		{policy.Bucket, "bucket", 16, 20480},
		{policy.Identity, "role", 16, 10240},
		{policy.Identity, "policy", 16, 6144},
		{policy.SCP, "organization policy", 22, 5120},
		{policy.RCP, "organization policy", 22, 5120},
		{policy.Endpoint, "endpoint", 22, 20480},
		{policy.Key, "key", 22, 32768},
		{policy.Identity, "session", 0, 0},
	} {
		d := policy.Parse(source.Whole(source.NewFile("d", []byte(text))), row.of)
		n, limit := sizeLimit(snapshot.NewDocument(snapshot.Names{Owner: snapshot.Owner{Kind: row.owner}}, nil), d)
		if n != row.n || limit != row.limit {
			t.Errorf("%s of a %s: %d of %d, want %d of %d", row.of, row.owner, n, limit, row.n, row.limit)
		}
	}
}
