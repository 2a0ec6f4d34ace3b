package cli

import (
	"errors"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// standIn plays the AWS CLI: it writes down its arguments and answers from
// files that are named by the call and by what the call asks about.
const standIn = `#!/bin/sh
printf '%s\n' "$*" >>"$CALLS"
name="$1 $2"
while [ $# -gt 0 ]; do
	case $name$1 in
	*--bucket | *--key-id | *--policy-id | *--target-id | *--parent-id | *--child-id | *--filter | *--name) name="$name $2" ;;
	'kms list-keys--region' | 'kms list-aliases--region' | 'ec2 describe-vpc-endpoints--region' | \
		's3control list-access-points--region') name="$name $2" ;;
	esac
	shift
done
if [ -f "$ANSWERS/$name.region" ] && [ -z "$AWS_DEFAULT_REGION" ]; then
	echo 'You must specify a region. You can also configure your region by running "aws configure".' >&2
	exit 253
fi
if [ -f "$ANSWERS/$name.kill" ]; then
	kill -TERM $PPID
fi
if [ -f "$ANSWERS/$name" ]; then
	echo 'a warning that is no answer' >&2
	exec cat "$ANSWERS/$name"
fi
if [ -f "$ANSWERS/$name.error" ]; then
	cat "$ANSWERS/$name.error" >&2
else
	operation=$(printf '%s\n' "$name" | awk '{n = split($2, word, "-"); for (i = 1; i <= n; i++) printf "%s%s", toupper(substr(word[i], 1, 1)), substr(word[i], 2)}')
	printf '\nAn error occurred (AccessDenied) when calling the %s operation: not yours\n' "$operation" >&2
fi
exit 254
`

// export is a place where the script runs.
type export struct {
	t                     *testing.T
	shell                 []string
	home, answers, folder string
}

func newExport(t *testing.T, shell ...string) *export {
	t.Helper()
	e := &export{t: t, shell: shell, home: t.TempDir()}
	e.answers, e.folder = filepath.Join(e.home, "answers"), filepath.Join(e.home, "out folder")
	archive, err := txtar.ParseFile("../../testdata/export/account.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range archive.Files {
		e.write("answers/"+f.Name, string(f.Data))
	}
	e.write("bin/aws", standIn)
	_, script, _ := run("export-script")
	e.write("export.sh", script)
	return e
}

func (e *export) write(name, text string) {
	e.t.Helper()
	name = filepath.Join(e.home, name)
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		e.t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o700); err != nil {
		e.t.Fatal(err)
	}
}

// run runs the script and returns its exit code and what it says.
func (e *export) run(args ...string) (int, string) {
	e.t.Helper()
	command := slices.Concat(e.shell, []string{filepath.Join(e.home, "export.sh"), "-d", e.folder}, args)
	c := exec.Command(command[0], command[1:]...)
	c.Dir = e.home
	c.Env = []string{"PATH=" + filepath.Join(e.home, "bin") + ":" + os.Getenv("PATH"),
		"CALLS=" + filepath.Join(e.home, "calls"), "ANSWERS=" + e.answers}
	out, err := c.CombinedOutput()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		e.t.Fatal(err)
	}
	return c.ProcessState.ExitCode(), string(out)
}

// files lists the exported files with their texts.
func (e *export) files() map[string]string {
	e.t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(e.folder, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := os.ReadFile(name)
		relative, _ := filepath.Rel(e.folder, name)
		files[filepath.ToSlash(relative)] = string(text)
		return err
	})
	if err != nil {
		e.t.Fatal(err)
	}
	return files
}

// reads are the operations that the script may call.
var reads = regexp.MustCompile(`^(sts get-caller-identity|(iam|s3api|s3control|ec2|kms|organizations) (get|list|describe)-[a-z-]+)( |$)`)

func shells(t *testing.T) (found [][]string) {
	for _, shell := range [][]string{{"dash"}, {"busybox", "sh"}, {"bash", "--posix"}, {"sh"}} {
		if _, err := exec.LookPath(shell[0]); err == nil {
			found = append(found, shell)
		}
	}
	if found == nil {
		t.Skip("there is no POSIX shell")
	}
	return found
}

// TestExport holds that in every shell the script calls nothing but what reads,
// keeps every answer untouched, and that check reads what it wrote.
func TestExport(t *testing.T) {
	for _, shell := range shells(t) {
		t.Run(shell[0], func(t *testing.T) {
			t.Parallel()
			e := newExport(t, shell...)
			code, out := e.run("-o", "-r", "us-east-1")
			if code != 0 {
				t.Fatalf("exit code %d\n%s", code, out)
			}
			calls, err := os.ReadFile(filepath.Join(e.home, "calls"))
			if err != nil {
				t.Fatal(err)
			}
			for call := range strings.Lines(string(calls)) {
				if !reads.MatchString(strings.TrimSpace(call)) {
					t.Errorf("it calls aws %s", call)
				}
			}
			e.answered(t)
			for _, want := range []string{"export: calls answered by AccessDenied: 7", "export: bucket lake.logs\n"} {
				if !strings.Contains(out, want) {
					t.Errorf("want %q in\n%s", want, out)
				}
			}
			e.checked(t)
		})
	}
}

