package lint

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/crossgrant/crossgrant/internal/access"
)

// TestNoOrderOfFilesDecides holds that two files which say different things of one
// thing are a conflict, that the verdict which hangs on it is unknown and names it,
// and that all of it is the same whatever files the texts stand in.
func TestNoOrderOfFilesDecides(t *testing.T) {
	const named = "arn:aws:iam::111122223333:role/app"
	role := func(more string) string {
		return `{"UserDetailList":[],"RoleDetailList":[{"RoleName":"app","Path":"/","RoleId":"AROAEXAMPLE1","Arn":"` + named +
			`","AssumeRolePolicyDocument":` + trusts + `,` + more + `}]}`
	}
	plain := func(more string) string {
		return role(`"RolePolicyList":[{"PolicyName":"s3","PolicyDocument":` + reads + `}],"AttachedManagedPolicies":[]` + more)
	}
	attached := func(list string) string {
		return role(`"RolePolicyList":[{"PolicyName":"s3","PolicyDocument":` + reads + `}],"AttachedManagedPolicies":[` + list + `]`)
	}
	managed := func(name string) string {
		return `{"PolicyName":"` + name + `","PolicyArn":"arn:aws:iam::aws:policy/` + name + `"}`
	}
	writes := strings.ReplaceAll(reads, "s3:GetObject", "s3:PutObject")
	tags := func(team string) string { return plain(`,"Tags":[{"Key":"team","Value":"` + team + `"}]`) }
	const bucketFolder = "444455556666/buckets/data1/"
	for _, row := range []struct {
		conflict string
		below    string // the file that two folders have, differently
		one, two string
		verdict  access.Verdict
	}{
		{"the permissions boundary of role app", "111122223333/account.json", plain(""),
			plain(`,"PermissionsBoundary":{"PermissionsBoundaryArn":"arn:aws:iam::aws:policy/ReadOnlyAccess"}`), access.Unknown},
		{"the unique id of role app", "111122223333/account.json", plain(""), strings.Replace(plain(""), "AROAEXAMPLE1", "AROAEXAMPLE2", 1), access.Unknown},
		{"the tags of role app", "111122223333/account.json", tags("red"), tags("blue"), access.Yes},
		{"the session duration of role app", "111122223333/account.json", plain(`,"MaxSessionDuration":3600`), plain(`,"MaxSessionDuration":7200`), access.Yes},
		{"inline policy s3 of role app", "111122223333/account.json", plain(""), strings.Replace(plain(""), reads, writes, 1), access.Unknown},
		{"the inline policies of role app", "111122223333/account.json", plain(""),
			role(`"RolePolicyList":[{"PolicyName":"s3","PolicyDocument":` + reads + `},{"PolicyName":"more","PolicyDocument":` + reads + `}],"AttachedManagedPolicies":[]`), access.Unknown},
		{"the attached policies of role app", "111122223333/account.json", attached(managed("ReadOnlyAccess")), attached(managed("AmazonS3FullAccess")), access.Unknown},
		{"the ARN of role app", "111122223333/account.json", plain(""), strings.Replace(plain(""), ":role/app", ":role/team/app", 1), access.Unknown},
		{"the policy of bucket data1", bucketFolder + "policy.json", lets(named), strings.Replace(lets(named), "Allow", "Deny", 1), access.Unknown},
		{"the Object Ownership of bucket data1", bucketFolder + "ownership-controls.json",
			`{"OwnershipControls":{"Rules":[{"ObjectOwnership":"ObjectWriter"}]}}`, `{"OwnershipControls":{"Rules":[{"ObjectOwnership":"BucketOwnerEnforced"}]}}`, access.Unknown},
		{"the default encryption of bucket data1", bucketFolder + "encryption.json",
			`{"ServerSideEncryptionConfiguration":{"Rules":[{"ApplyServerSideEncryptionByDefault":{"SSEAlgorithm":"AES256"}}]}}`,
			`{"ServerSideEncryptionConfiguration":{"Rules":[{"ApplyServerSideEncryptionByDefault":{"SSEAlgorithm":"aws:kms","KMSMasterKeyID":"k"}}]}}`, access.Unknown},
		{"the request payment of bucket data1", bucketFolder + "request-payment.json", `{"Payer":"BucketOwner"}`, `{"Payer":"Requester"}`, access.Unknown},
		{"the versioning of bucket data1", bucketFolder + "versioning.json", `{"Status":"Enabled"}`, `{"Status":"Suspended"}`, access.Yes},
	} {
		t.Run(row.conflict, func(t *testing.T) {
			var want string
			for _, folders := range [][2]string{{"a/", "z/"}, {"z/", "a/"}} {
				files := map[string]string{"m/111122223333/account.json": plain(""), "m/" + bucketFolder + "policy.json": lets(named)}
				delete(files, "m/"+row.below)
				files[folders[0]+row.below], files[folders[1]+row.below] = row.one, row.two
				folder(t, files)
				r, err := Run(context.Background(), load(t, Options{}, "."), Settings{})
				if err != nil {
					t.Fatal(err)
				}
				var whats []string
				for _, c := range r.World.Conflicts {
					whats = append(whats, c.What)
				}
				if !slices.Contains(whats, row.conflict) {
					t.Errorf("conflicts %q", whats)
				}
				if r.Verdicts[row.verdict] == 0 || len(r.Verdicts) != 1 {
					t.Errorf("verdicts %v, want %s; %q", r.Verdicts, row.verdict, r.Open)
				}
				if said := strings.Join(r.Open, "\n"); row.verdict == access.Unknown && !strings.Contains(said, row.conflict) {
					t.Errorf("%q does not name the conflict", said)
				}
				var found []string
				for _, f := range r.Findings {
					found = append(found, f.Rule.ID+": "+f.Message)
				}
				slices.Sort(found) // they are in the order of files
				got := fmt.Sprint(whats, r.Verdicts, r.Open, found)
				if want == "" {
					want = got
				} else if got != want {
					t.Errorf("in other files\n%s\nwant\n%s", got, want)
				}
			}
		})
	}
}

