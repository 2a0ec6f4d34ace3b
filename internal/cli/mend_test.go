package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// aPolicy lacks its Version, which is safe to add.
const aPolicy = "{\n  \"Statement\": [\n    {\n      \"Effect\": \"Allow\",\n      \"Action\": \"s3:GetObject\",\n      \"Resource\": \"arn:aws:s3:::b/*\"\n    }\n  ]\n}\n"

// layouts are texts of one policy as editors and systems leave them.
var layouts = map[string]string{
	"lines":              aPolicy,
	"no line break":      strings.TrimSuffix(aPolicy, "\n"),
	"one line":           strings.Join(strings.Fields(aPolicy), ""),
	"CRLF":               strings.ReplaceAll(aPolicy, "\n", "\r\n"),
	"CRLF and none last": strings.TrimSuffix(strings.ReplaceAll(aPolicy, "\n", "\r\n"), "\r\n"),
	"CR":                 strings.ReplaceAll(aPolicy, "\n", "\r"),
	"a mark":             "\ufeff" + aPolicy,
	"tabs":               strings.ReplaceAll(aPolicy, "  ", "\t"),
	"blank lines around": "\n\n" + aPolicy + "\n\n",
}

func checkHere(args ...string) (stdout, stderr string, code int) {
	var out, errs bytes.Buffer
	code = Main(context.Background(), Env{Args: append([]string{"crossgrant", "check"}, args...), Stdin: strings.NewReader(""), Stdout: &out, Stderr: &errs})
	return out.String(), errs.String(), code
}