// answered holds which answer stands in which file.
func (e *export) answered(t *testing.T) {
	t.Helper()
	const account, bucket = "444455556666/", "444455556666/buckets/lake-data/"
	files := e.files()
	for name, call := range map[string]string{
		account + "account.json":                                      "iam get-account-authorization-details",
		account + "buckets.json":                                      "s3api list-buckets",
		account + "public-access-block.json":                          "s3control get-public-access-block",
		bucket + "policy.json":                                        "s3api get-bucket-policy lake-data",
		bucket + "acl.json":                                           "s3api get-bucket-acl lake-data",
		bucket + "versioning.json":                                    "s3api get-bucket-versioning lake-data",
		bucket + "tagging.json.error":                                 "s3api get-bucket-tagging lake-data.error",
		account + "buckets/lake.logs/policy.json.error":               "s3api get-bucket-policy lake.logs.error",
		account + "keys/mrk-1234abcd/policy.json":                     "kms get-key-policy mrk-1234abcd",
		account + "keys/mrk-1234abcd@us-east-1/grants.json":           "kms list-grants mrk-1234abcd",
		account + "vpc-endpoints/eu-central-1.json":                   "ec2 describe-vpc-endpoints eu-central-1",
		account + "vpc-endpoints/us-east-1.json.error":                "",
		account + "access-point-lists/eu-central-1.json":              "s3control list-access-points eu-central-1",
		account + "access-points/team@eu-central-1/access-point.json": "s3control get-access-point team",
		account + "access-points/team@eu-central-1/policy.json":       "s3control get-access-point-policy team",
		account + "access-points/bare@eu-central-1/policy.json.error": "s3control get-access-point-policy bare.error",
		"organization/organization.json":                              "organizations describe-organization",
		"organization/policies/p-FullAWSAccess.json":                  "organizations describe-policy p-FullAWSAccess",
		"organization/policies-rcp.json.error":                        "organizations list-policies RESOURCE_CONTROL_POLICY.error",
		"organization/targets/r-ab12/policies.json":                   "organizations list-policies-for-target r-ab12 SERVICE_CONTROL_POLICY",
		"organization/targets/ou-ab12-inner/accounts.json":            "organizations list-accounts-for-parent ou-ab12-inner",
		"organization/targets/444455556666/parents.json":              "organizations list-parents 444455556666",
		account + "buckets/lake.logs/encryption.json.error":           "",
		account + "aliases/eu-central-1.json.error":                   "",
		"organization/targets/ou-ab12-two/policies.json.error":        "",
		"organization/targets/ou-ab12-two/accounts.json.error":        "",
		account + "buckets/lake.logs/request-payment.json.error":      "",
		account + "buckets/lake.logs/public-access-block.json.error":  "",
		"organization/targets/ou-ab12-inner/policies-rcp.json.error":  "",
		"organization/targets/444455556666/policies.json.error":       "",
	} {
		got, there := files[name]
		want := got
		if call != "" {
			text, err := os.ReadFile(filepath.Join(e.answers, call))
			if err != nil {
				t.Fatal(err)
			}
			want = string(text)
		}
		if !there || got != want || strings.HasSuffix(name, ".error") && !strings.Contains(got, "An error occurred (") {
			t.Errorf("%s: there: %v\n%s", name, there, got)
		}
	}
	for name := range files {
		if first, _, _ := strings.Cut(name, "/"); first != "444455556666" && first != "organization" {
			t.Errorf("%s is left behind", name)
		}
		if strings.Contains(name, "no-account") {
			t.Errorf("%s: a name was taken for an id", name)
		}
	}
}

// checked holds what check says of the export.
func (e *export) checked(t *testing.T) {
	t.Helper()
	code, out, errs := run("check", e.folder)
	if code != exitFindings || errs != "" {
		t.Errorf("check: exit code %d\n%s", code, errs)
	}
	for _, want := range []string{
		"error[access/explicit-deny]: policy of bucket lake-data denies s3:ListBucket explicitly",
		"for arn:aws:iam::444455556666:role/reader -> lake-data",
		"1 role, 2 buckets, 3 pairs",
		"DescribeVpcEndpoints of account 444455556666 in us-east-1 was not permitted to the export (UnauthorizedOperation)",
		"1 access-point, 1 key, 1 scp, 1 endpoint), 1 role,",
		"GetBucketAcl of bucket lake.logs was not permitted to the export (AccessDenied)",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("want %q in\n%s", want, out)
		}
	}
	if strings.Contains(out, "not recognised") {
		t.Errorf("not every file is recognised\n%s", out)
	}
}

