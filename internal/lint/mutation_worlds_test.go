package lint

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/crossgrant/crossgrant/internal/fix"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/snapshot"
	"github.com/crossgrant/crossgrant/internal/source"
)

const (
	appARN        = "arn:aws:iam::111122223333:role/team/app"
	boundaryARN   = "arn:aws:iam::111122223333:policy/cap"
	identityLabel = "inline policy p of role app"
	bucketLabel   = "policy of bucket bkt"
	boundaryLabel = "managed policy cap"
	keyLabel      = "policy of key 1234"
	keyARN        = "arn:aws:kms:eu-west-1:444455556666:key/1234"
	ownerLabel    = "Object Ownership of bucket bkt"
	scpLabel      = "SCP limits"
	rcpLabel      = "RCP guard"
	endpointLabel = "policy of VPC endpoint vpce-0a1b2c3d"
	pointLabel    = "policy of access point door"
	pointARN      = "arn:aws:s3:eu-west-1:444455556666:accesspoint/door"
	outside       = "secret/k" // an object that some worlds do not mean
)

// world is one role and one bucket; header is the canned ACL that its uploads
// carry.
type world struct {
	name                       string
	account                    string // of the bucket
	identity, boundary, bucket string
	scp, rcp                   string // of the unit above the role's account, of the bucket's account
	endpoint                   string // through which the requests come
	point                      string // the policy of the access point to which the requests go
	key                        string // the policy of the key of default encryption, if there is one
	ownership                  string
	can                        []string // actions that are meant, on inside or the bucket
	header                     string
	keys                       []string // objects that are meant: two of different form, unless it says so
	expect                     []snapshot.Expectation
	session                    string            // the policy that the role's session was made with
	more                       map[string]string // files beside or in place of the others
	contexts                   contexts
}

const data = "444455556666"

func policyOf(statements ...string) string {
	return "{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [\n    " + strings.Join(statements, ",\n    ") + "\n  ]\n}"
}

const (
	ownList    = `{"Sid": "L", "Effect": "Allow", "Action": ["s3:ListBucket"], "Resource": "arn:aws:s3:::bkt"}`
	ownObjects = `{"Sid": "O", "Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"], "Resource": ["arn:aws:s3:::bkt/*"]}`
	ownAll     = `{"Effect": "Allow", "Action": ["s3:ListBucket", "s3:GetObject", "s3:PutObject", "s3:PutObjectAcl"], "Resource": ["arn:aws:s3:::bkt", "arn:aws:s3:::bkt/*"]}`
	toApp      = `"Principal": {"AWS": "arn:aws:iam::111122223333:role/team/app"}`
	appList    = `{"Sid": "L", "Effect": "Allow", ` + toApp + `, "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::bkt"}`
	appObjects = `{"Sid": "O", "Effect": "Allow", ` + toApp + `, "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "arn:aws:s3:::bkt/*"}`
	appAll     = `{"Effect": "Allow", ` + toApp + `, "Action": ["s3:ListBucket", "s3:GetObject", "s3:PutObject", "s3:PutObjectAcl"], "Resource": ["arn:aws:s3:::bkt", "arn:aws:s3:::bkt/*"]}`
	demand     = `{"Sid": "D", "Effect": "Deny", "Principal": "*", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::bkt/*", "Condition": {"StringNotEquals": {"s3:x-amz-acl": "bucket-owner-full-control"}}}`
	tls        = `{"Sid": "T", "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": ["arn:aws:s3:::bkt", "arn:aws:s3:::bkt/*"], "Condition": {"Bool": {"aws:SecureTransport": "false"}}}`
	elsewhere  = `{"Sid": "E", "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:111122223333:queue"}`
)

var readAndWrite = []string{"s3:ListBucket", "s3:GetObject", "s3:PutObject"}

