package lint

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestLongExportsAreReadInPiecesAndSayTheSame loads an export that is long enough to be
// read piece by piece, and the same behind a byte order mark, where it is read whole; as
// a file and on standard input.
func TestLongExportsAreReadInPiecesAndSayTheSame(t *testing.T) {
	var roles []string
	for n := range 12_000 {
		roles = append(roles, fmt.Sprintf(`{"RoleName": "r%d", "RoleId": "AROA%d", "Arn": "arn:aws:iam::111122223333:role/r%d", "Path": "/",
 "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}]},
 "RolePolicyList": [{"PolicyName": "x", "PolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b%d/*"}]}}]}`,
			n, n, n, n%10))
	}
	text := `{"UserDetailList": [], "RoleDetailList": [` + strings.Join(roles, ",\n") + `], "IsTruncated": false}`
	var said [4][]string
	for i, begin := range []string{"", "\ufeff", "", "\ufeff"} {
		path := filepath.Join(t.TempDir(), "account.json")
		if err := os.WriteFile(path, []byte(begin+text), 0o600); err != nil {
			t.Fatal(err)
		}
		options := Options{}
		if i > 1 {
			path, options.Stdin = "-", strings.NewReader(begin+text)
		}
		w, err := Load([]string{path}, options)
		if err != nil || len(w.Errors) > 0 {
			t.Fatal(err, w.Errors)
		}
		if packed := w.Roles[0].At.File.Packed(); packed != (begin == "") {
			t.Fatalf("packed is %v", packed)
		}
		if !w.Accounts["111122223333"].Listed {
			t.Error("the account is not known to be whole")
		}
		for _, d := range w.Snapshot.Documents {
			o := d.Policy.Origin()
			at := o.File.Position(o.Span.Start)
			said[i] = append(said[i], fmt.Sprint(d.ID(), at.Line, o.Span.End-o.Span.Start, string(d.Policy.Text())))
		}
	}
	for i := range said {
		if !slices.Equal(said[0], said[i]) || len(said[0]) != 24_000 {
			t.Errorf("%d documents and %d are not the same", len(said[0]), len(said[i]))
		}
	}
	broken := text[:len(text)-1]
	w, err := Load([]string{"-"}, Options{Stdin: strings.NewReader(broken)})
	if err != nil || len(w.Errors) != 1 || !strings.Contains(w.Errors[0].Error(), "<stdin>:") {
		t.Errorf("a text that breaks off: %v %v", err, w.Errors)
	}
}
