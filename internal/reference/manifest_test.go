package reference

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/crossgrant/crossgrant/policies"
)

type manifest struct {
	Package, Version, Integrity, Licence, Date, File, SHA256 string
	Bytes                                                    int
	Counts                                                   map[string]int
}

func readManifest(t *testing.T, dir, data string, source Source) manifest {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dir, "manifest.json"))
	if err != nil {
		t.Fatal(err)
	}
	var m manifest
	if err := json.Unmarshal(text, &m); err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256([]byte(data))
	if m.SHA256 != hex.EncodeToString(sum[:]) || m.Bytes != len(data) {
		t.Errorf("%s: not the data that the manifest describes: generate it, do not edit it", m.File)
	}
	if source != (Source{m.Package, m.Version, m.Date}) {
		t.Errorf("%s: made from %v, the manifest says %s %s of %s", m.File, source, m.Package, m.Version, m.Date)
	}
	if !strings.HasPrefix(m.Integrity, "sha512-") || m.Licence != "MIT" {
		t.Errorf("%s: integrity %q, licence %q", m.File, m.Integrity, m.Licence)
	}
	readme, err := os.ReadFile(filepath.Join(dir, "README.md"))
	if err != nil || !strings.Contains(string(readme), m.Package+" "+m.Version) {
		t.Errorf("%s: README.md does not name %s %s (%v)", dir, m.Package, m.Version, err)
	}
	return m
}

func TestManagedPoliciesAreThoseOfTheManifest(t *testing.T) {
	m := readManifest(t, filepath.Join("..", "..", "policies"), policies.Managed(), ManagedPoliciesSource())
	n := 0
	for range ManagedPolicies() {
		n++
	}
	if m.Counts["policies"] != n {
		t.Errorf("%d policies, the manifest says %d", n, m.Counts["policies"])
	}
}

func TestServicesAreThoseOfTheManifest(t *testing.T) {
	table := Embedded()
	m := readManifest(t, ".", services, table.Source())
	got := map[string]int{}
	for _, prefix := range table.Services() {
		s, _ := table.Service(prefix)
		got["services"]++
		got["actions"] += len(s.Actions)
		got["resource types"] += len(s.Resources)
		got["condition keys"] += len(s.Keys)
	}
	for kind, n := range got {
		if m.Counts[kind] != n {
			t.Errorf("%d %s, the manifest says %d", n, kind, m.Counts[kind])
		}
	}
}

// Old data is no defect of the program, but somebody should know: the test says so and
// does not fail.
func TestHowOldTheDataIs(t *testing.T) {
	const most = 180 * 24 * time.Hour
	for name, source := range map[string]Source{"service reference": Embedded().Source(), "AWS-managed policies": ManagedPoliciesSource()} {
		day, err := time.Parse(time.DateOnly, source.Date)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if age := time.Since(day); age > most {
			t.Logf("the %s are of %s, %d days old: go generate ./internal/gen/referencedata makes them anew",
				name, source.Date, int(age.Hours()/24))
		}
	}
}
