package lint

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/crossgrant/crossgrant/internal/engine"
	"github.com/crossgrant/crossgrant/internal/finding"
	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/snapshot"
	"github.com/crossgrant/crossgrant/internal/source"
)

// TestMutations breaks sound snapshots by single edits. Where the decision on a
// request that was meant changes, check has to name the edited element and a
// remedy; and where the remedy is an edit, making it has to restore the
// decision and to allow nothing else. Where nothing meant is lost, no finding
// of access/ may appear.
func TestMutations(t *testing.T) {
	e := embedded(t)
	var total, lost, diagnosed, patched, whole int
	for _, sound := range soundWorlds {
		sound.contexts = contexts{}
		t.Run(sound.name, func(t *testing.T) {
			before := lintWorld(t, e, sound)
			for _, f := range faults(before.Findings) {
				t.Fatalf("a sound snapshot has the finding %s: %s", f.Rule.ID, f.Message)
			}
			meant := decisions(before, sound, true)
			for i, row := range meant.rows {
				if strings.HasPrefix(row, "meant") && !meant.allowed[i] {
					t.Fatalf("%s is meant and not allowed", row)
				}
			}
			for _, m := range mutations(t, sound) {
				total++
				broken := lintWorld(t, e, m.world)
				now := decisions(broken, m.world, false)
				if !meant.lost(now) {
					for _, f := range faults(broken.Findings) {
						if f.Rule.Category == "access" {
							t.Errorf("%s: nothing is lost, but %s: %s", m, f.Rule.ID, f.Message)
						}
					}
					continue
				}
				lost++
				found := faults(broken.Findings)
				if m.what == narrower {
					// It may be so on purpose, and is told to those who ask.
					found = broken.Findings
				}
				if !names(found, &m) {
					t.Errorf("%s: no finding names it\n%s", m, told(broken.Findings))
					continue
				}
				diagnosed++
				patches, _, err := broken.Patches(Choice{Unsafe: true})
				if err != nil {
					t.Errorf("%s: %v", m, err)
				}
				if len(patches) == 0 {
					continue
				}
				patched++
				mended := apply(t, m.world, patches)
				if m.world.ownership != "BucketOwnerEnforced" && enforces(broken.Findings) {
					mended.ownership = "BucketOwnerEnforced"
				}
				repaired := lintWorld(t, e, mended)
				after := decisions(repaired, mended, true)
				if meant.lost(after) {
					t.Errorf("%s: the patch does not restore %s\n%s%s", m, meant.firstLost(after), told(broken.Findings), shown(patches))
					continue
				}
				if gained := after.beyond(meant, decisions(broken, m.world, true)); gained != "" {
					t.Errorf("%s: the patch lets in %s\n%s%s", m, gained, told(broken.Findings), shown(patches))
					continue
				}
				whole++
			}
		})
	}
	t.Logf("%d edits, %d lose something that was meant; of these %d are diagnosed, %d have a patch, %d are mended by it",
		total, lost, diagnosed, patched, whole)
	if total < 150 || lost < 100 {
		t.Errorf("%d edits of which %d lose something: too few to mean anything", total, lost)
	}
}

// faults are the findings that are shown: a suggestion speaks of what is sound.
func faults(list []finding.Finding) []finding.Finding {
	return slices.DeleteFunc(slices.Clone(list), func(f finding.Finding) bool { return f.Rule.Severity < finding.Warning })
}

// enforces reports whether a remedy is to enforce bucket owner ownership.
func enforces(list []finding.Finding) bool {
	return slices.ContainsFunc(list, func(f finding.Finding) bool {
		return f.Fix != nil && strings.Contains(strings.Join(f.Fix.Commands, " "), "BucketOwnerEnforced")
	})
}

func told(list []finding.Finding) string {
	var b strings.Builder
	for _, f := range list {
		fmt.Fprintf(&b, "  %s at %s %s: %s\n", f.Rule.ID, f.At.Label, f.At.Path, f.Message)
	}
	return b.String()
}

func shown(patches []*finding.Patch) string {
	var b strings.Builder
	for _, p := range patches {
		fmt.Fprintf(&b, "%s\n%s\n", p.Label, p.After())
	}
	return b.String()
}

// names reports whether a finding points at the edited element, into it, or at
// what it stands in: the statement, or the document where a part is gone.
func names(list []finding.Finding, m *mutation) bool {
	related := func(l *finding.Location) bool {
		if l.Label != m.label {
			return false
		}
		if m.path == nil || l.Path.String() == m.path.String() {
			return true
		}
		n := min(len(l.Path), len(m.path))
		if n < 2 && !m.gone {
			return false
		}
		return l.Path[:n].String() == m.path[:n].String() || m.gone && (len(l.Path) < 2 || len(m.path) == 2)
	}
	return slices.ContainsFunc(list, func(f finding.Finding) bool {
		return (f.Fix != nil || f.Rule.Remedy != "") && (related(&f.At) ||
			slices.ContainsFunc(f.Related, func(n finding.Note) bool { return related(&n.At) }))
	})
}

// advice is the rules that speak where nothing meant is lost.
var advice = []string{"settings/*"}