// TestPatchesApply holds that what --patch prints is applied by git and by patch,
// whatever a file looks like and is called, and mends the findings; and that
// --fix leaves the same bytes.
func TestPatchesApply(t *testing.T) {
	names := []string{"policy.json", "a b/my policy.json", `q"u'o\te.json`, "é/ñ.json", "-x.json"}
	for layout, written := range layouts {
		for _, name := range names {
			t.Run(layout+" in "+name, func(t *testing.T) {
				t.Chdir(t.TempDir())
				putFile(t, name, written)
				patch, errs, _ := checkHere("--patch", ".")
				if patch == "" || errs != "" {
					t.Fatalf("no patch: %q %q", patch, errs)
				}
				if out, _, code := checkHere("--fix", "--quiet", "."); code != 0 {
					t.Errorf("after --fix: exit code %d\n%s", code, out)
				}
				mended := text(t, name)
				if !json.Valid([]byte(strings.TrimPrefix(mended, "\ufeff"))) || strings.Contains(written, "\r\n") != strings.Contains(mended, "\r\n") ||
					strings.Count(mended, "\n") > strings.Count(written, "\n")+2 || strings.Contains(written, "\n") != strings.Contains(mended, "\n") {
					t.Errorf("mended to %q", mended)
				}
				for _, tool := range [][]string{{"git", "apply", "-p0"}, {"patch", "--binary", "-p0", "-s"}} {
					if _, err := exec.LookPath(tool[0]); err != nil {
						t.Logf("no %s here", tool[0])
						continue
					}
					if tool[0] == "patch" && strings.ContainsAny(name, `"\`) {
						continue // it keeps such names quoted in versions that are still in use
					}
					putFile(t, name, written)
					apply := exec.Command(tool[0], tool[1:]...)
					apply.Stdin = strings.NewReader(patch)
					if said, err := apply.CombinedOutput(); err != nil {
						t.Errorf("%v: %v %s\n%s", tool, err, said, patch)
					} else if got := text(t, name); got != mended {
						t.Errorf("%v leaves %q, --fix %q", tool, got, mended)
					}
				}
			})
		}
	}
}

func putFile(t *testing.T, name, of string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(of), 0o644); err != nil {
		t.Fatal(err)
	}
}

func text(t *testing.T, name string) string {
	t.Helper()
	stored, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(stored)
}

// TestMend holds what --patch, --fix and --fix-to do with documents that they
// cannot mend in place, and with fixes that are not proved to be safe.
func TestMend(t *testing.T) {
	export := func(t *testing.T) {
		t.Helper()
		t.Chdir(t.TempDir())
		putFile(t, "bare/policy.json", aPolicy)
		putFile(t, "111122223333/roles/app/inline/p.json", `{"RoleName": "app", "PolicyName": "p", "PolicyDocument": `+strings.Join(strings.Fields(aPolicy), "")+`}`)
	}
	t.Run("an export stands in the way of no patch", func(t *testing.T) {
		export(t)
		patch, _, _ := checkHere("--patch", ".")
		for _, want := range []string{"--- bare/policy.json\n", "# inline policy p of role app: it lies inside an export",
			"#   aws iam put-role-policy --role-name app --policy-name p --policy-document file://FILE\n"} {
			if !strings.Contains(patch, want) {
				t.Errorf("want %q in\n%s", want, patch)
			}
		}
		if _, err := exec.LookPath("git"); err == nil {
			apply := exec.Command("git", "apply", "-p0")
			apply.Stdin = strings.NewReader(patch)
			if said, err := apply.CombinedOutput(); err != nil || !strings.Contains(text(t, "bare/policy.json"), `"Version"`) {
				t.Errorf("%v %s", err, said)
			}
		}
	})
	t.Run("an export is written beside", func(t *testing.T) {
		export(t)
		before := text(t, "111122223333/roles/app/inline/p.json")
		_, errs, _ := checkHere("--fix-to", "mended", ".")
		name := filepath.Join("mended", "inline-policy-p-of-role-app.json")
		if got := text(t, name); !strings.Contains(got, `"Version": "2012-10-17"`) || !json.Valid([]byte(got)) {
			t.Errorf("wrote %s", got)
		}
		for _, want := range []string{"wrote " + name, "--policy-document file://" + name, "left as it is: identity policy bare/policy.json (--fix mends it)"} {
			if !strings.Contains(errs, want) {
				t.Errorf("want %q in\n%s", want, errs)
			}
		}
		if text(t, "111122223333/roles/app/inline/p.json") != before || text(t, "bare/policy.json") != aPolicy {
			t.Error("an input was changed")
		}
		if _, errs, code := checkHere("--fix-to", "mended", "111122223333"); code != 2 || !strings.Contains(errs, "file exists") {
			t.Errorf("over what is there: %d %s", code, errs)
		}
	})
	t.Run("a patch says where sources are to be changed", func(t *testing.T) {
		t.Chdir(t.TempDir())
		putFile(t, "main.tf", "resource \"aws_iam_role_policy\" \"p\" {\n  name = \"p\"\n  role = \"app\"\n  policy = jsonencode(merge("+aPolicy+", {}))\n}\n")
		patch, errs, _ := checkHere("--patch", ".")
		if want := "# inline policy p of role app: it comes of what stands at main.tf:4; write there what makes it so\n"; !strings.Contains(patch, want) || !strings.Contains(patch, `#   +  "Version": "2012-10-17",`) {
			t.Errorf("want %q in\n%s%s", want, patch, errs)
		}
		if _, errs, _ = checkHere("--fix", "."); !strings.Contains(errs, "left as it is: inline policy p of role app (it comes of what stands at main.tf:4; --patch shows what to make of it)") {
			t.Error(errs)
		}
	})
	t.Run("a patch names the resource of a plan", func(t *testing.T) {
		plan, err := filepath.Abs("../../testdata/terraform/plan")
		if err != nil {
			t.Fatal(err)
		}
		t.Chdir(t.TempDir())
		patch, errs, _ := checkHere("--patch", "--unsafe", plan)
		if want := "# inline policy results of role cluster: it is that of aws_iam_role_policy.results in a plan, which is not edited; write this in the sources of the resource\n"; !strings.Contains(patch, want) || strings.Contains(patch, "put-role-policy") {
			t.Errorf("want %q in\n%s%s", want, patch, errs)
		}
		if _, errs, _ = checkHere("--fix", "--unsafe", plan); !strings.Contains(errs, "left as it is: inline policy results of role cluster (it is that of aws_iam_role_policy.results in a plan; --patch shows what to write in its sources)") {
			t.Error(errs)
		}
	})
	t.Run("a link is not followed", func(t *testing.T) {
		t.Chdir(t.TempDir())
		putFile(t, "elsewhere/policy.json", aPolicy)
		if err := os.Symlink(filepath.Join("elsewhere", "policy.json"), "policy.json"); err != nil {
			t.Skip(err)
		}
		if _, errs, code := checkHere("--fix", "policy.json"); code != 2 || !strings.Contains(errs, "want a regular file") || text(t, "policy.json") != aPolicy {
			t.Errorf("%d %s", code, errs)
		}
	})
	t.Run("what is not safe is left out", func(t *testing.T) {
		t.Chdir(t.TempDir())
		putFile(t, "111122223333/roles/app/role.json", `{"Role": {"RoleName": "app", "Path": "/", "Arn": "arn:aws:iam::111122223333:role/app", "RoleId": "AROAEXAMPLE"}}`)
		putFile(t, "111122223333/roles/app/attached.json", `{"AttachedPolicies": []}`)
		own := `{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*"}]}`
		putFile(t, "111122223333/roles/app/inline/p.json", own)
		bucket := `{"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*"},
 {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/app"}, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*"}]}`
		putFile(t, "444455556666/buckets/b/policy.json", bucket)
		patch, errs, _ := checkHere("--patch", ".")
		if patch != "" || !strings.Contains(errs, "left out for want of a proof of safety, and made with --unsafe: 1 fix") {
			t.Errorf("%q %q", patch, errs)
		}
		checkHere("--fix", ".")
		if text(t, "444455556666/buckets/b/policy.json") != bucket {
			t.Error("--fix made a fix that is not safe")
		}
		if patch, _, _ = checkHere("--patch", "--unsafe", "."); !strings.Contains(patch, "+++ 444455556666/buckets/b/policy.json") {
			t.Errorf("--unsafe: %q", patch)
		}
	})
}

// TestSourcesOfTerraformAreMended holds that --fix edits a policy that stands
// literally in a source of Terraform, as a copy that is the only one, too.
func TestSourcesOfTerraformAreMended(t *testing.T) {
	const role = "resource \"aws_iam_role\" \"r\" {\n  name = \"cluster\"\n  path = \"/compute/\"\n}\nresource \"aws_iam_role_policy\" \"p\" {\n  name = \"p\"\n  role = aws_iam_role.r.id\n%s  policy = <<EOF\n" +
		"{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": [%s], \"Resource\": [\"arn:aws:s3:::results-bucket\", \"arn:aws:s3:::results-bucket/*\"]}]}\nEOF\n}\n"
	bucket, err := os.ReadFile("../../testdata/terraform/source/444455556666/main.tf")
	if err != nil {
		t.Fatal(err)
	}
	for copies, want := range map[string]string{"": `"s3:ListBucket", "s3:GetObject", "s3:PutObject", "s3:PutObjectAcl"`, "  count = 1\n": `"s3:ListBucket", "s3:GetObject", "s3:PutObject", "s3:PutObjectAcl"`} {
		t.Chdir(t.TempDir())
		for name, content := range map[string]string{"111122223333/main.tf": fmt.Sprintf(role, copies, `"s3:ListBucket", "s3:GetObject"`), "444455556666/main.tf": string(bucket)} {
			if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		out, errs, _ := checkHere("--fix", ".")
		mended, err := os.ReadFile("111122223333/main.tf")
		if want := fmt.Sprintf(role, copies, want); err != nil || string(mended) != want {
			t.Errorf("%v\n%s\nwant\n%s\n%s%s", err, mended, want, out, errs)
		}
	}
}

// TestModulesAreMendedOnce holds that --fix edits a module for all that call it, from two
// folders and twice from one, where the edit is right for each of them, and else for none;
// and that nothing is left to mend then.
func TestModulesAreMendedOnce(t *testing.T) {
	const module = "variable \"name\" {}\n\nresource \"aws_iam_policy\" \"p\" {\n  name = var.name\n  policy = jsonencode({\n    Version   = \"2012-10-17\"\n" +
		"    Statement = [{ Effect = \"Allow\", Action = [%s], Resource = \"arn:aws:s3:::${var.name}/*\" }]\n  })\n}\n"
	for actions, want := range map[string]string{
		`"s3:GetObjct" /* reads */`:                                         `"s3:GetObject" /* reads */`,
		`var.name == "a" ? "s3:GetObjct" : "s3:PutObjct", "s3:DeleteObjct"`: "",
		`"s3:GetObjct", var.name == "a" ? "s3:PutObjct" : "s3:PutObject"`:   "",
	} {
		t.Chdir(t.TempDir())
		putFile(t, "dev/main.tf", "module \"a\" {\n  source = \"../modules/p\"\n  name = \"a\"\n}\n\nmodule \"b\" {\n  source = \"../modules/p\"\n  name = \"b\"\n}\n")
		putFile(t, "prod/main.tf", "module \"c\" {\n  source = \"../modules/p\"\n  name = \"c\"\n}\n")
		putFile(t, "modules/p/main.tf", fmt.Sprintf(module, actions))
		patch, _, _ := checkHere("--patch", "--unsafe", ".")
		if got := strings.Count(patch, "\n--- modules/p/main.tf") + oneIf(strings.HasPrefix(patch, "--- modules/p/main.tf")); got != oneIf(want != "") {
			t.Errorf("%d patches of the module\n%s", got, patch)
		}
		out, errs, _ := checkHere("--fix", "--unsafe", ".")
		if want == "" {
			want = actions
		} else if !strings.Contains(out, "0 findings") {
			t.Errorf("left is\n%s%s", out, errs)
		}
		if got := text(t, "modules/p/main.tf"); got != fmt.Sprintf(module, want) {
			t.Errorf("%s\n%s%s", got, out, errs)
		}
	}
}

func oneIf(b bool) int {
	if b {
		return 1
	}
	return 0
}

// TestPutBarePolicies holds which call puts a bare policy, by where its file lies.
func TestPutBarePolicies(t *testing.T) {
	const own = `{"Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*"}]}`
	const bucket = `{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/app"}, "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "arn:aws:s3:::b/*"}]}`
	for file, want := range map[string]string{
		"111122223333/roles/app/policies/read.json": "aws iam put-role-policy --role-name app --policy-name read --policy-document file://111122223333/roles/app/policies/read.json",
		"111122223333/roles/app/attached/read.json": "aws iam create-policy-version --policy-arn arn:aws:iam::111122223333:policy/read --set-as-default --policy-document file://111122223333/roles/app/attached/read.json",
		"111122223333/policies/read.json":           "aws iam create-policy-version --policy-arn arn:aws:iam::111122223333:policy/read --set-as-default --policy-document file://111122223333/policies/read.json",
		// Of which account the role is, the bucket's policy tells.
		"roles/app/attached/read.json": "aws iam create-policy-version --policy-arn arn:aws:iam::111122223333:policy/read --set-as-default --policy-document file://roles/app/attached/read.json",
		"roles/lab/attached/read.json": "",
		// AWS's policy is not the user's to change.
		"111122223333/roles/app/attached/AmazonS3ReadOnlyAccess.json": "",
	} {
		t.Run(file, func(t *testing.T) {
			t.Chdir(t.TempDir())
			putFile(t, file, own)
			putFile(t, "444455556666/buckets/b.json", bucket)
			if file == "111122223333/policies/read.json" {
				putFile(t, "111122223333/roles/app/attached.json", `{"AttachedPolicies": [{"PolicyName": "read", "PolicyArn": "arn:aws:iam::111122223333:policy/read"}]}`)
			}
			out, errs, _ := checkHere("--format", "json", ".")
			if got := strings.Count(out, "-policy-version "); want != "" && !strings.Contains(out, want) || want == "" && got > 0 {
				t.Errorf("%d calls, want %q in\n%s%s", got, want, out, errs)
			}
		})
	}
}
