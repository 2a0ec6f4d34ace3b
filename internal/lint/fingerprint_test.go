package lint

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestFingerprintsStay holds that findings keep their fingerprints however the path of
// the file is written, after it was moved or renamed, with lines above and with its
// statements in another order; and that two findings never share one.
func TestFingerprintsStay(t *testing.T) {
	first := `{"Sid": "A", "Effect": "Allow", "Action": ["s3:GetObjekt", "s3:PutObject"], "Resource": "arn:aws:s3:::data1/*"}`
	second := `{"Sid": "B", "Effect": "Allow", "Action": ["iam:PassRole", "s3:GetObjekt"], "Resource": "*"}`
	document := func(statements ...string) string {
		return `{"Version": "2012-10-17", "Statement": [` + strings.Join(statements, ",") + `]}`
	}
	prints := func(name, text, as string) (list []string) {
		folder(t, map[string]string{name: text})
		if as == "" {
			as, _ = filepath.Abs(name)
		}
		for _, f := range settled(t, as, Settings{}).Findings {
			list = append(list, f.Rule.ID+" "+f.Fingerprint)
		}
		slices.Sort(list)
		return list
	}
	want := prints("a.json", document(first, second), "a.json")
	if len(want) < 3 || len(slices.Compact(slices.Clone(want))) != len(want) {
		t.Fatalf("fingerprints %q", want)
	}
	for name, row := range map[string]struct{ file, text, as string }{
		"a path that begins at the folder": {"a.json", document(first, second), "./a.json"},
		"an absolute path":                 {"a.json", document(first, second), ""},
		"another name":                     {"b.json", document(first, second), "b.json"},
		"another folder":                   {"x/y/a.json", document(first, second), "."},
		"lines above":                      {"a.json", "\n\n" + document(first, second), "a.json"},
		"another order":                    {"a.json", document(second, first), "a.json"},
	} {
		if got := prints(row.file, row.text, row.as); !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}
