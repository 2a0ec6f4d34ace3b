package lint

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestServices holds that a grant to a service is named as not judged, once.
func TestServices(t *testing.T) {
	root := t.TempDir()
	for bucket, principal := range map[string]string{
		"logs":  `{"Service": ["logging.s3.amazonaws.com", "cloudtrail.amazonaws.com"]}`,
		"site":  `{"Service": "cloudfront.amazonaws.com"}`,
		"plain": `{"AWS": "111122223333"}`,
	} {
		name := filepath.Join(root, "444455556666", "buckets", bucket, "policy.json")
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		text := `{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": ` + principal + `, "Action": "s3:PutObject", "Resource": "arn:aws:s3:::` + bucket + `/*"}]}`
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	w, err := Load([]string{root}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	r, err := Run(context.Background(), w, Settings{})
	if err != nil {
		t.Fatal(err)
	}
	const want = "2 bucket policies let cloudfront.amazonaws.com, cloudtrail.amazonaws.com, logging.s3.amazonaws.com in; what a service may do is judged by access --principal SERVICE --bucket NAME"
	if said := strings.Join(r.Notes, "\n"); strings.Count(said, want) != 1 {
		t.Errorf("want %q once in\n%s", want, said)
	}
}
