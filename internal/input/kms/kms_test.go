package kms

import (
	"fmt"
	"strings"
	"testing"

	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/source"
)

func decode(path, text string) (input.Records, error) {
	return input.Decode([]input.Format{Format{}}, source.NewFile(path, []byte(text)), input.PathHints(path))
}

const folder = "444455556666/keys/mrk-1@eu-west-1/"

// TestAnswers holds what each answer states, and of which key.
func TestAnswers(t *testing.T) {
	const arn = "arn:aws:kms:eu-west-1:444455556666:key/1234"
	for name, row := range map[string]struct{ path, text, want string }{
		"describe-key": {"f.json", `{"KeyMetadata":{"KeyId":"1234","Arn":"` + arn + `","KeyManager":"AWS"}}`,
			"key 444455556666 eu-west-1 1234 managed"},
		"describe-key without an ARN": {folder + "key.json", `{"KeyMetadata":{"KeyId":"mrk-1"}}`, "key 444455556666 eu-west-1 mrk-1"},
		"list-grants": {"f.json", `{"Grants":[{"GrantId":"g","KeyId":"` + arn + `","GranteePrincipal":"arn:r","Operations":["Decrypt"],"Constraints":{"EncryptionContextSubset":{"a":"b"}}}]}`,
			"key 444455556666 eu-west-1 1234 grants [{arn:r [Decrypt] map[] map[a:b]}]"},
		"list-grants of a key without any": {folder + "grants.json", `{"Grants":[]}`, "key 444455556666 eu-west-1 mrk-1 grants []"},
		"list-grants of nobody":            {"f.json", `{"Grants":[]}`, ""},
		"list-aliases": {"f.json", `{"Aliases":[{"AliasName":"alias/a","AliasArn":"arn:aws:kms:eu-west-1:444455556666:alias/a","TargetKeyId":"1234"},{"AliasName":"alias/aws/new"}]}`,
			"alias 444455556666 eu-west-1 alias/a 1234"},
		"an access control list": {"f.json", `{"Owner":{"ID":"o"},"Grants":[]}`, "not recognised"},
	} {
		t.Run(name, func(t *testing.T) {
			r, err := decode(row.path, row.text)
			if err != nil {
				t.Fatal(err)
			}
			if got := stated(r); got != row.want {
				t.Errorf("got %q, want %q", got, row.want)
			}
		})
	}
}

func stated(r input.Records) string {
	if r.Format == "" {
		return "not recognised"
	}
	var lines []string
	for _, k := range r.Keys {
		line := fmt.Sprint("key ", k.Account, " ", k.Region, " ", k.ID)
		if k.AWSManaged {
			line += " managed"
		}
		if k.Grants.State == input.Present {
			line += fmt.Sprint(" grants ", k.Grants.Value)
		}
		lines = append(lines, line)
	}
	for _, a := range r.Aliases {
		lines = append(lines, fmt.Sprint("alias ", a.Account, " ", a.Region, " ", a.Name, " ", a.Key))
	}
	return strings.Join(lines, "\n")
}

func FuzzDecode(f *testing.F) {
	f.Add(`{"KeyMetadata":{"KeyId":1,"Arn":"::::::"}}`)
	f.Add(`{"Grants":[{"GrantId":1,"KeyId":[],"Operations":{},"Constraints":{"EncryptionContextEquals":7}}]}`)
	f.Add(`{"Aliases":[{"AliasName":null,"AliasArn":"arn:aws:kms","TargetKeyId":"k"}]}`)
	f.Fuzz(func(t *testing.T, text string) {
		r, err := decode(folder+"key.json", text)
		if err != nil {
			return
		}
		for _, k := range r.Keys {
			if k.At.Span.Start < 0 || k.At.Span.End > len(text) || k.At.Span.Start >= k.At.Span.End {
				t.Fatalf("key at %v of %d bytes", k.At.Span, len(text))
			}
		}
	})
}
