package fix

import (
	"encoding/json"
	"testing"

	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/source"
)

func parse(text string, of policy.Type) *policy.Document {
	return policy.Parse(source.Whole(source.NewFile("policy.json", []byte(text))), of)
}

func at(steps ...any) (path source.Path) {
	for _, s := range steps {
		if name, ok := s.(string); ok {
			path = path.With(source.Member(name))
		} else {
			path = path.With(source.Element(s.(int)))
		}
	}
	return path
}

// TestEditsKeepTheLayout holds that an edit looks like what stands around it.
func TestEditsKeepTheLayout(t *testing.T) {
	const compact = `{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":["a"]}}`
	const spaced = `{"Statement": [{"Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"]}]}`
	const tabs = "{\n\t\"Statement\": [\n\t\t{\n\t\t\t\"Action\": [\n\t\t\t\t\"a\"\n\t\t\t]\n\t\t}\n\t]\n}\n"
	const four = "{\n    \"Statement\": {\n        \"Action\": [\"a\", \"b\"]\n    }\n}"
	for _, row := range []struct {
		name, text string
		edits      []Edit
		want       string
	}{
		{"a lone value becomes a list", compact, []Edit{{Add, at("Statement", "Action"), "s3:PutObject"}},
			`{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":["s3:GetObject","s3:PutObject"],"Resource":["a"]}}`},
		{"what is there is not added", compact, []Edit{{Add, at("Statement", "Action"), "s3:GetObject"}}, compact},
		{"additions to one place join", compact, []Edit{{Add, at("Statement", "Resource"), "b"}, {Add, at("Statement", "Resource"), []any{"c", "b"}}},
			`{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":["a","b","c"]}}`},
		{"a lone statement becomes a list", compact, []Edit{{Add, at(), map[string]any{"Statement": []any{map[string]any{"Effect": "Deny"}}}}},
			`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":["a"]},{"Effect":"Deny"}]}`},
		{"blanks behind commas", spaced, []Edit{{Add, at("Statement", 0, "Action"), "s3:ListBucket"}},
			`{"Statement": [{"Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject", "s3:ListBucket"]}]}`},
		{"the Version comes first", spaced, []Edit{{Add, at(), map[string]any{"Version": "2012-10-17"}}},
			`{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"]}]}`},
		{"the last of a list goes", spaced, []Edit{{Remove, at("Statement", 0, "Action", 1), nil}},
			`{"Statement": [{"Effect": "Allow", "Action": ["s3:GetObject"]}]}`},
		{"the first of a list goes", spaced, []Edit{{Remove, at("Statement", 0, "Action", 0), nil}},
			`{"Statement": [{"Effect": "Allow", "Action": ["s3:PutObject"]}]}`},
		{"a member goes", spaced, []Edit{{Remove, at("Statement", 0, "Effect"), nil}},
			`{"Statement": [{"Action": ["s3:GetObject", "s3:PutObject"]}]}`},
		{"tabs, an element a line", tabs, []Edit{{Add, at("Statement", 0, "Action"), "b"}},
			"{\n\t\"Statement\": [\n\t\t{\n\t\t\t\"Action\": [\n\t\t\t\t\"a\",\n\t\t\t\t\"b\"\n\t\t\t]\n\t\t}\n\t]\n}\n"},
		{"tabs, a whole statement", tabs, []Edit{{Add, at(), map[string]any{"Statement": []any{map[string]any{"Action": "c", "Effect": "Allow"}}}}},
			"{\n\t\"Statement\": [\n\t\t{\n\t\t\t\"Action\": [\n\t\t\t\t\"a\"\n\t\t\t]\n\t\t},\n\t\t{\n\t\t\t\"Effect\": \"Allow\",\n\t\t\t\"Action\": \"c\"\n\t\t}\n\t]\n}\n"},
		{"four blanks, a list in one line", four, []Edit{{Add, at("Statement", "Action"), "c"}},
			"{\n    \"Statement\": {\n        \"Action\": [\"a\", \"b\", \"c\"]\n    }\n}"},
		{"a condition beside others", four, []Edit{{Add, at("Statement"), map[string]any{"Condition": map[string]any{"Bool": map[string]any{"k": "true"}}}}},
			"{\n    \"Statement\": {\n        \"Action\": [\"a\", \"b\"],\n        \"Condition\": {\n            \"Bool\": {\n                \"k\": \"true\"\n            }\n        }\n    }\n}"},
		{"conditions on one statement join", compact, []Edit{
			{Add, at("Statement"), map[string]any{"Condition": map[string]any{"ArnNotEquals": map[string]any{"k": "a"}}}},
			{Add, at("Statement"), map[string]any{"Condition": map[string]any{"ArnNotEquals": map[string]any{"k": "b"}}}},
			{Add, at("Statement"), map[string]any{"Condition": map[string]any{"ArnNotEquals": map[string]any{"k": "a"}, "Bool": map[string]any{"l": "true"}}}}},
			`{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":["a"],` +
				`"Condition":{"ArnNotEquals":{"k":["a","b"]},"Bool":{"l":"true"}}}}`},
		{"a value is replaced", spaced, []Edit{{Replace, at("Statement", 0, "Effect"), "Deny"}},
			`{"Statement": [{"Effect": "Deny", "Action": ["s3:GetObject", "s3:PutObject"]}]}`},
		{"no HTML escapes", spaced, []Edit{{Replace, at("Statement", 0, "Effect"), "<&>"}},
			`{"Statement": [{"Effect": "<&>", "Action": ["s3:GetObject", "s3:PutObject"]}]}`},
		{"an empty list is filled", `{"Action": []}`, []Edit{{Add, at("Action"), "a"}}, `{"Action": ["a"]}`},
	} {
		t.Run(row.name, func(t *testing.T) {
			d := parse(row.text, policy.Identity)
			changes, err := Apply(d, row.edits)
			if err != nil {
				t.Fatal(err)
			}
			got, err := source.Apply(d.Text(), changes)
			if err != nil {
				t.Fatal(err)
			}
			if string(got) != row.want {
				t.Errorf("got\n%s\nwant\n%s", got, row.want)
			}
			if !json.Valid(got) {
				t.Errorf("not JSON: %s", got)
			}
		})
	}
}

