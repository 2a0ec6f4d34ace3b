// Package collect reads the folders of iam-collect: one for each resource, named in
// lower case after its ARN, in which each file holds one thing about it.
//
//	aws/PARTITION/accounts/ACCOUNT/SERVICE/[REGION/]TYPE/ID/{metadata,policy,...}.json
//	aws/PARTITION/organizations/ORGANIZATION/{metadata,accounts,ous}.json, {scps,rcps}/ID/...
//
// (iam-collect, docs/Storage.md.) What the resource is called in AWS its metadata.json
// alone says, so that a folder is read as one. What is empty has no file: of roles, which
// come of one call, a file that is not there says that there is nothing. Of all else the
// call may have been denied, and it stays not exported.
package collect

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/tidwall/gjson"

	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/policy"
)

// Name is the name of the format.
const Name = "iam-collect"

// Folder returns the folder of what a file is about, that of a resource, an account or
// an organization; ok is false for files that iam-collect does not write.
func Folder(name string) (folder string, ok bool) {
	if !strings.Contains(name, "aws/aws") {
		return "", false // hardly any file is one, and there are many
	}
	parts := strings.Split(name, "/")
	for i, part := range parts {
		if part != "aws" || i+3 >= len(parts) || !slices.Contains([]string{"aws", "aws-cn", "aws-us-gov"}, parts[i+1]) {
			continue
		}
		switch of, id := parts[i+2], parts[i+3]; {
		case !strings.HasSuffix(name, ".json"):
		case of == "accounts" && i+4 < len(parts) && len(id) == 12 && strings.Trim(id, "0123456789") == "":
			return path.Dir(name), true
		case of == "organizations" && strings.HasPrefix(id, "o-"):
			return strings.Join(parts[:i+4], "/"), true
		case of == "indexes" && i+4 == len(parts):
			return path.Dir(name), true
		}
	}
	return "", false
}

// resource is a folder with its files, by what stands behind it in their names.
type resource struct {
	account string
	// of is the path below the account, in lower case: iam role app.
	of      []string
	files   map[string]*input.Reader
	records input.Records
}

// Read reads the files of a folder, whose names begin below it: open returns what one
// holds, as it is under the hints.
func Read(folder string, names []string, open func(name string, hints input.Hints) (input.Candidate, error)) input.Records {
	r := &resource{files: map[string]*input.Reader{}}
	parts := strings.Split(folder, "/")
	kind := "other"
	for i, part := range slices.Backward(parts) {
		if part == "organizations" && i+2 == len(parts) {
			kind = "organization"
		}
		if part == "accounts" && i+1 < len(parts) {
			r.account, r.of = parts[i+1], parts[i+2:]
			kind = kindOf(r.of)
		}
	}
	var read []*input.Reader
	for _, name := range names {
		c, err := open(name, input.Hints{Account: r.account})
		if err != nil {
			r.records.Lost = append(r.records.Lost, err)
			continue
		}
		one := &input.Reader{Candidate: c}
		r.files[strings.TrimSuffix(name, ".json")] = one
		read = append(read, one)
	}
	readers[kind](r)
	for _, one := range read {
		r.records.Odd = append(r.records.Odd, one.Records.Odd...)
		r.records.Documents = append(r.records.Documents, one.Records.Documents...)
		r.records.File = cmp.Or(r.records.File, one.File)
	}
	r.records.Format = Name
	return r.records
}

var readers = map[string]func(*resource){
	"role": (*resource).role, "user": (*resource).user, "group": (*resource).group, "policy": (*resource).managedPolicy,
	"bucket": (*resource).bucket, "accesspoint": (*resource).accessPoint, "key": (*resource).key, "vpc-endpoint": (*resource).endpoint,
	"account": (*resource).wholeAccount, "organization": (*resource).organization, "other": (*resource).other,
}

// kindOf names what a path below an account is about.
func kindOf(of []string) string {
	switch n := len(of); {
	case n == 0:
		return "account"
	case of[0] == "iam" && (n == 3 || n == 4 && of[1] == "aws"):
		if kind := of[n-2]; slices.Contains([]string{"role", "user", "group", "policy"}, kind) {
			return kind
		}
	case of[0] == "s3" && n == 2:
		return "bucket"
	case n == 4 && slices.Contains([]string{"s3 accesspoint", "kms key", "ec2 vpc-endpoint"}, of[0]+" "+of[2]):
		return of[2]
	}
	return "other"
}

// meta returns a member of the metadata; it does not exist where that is not there.
func (r *resource) meta(name string) gjson.Result {
	if m := r.files["metadata"]; m != nil {
		if v := input.Find(m.Root, name); v.Type != gjson.Null {
			return v
		}
	}
	return gjson.Result{}
}

func (r *resource) text(name string) string { return strings.Clone(r.meta(name).Str) }

// at is where the metadata stands.
func (r *resource) at() input.Place {
	m := r.files["metadata"]
	return m.Place(m.Root)
}

// named reports whether there is metadata; without, all documents are judged alone.
func (r *resource) named() bool {
	if r.files["metadata"] != nil {
		return true
	}
	r.other()
	return false
}

// document reads a file that is a policy document; nil where there is none.
func (r *resource) document(file string, of policy.Type) *policy.Document {
	if one := r.files[file]; one != nil {
		return one.Document(one.Root, of)
	}
	return nil
}

// setting is a policy that is there, or that nobody knows whether it is.
func (r *resource) setting(of policy.Type) (set input.Setting[*policy.Document]) {
	if one := r.files["policy"]; one != nil {
		return input.Stated(one, one.Root, one.Document(one.Root, of))
	}
	return set
}

// other judges the policies of a resource of any other kind alone.
func (r *resource) other() {
	for _, name := range []string{"policy", "resource-policy", "trust-policy", "current-policy"} {
		if one := r.files[name]; one != nil {
			one.Attached(one.Root, strings.Join(r.of, "/"))
		}
	}
}
