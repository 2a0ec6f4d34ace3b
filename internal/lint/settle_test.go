package lint

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/crossgrant/crossgrant/internal/policy"
)

// TestLongExportsAreJudgedAsTheirParts holds that an export of any kind which is packed once
// it was read has the findings, at the places and with the texts, of the same lines in files
// that are not.
func TestLongExportsAreJudgedAsTheirParts(t *testing.T) {
	var lines []string
	size := 0
	for i := 0; size < policy.UsualRoom+1<<20; i++ {
		action := "s3:GetObject"
		if i%2000 == 0 {
			action = "s3:GetObjekt"
		}
		line := fmt.Sprintf(`{"name": "r%d", "arn": "arn:aws:iam::111122223333:role/r%d", "description": %q, "assume_role_policy": {"Version": "2012-10-17", "Statement": []},`+
			` "inline_policies": [{"PolicyName": "p", "PolicyDocument": {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": %q, "Resource": "arn:aws:s3:::b/*"}}}]}`+"\n",
			i, i, strings.Repeat("é", 800), action)
		lines = append(lines, line)
		size += len(line)
	}
	half := len(lines) / 2
	said := func(files map[string]string, before map[string]int) (list []string, packed bool) {
		folder(t, files)
		w := load(t, Options{}, ".")
		r := runAll(t, w, Settings{})
		for _, f := range r.Findings {
			if f.Rule.ID != "reference/action" {
				continue
			}
			at := f.At.File.Position(f.At.Span.Start)
			packed = packed || f.At.File.Packed()
			list = append(list, fmt.Sprint(f.Subject.ID, " ", at.Line+before[f.At.File.Name], at.Column, f.At.Text(), f.At.Path,
				f.At.File.Line(at.Line)[:20], string(f.Fix.Patch.After())))
		}
		slices.Sort(list)
		return list, packed
	}
	whole, packed := said(map[string]string{"roles.jsonl": strings.Join(lines, "")}, nil)
	parts, loose := said(map[string]string{"1.jsonl": strings.Join(lines[:half], ""), "2.jsonl": strings.Join(lines[half:], "")}, map[string]int{"2.jsonl": half})
	if !packed || loose || len(whole) < 4 {
		t.Fatalf("packed: %t and %t, %d findings", packed, loose, len(whole))
	}
	if !slices.Equal(whole, parts) {
		t.Errorf("in one file\n%s\nin two\n%s", strings.Join(whole, "\n"), strings.Join(parts, "\n"))
	}
}
