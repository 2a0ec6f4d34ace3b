package cli

import (
	"bytes"
	"context"
	"encoding/base64"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/crossgrant/crossgrant/internal/report"
)

const readsB = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*"}]}`

// noPolicies are what stands where a policy belongs, as JSON: a redacted export,
// an encoding too many, a tool that writes its own null.
var noPolicies = map[string]string{
	"an empty string":         `""`,
	"null in a string":        `"null"`,
	"a redacted text":         `"REDACTED"`,
	"base64":                  strconv.Quote(base64.StdEncoding.EncodeToString([]byte(readsB))),
	"a number in a string":    `"7"`,
	"a number":                `7`,
	"a list":                  `["REDACTED"]`,
	"a list in a string":      `"[]"`,
	"percent-encoded twice":   strconv.Quote(url.PathEscape(url.PathEscape(readsB))),
	"half a document":         strconv.Quote(readsB[:40]),
	"an object of something":  `{"redacted":true}`,
	"statements that are one": `{"Version":"2012-10-17","Statement":"REDACTED"}`,
	"no statement in a list":  `{"Version":"2012-10-17","Statement":["REDACTED"]}`,
}

// TestWhatIsNoPolicy holds that a text which is no policy, wherever a policy
// belongs, is said to be none, that no command falls over it, and that what
// hangs on it is unknown.
func TestWhatIsNoPolicy(t *testing.T) {
	const role, trust = "111122223333/role.json", `{"Version":"2012-10-17","Statement":[]}`
	const bucketPolicy = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:role/r"},` +
		`"Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*"}]}`
	files := func(inline, attached, boundary, trust, bucket, scp, key string) map[string]string {
		return map[string]string{
			role: `{"RoleDetailList":[{"RoleName":"r","Path":"/","Arn":"arn:aws:iam::111122223333:role/r","AssumeRolePolicyDocument":` + trust +
				`,"RolePolicyList":[{"PolicyName":"p","PolicyDocument":` + inline + `}],` +
				`"PermissionsBoundary":{"PermissionsBoundaryArn":"arn:aws:iam::111122223333:policy/edge"},` +
				`"AttachedManagedPolicies":[{"PolicyName":"m","PolicyArn":"arn:aws:iam::111122223333:policy/m"}]}],"Policies":[` +
				managed("m", attached) + `,` + managed("edge", boundary) + `]}`,
			"444455556666/buckets/b/policy.json":              `{"Policy":` + bucket + `}`,
			"organization/policies/p-1234abcd.json":           `{"Policy":{"PolicySummary":{"Id":"p-1234abcd","Name":"s","Type":"SERVICE_CONTROL_POLICY"},"Content":` + scp + `}}`,
			"organization/organization.json":                  `{"Organization":{"Id":"o-a1b2c3d4e5"}}`,
			"organization/roots.json":                         `{"Roots":[{"Id":"r-ab12","Name":"Root","PolicyTypes":[{"Type":"SERVICE_CONTROL_POLICY","Status":"ENABLED"}]}]}`,
			"organization/targets/r-ab12/policies.json":       `{"Policies":[{"Id":"p-1234abcd","Name":"s","Type":"SERVICE_CONTROL_POLICY","AwsManaged":false}]}`,
			"organization/targets/111122223333/policies.json": `{"Policies":[]}`,
			"organization/targets/111122223333/parents.json":  `{"Parents":[{"Id":"r-ab12","Type":"ROOT"}]}`,
			"444455556666/buckets/b/encryption.json": `{"ServerSideEncryptionConfiguration":{"Rules":[{"ApplyServerSideEncryptionByDefault":` +
				`{"SSEAlgorithm":"aws:kms","KMSMasterKeyID":"arn:aws:kms:eu-west-1:444455556666:key/k1"}}]}}`,
			"444455556666/keys/k1/policy.json": `{"Policy":` + key + `}`,
		}
	}
	str := strconv.Quote
	everything := `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}`
	ofKey := `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:role/r"},"Action":"kms:*","Resource":"*"}]}`
	all := strings.Replace(everything, `"*"`, `["s3:*","kms:*"]`, 1)
	places := map[string]func(text string) map[string]string{
		"inline policy": func(x string) map[string]string {
			return files(x, all, all, trust, str(bucketPolicy), str(everything), str(ofKey))
		},
		"managed policy": func(x string) map[string]string {
			return files(readsB, x, all, trust, str(bucketPolicy), str(everything), str(ofKey))
		},
		"boundary": func(x string) map[string]string {
			return files(all, all, x, trust, str(bucketPolicy), str(everything), str(ofKey))
		},
		"trust policy": func(x string) map[string]string {
			return files(all, all, all, x, str(bucketPolicy), str(everything), str(ofKey))
		},
		"bucket policy": func(x string) map[string]string {
			return files(all, readsB, all, trust, x, str(everything), str(ofKey))
		},
		"control policy": func(x string) map[string]string { return files(all, all, all, trust, str(bucketPolicy), x, str(ofKey)) },
		"policy of a key": func(x string) map[string]string {
			return files(all, all, all, trust, str(bucketPolicy), str(everything), x)
		},
	}
	whole := func(x string) map[string]string { return files(x, x, x, x, x, x, x) }
	for name, text := range noPolicies {
		folder := lay(t, whole(text))
		var lines [][]string
		for _, format := range report.Formats() {
			lines = append(lines, []string{"check", "--format", format, folder})
		}
		for _, args := range append(lines, []string{"check", "--patch", folder}, []string{"input", folder},
			[]string{"check", "--policies-only", filepath.Join(folder, role), folder}) {
			if code, _, errors := run(args...); code > exitInput {
				t.Errorf("%s: %s: exit code %d, %s", name, args, code, errors)
			}
		}
		for place, plant := range places {
			t.Run(place+"/"+name, func(t *testing.T) {
				folder := lay(t, plant(text))
				_, out, _ := run("check", folder)
				if !strings.Contains(out, "[syntax/") && !strings.Contains(out, "wanted ") && !strings.Contains(out, "not recognised") {
					t.Errorf("it is not said:\n%s", out)
				}
				_, out, errors := run("access", "--role", "arn:aws:iam::111122223333:role/r", "--bucket", "b", folder)
				want := "\nread    unknown"
				if place == "trust policy" {
					want = "\nread    yes"
				}
				if !strings.Contains(out, want) {
					t.Errorf("want %q in\n%s%s", want, out, errors)
				}
				if strings.Contains(out, "error[access/") {
					t.Errorf("a finding hangs on what was not read:\n%s", out)
				}
			})
		}
	}
}

