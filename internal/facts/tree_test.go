package facts

import (
	"encoding/json"
	"reflect"
	"testing"
)

func TestJSONOfAValue(t *testing.T) {
	for name, row := range map[string]struct {
		value Value
		want  string
	}{
		"members keep their order": {
			Object{{"b", Int(1)}, {"a", Array{Bool(false)}}},
			`{"b":1,"a":[false]}`,
		},
		"no HTML escapes":       {String("<account-id> & co"), `"<account-id> & co"`},
		"escapes":               {String("a\"\\\n\x01é"), `"a\"\\\n\u0001é"`},
		"not UTF-8":             {String("a\xff"), `"a\ufffd"`},
		"keys escape as well":   {Object{{"a\"", Present}}, `{"a\"":true}`},
		"empty":                 {Array{Object{}, Array{}, String("")}, `[{},[],""]`},
		"strings in order":      {Strings("b", "a"), `["b","a"]`},
		"keyed facts sort":      {Keyed("b", "a", "b"), `{"a":true,"b":true}`},
		"absent facts left out": {Object{}.With("a", nil).With("b", Int(-2)), `{"b":-2}`},
	} {
		got := AppendJSON([]byte("x"), row.value)
		if string(got) != "x"+row.want {
			t.Errorf("%s: got %s, want x%s", name, got, row.want)
		}
		if !json.Valid(got[1:]) {
			t.Errorf("%s: %s is not JSON", name, got[1:])
		}
	}
}

func TestGetFindsAMemberByName(t *testing.T) {
	o := Object{{"a", Int(1)}, {"b", Array{Int(2)}}}
	if got := o.Get("b"); !reflect.DeepEqual(got, Array{Int(2)}) {
		t.Errorf("Get(b) = %v", got)
	}
	if got := o.Get("c"); got != nil {
		t.Errorf("Get(c) = %v, want nil", got)
	}
}
