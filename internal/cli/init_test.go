package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// bare is a repository of policies alone.
var bare = map[string]string{
	"iam/app/policy.json": `{"Version": "2012-10-17", "Statement": [
  {"Effect": "Allow", "Action": ["s3:ListBucket", "s3:GetObject", "s3:PutObject"], "Resource": ["arn:aws:s3:::data", "arn:aws:s3:::data/*"]}
]}`,
	"s3/data.json": `{"Version": "2012-10-17", "Statement": [
  {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/app"}, "Action": ["s3:ListBucket", "s3:GetObject"], "Resource": ["arn:aws:s3:::data", "arn:aws:s3:::data/*"]}
]}`,
}

func repository(t *testing.T, files map[string]string) {
	t.Helper()
	t.Chdir(t.TempDir())
	for name, text := range files {
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// TestInit goes the way of somebody with bare policies: check says what is missing,
// init writes it, and with the rest filled in check judges the pair.
func TestInit(t *testing.T) {
	repository(t, bare)
	said, _, code := checkHere(".")
	if !strings.Contains(said, `the line roles: [{files: "iam/app/policy.json", arn: "arn:aws:iam::<account id>:role/<role>"}] in .crossgrant.yaml`) || code != 0 {
		t.Errorf("%d: %s", code, said)
	}
	code, out, errs := run("init")
	if out != ".crossgrant.yaml\n" || errs != "" || code != 0 {
		t.Fatalf("%d: %s%s", code, out, errs)
	}
	text, _ := os.ReadFile(".crossgrant.yaml")
	if !strings.Contains(string(text), `  - {files: "iam/app/policy.json", arn: "arn:aws:iam::111122223333:role/app"}`) {
		t.Errorf("%s", text)
	}
	if code, _, errs := run("init"); code != exitInput || !strings.Contains(errs, "is there already") {
		t.Errorf("%d: %s", code, errs)
	}
	out, errs, _ = checkHere(".")
	if said := out + errs; !strings.Contains(said, "1 pair: 1 unknown") || !strings.Contains(said, "complete: true in .crossgrant.yaml says so") {
		t.Errorf("%s", said)
	}
	whole := strings.NewReplacer("# complete", "complete", "# buckets", "buckets", "# data", "data", "ACCOUNT", "444455556666").Replace(string(text))
	if err := os.WriteFile(".crossgrant.yaml", []byte(whole), 0o644); err != nil {
		t.Fatal(err)
	}
	out, errs, code = checkHere(".")
	if !strings.Contains(out, "error[access/missing-action]: policy of bucket data lacks s3:PutObject") || !strings.Contains(out+errs, "1 pair: 1 no") || code != exitFindings {
		t.Errorf("%d: %s%s", code, out, errs)
	}
}

// TestConfiguredOwnerMustAgree holds that what a file says is not what the user says of
// it is told, with the line of the configuration.
func TestConfiguredOwnerMustAgree(t *testing.T) {
	repository(t, bare)
	if err := os.WriteFile(".crossgrant.yaml", []byte("roles:\n  - {files: \"s3/data.json\", arn: \"arn:aws:iam::111122223333:role/app\"}\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	out, errs, _ := checkHere("s3")
	if !strings.Contains(out+errs, "s3/data.json:1:1: found a policy of type bucket, wanted that of role arn:aws:iam::111122223333:role/app, as .crossgrant.yaml:2 says") {
		t.Errorf("%s%s", out, errs)
	}
}

// TestEnvironmentsAreApart holds that roles of one name in two folders are two, each of
// the account that the bucket policies of its folder name, and no conflict.
func TestEnvironmentsAreApart(t *testing.T) {
	files := map[string]string{}
	for env, account := range map[string]string{"dev": "111122223333", "prod": "444455556666"} {
		files[env+"/roles/app.json"] = `{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::` + env + `-data/*"}]}`
		files[env+"/buckets/data.json"] = `{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::` + account +
			`:role/app"}, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::` + env + `-data/*"}]}`
	}
	repository(t, files)
	here, _ := filepath.Abs(".")
	for _, path := range []string{".", here} {
		said, errs, _ := checkHere(path)
		for _, want := range []string{"role/app -> dev-data", "arn:aws:iam::444455556666:role/app -> prod-data", "2 roles, 2 buckets, 2 pairs: 2 unknown; 0 findings"} {
			if !strings.Contains(said, want) {
				t.Errorf("no %q in\n%s%s", want, said, errs)
			}
		}
	}
	if err := os.RemoveAll("prod/buckets"); err != nil {
		t.Fatal(err)
	}
	if said, _, _ := checkHere("."); !strings.Contains(said, "1 role, 1 bucket, 1 pair") || strings.Contains(said, "conflicting") {
		t.Errorf("%s", said)
	}
}