// lay writes files into a folder of their own.
func lay(t *testing.T, files map[string]string) string {
	t.Helper()
	folder := t.TempDir()
	for name, text := range files {
		put(t, filepath.Join(folder, name), text)
	}
	return folder
}

func managed(name, document string) string {
	return `{"PolicyName":"` + name + `","Arn":"arn:aws:iam::111122223333:policy/` + name + `","DefaultVersionId":"v1","PolicyVersionList":` +
		`[{"VersionId":"v1","IsDefaultVersion":true,"Document":` + document + `}]}`
}

func put(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestCasesWithoutPolicies holds that decide says of a case that what stands
// where a policy belongs is none, and answers the others.
func TestCasesWithoutPolicies(t *testing.T) {
	const lists = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:ListBucket","Resource":"arn:aws:s3:::b"}]}`
	const sound = `{"id":"sound","role":{"arn":"arn:aws:iam::111122223333:role/r","policies":[{"name":"p","document":` + lists + `}]},` +
		`"bucket":{"name":"b","account":"111122223333"},"request":{"mode":"closed","context":{},"action":"s3:ListBucket","resource":"arn:aws:s3:::b"}}`
	for name, text := range noPolicies {
		for place, of := range map[string]string{
			"identity policy": strings.Replace(sound, lists, text, 1),
			"bucket policy":   strings.Replace(sound, `"name":"b"`, `"name":"b","policy":`+text, 1),
		} {
			file := filepath.Join(t.TempDir(), "cases.jsonl")
			put(t, file, strings.Replace(of, "sound", "odd", 1)+"\n"+sound+"\n")
			code, out, errors := run("decide", file)
			lines := strings.Split(out, "\n")
			if code > exitInput || len(lines) != 3 || !strings.Contains(lines[1], `"allowed"`) {
				t.Fatalf("%s, %s: exit code %d\n%s%s", place, name, code, out, errors)
			}
			if !strings.Contains(lines[0], `"error"`) && !strings.Contains(lines[0], `"conditional"`) {
				t.Errorf("%s, %s: %s", place, name, lines[0])
			}
		}
	}
}

// broken is a stream that no program should be given.
type broken struct{}

func (broken) Write([]byte) (int, error) { panic("no stream") }
func (broken) Read([]byte) (int, error)  { panic("no stream") }

// TestAPanicIsNoWrongInput holds that a defect of this tool has an exit code of
// its own, whatever the command.
func TestAPanicIsNoWrongInput(t *testing.T) {
	for _, args := range [][]string{{"version"}, {"check", cluster}, {"decide", "-"}, {"check", "-"}} {
		var errors bytes.Buffer
		code := Main(context.Background(), Env{Args: append([]string{"crossgrant"}, args...), Stdin: broken{}, Stdout: broken{}, Stderr: &errors})
		if code != exitTool || !strings.Contains(errors.String(), "a defect of this tool, please report it: no stream (") {
			t.Errorf("%s: exit code %d, %s", args, code, errors.String())
		}
	}
}
