package reference

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"testing"
)

func randomRecords(r *rand.Rand, n int) []record {
	seen := map[string]string{}
	for range n {
		name := fmt.Sprintf("%c%d", 'a'+r.IntN(5), r.IntN(4*n+1))
		content := make([]byte, r.IntN(300))
		for i := range content {
			content[i] = "abc,\n\t\x00\xff"[r.IntN(8)]
		}
		seen[name] = string(content)
	}
	var list []record
	for name, content := range seen {
		list = append(list, record{name, content})
	}
	return list
}

// lookup is what the readers of both archives do.
func lookup(t *testing.T, a archive, name string) (string, bool) {
	t.Helper()
	block := a.find(name)
	if block < 0 {
		return "", false
	}
	list, err := a.records(block)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range list {
		if r.name == name {
			return r.content, true
		}
	}
	return "", false
}

func TestAnArchiveHoldsWhatAMapHolds(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for round := range 60 {
		list := randomRecords(r, r.IntN(70))
		want := map[string]string{}
		for _, rec := range list {
			want[rec.name] = rec.content
		}
		data, err := pack(Source{"p", "1", "2026-01-01"}, list, 1+round%17)
		if err != nil {
			t.Fatal(err)
		}
		a, err := openArchive(string(data))
		if err != nil {
			t.Fatal(err)
		}
		got := map[string]string{}
		if err := a.verify(func(rec record) error { got[rec.name] = rec.content; return nil }); err != nil {
			t.Fatal(err)
		}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Fatalf("round %d: verify visits %q, want %q", round, got, want)
		}
		for i := range 300 {
			name := fmt.Sprintf("%c%d", 'a'+i%6, i)
			content, ok := lookup(t, a, name)
			wantContent, wantOK := want[name]
			if ok != wantOK || content != wantContent {
				t.Fatalf("round %d: %s: got %q %v, want %q %v", round, name, content, ok, wantContent, wantOK)
			}
		}
	}
}

func TestEqualRecordsGiveEqualBytes(t *testing.T) {
	list := randomRecords(rand.New(rand.NewPCG(3, 4)), 200)
	first, err := pack(Source{"p", "1", "2026-01-01"}, list, 16)
	if err != nil {
		t.Fatal(err)
	}
	for range 5 {
		rand.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
		again, err := pack(Source{"p", "1", "2026-01-01"}, list, 16)
		if err != nil || !bytes.Equal(first, again) {
			t.Fatalf("the bytes differ (%v)", err)
		}
	}
}

func smallTable(t *testing.T) []byte {
	t.Helper()
	key := []ConditionKey{{Name: "x:Colour", Type: String}}
	types := []ResourceType{{Name: "box", ARN: "arn:${Partition}:x:::${Box}"}}
	x := &Service{Prefix: "x", Name: "X", Keys: key, Resources: types, Actions: []Action{
		{Service: "x", Name: "GetBox", Level: Read, Resources: []ActionResource{{&types[0], true, []*ConditionKey{&key[0]}}}},
		{Service: "x", Name: "PutBox", Level: Write, Keys: []*ConditionKey{&key[0]}},
	}}
	y := &Service{Prefix: "y", Name: "Y", RCP: true}
	data, err := PackServices(Source{"p", "1", "2026-01-01"}, []*Service{y, x})
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestOpenRefusesADamagedTable(t *testing.T) {
	data := smallTable(t)
	if _, err := Open(data); err != nil {
		t.Fatal(err)
	}
	for n := range data {
		if _, err := Open(data[:n]); err == nil {
			t.Errorf("the first %d of %d bytes are taken for a table", n, len(data))
		}
	}
	// A changed byte may be a changed letter of a name; it must not be a crash, then or later.
	for i := range data {
		for _, bit := range []byte{1, 2, 8, 0x40, 0x80, 0xff} {
			changed := bytes.Clone(data)
			changed[i] ^= bit
			table, err := Open(changed)
			if err != nil {
				continue
			}
			for _, prefix := range table.Services() {
				table.Service(prefix)
			}
		}
	}
}

func TestOpenRefusesServicesThatShareABlock(t *testing.T) {
	data, err := pack(Source{"p", "1", "2026-01-01"}, []record{{"x", "X\n"}, {"y", "Y\n"}}, 2)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Open(data); err == nil {
		t.Error("the second service would never be found")
	}
}

func TestDecodeServiceSaysWhatIsWrong(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"unknown type", "X\nk\tx:a\tText\n", `line 2: type "Text"`},
		{"unknown level", "X\na\tGet\tPeek\n", `line 2: access level "Peek"`},
		{"unknown line", "X\nq\n", `line 2: begins with "q", not with k, r or a`},
		{"out of order", "X\na\tPut\tWrite\na\tget\tRead\n", `line 3: "get" is out of order`},
		{"twice", "X\na\tGet\tRead\na\tGET\tRead\n", `line 3: "GET" is out of order`},
		{"key not there", "X\nk\tx:a\tBool\nr\tbox\tarn\t0,1\n", `line 3: "1" is not a position below 1`},
		{"resource type not there", "X\na\tGet\tRead\t0!\n", `line 2: "0" is not a position below 0`},
		{"key behind actions", "X\na\tGet\tRead\nk\tx:a\tBool\n", `line 3: a key behind resource types or actions`},
		{"resource type behind actions", "X\na\tGet\tRead\nr\tbox\tarn\n", `line 3: a resource type behind actions`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := decodeService("x", tt.text); err == nil || err.Error() != tt.want {
				t.Errorf("got %v, want %s", err, tt.want)
			}
		})
	}
}
