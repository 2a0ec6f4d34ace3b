package ec2

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

const (
	list     = "111122223333/vpc-endpoints/eu-west-1.json"
	document = `{"Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}`
	quoted   = `"{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"*\"}]}"`
)

// TestEndpoints holds which endpoints are read, and what of them.
func TestEndpoints(t *testing.T) {
	const s3 = `"ServiceName":"com.amazonaws.eu-west-1.s3"`
	for name, row := range map[string]struct{ path, text, want string }{
		"a gateway endpoint": {"f.json", `{"VpcEndpoints":[{"VpcEndpointId":"vpce-1","VpcEndpointType":"Gateway","VpcId":"vpc-1",` + s3 +
			`,"State":"available","PolicyDocument":` + quoted + `,"OwnerId":"444455556666","Groups":[]}]}`,
			"444455556666 vpce-1 vpc-1 com.amazonaws.eu-west-1.s3 Gateway present endpoint"},
		"the path says whose it is": {list, `{"VpcEndpoints":[{"VpcEndpointId":"vpce-1",` + s3 + `}]}`,
			"111122223333 vpce-1  com.amazonaws.eu-west-1.s3  not exported"},
		"unless the answer does": {list, `{"VpcEndpoints":[{"OwnerId":"444455556666","VpcEndpointId":"vpce-1",` + s3 + `}]}`,
			"444455556666 vpce-1  com.amazonaws.eu-west-1.s3  not exported"},
		"a policy that is an object": {"f.json", `{"VpcEndpoints":[{"VpcEndpointId":"vpce-1",` + s3 + `,"PolicyDocument":` + document + `}]}`,
			" vpce-1  com.amazonaws.eu-west-1.s3  present endpoint"},
		"endpoints of directory buckets and of Multi-Region Access Points": {"f.json",
			`{"VpcEndpoints":[{"VpcEndpointId":"a","ServiceName":"com.amazonaws.eu-west-1.s3express"},{"VpcEndpointId":"b","ServiceName":"com.amazonaws.s3-global.accesspoint"}]}`,
			" a  com.amazonaws.eu-west-1.s3express  not exported\n b  com.amazonaws.s3-global.accesspoint  not exported"},
		"endpoints of other services": {"f.json",
			`{"VpcEndpoints":[{"VpcEndpointId":"a","ServiceName":"com.amazonaws.eu-west-1.dynamodb","PolicyDocument":` + quoted +
				`},{"VpcEndpointId":"b","ServiceName":"com.amazonaws.eu-west-1.s3tables"},{"VpcEndpointId":"c"}]}`, ""},
		"an endpoint that was deleted": {"f.json", `{"VpcEndpoints":[{"VpcEndpointId":"a",` + s3 + `,"State":"Deleted"}]}`, ""},
		"no endpoints":                 {list, `{"VpcEndpoints":[]}`, ""},
		"another page follows":         {list, `{"VpcEndpoints":[],"NextToken":"x"}`, "truncated"},
		"an endpoint without an id":    {"f.json", `{"VpcEndpoints":[{"VpcEndpointId":null,` + s3 + `}]}`, "odd 1"},
		"a name that is a number":      {"f.json", `{"VpcEndpoints":[{"VpcEndpointId":"a","ServiceName":5}]}`, "odd 1"},
		"a list of something else":     {"f.json", `{"VpcEndpoints":[{"Id":"a"}]}`, "not recognised"},
	} {
		t.Run(name, func(t *testing.T) {
			r, err := decode(row.path, row.text)
			if got := stated(r); err != nil || got != row.want {
				t.Errorf("got %q, want %q; %v", got, row.want, err)
			}
		})
	}
}

func stated(r input.Records) string {
	if r.Format == "" {
		return "not recognised"
	}
	var lines []string
	for _, e := range r.Endpoints {
		line := fmt.Sprint(e.Account, " ", e.ID, " ", e.VPC, " ", e.Service, " ", e.Kind, " ", e.Policy.State)
		if p := e.Policy.Value; p != nil {
			line += " " + string(p.Type())
		}
		lines = append(lines, line)
	}
	if r.Truncated {
		lines = append(lines, "truncated")
	}
	if len(r.Odd) > 0 {
		lines = append(lines, fmt.Sprint("odd ", len(r.Odd)))
	}
	return strings.Join(lines, "\n")
}

// TestPlace holds that an endpoint and its policy stand where they were read.
func TestPlace(t *testing.T) {
	const endpoint = `{"VpcEndpointId":"vpce-1","ServiceName":"com.amazonaws.eu-west-1.s3","PolicyDocument":` + quoted + `}`
	const text = "\ufeff" + `{"VpcEndpoints": [{"VpcEndpointId":"x"}, ` + endpoint + `]}`
	r, err := decode("f.json", text)
	if err != nil || len(r.Endpoints) != 1 {
		t.Fatal(r, err)
	}
	e := r.Endpoints[0]
	for want, at := range map[string]source.Span{endpoint: e.At.Span, quoted: e.Policy.At.Span} {
		if got := text[at.Start:at.End]; got != want {
			t.Errorf("it stands at %s, want %s", got, want)
		}
	}
	if got := string(e.Policy.Value.Text()); got != document {
		t.Errorf("its policy reads %s", got)
	}
}

func FuzzDecode(f *testing.F) {
	f.Add(`{"VpcEndpoints":[{"VpcEndpointId":"a","ServiceName":"x.s3","PolicyDocument":"{\"Statement\":[7]}"}]}`)
	f.Add(`{"VpcEndpoints":[{"VpcEndpointId":1,"ServiceName":".s3express","PolicyDocument":[],"OwnerId":{}},3]}`)
	f.Add(`{"VpcEndpoints":{"VpcEndpointId":"a","ServiceName":".s3","PolicyDocument":"%7B%"}}{"VpcEndpoints":[]}`)
	f.Fuzz(func(t *testing.T, text string) {
		r, err := decode(list, text)
		if err != nil {
			return
		}
		for _, e := range r.Endpoints {
			if at := e.At.Span; at.Start < 0 || at.End > len(text) || at.Start >= at.End {
				t.Fatalf("endpoint at %v of %d bytes", at, len(text))
			}
			if e.ID == "" {
				t.Fatal("an endpoint without an id")
			}
		}
	})
}