// lintWorld checks a world.
func lintWorld(t *testing.T, e *engine.Engine, w world) *Result {
	t.Helper()
	result, err := run(context.Background(), e, &World{Snapshot: w.snapshot(t)}, Settings{Ignore: advice}, plan{})
	if err != nil {
		t.Fatal(err)
	}
	return result
}

// snapshot reads the files of a world.
func (w world) snapshot(t testing.TB) *snapshot.Snapshot {
	t.Helper()
	options := snapshot.Options{Expect: w.expect}
	if w.endpoint != "" {
		options.Through = endpointID
	}
	if w.session != "" {
		options.Session = policy.Parse(source.Whole(source.NewFile("session", []byte(w.session))), policy.Identity)
	}
	builder := snapshot.NewBuilder(options)
	files := w.files()
	for _, name := range slices.Sorted(maps.Keys(files)) {
		records, err := input.Decode(formats(), source.NewFile(name, []byte(files[name])), input.PathHints(name))
		if err != nil || records.Format == "" {
			t.Fatal(name, err, files[name])
		}
		builder.Add(records)
	}
	return builder.Build()
}

// files lays a world out as a snapshot folder of AWS CLI outputs.
func (w world) files() map[string]string {
	quote := func(s string) string {
		text, _ := json.Marshal(s)
		return string(text)
	}
	role := "111122223333/roles/app/"
	boundary := ""
	files := map[string]string{
		role + "attached.json":                              `{"AttachedPolicies": []}`,
		w.account + "/buckets/bkt/public-access-block.json": `{"PublicAccessBlockConfiguration": {}}`,
		w.account + "/public-access-block.json":             `{"PublicAccessBlockConfiguration": {}}`,
		w.account + "/buckets/bkt/ownership-controls.json":  `{"OwnershipControls": {"Rules": [{"ObjectOwnership": "` + w.ownership + `"}]}}`,
	}
	if w.identity != "" {
		files[role+"inline/p.json"] = `{"RoleName": "app", "PolicyName": "p", "PolicyDocument": ` + w.identity + `}`
	}
	if w.bucket != "" {
		files[w.account+"/buckets/bkt/policy.json"] = `{"Policy": ` + quote(w.bucket) + `}`
	} else {
		files[w.account+"/buckets/bkt/policy.json.error"] =
			"An error occurred (NoSuchBucketPolicy) when calling the GetBucketPolicy operation: The bucket policy does not exist"
	}
	if w.key != "" {
		files[w.account+"/buckets/bkt/encryption.json"] = `{"ServerSideEncryptionConfiguration": {"Rules": [{"ApplyServerSideEncryptionByDefault": ` +
			`{"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": "` + keyARN + `"}, "BucketKeyEnabled": true}]}}`
		files[w.account+"/buckets/bkt/location.json"] = `{"LocationConstraint": "eu-west-1"}`
		files[w.account+"/keys/1234/policy.json"] = w.key
	}
	if w.boundary != "" {
		boundary = `, "PermissionsBoundary": {"PermissionsBoundaryType": "Policy", "PermissionsBoundaryArn": "` + boundaryARN + `"}`
		files["111122223333/policies/cap/policy.json"] = `{"Policy": {"PolicyName": "cap", "Arn": "` + boundaryARN + `", "DefaultVersionId": "v1"}}`
		files["111122223333/policies/cap/version.json"] = `{"PolicyVersion": {"VersionId": "v1", "IsDefaultVersion": true, "Document": ` + w.boundary + `}}`
	}
	files[role+"role.json"] = `{"Role": {"Path": "/team/", "RoleName": "app", "RoleId": "AROAEXAMPLEID", "Arn": "` + appARN +
		`", "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}]}` +
		boundary + `}}`
	if w.point != "" {
		door := w.account + "/access-points/door@eu-west-1/"
		files[door+"access-point.json"] = `{"Name": "door", "Bucket": "bkt", "NetworkOrigin": "Internet", "AccessPointArn": "` + pointARN +
			`", "BucketAccountId": "` + w.account + `", "PublicAccessBlockConfiguration": {}}`
		files[door+"policy.json"] = `{"Policy": ` + quote(w.point) + `}`
	}
	if w.endpoint != "" {
		files["111122223333/vpc-endpoints/eu-west-1.json"] = `{"VpcEndpoints": [{"VpcEndpointId": "` + endpointID +
			`", "ServiceName": "com.amazonaws.eu-west-1.s3", "VpcId": "vpc-1", "OwnerId": "111122223333", "State": "available", "PolicyDocument": ` + quote(w.endpoint) + `}]}`
	}
	if w.scp != "" || w.rcp != "" {
		maps.Copy(files, w.organization(quote))
	}
	maps.Copy(files, w.more)
	return files
}

// apply puts patched documents into a world.
func apply(t *testing.T, w world, patches []*finding.Patch) world {
	for _, p := range patches {
		switch text := string(p.After()); p.Label {
		case identityLabel, "new inline policy bkt of role app":
			w.identity = text
		case bucketLabel:
			w.bucket = text
		case boundaryLabel:
			w.boundary = text
		case scpLabel:
			w.scp = text
		case rcpLabel:
			w.rcp = text
		case pointLabel:
			w.point = text
		case endpointLabel:
			w.endpoint = text
		case keyLabel:
			w.key = text
		default:
			t.Fatalf("a patch of %q", p.Label)
		}
	}
	return w
}
