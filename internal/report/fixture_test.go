package report

import (
	"bytes"
	"strings"
	"testing"

	"github.com/crossgrant/crossgrant/internal/access"
	"github.com/crossgrant/crossgrant/internal/finding"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/source"
)

const (
	roleARN   = "arn:aws:iam::111122223333:role/cluster"
	bucketARN = "arn:aws:s3:::cluster-results"
)

const barePolicy = `{
  "Version": "2012-10-17",
  "Statement": {
    "Sid": "Écrire",
    "Effect": "Allow",
    "Action": "s3:PutObjet",
    "Resource": "arn:aws:s3:::données-été/*", "Condition": {}
  }
}
`

// exportedPolicy is what get-bucket-policy prints: the document in a string,
// with escapes before and inside of what is pointed at.
const exportedPolicy = `{
    "Policy": "{\"Version\":\"2012-10-17\",\n\"Statement\":[{\"Sid\":\"\u00e9criture 📦\",\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:sts::111122223333:assumed-role\/cluster\/\u0065mr\"},\"Action\":[\"s3:GetObject\",\"s3:PutObject\"],\"Resource\":\"arn:aws:s3:::cluster-results/*\"}]}"
}
`

const inlinePolicy = `{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::cluster-logs/*"}]}`

// document parses the whole of a text as a policy document.
func document(name, text string, of policy.Type) *policy.Document {
	return policy.Parse(source.Whole(source.NewFile(name, []byte(text))), of)
}

// exported parses the document that lies in the string behind key.
func exported(name, text, key string, of policy.Type) *policy.Document {
	from := strings.Index(text, key) + len(key)
	to := strings.LastIndex(text, `"`)
	return policy.Parse(source.Origin{File: source.NewFile(name, []byte(text)), Span: source.Span{Start: from, End: to},
		Encodings: []source.Encoding{source.JSONString}}, of)
}

// at is the place of a path in a document.
func at(d *policy.Document, label string, path ...source.Step) finding.Location {
	inside, ok := d.Locate(path)
	if !ok {
		panic("report: no such place: " + source.Path(path).String())
	}
	l := finding.Location{File: d.Origin().File, Span: d.Origin().Locate(inside), Label: label, Path: path,
		Document: source.NewFile(label, d.Text()), Inside: inside}
	if len(path) > 0 && len(d.Statements()) > 0 && d.Statements()[0].Sid != nil {
		l.Sid = d.Statements()[0].Sid.Value
	}
	return l
}

// setting is the place of a text in a file that is no policy document.
func setting(file *source.File, label, text string) finding.Location {
	from := bytes.Index(file.Text, []byte(text))
	return finding.Location{File: file, Span: source.Span{Start: from, End: from + len(text)}, Label: label}
}

func rule(id string, severity finding.Severity, of finding.SubjectKind) finding.Rule {
	category, _, _ := strings.Cut(id, "/")
	return finding.Rule{ID: id, Category: category, Subject: of, Severity: severity, Since: "0.1.0",
		Title: "The title of " + id, Description: "What " + id + " judges,\nin two lines.\n", Remedy: "mend it",
		Related: []finding.Link{{URL: "https://docs.aws.amazon.com/IAM/latest/UserGuide/" + category + ".html"}}}
}

