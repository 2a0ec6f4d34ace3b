package lint

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/crossgrant/crossgrant/internal/files"
	"github.com/crossgrant/crossgrant/internal/input"
)

const sound = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*"}]}`

// folder writes files below a new folder and makes it the current one.
func folder(t *testing.T, files map[string]string) {
	t.Helper()
	t.Chdir(t.TempDir())
	for name, text := range files {
		if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// here is the disk, from the folder in which the test works.
func here(t *testing.T) files.Reader {
	t.Helper()
	folder, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	return files.Reader{Folder: files.Disk{Here: folder}}
}

// load loads paths of which at least one leads to a file.
func load(t *testing.T, options Options, paths ...string) *World {
	t.Helper()
	if options.Files == nil {
		options.Files = here(t).Folder
	}
	w, err := Load(paths, options)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func messages(errors []error) (list []string) {
	for _, err := range errors {
		list = append(list, err.Error())
	}
	slices.Sort(list)
	return list
}

// TestUnreadable holds that what cannot be opened is told, and hides nothing.
func TestUnreadable(t *testing.T) {
	folder(t, map[string]string{"good.json": sound, "shut/x.json": sound, "closed.json": sound})
	if err := os.Symlink("nowhere", "dangling.json"); err != nil {
		t.Skip("there are no links")
	}
	if err := os.Symlink(".", "around.json"); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"shut", "closed.json"} {
		if err := os.Chmod(path, 0); err != nil {
			t.Fatal(err)
		}
	}
	t.Cleanup(func() { _ = os.Chmod("shut", 0o700) })
	w := load(t, Options{}, ".", "absent.json")
	want := []string{"absent.json: no such file or folder", "dangling.json: no such file or directory"}
	if os.Getuid() != 0 {
		want = []string{want[0], "closed.json: permission denied", want[1], "shut: permission denied"}
	}
	if got := messages(w.Errors); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if w.Snapshot.Document("good.json") == nil {
		t.Error("the sound file is not read")
	}
}

// TestPaths holds which files paths and globs lead to; those that the user
// named are marked with an exclamation mark.
func TestPaths(t *testing.T) {
	folder(t, map[string]string{"a.json": sound, "b/c.json": sound, "b/d/e.json.gz": sound, "b/d/f.txt": sound,
		"b/g.error": "", "node_modules/x.json": sound, ".git/x.json": sound, "[x].json": sound, "out/x.json": sound, ".gitignore": "out/\n"})
	for paths, want := range map[string]string{
		".":             "[x].json a.json b/c.json b/d/e.json.gz b/d/f.txt b/g.error",
		"b":             "b/c.json b/d/e.json.gz b/d/f.txt b/g.error",
		"b/d/f.txt":     "b/d/f.txt!",
		"*.json":        "[x].json! a.json!",
		"**/*.json":     "[x].json! a.json! b/c.json! out/x.json!",
		"b/**/*.gz":     "b/d/e.json.gz!",
		"[x].json":      "[x].json!",
		"b/*":           "b/c.json! b/d/e.json.gz b/d/f.txt b/g.error!",
		"out":           "out/x.json",
		"a.json . -":    "<stdin>! [x].json a.json! b/c.json b/d/e.json.gz b/d/f.txt b/g.error",
		"- -":           "<stdin>!",
		"*.yaml":        "error *.yaml: matches no file",
		"[":             "error [: matches no file",
		"nowhere/x":     "error nowhere/x: no such file or folder",
		"b/d/../c.json": "b/d/../c.json!",
		"b ./b/c.json":  "./b/c.json! b/d/e.json.gz b/d/f.txt b/g.error",
	} {
		f := find(here(t), strings.Fields(paths))
		var got []string
		for _, file := range f.files {
			name := filepath.ToSlash(file.name)
			if file.named {
				name += "!"
			}
			got = append(got, name)
		}
		for _, err := range f.errors {
			got = append(got, "error "+err.Error())
		}
		if joined := strings.Join(got, " "); joined != want {
			t.Errorf("%s: got %s, want %s", paths, joined, want)
		}
	}
}

// TestStored holds that a file reads the same however it is stored, with the
// place of a problem at the same line and column.
func TestStored(t *testing.T) {
	const text = "{\"Version\":\"2012-10-17\",\n\"Id\":\"é😀\", \"Statement\":[{\"Effect\":\"allow\",\"Action\":\"a:b\",\"Resource\":\"*\"}]}"
	var zipped bytes.Buffer
	w := gzip.NewWriter(&zipped)
	if _, err := w.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	wide := []byte{0xff, 0xfe}
	for _, unit := range utf16.Encode([]rune(text)) {
		wide = append(wide, byte(unit), byte(unit>>8))
	}
	folder(t, map[string]string{"plain.json": text, "marked.json": "\ufeff" + text, "wide.json": string(wide), "zipped.json.gz": zipped.String()})
	at := strings.Index(text, `"allow"`)
	offsets := map[string]int{"plain.json": at, "marked.json": at + len("\ufeff"), "wide.json": 2 + 2*(at-len("é😀")+1+2),
		"zipped.json.gz": at, stdinName: at}
	world := load(t, Options{Stdin: strings.NewReader(text)}, ".", stdin)
	if len(world.Snapshot.Documents) != len(offsets) || len(world.Errors) > 0 {
		t.Fatalf("%d documents, %v", len(world.Snapshot.Documents), world.Errors)
	}
	for _, d := range world.Snapshot.Documents {
		file := d.Policy.Origin().File
		at := file.Position(d.Policy.Origin().Locate(d.Policy.Problems()[0].Span).Start)
		if at.Line != 2 || at.Column != 35 || at.Offset != offsets[file.Name] {
			t.Errorf("%s: the effect is at %+v, want line 2, column 35, offset %d", file.Name, at, offsets[file.Name])
		}
	}
}

// TestOwnerOfSettings holds to whom an answer belongs that names nobody.
func TestOwnerOfSettings(t *testing.T) {
	const (
		acl       = `{"Owner":{"ID":"me"},"Grants":[]}`
		ownership = `{"OwnershipControls":{"Rules":[{"ObjectOwnership":"ObjectWriter"}]}}`
		attached  = `{"AttachedPolicies":[{"PolicyName":"P","PolicyArn":"arn:aws:iam::aws:policy/ReadOnlyAccess"}]}`
		role      = `{"Role":{"RoleName":"r","Arn":"arn:aws:iam::111122223333:role/r"}}`
		bare      = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::b/*"}]}`
		nobody    = "does not say of which; a folder <account id>/buckets/<bucket>/ says it"
		withACL   = "bucket b acl present ownership not exported"
		without   = "bucket b acl not exported ownership not exported"
	)
	wrap := func(document string) string { return `{"Policy":"` + strings.ReplaceAll(document, `"`, `\"`) + `"}` }
	ofC := wrap(strings.Replace(bare, ":::b/", ":::c/", 1))
	two := strings.Replace(bare, `"arn:aws:s3:::b/*"`, `["arn:aws:s3:::b","arn:aws:s3:::c"]`, 1)
	for name, row := range map[string]struct {
		files      map[string]string
		of         Options
		want, note string
	}{
		"the bucket beside it":           {map[string]string{"x/acl.json": acl, "x/policy.json": wrap(bare)}, Options{}, withACL, "acl.json is taken to speak of the bucket b"},
		"two buckets beside it":          {map[string]string{"acl.json": acl, "b.json": wrap(bare), "c.json": ofC}, Options{}, without + " bucket c acl not exported ownership not exported", nobody},
		"the same bucket twice":          {map[string]string{"acl.json": acl, "b.json": wrap(bare), "c.json": bare}, Options{}, withACL, "taken to speak"},
		"a bucket in another folder":     {map[string]string{"x/acl.json": acl, "y/policy.json": wrap(bare)}, Options{}, without, nobody},
		"the bucket that is asked about": {map[string]string{"acl.json": acl, "own.json": ownership}, Options{Bucket: "b"}, "bucket b acl present ownership present", "own.json is taken to speak of the bucket b"},
		"nobody":                         {map[string]string{"acl.json": acl}, Options{}, "", nobody},
		"a snapshot's folder":            {map[string]string{"111122223333/buckets/b/acl.json": acl}, Options{}, withACL, ""},
		"the role beside it":             {map[string]string{"attached.json": attached, "role.json": role}, Options{}, "role r 1 attached", "attached.json is taken to speak of the role r"},
		"attached policies of nobody":    {map[string]string{"attached.json": attached}, Options{}, "", "does not say of which; a folder <account id>/roles/<role>/ says it"},
		"an ACL beside a role":           {map[string]string{"acl.json": acl, "role.json": role}, Options{}, "role r 0 attached", nobody},
		"a bare policy with one bucket":  {map[string]string{"p.json": bare}, Options{}, without, ""},
		"a bare policy with two":         {map[string]string{"p.json": two}, Options{}, "", ""},
		"get-bucket-policy":              {map[string]string{"p.json": wrap(bare)}, Options{}, without, ""},
		"get-bucket-policy with two":     {map[string]string{"p.json": wrap(two)}, Options{}, "", ""},
		"a folder says more than the policy": {map[string]string{"111122223333/buckets/c/policy.json": wrap(bare)}, Options{},
			"bucket c acl not exported ownership not exported", ""},
	} {
		t.Run(name, func(t *testing.T) {
			folder(t, row.files)
			w := load(t, row.of, ".")
			var got []string
			for _, b := range w.Buckets {
				got = append(got, fmt.Sprintf("bucket %s acl %s ownership %s", b.Name, b.ACL.State, b.Ownership.State))
			}
			for _, r := range w.Roles {
				got = append(got, fmt.Sprintf("role %s %d attached", r.Name, len(r.Attached)))
			}
			notes := strings.Join(w.Notes, "\n")
			if joined := strings.Join(got, " "); joined != row.want || !strings.Contains(notes, row.note) || len(w.Errors) > 0 {
				t.Errorf("got %q, want %q; notes %q, want %q; %v", joined, row.want, notes, row.note, w.Errors)
			}
		})
	}
}

// TestGaps holds what is said of calls that were refused and of pages that are
// missing; that there is nothing is an answer, and no gap.
func TestGaps(t *testing.T) {
	refused := func(code, operation string) string {
		return "An error occurred (" + code + ") when calling the " + operation + " operation: x"
	}
	const (
		first, last = `{"RoleDetailList":[],"IsTruncated":true,"Marker":"m"}`, `{"RoleDetailList":[],"IsTruncated":false}`
		unknown     = ": what it would say is not known"
		missing     = " announces a further page, and no input has it: what stands there is not judged"
	)
	many := map[string]string{}
	for i := range 6 {
		many[fmt.Sprintf("111122223333/buckets/b%d/acl.json.error", i)] = refused("AccessDenied", "GetBucketAcl")
	}
	for name, row := range map[string]struct {
		files map[string]string
		want  string
	}{
		"there is none": {map[string]string{"111122223333/buckets/b/policy.json.error": refused("NoSuchBucketPolicy", "GetBucketPolicy")}, ""},
		"not permitted": {map[string]string{"111122223333/buckets/b/policy.json.error": refused("AccessDenied", "GetBucketPolicy")},
			"GetBucketPolicy of bucket b was not permitted to the export (AccessDenied)" + unknown},
		"another error": {map[string]string{"111122223333/roles/r/attached.json.error": refused("Throttling", "ListAttachedRolePolicies")},
			"ListAttachedRolePolicies of role r was answered by Throttling" + unknown},
		"in many buckets":         {many, "GetBucketAcl of bucket b0, bucket b1, bucket b2 and 3 more was not permitted to the export (AccessDenied)" + unknown},
		"a page is missing":       {map[string]string{"account.json": first}, "account.json" + missing},
		"all pages are there":     {map[string]string{"account.json": first, "account-2.json": first, "account-3.json": last}, ""},
		"the last one is missing": {map[string]string{"account.json": first, "account-2.json": first}, "account-2.json" + missing},
		"pages in one file":       {map[string]string{"account.json": first + last}, ""},
		"pages of two accounts":   {map[string]string{"1/account.json": first, "2/account.json": last}, "1/account.json" + missing},
	} {
		t.Run(name, func(t *testing.T) {
			folder(t, row.files)
			if got := strings.Join(load(t, Options{}, ".").Notes, "\n"); filepath.ToSlash(got) != row.want {
				t.Errorf("got %s, want %s", got, row.want)
			}
		})
	}
}

// TestThreeAnswers holds that absent, not exported and not permitted are told
// apart.
func TestThreeAnswers(t *testing.T) {
	const acl = `{"Owner":{"ID":"me"},"Grants":[]}`
	folder(t, map[string]string{
		"111122223333/buckets/absent/acl.json":           acl,
		"111122223333/buckets/absent/policy.json.error":  "An error occurred (NoSuchBucketPolicy) when calling the GetBucketPolicy operation: x",
		"111122223333/buckets/absent/policy.json":        "",
		"111122223333/buckets/refused/policy.json":       "\n",
		"111122223333/buckets/refused/policy.json.error": "An error occurred (AccessDenied) when calling the GetBucketPolicy operation: x",
		"111122223333/buckets/silent/acl.json":           acl,
	})
	w := load(t, Options{}, ".")
	if len(w.Errors) > 0 {
		t.Errorf("the empty files of refused calls are errors: %v", w.Errors)
	}
	for name, want := range map[string]input.State{"absent": input.Absent, "refused": input.NotPermitted, "silent": input.NotExported} {
		if b := w.Bucket(name); b == nil || b.Bucket.Policy.State != want {
			t.Errorf("bucket %s: %v, want %s", name, b, want)
		}
	}
}

// TestPagesMerge holds that pages and files of one account make one world.
func TestPagesMerge(t *testing.T) {
	page := func(role string) string {
		return `{"RoleDetailList":[{"RoleName":"` + role + `","Arn":"arn:aws:iam::111122223333:role/` + role + `",` +
			`"RolePolicyList":[],"AttachedManagedPolicies":[{"PolicyName":"P","PolicyArn":"arn:aws:iam::111122223333:policy/P"}]}],"IsTruncated":true}`
	}
	folder(t, map[string]string{
		"111122223333/account.json":   page("a"),
		"111122223333/account-2.json": page("b"),
		"111122223333/account-3.json": `{"RoleDetailList":[],"Policies":[{"PolicyName":"P","Arn":"arn:aws:iam::111122223333:policy/P","PolicyVersionList":[` +
			`{"VersionId":"v1","IsDefaultVersion":true,"Document":` + sound + `}]}],"IsTruncated":false}`,
		"111122223333/roles/c/role.json":     `{"Role":{"RoleName":"c","Arn":"arn:aws:iam::111122223333:role/team/c"}}`,
		"111122223333/roles/c/inline/p.json": `{"RoleName":"c","PolicyName":"p","PolicyDocument":` + sound + `}`,
	})
	w := load(t, Options{}, ".")
	var got []string
	for _, r := range w.Roles {
		got = append(got, fmt.Sprintf("%s %d", strings.TrimPrefix(r.ARN, "arn:aws:iam::111122223333:"), len(r.Documents())))
	}
	if joined := strings.Join(got, ", "); joined != "role/a 1, role/b 1, role/team/c 1" || len(w.Errors)+len(w.Notes) > 0 {
		t.Errorf("%s; %v %v", joined, w.Errors, w.Notes)
	}
}