// soundWorlds are the snapshots that are broken.
var soundWorlds = []world{
	{
		name: "one account", account: "111122223333", ownership: "BucketOwnerEnforced",
		identity: policyOf(ownList, ownObjects, elsewhere), bucket: policyOf(tls), can: readAndWrite,
		expect: []snapshot.Expectation{{Role: appARN, Bucket: "bkt", Can: []string{"list", "read", "write"}}},
	},
	{
		name: "two accounts, ownership enforced", account: data, ownership: "BucketOwnerEnforced",
		identity: policyOf(ownAll), bucket: policyOf(appList, appObjects, tls), can: readAndWrite,
	},
	{
		name: "two accounts, ownership preferred", account: data, ownership: "BucketOwnerPreferred",
		identity: policyOf(ownAll, elsewhere), bucket: policyOf(appAll, demand), can: readAndWrite, header: "bucket-owner-full-control",
	},
	{
		name: "two accounts, the writer owns", account: data, ownership: "ObjectWriter", can: readAndWrite, header: "bucket-owner-full-control",
		identity: policyOf(ownAll),
		bucket: policyOf(appList, `{"Effect": "Allow", `+toApp+`, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::bkt/*"}`,
			`{"Effect": "Allow", `+toApp+`, "Action": ["s3:PutObject", "s3:PutObjectAcl"], "Resource": "arn:aws:s3:::bkt/*", "Condition": {"StringEquals": {"s3:x-amz-acl": "bucket-owner-full-control"}}}`),
	},
	{
		name: "two accounts, a boundary", account: data, ownership: "BucketOwnerEnforced",
		identity: policyOf(ownAll), bucket: policyOf(appAll), can: readAndWrite,
		boundary: policyOf(`{"Effect": "Allow", "Action": ["s3:ListBucket", "s3:GetObject", "s3:PutObject", "s3:PutObjectAcl"], "Resource": ["arn:aws:s3:::bkt", "arn:aws:s3:::bkt/*"]}`, elsewhere),
	},
	{
		name: "two accounts, conditions on account, prefix and header", keys: []string{"logs/k"}, account: data, ownership: "BucketOwnerEnforced", can: readAndWrite, header: "bucket-owner-full-control",
		identity: policyOf(`{"Effect": "Allow", "Action": ["s3:ListBucket"], "Resource": "arn:aws:s3:::bkt", "Condition": {"StringLike": {"s3:prefix": "logs/*"}}}`,
			`{"Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject", "s3:PutObjectAcl"], "Resource": "arn:aws:s3:::bkt/logs/*"}`),
		bucket: policyOf(
			`{"Effect": "Allow", `+toApp+`, "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::bkt", "Condition": {"StringEquals": {"aws:PrincipalAccount": "111122223333"}, "StringLike": {"s3:prefix": "logs/*"}}}`,
			`{"Effect": "Allow", `+toApp+`, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::bkt/logs/*", "Condition": {"StringEquals": {"aws:PrincipalAccount": ["111122223333"]}}}`,
			`{"Effect": "Allow", `+toApp+`, "Action": ["s3:PutObject", "s3:PutObjectAcl"], "Resource": "arn:aws:s3:::bkt/logs/*", "Condition": {"StringEquals": {"s3:x-amz-acl": "bucket-owner-full-control"}}}`),
	},
	{
		name: "two accounts, uploads with tags", account: data, ownership: "BucketOwnerEnforced",
		can:      append(slices.Clone(readAndWrite), "s3:PutObjectTagging"),
		identity: policyOf(ownList, `{"Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject", "s3:PutObjectTagging"], "Resource": ["arn:aws:s3:::bkt/*"]}`),
		bucket:   policyOf(appList, `{"Effect": "Allow", `+toApp+`, "Action": ["s3:GetObject", "s3:PutObject", "s3:PutObjectTagging"], "Resource": "arn:aws:s3:::bkt/*"}`),
	},
	{
		name: "two accounts, uploads in parts under a key", account: data, ownership: "BucketOwnerEnforced",
		can: []string{"s3:PutObject", "kms:GenerateDataKey", "kms:Decrypt"},
		identity: policyOf(`{"Effect": "Allow", "Action": ["s3:PutObject"], "Resource": "arn:aws:s3:::bkt/*"}`,
			`{"Effect": "Allow", "Action": ["kms:GenerateDataKey", "kms:Decrypt"], "Resource": "`+keyARN+`"}`, elsewhere),
		bucket: policyOf(`{"Effect": "Allow", ` + toApp + `, "Action": "s3:PutObject", "Resource": "arn:aws:s3:::bkt/*"}`),
		key: policyOf(`{"Sid": "R", "Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::444455556666:root"}, "Action": "kms:*", "Resource": "*"}`,
			`{"Sid": "W", "Effect": "Allow", `+toApp+`, "Action": ["kms:GenerateDataKey", "kms:Decrypt"], "Resource": "*"}`),
	},
	{
		name: "two accounts, a folder for each account", account: data, ownership: "BucketOwnerEnforced", can: []string{"s3:GetObject"},
		keys:     []string{"111122223333/k"},
		identity: policyOf(elsewhere, `{"Effect": "Allow", "Action": ["s3:GetObject"], "Resource": "arn:aws:s3:::bkt/${aws:PrincipalAccount}/*"}`),
		bucket:   policyOf(`{"Effect": "Allow", `+toApp+`, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::bkt/111122223333/*"}`, tls),
	},
	{
		name: "two accounts of an organization with SCPs and RCPs", account: data, ownership: "BucketOwnerEnforced", can: readAndWrite,
		identity: policyOf(ownAll), bucket: policyOf(appAll),
		scp: policyOf(`{"Effect": "Allow", "Action": ["s3:ListBucket", "s3:GetObject", "s3:PutObject", "s3:PutObjectAcl"], "Resource": "*"}`, elsewhere,
			`{"Sid": "D", "Effect": "Deny", "Action": ["s3:PutBucketPolicy"], "Resource": "*"}`),
		rcp: policyOf(`{"Sid": "O", "Effect": "Deny", "Principal": "*", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "*", "Condition": {"StringNotEqualsIfExists": {"aws:PrincipalOrgID": "o-exampleorg"}, "BoolIfExists": {"aws:PrincipalIsAWSService": "false"}}}`),
	},
	{
		name: "two accounts, through an endpoint", account: data, ownership: "BucketOwnerEnforced", can: readAndWrite,
		identity: policyOf(ownAll), bucket: policyOf(appAll),
		endpoint: policyOf(`{"Effect": "Allow", "Principal": "*", "Action": ["s3:ListBucket", "s3:GetObject", "s3:PutObject", "s3:PutObjectAcl"], "Resource": ["arn:aws:s3:::bkt", "arn:aws:s3:::bkt/*"]}`),
	},
	{
		name: "two accounts, to an access point", account: data, ownership: "BucketOwnerEnforced", can: readAndWrite,
		identity: policyOf(`{"Effect": "Allow", "Action": ["s3:ListBucket", "s3:GetObject", "s3:PutObject"], "Resource": ["`+pointARN+`", "`+pointARN+`/object/*"]}`, elsewhere),
		point: policyOf(`{"Effect": "Allow", `+toApp+`, "Action": "s3:ListBucket", "Resource": "`+pointARN+`"}`,
			`{"Effect": "Allow", `+toApp+`, "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "`+pointARN+`/object/*"}`),
		bucket: policyOf(`{"Effect": "Allow", "Principal": "*", "Action": ["s3:ListBucket", "s3:GetObject", "s3:PutObject"], "Resource": ["arn:aws:s3:::bkt", "arn:aws:s3:::bkt/*"], "Condition": {"StringEquals": {"s3:DataAccessPointAccount": "444455556666"}}}`, tls),
	},
}