// sampleRun has one finding of each kind that a format has to write.
func sampleRun() Run {
	member, element := source.Member, source.Element
	bare := document("policies/écriture <1>.json", barePolicy, policy.Identity)
	export := exported("444455556666/buckets/cluster-results/policy.json", exportedPolicy, `"Policy": "`, policy.Bucket)
	inline := document("./111122223333/inline.json", inlinePolicy, policy.Identity)
	role := source.NewFile("111122223333/role.json", []byte("{\n\t\"Arn\": \""+roleARN+"\"\n}\n"))
	ownership := source.NewFile("/exports/ownership-controls.json", []byte("{\r\n  \"ObjectOwnership\": \"ObjectWriter\"\r\n}\r\n"))
	long := document("long.json", `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["`+
		strings.Repeat(`s3:Get*","`, 900)+`s3:List*"],"Resource":"*","Condition":{"StringEquals":{"aws:SourceVpc":"vpc-1"}}}]}`, policy.Identity)

	misspelt := at(bare, "écriture <1>.json", member("Statement"), member("Action"))
	pair := finding.Subject{Kind: finding.SubjectAccess, ID: roleARN + " -> " + bucketARN}
	list := []finding.Finding{
		{
			Rule: rule("reference/unknown-action", finding.Error, finding.SubjectDocument), Message: "s3:PutObjet is no action of S3",
			Subject: finding.Subject{Kind: finding.SubjectDocument, ID: "policies/écriture <1>.json"}, At: misspelt,
			Fix: &finding.Fix{Description: "write s3:PutObject", Safety: finding.Safe, Patch: &finding.Patch{
				Label: "écriture <1>.json", File: bare.Origin().File, Old: bare.Text(),
				Edits: []source.Edit{
					{Span: misspelt.Span, New: `"s3:PutObject"`},
					{Span: source.Span{Start: strings.Index(barePolicy, `, "Condition"`), End: strings.Index(barePolicy, "\n  }")}},
				}}},
		},
		{
			Rule: rule("access/wrong-principal", finding.Error, finding.SubjectAccess), Subject: pair,
			Message: "the policy of bucket cluster-results names a session of the role [not the role](itself)",
			At:      at(export, "policy of bucket cluster-results", member("Statement"), element(0), member("Principal"), member("AWS")),
			Related: []finding.Note{{At: setting(role, "role [cluster]", `"`+roleARN+`"`), Message: "the role's ARN is " + roleARN}},
			Fix: &finding.Fix{Description: "name the role", Safety: finding.Unsafe, Gains: "any session of the role may s3:GetObject",
				Patch: &finding.Patch{Label: "policy of bucket cluster-results", Old: []byte("{\n  \"old\": 1\n}\n"),
					New: []byte("{\n  \"Principal\": \"<é>&\"\n}\n")},
				Commands: []string{"aws s3api put-bucket-policy --bucket cluster-results --policy file://FILE"}},
		},
		{
			Rule: rule("access/no-grant", finding.SecurityWarning, finding.SubjectAccess), Subject: pair,
			Message: "no bucket policy grants to the role", At: at(inline, "inline policy logs of role cluster"),
			Fix: &finding.Fix{Description: "create a bucket policy", Safety: finding.Safe,
				Patch: &finding.Patch{Label: "policy of bucket cluster-logs", New: []byte("{\n  \"Version\": \"2012-10-17\"\n}\n")}},
		},
		{
			Rule: rule("access/object-ownership", finding.SecurityWarning, finding.SubjectBucket), Message: "writers own what they write: 100%, always",
			Subject: finding.Subject{Kind: finding.SubjectBucket, ID: bucketARN}, At: setting(ownership, "Object Ownership of bucket cluster-results", `"ObjectWriter"`),
			Fix: &finding.Fix{Description: "enforce the bucket owner", Commands: []string{
				"aws s3api put-bucket-ownership-controls --bucket cluster-results --ownership-controls 'Rules=[{ObjectOwnership=BucketOwnerEnforced}]'"}},
		},
		{
			Rule: rule("logic/condition-not-carried", finding.Suggestion, finding.SubjectDocument), Message: "s3:List* never carries aws:SourceVpc",
			Subject: finding.Subject{Kind: finding.SubjectDocument, ID: "long.json"},
			At: at(long, "long.json", member("Statement"), element(0), member("Condition"), member("StringEquals"),
				source.MemberKey("aws:SourceVpc")),
		},
		{
			Rule: rule("privilege/wide", finding.Warning, finding.SubjectDocument), Message: "the statement allows\nmuch",
			Subject: finding.Subject{Kind: finding.SubjectDocument, ID: "policies/écriture <1>.json"},
			At:      at(bare, "écriture <1>.json", member("Statement")),
		},
	}
	list[0].Rule.Code, list[4].Rule.Basis = "INVALID_ACTION", "inferred"
	again := list[1]
	again.Message, again.Related, again.Fix = "a second thing about the same pair", nil, nil
	list = append(list, again)
	finding.Sort(list)
	return Run{
		Tool: Tool{"crossgrant", "0.1.0", "2026-01-02"}, Findings: list,
		Summary: Summary{
			Files: 7, Documents: map[policy.Type]int{policy.Identity: 3, policy.Bucket: 1, policy.Trust: 1}, Roles: 1, Users: 2, Buckets: 2,
			Pairs:    map[access.Verdict]int{access.Yes: 1, access.No: 1},
			Findings: map[finding.Severity]int{finding.Error: 3, finding.SecurityWarning: 2, finding.Warning: 1, finding.Suggestion: 4},
			Hidden:   3, Accepted: 2, Off: 5, Undescribed: []string{"cluster-scratch"}, NotRecognised: []string{"package.json"},
			Assuming: []string{"the organization's SCPs allow it (not exported)"},
			Notes:    []string{"policies/écriture <1>.json is taken for a policy of type identity"},
			Errors:   []string{"broken.json:1:2: is not JSON"},
		},
	}
}

func write(t *testing.T, format string, run Run) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, format, run); err != nil {
		t.Fatalf("%s: %v", format, err)
	}
	return b.Bytes()
}