// TestNoOrderOfThreeDecides holds that of three copies of a thing, all different or
// two alike, every order in which files are read gives the same.
func TestNoOrderOfThreeDecides(t *testing.T) {
	const named = "arn:aws:iam::111122223333:role/app"
	role := func(inline string, more string) string {
		return `{"UserDetailList":[],"RoleDetailList":[{"RoleName":"app","Path":"/","Arn":"` + named + `","AssumeRolePolicyDocument":` + trusts +
			`,"RolePolicyList":[{"PolicyName":"s3","PolicyDocument":` + inline + `}],"AttachedManagedPolicies":[]` + more + `}]}`
	}
	in := func(folder string) string { return strings.Replace(reads, "data1/", "data1/"+folder, 1) }
	bounded := func(by string) string {
		return role(reads, `,"PermissionsBoundary":{"PermissionsBoundaryArn":"arn:aws:iam::aws:policy/`+by+`"}`)
	}
	bucket := func(effect, principal string) string { return strings.Replace(lets(principal), "Allow", effect, 1) }
	const account, policyFile = "111122223333/account.json", "444455556666/buckets/data1/policy.json"
	for name, row := range map[string]struct {
		below  string
		copies [3]string
	}{
		"three texts of a policy":       {account, [3]string{role(reads, ""), role(in("a/"), ""), role(in("b/"), "")}},
		"two of them alike":             {account, [3]string{role(reads, ""), role(in("a/"), ""), role(reads, "")}},
		"no boundary, and two":          {account, [3]string{role(reads, ""), bounded("ReadOnlyAccess"), bounded("AmazonS3FullAccess")}},
		"one that is no JSON":           {account, [3]string{role(reads, ""), role(in("a/"), ""), "{"}},
		"three policies of a bucket":    {policyFile, [3]string{bucket("Allow", named), bucket("Deny", named), bucket("Allow", "arn:aws:iam::111122223333:role/b")}},
		"one of them that is no policy": {policyFile, [3]string{bucket("Allow", named), bucket("Deny", named), "{"}},
	} {
		t.Run(name, func(t *testing.T) {
			var want string
			for _, order := range [][3]int{{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}} {
				files := map[string]string{"m/" + account: role(reads, ""), "m/" + policyFile: lets(named)}
				delete(files, "m/"+row.below)
				for i, below := range []string{"a/", "b/", "c/"} {
					files[below+row.below] = row.copies[order[i]]
				}
				folder(t, files)
				r := settled(t, ".", Settings{})
				var whats, found []string
				for _, c := range r.World.Conflicts {
					whats = append(whats, c.What)
				}
				for _, f := range r.Findings {
					found = append(found, f.Rule.ID+": "+f.Message)
				}
				slices.Sort(found) // they are in the order of files
				if len(whats) == 0 || r.Verdicts[access.Unknown] == 0 || len(r.Verdicts) != 1 {
					t.Errorf("order %v: conflicts %q, verdicts %v", order, whats, r.Verdicts)
				}
				// What could not be read is named by its file.
				open := strings.NewReplacer("a/"+row.below, "FILE", "b/"+row.below, "FILE", "c/"+row.below, "FILE").Replace(strings.Join(r.Open, "\n"))
				got := fmt.Sprint(whats, r.Verdicts, open, found)
				if want == "" {
					want = got
				} else if got != want {
					t.Errorf("in the order %v\n%s\nwant\n%s", order, got, want)
				}
			}
		})
	}
}