// mutation is a world with one edit. Gone says that a part was taken away, so
// that only what it stood in can be pointed at.
type mutation struct {
	what, label string
	path        source.Path // nil: the edited thing as a whole
	gone        bool
	world       world
}

func (m mutation) String() string { return m.what + " in the " + m.label + " at " + m.path.String() }

// mutations makes every edit of the table.
func mutations(t testing.TB, w world) (list []mutation) {
	for _, doc := range []struct {
		label string
		of    policy.Type
		text  string
		put   func(*world, string)
	}{
		{identityLabel, policy.Identity, w.identity, func(w *world, s string) { w.identity = s }},
		{boundaryLabel, policy.Identity, w.boundary, func(w *world, s string) { w.boundary = s }},
		{bucketLabel, policy.Bucket, w.bucket, func(w *world, s string) { w.bucket = s }},
		{scpLabel, policy.SCP, w.scp, func(w *world, s string) { w.scp = s }},
		{rcpLabel, policy.RCP, w.rcp, func(w *world, s string) { w.rcp = s }},
		{pointLabel, policy.AccessPoint, w.point, func(w *world, s string) { w.point = s }},
		{endpointLabel, policy.Endpoint, w.endpoint, func(w *world, s string) { w.endpoint = s }},
		{keyLabel, policy.Key, w.key, func(w *world, s string) { w.key = s }},
	} {
		if doc.text == "" {
			continue
		}
		d := policy.Parse(source.Whole(source.NewFile(doc.label, []byte(doc.text))), doc.of)
		for _, e := range edits(d) {
			changes, err := fix.Apply(d, []fix.Edit{{Op: e.op, Path: e.path, Value: e.value}})
			if err != nil {
				continue // the only one of its list
			}
			text, err := source.Apply(d.Text(), changes)
			if err != nil {
				t.Fatal(err)
			}
			m := mutation{what: e.what, label: doc.label, path: e.path, gone: e.op == fix.Remove, world: w}
			doc.put(&m.world, string(text))
			list = append(list, m)
		}
	}
	for _, setting := range []string{"BucketOwnerEnforced", "BucketOwnerPreferred", "ObjectWriter"} {
		if setting != w.ownership {
			m := mutation{what: "ownership " + setting, label: ownerLabel, world: w}
			m.world.ownership = setting
			list = append(list, m)
		}
	}
	if w.bucket != "" {
		m := mutation{what: "the policy is gone", label: "inline policy p of role app", world: w}
		m.world.bucket = ""
		list = append(list, m)
	}
	return list
}

