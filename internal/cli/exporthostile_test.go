package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"github.com/crossgrant/crossgrant/internal/lint"
)

// TestExportOfLongNames holds that a name that no file system takes is exported
// under one that check reads back.
func TestExportOfLongNames(t *testing.T) {
	long := strings.Repeat("long-name-", 30)
	for _, shell := range shells(t) {
		e := newExport(t, shell...)
		e.write("answers/s3api list-buckets", fmt.Sprintf(`{"Buckets": [{"Name": "%s"}, {"Name": "%s2"}, {"Name": "%s"}]}`, long, long, long[:200]))
		// The stand-in has no file of such a name either: what it is asked is denied.
		if code, out := e.run(); code != 0 {
			t.Fatalf("%s: exit code %d\n%s", shell, code, out)
		}
		w, err := lint.Load([]string{e.folder}, lint.Options{})
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, b := range w.Buckets {
			if b.Account == "444455556666" {
				names = append(names, b.Name)
			}
		}
		if got, want := strings.Join(names, " "), strings.Join([]string{long[:200], long, long + "2"}, " "); got != want {
			t.Errorf("%s: buckets %s, want %s", shell, got, want)
		}
	}
}

// TestExportOfALoop holds that a unit which is its own child, directly or not, is
// exported once.
func TestExportOfALoop(t *testing.T) {
	for _, shell := range shells(t) {
		e := newExport(t, shell...)
		units := "answers/organizations list-organizational-units-for-parent "
		e.write(units+"r-ab12", `{"OrganizationalUnits": [{"Id": "ou-ab12-loop"}, {"Id": "ou-ab12-self"}]}`)
		e.write(units+"ou-ab12-loop", `{"OrganizationalUnits": [{"Id": "ou-ab12-back"}]}`)
		e.write(units+"ou-ab12-back", `{"OrganizationalUnits": [{"Id": "ou-ab12-loop"}, {"Id": "r-ab12"}]}`)
		e.write(units+"ou-ab12-self", `{"OrganizationalUnits": [{"Id": "ou-ab12-self"}]}`)
		code, out := e.run("-o", "-b", "lake.logs")
		if code != 0 || !strings.Contains(out, "export: ou-ab12-self is in the organization twice, or below itself") {
			t.Errorf("%s: exit code %d\n%s", shell, code, out)
		}
		if _, there := e.files()["organization/targets/ou-ab12-back/units.json"]; !there {
			t.Errorf("%s: a unit is missing", shell)
		}
		if code, _, errors := run("check", e.folder); code > exitInput {
			t.Errorf("%s: check: exit code %d\n%s", shell, code, errors)
		}
	}
}

// TestExportToAFolderLikeAnOption holds that names which begin with - are names.
func TestExportToAFolderLikeAnOption(t *testing.T) {
	for _, shell := range shells(t) {
		e := newExport(t, shell...)
		for _, folder := range []string{"-rf", "--", "-"} {
			e.folder = folder
			if code, out := e.run("-b", "lake.logs"); code != 0 {
				t.Errorf("%s: -d %s: exit code %d\n%s", shell, folder, code, out)
			}
			if _, err := os.Stat(filepath.Join(e.home, folder, "444455556666", "account.json")); err != nil {
				t.Errorf("%s: %v", shell, err)
			}
		}
		for _, args := range [][]string{{"-b", "-rf"}, {"-r", "-rf"}, {"-r", "../x"}} {
			if code, out := e.run(args...); code != 1 || !strings.Contains(out, "want the name of a") {
				t.Errorf("%s: %s: exit code %d\n%s", shell, args, code, out)
			}
		}
	}
}

// TestExportShowsNoEscapes holds that nothing that AWS answers moves a terminal,
// or begins a line of its own.
func TestExportShowsNoEscapes(t *testing.T) {
	const hostile = "\nAn error occurred (Access\x1b[31mDenied) when calling the X operation: \x1b]0;title\a\r\n::error::x\n\u009b2J"
	for _, row := range []struct {
		answer string
		args   []string
	}{
		{"sts get-caller-identity", nil},
		{"iam get-account-authorization-details", []string{"-b", "lake.logs"}},
		{"organizations describe-organization", []string{"-b", "lake.logs", "-o"}},
		{"s3api get-bucket-policy lake.logs", []string{"-b", "lake.logs"}},
	} {
		for i, text := range []string{hostile, strings.ReplaceAll(hostile, "An error occurred", "Could not connect")} {
			for k, shell := range shells(t) {
				if i > 0 && k > 0 {
					break
				}
				e := newExport(t, shell...)
				_ = os.Remove(filepath.Join(e.answers, row.answer))
				e.write("answers/"+row.answer+".error", text)
				_, out := e.run(row.args...)
				for line := range strings.Lines(out) {
					line = strings.TrimSuffix(line, "\n")
					if !strings.HasPrefix(line, "export: ") || strings.ContainsFunc(line, unicode.IsControl) || strings.Contains(line, "\x9b") {
						t.Errorf("%s, %s: %q", shell, row.answer, line)
					}
				}
			}
		}
	}
}

