package input

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/source"
)

// roleLines reads lines that name a role.
type roleLines string

func (f roleLines) Name() string { return string(f) }

func (f roleLines) Decode(c Candidate) (Records, bool) {
	r := Reader{Candidate: c}
	v := c.Member(string(f))
	if !v.Exists() {
		return Records{}, false
	}
	r.Records.Roles = []Role{{Name: r.Text(v), At: r.Place(v)}}
	r.Records.Truncated = strings.HasSuffix(v.Str, "5")
	return r.Records, true
}

// TestLongSequencesAreReadAsShortOnes holds that values which are decoded on all processors
// state the same, in the same order, as one after the other: odd values, unknown ones and
// lines that are no JSON included.
func TestLongSequencesAreReadAsShortOnes(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	formats := []Format{roleLines("role"), roleLines("user")}
	for n := range 60 {
		var text strings.Builder
		for range 1 + random.IntN(3*chunkValues) {
			switch random.IntN(2 + n%12) {
			case 0:
				fmt.Fprintf(&text, `{"role": "r%d"}`+"\n", random.IntN(1000))
			case 1:
				fmt.Fprintf(&text, `{"user": "%s"}`+"\n", strings.Repeat("u", random.IntN(2000)))
			case 2:
				text.WriteString(`{"role": 7}` + "\n")
			case 3:
				text.WriteString(`{"what": "ever"}` + "\n")
			case 4:
				fmt.Fprintf(&text, `{"what": %d}`+"\n", random.IntN(9))
			case 5:
				text.WriteString(`[{"role": "x"}, {"no": 1}]` + "\n")
			case 6:
				text.WriteString(`{"Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}], "Version": "2012-10-17"}` + "\n")
			case 7:
				text.WriteString(`{"role_detail_list": [], "UserDetailList": []}` + "\n")
			case 8:
				if n%2 == 0 {
					text.WriteString(`{"broken": ` + "\n")
				}
			default:
				fmt.Fprintf(&text, `{"role": "r%d", "user": 1}`+"\n", random.IntN(1000))
			}
		}
		file := source.NewFile("lines", []byte(text.String()))
		body := source.Span{End: file.Len()}
		said := func(size int) string {
			d := decoder{formats: formats, file: file, texts: &policy.Shared{}}
			roots, err := d.roots(body)
			if err != nil {
				return err.Error()
			}
			d.all(roots, size)
			d.finish(body)
			r := d.records
			var documents []source.Span
			for _, one := range r.Documents {
				documents = append(documents, one.Policy.Origin().Span)
			}
			slices.SortFunc(documents, func(x, y source.Span) int { return x.Start - y.Start })
			return fmt.Sprint(r.Format, r.Truncated, r.Odd, r.TopLevel, d.lost, documents, reflect.ValueOf(r.Roles).Len(), r.Roles)
		}
		if short, long := said(0), said(longList); short != long {
			t.Fatalf("text %d: read side by side\n%.2000s\nwant\n%.2000s", n, long, short)
		}
	}
}