// TestNothingIsAddedToWhatIsNoPolicy holds that a text that is no JSON object is
// not edited: there is no place in it.
func TestNothingIsAddedToWhatIsNoPolicy(t *testing.T) {
	statement := map[string]any{"Statement": []any{map[string]any{"Effect": "Allow"}}}
	for _, text := range []string{``, `""`, `null`, `"REDACTED"`, `7`, `[]`, `[{"Statement": []}]`, `e30=`, `%257B%257D`, `{"Statement": [`} {
		for _, edit := range []Edit{{Add, at(), statement}, {Add, at(), "a"}, {Add, at("Statement"), statement},
			{Add, at("Statement", 0, "Action"), "a"}, {Remove, at("Statement", 0), nil}, {Replace, at("Statement"), "a"}} {
			if changes, err := Apply(parse(text, policy.Identity), []Edit{edit}); err == nil {
				t.Errorf("%q, %s at %q: %v", text, edit.Op, edit.Path, changes)
			}
		}
	}
}

func TestEditsThatCannotBeMade(t *testing.T) {
	d := parse(`{"Statement": [{"Effect": "Allow"}]}`, policy.Identity)
	for _, row := range []struct {
		name string
		edit Edit
		want string
	}{
		{"a place that is not there", Edit{Add, at("Statement", 1, "Action"), "a"}, "Statement[1].Action: no such place in the document"},
		{"the only statement", Edit{Remove, at("Statement", 0), nil}, "Statement[0]: the policy has no other statement, delete the policy instead"},
		{"the whole document", Edit{Remove, at(), nil}, ": a document cannot be removed by an edit"},
		{"an unknown operation", Edit{"move", at("Statement"), nil}, `Statement: op: want add, replace or remove, found "move"`},
	} {
		if _, err := Apply(d, []Edit{row.edit}); err == nil || err.Error() != row.want {
			t.Errorf("%s: %v, want %s", row.name, err, row.want)
		}
	}
}
