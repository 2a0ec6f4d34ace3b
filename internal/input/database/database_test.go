package database

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/crossgrant/crossgrant/internal/expect"
	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/input/collect"
	"github.com/crossgrant/crossgrant/internal/input/table"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/source"
)

func in(pages []byte) Stored {
	return Stored{Name: "x.db", Pages: bytes.NewReader(pages), Size: int64(len(pages))}
}

// literal is a value as SQL writes it, of a text as a database has it: JSON is text.
func literal(v any) string {
	switch v := v.(type) {
	case nil:
		return "NULL"
	case bool:
		return map[bool]string{false: "0", true: "1"}[v]
	case int:
		return fmt.Sprint(v)
	case string:
		return "'" + strings.ReplaceAll(v, "'", "''") + "'"
	}
	text, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return literal(string(text))
}

// dump writes all of records but the places: two of the same world say the same.
func dump(v reflect.Value, out *strings.Builder) {
	switch one := v.Interface().(type) {
	case input.Place, *source.File:
		return
	case *policy.Document:
		if one != nil {
			fmt.Fprintf(out, "%s %s %d problems;", one.Type(), strings.Join(strings.Fields(string(one.Text())), ""), len(one.Problems()))
		}
		return
	case error:
		fmt.Fprint(out, one)
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			if !v.Field(i).IsZero() && v.Type().Field(i).IsExported() {
				fmt.Fprintf(out, "%s{", v.Type().Field(i).Name)
				dump(v.Field(i), out)
				out.WriteString("}")
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			dump(v.Index(i), out)
			out.WriteString("\n")
		}
	default:
		fmt.Fprint(out, v.Interface())
	}
}

func dumped(r input.Records) string {
	var out strings.Builder
	dump(reflect.ValueOf(r), &out)
	return out.String()
}

// world returns rows of the tables of steampipe and CloudQuery, some with columns that
// say nothing.
func world(r *rand.Rand) map[string][]map[string]any {
	pick := func(list ...any) any { return list[r.IntN(len(list))] }
	doc := func(action string) any {
		return map[string]any{"Version": "2012-10-17", "Statement": []any{map[string]any{"Effect": pick("Allow", "Deny"), "Action": action, "Resource": "*"}}}
	}
	document := func() any {
		whole := doc(pick("s3:GetObject", "s3:*", "wörd <&> \u2028").(string))
		text, _ := json.Marshal(whole)
		return pick(whole, whole, nil, strings.ReplaceAll(string(text), `"`, "%22"), "no policy", "", 7)
	}
	rows := map[string][]map[string]any{}
	add := func(table string, row map[string]any) { rows[table] = append(rows[table], row) }
	for n := range 1 + r.IntN(4) {
		account := pick("111122223333", "444455556666", 11122223333)
		arn := fmt.Sprintf("arn:aws:iam::111122223333:role/app%d", n)
		add("aws_iam_role", map[string]any{"account_id": account, "arn": arn, "name": pick(fmt.Sprintf("app%d", n), nil), "assume_role_policy": document(), "path": "/",
			"inline_policies":          pick(nil, "[", []any{}, []any{map[string]any{"PolicyName": "p", "PolicyDocument": doc("s3:GetObject")}}),
			"attached_policy_arns":     pick(nil, "x", []any{"arn:aws:iam::aws:policy/ReadOnlyAccess"}),
			"permissions_boundary_arn": pick(nil, "arn:aws:iam::aws:policy/ReadOnlyAccess"), "tags_src": pick(nil, []any{map[string]any{"Key": "a", "Value": "it's"}})})
		add("aws_iam_role_policies", map[string]any{"role_arn": arn, "policy_name": "p", "policy_document": document()})
		add("aws_iam_role_attached_policies", map[string]any{"role_arn": arn, "policy_arn": "arn:aws:iam::111122223333:policy/p"})
		add("aws_iam_policy", map[string]any{"arn": fmt.Sprintf("arn:aws:iam::111122223333:policy/p%d", n), "is_aws_managed": pick(true, false), "policy": document()})
		add("aws_s3_bucket_policies", map[string]any{"bucket_arn": "arn:aws:s3:::data", "account_id": account, "policy_json": document()})
		flag := func() any { return pick(true, true, false, nil) }
		add("aws_s3_bucket", map[string]any{"name": fmt.Sprintf("data%d", n), "account_id": account, "region": "us-east-1", "policy": document(),
			"block_public_acls": flag(), "ignore_public_acls": flag(), "block_public_policy": flag(), "restrict_public_buckets": flag(),
			"object_ownership_controls": pick(nil, map[string]any{"Rules": []any{map[string]any{"ObjectOwnership": "BucketOwnerEnforced"}}}),
			"acl":                       pick(nil, map[string]any{"Owner": map[string]any{"ID": "1"}, "Grants": []any{map[string]any{"Permission": "READ", "Grantee": map[string]any{"ID": "1"}}}})})
	}
	return rows
}