// narrower is an edit after which one side means a part of what the other does.
const narrower = "a narrower prefix"

type edit struct {
	what  string
	op    fix.Op
	path  source.Path
	value any
}

// edits lists the single edits of a document, element by element.
func edits(d *policy.Document) (list []edit) {
	add := func(what string, op fix.Op, path source.Path, value any) {
		list = append(list, edit{what, op, path, value})
	}
	version := source.Path{source.Member("Version")}
	add("Version dropped", fix.Remove, version, nil)
	add("Version of 2008", fix.Replace, version, "2008-10-17")
	for i, st := range d.All() {
		at := d.StatementPath(i)
		add("statement dropped", fix.Remove, at, nil)
		turned := "Deny"
		if st.Effect == policy.Deny {
			turned = "Allow"
		}
		add("Effect turned", fix.Replace, at.With(source.Member("Effect")), turned)
		for j, a := range st.Action.Patterns {
			path := st.Action.Path(at, j)
			add("action dropped", fix.Remove, path, nil)
			add("another action", fix.Replace, path, a.Value+"Version")
			add("an API's name", fix.Replace, path, strings.Replace(a.Value, ":Get", ":Head", 1))
		}
		for j, r := range st.Resource.Patterns {
			for _, with := range []struct{ what, value string }{
				{"objects for the bucket", strings.TrimSuffix(r.Value, "/*")},
				{"the bucket for its objects", r.Value + "/*"},
				{"another bucket", strings.Replace(r.Value, "bkt", "bkd", 1)},
				{"another partition", strings.Replace(r.Value, "arn:aws:", "arn:aws-cn:", 1)},
				{"another prefix", strings.Replace(r.Value, "/logs/", "/log/", 1)},
				{narrower, strings.Replace(r.Value, "bkt/*", "bkt/secret/*", 1)},
			} {
				if with.value != r.Value {
					add(with.what, fix.Replace, st.Resource.Path(at, j), with.value)
				}
			}
			add("resource dropped", fix.Remove, st.Resource.Path(at, j), nil)
		}
		if st.Principal != nil && !st.Principal.Star {
			for j, p := range st.Principal.Entries {
				for _, with := range []struct{ what, value string }{
					{"one digit of the account", strings.Replace(p.Value.Value, "111122223333", "111122223332", 1)},
					{"role path lost", strings.Replace(p.Value.Value, "role/team/", "role/", 1)},
					{"a session", strings.NewReplacer(":iam:", ":sts:", ":role/team/app", ":assumed-role/app/s").Replace(p.Value.Value)},
					{"a unique id", "AROAGONE"},
					{"a wildcard", strings.Replace(p.Value.Value, "team/app", "team/*", 1)},
					{"another role", strings.Replace(p.Value.Value, "team/app", "team/api", 1)},
					{"another partition", strings.Replace(p.Value.Value, "arn:aws:", "arn:aws-cn:", 1)},
				} {
					add(with.what, fix.Replace, st.Principal.Path(at, j), with.value)
				}
			}
		}
		for j := range st.Conditions {
			c := &st.Conditions[j]
			operator := at.With(source.Member("Condition"), source.Member(c.Operator.Value))
			add("condition dropped", fix.Remove, operator, nil)
			add("all conditions dropped", fix.Remove, at.With(source.Member("Condition")), nil)
			add("condition value changed", fix.Replace, c.ValuePath(at, -1), changed(c.Values[0].Value))
			add("another condition key", fix.Replace, operator, map[string]any{"aws:SourceAccount": c.Values[0].Value})
		}
	}
	return list
}

// changed is another value of the same kind.
func changed(value string) string {
	switch {
	case value == "bucket-owner-full-control":
		return "public-read"
	case value == "false":
		return "true"
	case value == "true":
		return "false"
	case strings.HasSuffix(value, "*"):
		return "x" + value
	}
	var number json.Number
	if json.Unmarshal([]byte(value), &number) == nil {
		return value[:len(value)-1] + fmt.Sprint((value[len(value)-1]-'0'+1)%10)
	}
	return value + "x"
}