// TestExportThatIsNotWhole holds that an account of which nothing can be said is
// never taken for one that was exported: not by the script, nor by what it leaves.
func TestExportThatIsNotWhole(t *testing.T) {
	says := func(code string) string {
		return "\nAn error occurred (" + code + ") when calling the ListBuckets operation: x\n"
	}
	const network = "\nCould not connect to the endpoint URL: \"https://s3.amazonaws.com/\"\n"
	const details, buckets = "iam get-account-authorization-details", "s3api list-buckets"
	for _, row := range []struct {
		name, call, text string
		says, note       string
		args             []string
	}{
		{"the roles are denied", details, strings.Replace(says("AccessDenied"), "ListBuckets", "GetAccountAuthorizationDetails", 1),
			"444455556666 is not exported: iam get-account-authorization-details failed",
			"GetAccountAuthorizationDetails of account 444455556666 was not permitted to the export (AccessDenied)", nil},
		{"the buckets are denied", buckets, says("AccessDenied"), "444455556666 is not exported: s3api list-buckets failed",
			"ListBuckets of account 444455556666 was not permitted to the export (AccessDenied)", nil},
		{"no network", buckets, network, "444455556666 is not exported: s3api list-buckets failed",
			"ListBuckets of account 444455556666 was answered by NoAnswer", nil},
		{"no network for one bucket", "s3api get-bucket-policy lake.logs", network, "444455556666 is not exported to its end: some calls brought no answer",
			"GetBucketPolicy of bucket lake.logs was answered by NoAnswer", []string{"-b", "lake.logs"}},
		{"the credentials expire", "s3api get-bucket-acl lake.logs", strings.Replace(says("ExpiredToken"), "ListBuckets", "GetBucketAcl", 1),
			"444455556666 is not exported to its end: the credentials have expired (ExpiredToken)",
			"GetBucketTagging of bucket lake-data, bucket lake.logs was answered by ExpiredToken", []string{"-b", "lake.logs", "-b", "lake-data"}},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			for _, shell := range shells(t) {
				e := newExport(t, shell...)
				if code, out := e.run("-b", "lake.logs"); code != 0 {
					t.Fatalf("exit code %d\n%s", code, out)
				}
				before := e.files()
				_ = os.Remove(filepath.Join(e.answers, row.call))
				e.write("answers/"+row.call+".error", row.text)
				code, out := e.run(append(row.args, "-f")...)
				if code != 1 || !strings.Contains(out, "export: "+row.says) || !strings.Contains(out, "444455556666 is left as it was") {
					t.Errorf("%s: exit code %d\n%s", shell, code, out)
				}
				if after := e.files(); len(after) != len(before) {
					t.Errorf("%s: a whole export was replaced by one that is not", shell)
				}
				if err := os.RemoveAll(e.folder); err != nil {
					t.Fatal(err)
				}
				code, out = e.run(row.args...)
				if code != 1 || !strings.Contains(out, "export: "+row.says) {
					t.Errorf("%s: exit code %d\n%s", shell, code, out)
				}
				_, out, _ = run("check", e.folder)
				if !strings.Contains(out, row.note) {
					t.Errorf("%s: want %q in what check says:\n%s", shell, row.note, out)
				}
			}
		})
	}
}

// TestExportAsksNoMoreOnceExpired holds that a run over thousands of buckets ends
// when its credentials do.
func TestExportAsksNoMoreOnceExpired(t *testing.T) {
	e := newExport(t, shells(t)[0]...)
	if err := os.Remove(filepath.Join(e.answers, "iam get-account-authorization-details")); err != nil {
		t.Fatal(err)
	}
	e.write("answers/iam get-account-authorization-details.error",
		"\nAn error occurred (ExpiredToken) when calling the GetAccountAuthorizationDetails operation: The security token included in the request is expired\n")
	if code, out := e.run("-b", "lake.logs"); code != 1 {
		t.Errorf("exit code %d\n%s", code, out)
	}
	calls, err := os.ReadFile(filepath.Join(e.home, "calls"))
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(calls), "\n"); n != 2 {
		t.Errorf("%d calls:\n%s", n, calls)
	}
}