// TestExportTwice holds what becomes of folders that are there.
func TestExportTwice(t *testing.T) {
	e := newExport(t, shells(t)[0]...)
	export := func(code int, says string, args ...string) {
		t.Helper()
		if got, out := e.run(append(args, "-b", "lake.logs")...); got != code || !strings.Contains(out, says) {
			t.Fatalf("exit code %d, want %d and %q in\n%s", got, code, says, out)
		}
	}
	export(0, "444455556666 is written")
	before := e.files()
	for name := range before {
		if strings.Contains(name, "lake-data") {
			t.Errorf("%s was not asked for", name)
		}
	}
	export(1, "444455556666 is there already; -f replaces it")

	e.write("answers/sts get-caller-identity", `{"Account": "111122223333", "Arn": "arn:aws:iam::111122223333:user/u"}`)
	export(0, "111122223333 is written")
	for name, text := range before {
		if got := e.files()[name]; got != text {
			t.Errorf("%s is overwritten by the export of another account", name)
		}
	}

	e.write("out folder/111122223333/old.json", "{}")
	e.write("answers/kms list-aliases us-east-1", `{"Aliases": [{"AliasName": "alias/new"}]}`)
	export(0, "111122223333 is written", "-f", "-o")
	after := e.files()
	if _, there := after["111122223333/old.json"]; there || !strings.Contains(after["111122223333/aliases/us-east-1.json"], "alias/new") {
		t.Errorf("the folder was not replaced: %v", after)
	}
	if after["444455556666/account.json"] != before["444455556666/account.json"] {
		t.Error("the other account was replaced as well")
	}
	e.write("answers/organizations describe-organization", `{"Organization": {"Id": "o-another"}}`)
	export(1, "organization is of another organization than o-another", "-f", "-o")
}

// TestExportRefused holds that a run that fails leaves nothing.
func TestExportRefused(t *testing.T) {
	for _, row := range []struct {
		name, answer, says string
		code               int
		args               []string
	}{
		{"no credentials", "", "who calls is not known", 1, nil},
		{"no account", `{"UserId": "x"}`, "names no account", 1, nil},
		{"an account that is a path", `{"Account": "../../../etc"}`, "names no account", 1, nil},
		{"an account that is too short", `{"Account": "123"}`, "names no account", 1, nil},
		{"a bucket that is a path", "", "-b ../x: want the name of a bucket", 1, []string{"-b", "../x"}},
		{"an option that is none", "", "usage: sh export.sh", 2, []string{"-x"}},
		{"an argument", "", "there is nothing to name but options", 1, []string{"x"}},
		{"help", "", "usage: sh export.sh", 0, []string{"-h"}},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			e := newExport(t, shells(t)[0]...)
			if err := os.Remove(filepath.Join(e.answers, "sts get-caller-identity")); err != nil {
				t.Fatal(err)
			}
			if row.answer != "" {
				e.write("answers/sts get-caller-identity", row.answer)
			}
			if err := os.Mkdir(e.folder, 0o700); err != nil {
				t.Fatal(err)
			}
			if code, out := e.run(row.args...); code != row.code || !strings.Contains(out, row.says) {
				t.Errorf("exit code %d, want %d and %q in\n%s", code, row.code, row.says, out)
			}
			if entries, err := os.ReadDir(e.folder); err != nil || len(entries) > 0 {
				t.Errorf("it leaves %v (%v)", entries, err)
			}
		})
	}
}

// TestExportWithoutRegion holds that a machine without a Region exports too.
func TestExportWithoutRegion(t *testing.T) {
	e := newExport(t, shells(t)[0]...)
	e.write("answers/sts get-caller-identity.region", "")
	if code, out := e.run("-b", "lake.logs"); code != 0 || !strings.Contains(out, "444455556666 is written") {
		t.Errorf("exit code %d\n%s", code, out)
	}
}

// TestExportInterrupted holds that an export that is interrupted leaves nothing,
// and leaves an earlier one as it was.
func TestExportInterrupted(t *testing.T) {
	for _, shell := range shells(t) {
		e := newExport(t, shell...)
		if code, out := e.run("-b", "lake.logs"); code != 0 {
			t.Fatalf("%s: exit code %d\n%s", shell, code, out)
		}
		before := e.files()
		e.write("answers/s3api list-buckets.kill", "")
		for _, args := range [][]string{{"-f"}, {"-f", "-b", "lake-data"}} {
			if code, out := e.run(args...); code != 143 {
				t.Errorf("%s: exit code %d\n%s", shell, code, out)
			}
			if after := e.files(); !maps.Equal(after, before) {
				t.Errorf("%s: it leaves %v", shell, after)
			}
		}
	}
}

// TestExportScriptIsClean holds the script to shellcheck where that is
// installed, and holds that one line alone calls aws.
func TestExportScriptIsClean(t *testing.T) {
	if calls := regexp.MustCompile(`(?m)^[^#]*\baws "`).FindAllString(exportScript, -1); len(calls) != 1 {
		t.Errorf("aws is called in %d lines: %q", len(calls), calls)
	}
	if _, err := exec.LookPath("shellcheck"); err != nil {
		t.Skip("shellcheck is not installed")
	}
	if out, err := exec.Command("shellcheck", "--shell=sh", "export.sh").CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}