// sorted are the keys of a map in one order: that of tables in a database.
func sorted[V any](m map[string]V) (keys []string) {
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

// TestRowsAreAsInJSON holds that rows say the same in a database and in JSON.
func TestRowsAreAsInJSON(t *testing.T) {
	for seed := range uint64(40) {
		rows := world(rand.New(rand.NewPCG(seed, 1)))
		var statements []string
		var objects []map[string]any
		for _, name := range sorted(rows) {
			columns := sorted(rows[name][0])
			statements = append(statements, "CREATE TABLE "+name+" ("+strings.Join(columns, ", ")+")")
			for _, row := range rows[name] {
				var values []string
				for _, column := range columns {
					values = append(values, literal(row[column]))
				}
				statements = append(statements, "INSERT INTO "+name+" VALUES ("+strings.Join(values, ", ")+")")
				objects = append(objects, row)
			}
		}
		text, err := json.Marshal(objects)
		if err != nil {
			t.Fatal(err)
		}
		want, err := input.Decode([]input.Format{table.Format{}}, source.NewFile("x.json", text), input.Hints{})
		if err != nil {
			t.Fatal(err)
		}
		got, err := Read(in(expect.Database(t, statements...)), input.MaxText, input.Hints{})
		if err != nil {
			t.Fatal(err)
		}
		if got, want := dumped(got), dumped(want); got != want {
			t.Fatalf("seed %d:\n%s\nwant\n%s", seed, got, want)
		}
	}
}

// TestStoredIsAsFiled holds that a database of iam-collect says what its folders say.
func TestStoredIsAsFiled(t *testing.T) {
	const text = `{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}]}`
	const other = "arn:aws:iam::aws:policy/readonlyaccess"
	// Each row is what iam-collect is given: whose, of what, which kind of data.
	resources := [][4]string{
		{"111122223333", "arn:aws:iam::111122223333:role/team/app", "metadata", `{"arn": "arn:aws:iam::111122223333:role/team/App", "name": "App", "path": "/team/"}`},
		{"111122223333", "arn:aws:iam::111122223333:role/team/app", "trust-policy", text},
		{"111122223333", "arn:aws:iam::111122223333:role/team/app", "inline-policies", `[{"PolicyName": "a", "PolicyDocument": ` + text + `}]`},
		{"111122223333", "arn:aws:iam::111122223333:role/team/app", "managed-policies", `["arn:aws:iam::aws:policy/ReadOnlyAccess"]`},
		{"444455556666", "arn:aws:iam::444455556666:role/app", "metadata", `{"arn": "arn:aws:iam::444455556666:role/app", "name": "app", "path": "/"}`},
		{"111122223333", other, "metadata", `{"arn": "arn:aws:iam::aws:policy/ReadOnlyAccess", "name": "ReadOnlyAccess"}`},
		{"111122223333", other, "current-policy", text},
		{"111122223333", "arn:aws:s3:::data", "metadata", `{"name": "data", "region": "eu-west-1"}`},
		{"111122223333", "arn:aws:s3:::data", "policy", text},
		{"111122223333", "arn:aws:s3:::data", "bpa", `{"BlockPublicAcls": true}`},
		{"111122223333", "arn:aws:s3:eu-west-1:111122223333:accesspoint/p", "metadata", `{"name": "p", "bucket": "data"}`},
		{"111122223333", "arn:aws:kms:eu-west-1:111122223333:key/k", "metadata", `{"id": "k"}`},
		{"111122223333", "arn:aws:kms:eu-west-1:111122223333:key/k", "policy", text},
		{"111122223333", "arn:aws:sns:eu-west-1:111122223333:topic", "policy", text},
		{"111122223333", "arn:aws:lambda:eu-west-1:111122223333:function:f", "policy", "{"},
	}
	// The parts of an ARN as iam-collect stores them beside it: service, Region, type, account.
	parts := map[string][4]any{
		resources[0][1]: {"iam", nil, "role", "111122223333"}, resources[4][1]: {"iam", nil, "role", "444455556666"}, other: {"iam", nil, "policy", "aws"},
		"arn:aws:s3:::data": {"s3", nil, nil, nil},
		"arn:aws:s3:eu-west-1:111122223333:accesspoint/p":  {"s3", "eu-west-1", "accesspoint", "111122223333"},
		"arn:aws:kms:eu-west-1:111122223333:key/k":         {"kms", "eu-west-1", "key", "111122223333"},
		"arn:aws:sns:eu-west-1:111122223333:topic":         {"sns", "eu-west-1", nil, "111122223333"},
		"arn:aws:lambda:eu-west-1:111122223333:function:f": {"lambda", "eu-west-1", "function", "111122223333"},
	}
	const at = "aws/aws/accounts/"
	folders := map[string]string{
		resources[0][1]: at + "111122223333/iam/role/team%2fapp", resources[4][1]: at + "444455556666/iam/role/app", other: at + "111122223333/iam/aws/policy/readonlyaccess",
		"arn:aws:s3:::data": at + "111122223333/s3/data",
		"arn:aws:s3:eu-west-1:111122223333:accesspoint/p":  at + "111122223333/s3/eu-west-1/accesspoint/p",
		"arn:aws:kms:eu-west-1:111122223333:key/k":         at + "111122223333/kms/eu-west-1/key/k",
		"arn:aws:sns:eu-west-1:111122223333:topic":         at + "111122223333/sns/eu-west-1/topic",
		"arn:aws:lambda:eu-west-1:111122223333:function:f": at + "111122223333/lambda/eu-west-1/function/f",
	}
	files := map[string]map[string]string{}
	put := func(folder, name, text string) {
		if files[folder] == nil {
			files[folder] = map[string]string{}
		}
		files[folder][name+".json"] = text
	}
	statements := collecting()
	for _, row := range resources {
		put(folders[row[1]], row[2], row[3])
		p := parts[row[1]]
		statements = append(statements, fmt.Sprintf("INSERT INTO resource_metadata VALUES ('aws', %s, %s, %s, %s, %s, %s, %s, %s)", literal(row[0]), literal(row[1]), literal(row[2]), literal(row[3]),
			literal(p[0]), literal(p[1]), literal(p[2]), literal(p[3])))
	}
	put(at+"111122223333", "s3-bpa", `{"BlockPublicPolicy": true}`)
	put("aws/aws/organizations/o-1", "metadata", `{"id": "o-1", "rootOu": "r-1"}`)
	put("aws/aws/organizations/o-1", "scps/p-1/metadata", `{"arn": "arn:aws:organizations::1:policy/o-1/service_control_policy/p-1", "name": "P"}`)
	put("aws/aws/organizations/o-1", "scps/p-1/policy", text)
	statements = append(statements, `INSERT INTO account_metadata VALUES ('aws', '111122223333', 's3-bpa', '{"BlockPublicPolicy": true}')`,
		`INSERT INTO organization_metadata VALUES ('aws', 'o-1', 'metadata', '{"id": "o-1", "rootOu": "r-1"}')`,
		`INSERT INTO organization_policy_metadata VALUES ('aws', 'o-1', 'scps', 'p-1', 'metadata', '{"arn": "arn:aws:organizations::1:policy/o-1/service_control_policy/p-1", "name": "P"}')`,
		`INSERT INTO organization_policy_metadata VALUES ('aws', 'o-1', 'scps', 'p-1', 'policy', '`+text+`')`)
	var want input.Records
	for _, folder := range sorted(files) {
		want.Add(collect.Read(folder, sorted(files[folder]), func(name string, hints input.Hints) (input.Candidate, error) {
			file := source.NewFile(folder+"/"+name, []byte(files[folder][name]))
			return input.Whole(file, hints)
		}))
	}
	got, err := Read(in(expect.Database(t, statements...)), input.MaxText, input.Hints{})
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Lost) != 1 || len(want.Lost) != 1 || !strings.HasPrefix(got.Lost[0].Error(), "x.db#resource_metadata/15/data:1:1: ") {
		t.Errorf("lost %v and %v", got.Lost, want.Lost)
	}
	got.Lost, want.Lost = nil, nil
	if got, want := dumped(got), dumped(want); got != want {
		t.Errorf("\n%s\nwant\n%s", got, want)
	}
}

// collecting makes the tables of iam-collect.
func collecting() []string {
	return []string{
		"CREATE TABLE resource_metadata (partition TEXT, account_id TEXT, arn TEXT, metadata_type TEXT, data TEXT, service TEXT, region TEXT, resource_type TEXT, arn_account TEXT, PRIMARY KEY (partition, account_id, arn, metadata_type))",
		"CREATE TABLE account_metadata (partition TEXT, account_id TEXT, metadata_type TEXT, data TEXT)",
		"CREATE TABLE organization_metadata (partition TEXT, organization_id TEXT, metadata_type TEXT, data TEXT)",
		"CREATE TABLE organization_policy_metadata (partition TEXT, organization_id TEXT, policy_type TEXT, policy_id TEXT, metadata_type TEXT, data TEXT)",
		"CREATE TABLE metadata (key TEXT PRIMARY KEY, value TEXT)",
	}
}