// TestEveryCopyIsLinted holds that of three copies of a policy each has its own
// findings, whichever of them is named first.
func TestEveryCopyIsLinted(t *testing.T) {
	sound := lets("arn:aws:iam::111122223333:role/app")
	folder(t, map[string]string{
		"dev/bucket.json":   sound,
		"prod/bucket.json":  strings.Replace(sound, "Allow", "Alow", 1),
		"stage/bucket.json": strings.Replace(sound, "2012-10-17", "2012-10-71", 1),
	})
	r, err := Run(context.Background(), load(t, Options{}, "."), Settings{})
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]bool{}
	for _, f := range r.Findings {
		found[f.Rule.ID+" "+f.At.File.Name] = true
	}
	for _, want := range []string{"syntax/effect prod/bucket.json", "syntax/version stage/bucket.json"} {
		if !found[want] {
			t.Errorf("no %s among %v", want, found)
		}
	}
}

// TestBrokenOrganizationIsSaid holds that check says where no way leads from an
// account to the root.
func TestBrokenOrganizationIsSaid(t *testing.T) {
	parent := func(id, kind string) string { return `{"Parents":[{"Id":"` + id + `","Type":"` + kind + `"}]}` }
	const unit, above = "ou-ab12-11111111", "ou-ab12-22222222"
	const of = "organization/targets/"
	for name, row := range map[string]struct {
		files map[string]string
		want  string
	}{
		"a circle": {map[string]string{of + "444455556666/parents.json": parent(unit, "ORGANIZATIONAL_UNIT"),
			of + unit + "/parents.json": parent(above, "ORGANIZATIONAL_UNIT"), of + above + "/parents.json": parent(unit, "ORGANIZATIONAL_UNIT")}, "its own ancestor"},
		"two parents": {map[string]string{"a/" + of + "444455556666/parents.json": parent(unit, "ORGANIZATIONAL_UNIT"),
			"b/" + of + "444455556666/parents.json": parent(above, "ORGANIZATIONAL_UNIT")}, "say different things"},
		"no unit": {map[string]string{of + "444455556666/policies.json": `{"Policies":[]}`,
			"organization/roots.json": `{"Roots":[{"Id":"r-ab12","PolicyTypes":[]}]}`}, "in no unit"},
	} {
		folder(t, row.files)
		w := load(t, Options{}, ".")
		if said := strings.Join(w.Notes, "\n"); !strings.Contains(said, row.want) || !strings.Contains(said, "444455556666") {
			t.Errorf("%s: notes %q", name, said)
		}
	}
}
