// Package table reads rows of the IAM and S3 tables of steampipe and CloudQuery,
// as JSON.
//
// A row is known by its columns, for neither says of which table it is: by those
// of aws_iam_role, aws_iam_policy and aws_s3_bucket of steampipe, and of
// aws_iam_roles, aws_iam_role_policies, aws_iam_role_attached_policies and
// aws_s3_bucket_policies of CloudQuery. A query brings only the columns that it
// selects; what it does not bring stays not exported. Columns that end in _std
// are steampipe's own spelling of a policy and no policy that anybody has.
package table

import (
	"slices"
	"strings"

	"github.com/tidwall/gjson"

	"github.com/crossgrant/crossgrant/internal/input"
)

// Format recognises rows of such tables.
type Format struct{}

// Name returns "table".
func (Format) Name() string { return "table" }

// Decode reads a candidate that is a row, or holds the rows of a query as newer
// versions of steampipe print them.
func (Format) Decode(c input.Candidate) (input.Records, bool) {
	if rows := c.Member("rows"); rows.IsArray() && c.Member("columns").IsArray() {
		r, ok := &input.Reader{Candidate: c}, false
		r.Each(rows, func(v gjson.Result) { ok = read(r, v) || ok })
		r.Records.Whole = ok
		return r.Records, ok
	}
	if !slices.ContainsFunc(tables, func(t table) bool { return have(t.columns, c.Has) }) {
		return input.Records{}, false
	}
	r := &input.Reader{Candidate: c}
	ok := read(r, c.Root)
	r.Records.Whole = ok
	return r.Records, ok
}

// table is a table that is known by columns.
type table struct {
	columns []string
	read    func(*input.Reader, row)
}

// tables are the tables by columns that only their rows have.
var tables = []table{
	{[]string{"assume_role_policy", "arn"}, role},
	{[]string{"inline_policies", "arn"}, role},
	{[]string{"attached_policy_arns", "arn"}, role},
	{[]string{"assume_role_policy_document", "arn"}, role},
	{[]string{"policy_document", "policy_name", "role_arn"}, rolePolicy},
	{[]string{"policy_arn", "role_arn"}, attachment},
	{[]string{"policy", "default_version_id", "arn"}, managed},
	{[]string{"policy", "is_aws_managed", "arn"}, managed},
	{[]string{"policy_json", "bucket_arn"}, bucketPolicy},
	{[]string{"block_public_acls", "name"}, bucket},
	{[]string{"object_ownership_controls", "name"}, bucket},
	{[]string{"policy", "bucket_policy_is_public", "name"}, bucket},
}

// Reads reports whether rows of such columns are read, if they are AWS's.
func Reads(columns []string) bool {
	return slices.ContainsFunc(tables, func(t table) bool {
		return have(t.columns, func(name string) bool { return slices.Contains(columns, name) })
	})
}

// have reports whether there are all columns of a table.
func have(names []string, there func(string) bool) bool {
	return !slices.ContainsFunc(names, func(name string) bool { return !there(name) })
}

func read(r *input.Reader, v gjson.Result) bool {
	if !v.IsObject() {
		return false
	}
	columns := row{}
	v.ForEach(func(key, value gjson.Result) bool {
		columns[key.Str] = value
		return true
	})
	for _, t := range tables {
		if have(t.columns, columns.named) && named(columns) {
			columns[whole] = v
			t.read(r, columns)
			return true
		}
	}
	return false
}

// row is the columns of one row, and under whole the row itself.
type row map[string]gjson.Result

const whole = ""

func (c row) named(name string) bool {
	_, ok := c[name]
	return ok
}

// named reports whether the names of a row are ARNs of IAM or S3, or its account
// is one: other JSON has columns of such names, too.
func named(c row) bool {
	for _, name := range []string{"arn", "role_arn", "bucket_arn"} {
		if parts := strings.SplitN(c[name].Str, ":", 6); len(parts) == 6 && (parts[2] == "iam" || parts[2] == "s3") {
			return true
		}
	}
	return c["account_id"].Exists() && c["region"].Exists()
}

// text returns a column that is a string or, as accounts may be, a number.
func (c row) text(name string) string {
	if v := c[name]; v.Type == gjson.String || v.Type == gjson.Number {
		return strings.Clone(v.String())
	}
	return ""
}

// has reports whether the row says something in a column.
func (c row) has(name string) bool { return c[name].Exists() && c[name].Type != gjson.Null }

// account is the column of that name or what the ARN says.
func (c row) account(arn string) string {
	id := c.text("account_id")
	if v := c["account_id"]; v.Type == gjson.Number {
		id = v.Raw
	}
	if id != "" && len(id) < 12 && strings.Trim(id, "0123456789") == "" {
		id = strings.Repeat("0", 12-len(id)) + id // a number has lost the noughts before it
	}
	if parts := strings.SplitN(arn, ":", 6); id == "" && len(parts) == 6 {
		id = parts[4]
	}
	return id
}

// last is the name at the end of an ARN.
func last(arn string) string { return arn[strings.LastIndexAny(arn, "/:")+1:] }
