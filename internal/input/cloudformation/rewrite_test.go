package cloudformation

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/crossgrant/crossgrant/internal/expect"
	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/source"
)

// hand writes values in YAML as people do: in lines or in brackets, in quotes of either
// kind or none, with comments.
type hand struct {
	*rand.Rand
	comments int
	notes    bool // comments are written
	flat     bool // lists stand no deeper than their names
	flows    int  // how many of ten values are in brackets
	quote    int  // 0: as needed, 1: single, 2: double
}

func (h *hand) note() string {
	if !h.notes || h.IntN(3) > 0 {
		return ""
	}
	h.comments++
	return fmt.Sprintf("  # note %d", h.comments)
}

func (h *hand) scalar(s string) string {
	switch {
	case h.quote == 1 || h.quote == 0 && !plain.MatchString(s):
		return "'" + s + "'"
	case h.quote == 2:
		return `"` + s + `"`
	}
	return s
}

func (h *hand) flow(v any) string {
	switch v := v.(type) {
	case []any:
		var parts []string
		for _, item := range v {
			parts = append(parts, h.flow(item))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case map[string]any:
		var parts []string
		for _, name := range slices.Sorted(maps.Keys(v)) {
			parts = append(parts, name+": "+h.flow(v[name]))
		}
		return "{" + strings.Join(parts, ", ") + "}"
	}
	return h.scalar(v.(string))
}

// block writes a value behind its name or its dash.
func (h *hand) block(v any, indent string, dash bool) string {
	if h.IntN(10) < h.flows {
		return " " + h.flow(v) + h.note() + "\n"
	}
	switch v := v.(type) {
	case []any:
		if dash || len(v) == 0 {
			return " " + h.flow(v) + h.note() + "\n"
		}
		out, at := h.note()+"\n", indent
		if !h.flat {
			at += "  "
		}
		for _, item := range v {
			if h.notes && h.IntN(5) == 0 {
				h.comments++
				out += fmt.Sprintf("%s# above %d\n", at, h.comments)
			}
			out += at + "-" + h.block(item, at+"  ", true)
		}
		return out
	case map[string]any:
		if len(v) == 0 {
			return " {}\n"
		}
		out, first := " ", ""
		if !dash {
			indent += "  "
			out, first = h.note()+"\n", indent
		}
		for i, name := range slices.Sorted(maps.Keys(v)) {
			if i == 0 {
				out += first
			} else {
				out += indent
			}
			out += name + ":" + h.block(v[name], indent, false)
		}
		return out
	}
	return " " + h.scalar(v.(string)) + h.note() + "\n"
}

// notated returns the document of the bucket policy of a template that its file can be
// changed for.
func notated(t *testing.T, text string) source.Origin {
	t.Helper()
	r, err := input.Decode([]input.Format{Format{}}, source.NewFile("t.yaml", []byte(text)), input.Hints{})
	if err != nil || len(r.Lost) > 0 {
		t.Fatalf("%v %v\n%s", err, r.Lost, text)
	}
	for _, b := range r.Buckets {
		if b.Policy.Value != nil {
			return b.Policy.Value.Origin()
		}
	}
	t.Fatalf("no policy\n%s", text)
	return source.Origin{}
}

// ordered writes a policy as the editor of JSON leaves it: what was there in its order,
// Version first, all else that is new behind.
func ordered(old string, wanted any) string {
	wanted = listed(wanted) // a template's document has its statements in a list
	text, _ := json.Marshal(wanted)
	if v, ok := wanted.(map[string]any); ok && v["Version"] != nil && !strings.Contains(old, `"Version"`) {
		rest := maps.Clone(v)
		delete(rest, "Version")
		text, _ = json.Marshal(rest)
		return `{"Version":"2012-10-17",` + string(text)[1:]
	}
	return string(text)
}

// TestRewrite holds, over made-up policies and ways to write them, that a changed template
// says what is wanted by another reader of YAML, too, and that all lines stay with their
// comments that say nothing of what is changed.
func TestRewrite(t *testing.T) {
	left := 0
	const times = 1500
	for seed := range uint64(times) {
		r := rand.New(rand.NewPCG(seed, 1))
		h := &hand{Rand: r, notes: r.IntN(2) == 0, flat: r.IntN(2) == 0, flows: []int{0, 0, 3, 10}[r.IntN(4)], quote: r.IntN(3)}
		of := expect.Policy(r)
		head := "# a template\nResources:\n  B: {Type: AWS::S3::Bucket, Properties: {BucketName: data}}\n  P:\n    Type: AWS::S3::BucketPolicy\n    Properties:\n      Bucket: !Ref B\n      PolicyDocument:"
		tail := "      # the end\n  Q:\n    Type: AWS::SNS::TopicPolicy\n    Properties: {Topics: [t], PolicyDocument: {Statement: [{Effect: Allow, Principal: '*', Action: 'sns:Publish', Resource: '*'}]}}\n"
		text := head + h.block(of, "      ", false) + tail
		if r.IntN(4) == 0 {
			text = strings.ReplaceAll(text, "\n", "\r\n")
		}
		wanted, adds := expect.Edited(r, of)
		o := notated(t, text)
		edits, err := o.Notation.Rewrite([]byte(ordered(string(o.Rendered.Text), wanted)))
		if err != nil {
			left++
			t.Logf("%d: %v\n%s\nwanted %v", seed, err, text, wanted)
			continue
		}
		after, err := source.Apply([]byte(text), edits)
		if err != nil {
			t.Fatal(err)
		}
		var got map[string]any
		if err := yaml.Unmarshal(after, &got); err != nil {
			t.Fatalf("%d: %v\n%s", seed, err, after)
		}
		found := got["Resources"].(map[string]any)["P"].(map[string]any)["Properties"].(map[string]any)["PolicyDocument"]
		if !reflect.DeepEqual(texts(found), texts(wanted)) && !reflect.DeepEqual(texts(found), texts(listed(wanted))) {
			t.Fatalf("%d:\n%s\nbecame\n%s\nwanted %v", seed, text, after, wanted)
		}
		if !strings.HasPrefix(string(after), strings.Split(text, "PolicyDocument:")[0]) || strings.Count(string(after), "# the end") != 1 || strings.Count(string(after), "\r") != strings.Count(string(after), "\n")*oneIf(strings.Contains(text, "\r")) {
			t.Fatalf("%d:\n%s\nbecame\n%s", seed, text, after)
		}
		if adds {
			for i := 1; i <= h.comments; i++ {
				if !strings.Contains(string(after), fmt.Sprintf(" %d", i)) {
					t.Fatalf("%d: note %d is lost\n%s\nbecame\n%s", seed, i, text, after)
				}
			}
		}
	}
	if left > times/100 {
		t.Errorf("%d of %d changes were not made", left, times)
	}
}

// listed is a policy with its statements in a list.
func listed(policy any) any {
	v, ok := policy.(map[string]any)
	if one, alone := v["Statement"].(map[string]any); ok && alone {
		v = maps.Clone(v)
		v["Statement"] = []any{one}
	}
	return v
}

// TestRewriteByHand holds how changes look, and which are not made.
func TestRewriteByHand(t *testing.T) {
	yaml := func(document string) string {
		return "Resources:\n  B: {Type: AWS::S3::Bucket, Properties: {BucketName: b}}\n  P:\n    Type: AWS::S3::BucketPolicy\n    Properties:\n      Bucket: !Ref B\n      PolicyDocument:\n" + document
	}
	json := func(statement string) string {
		return "{\"Resources\": {\n  \"P\": {\"Type\": \"AWS::S3::BucketPolicy\", \"Properties\": {\n    \"Bucket\": \"b\",\n    \"PolicyDocument\": {\"Statement\": [\n      " + statement + "\n    ]}\n  }}\n}}\n"
	}
	for name, row := range map[string]struct{ text, from, to, want string }{
		"a value beside a function becomes a list": {yaml("        Statement:\n          - Effect: Allow # all\n            Action: s3:GetObject\n            Resource: !Sub \"${B.Arn}/*\" # objects\n"),
			`"arn:aws:s3:::b/*"`, `["arn:aws:s3:::b/*", "arn:aws:s3:::b"]`,
			yaml("        Statement:\n          - Effect: Allow # all\n            Action: s3:GetObject\n            Resource:\n              - !Sub \"${B.Arn}/*\" # objects\n              - arn:aws:s3:::b\n")},
		"the file ends without a line break": {yaml("        Statement:\n        - Effect: Allow\n          Action: s3:GetObject"), `"s3:GetObject"`, `["s3:GetObject", "s3:PutObject"]`,
			yaml("        Statement:\n        - Effect: Allow\n          Action:\n            - s3:GetObject\n            - s3:PutObject")},
		"a template in JSON keeps its lines": {json("{\"Effect\": \"Allow\", \"Action\": [\n        \"s3:GetObject\",\n        \"s3:PutObject\"\n      ], \"Resource\": {\"Fn::Sub\": \"${X}/*\"}}"),
			`"s3:PutObject"]`, `"s3:PutObject", "s3:DeleteObject"]`,
			json("{\"Effect\": \"Allow\", \"Action\": [\n        \"s3:GetObject\",\n        \"s3:PutObject\",\n        \"s3:DeleteObject\"\n      ], \"Resource\": {\"Fn::Sub\": \"${X}/*\"}}")},
		"what an anchor brings twice": {yaml("        Statement:\n          - {Effect: Allow, Action: &a [s3:GetObject], Resource: x}\n          - {Effect: Deny, Action: *a, Resource: y}\n"),
			`"Effect": "Allow", "Action": ["s3:GetObject"]`, `"Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"]`, ""},
		"what a function makes": {yaml("        Statement:\n          - {Effect: Allow, Action: !Split [',', 's3:GetObject,s3:PutObject'], Resource: x}\n"),
			`"s3:PutObject"]`, `"s3:PutObject", "s3:DeleteObject"]`, ""},
		"both ways of a condition": {"Conditions: {C: !Equals [!Ref X, y]}\nParameters: {X: {Type: String}}\n" + yaml("        Statement:\n          - {Effect: Allow, Action: [s3:GetObject], Resource: !If [C, x, y]}\n"),
			`"Action": ["s3:GetObject"], "Resource": "x"`, `"Action": ["s3:PutObject"], "Resource": "x"`, ""},
		"what nobody knows yet": {yaml("        Statement:\n          - {Effect: Allow, Action: s3:GetObject, Resource: !GetAtt Q.Arn}\n"),
			`"Resource": `, `"NotResource": `, ""},
	} {
		o := notated(t, row.text)
		wanted := strings.Replace(string(o.Rendered.Text), row.from, row.to, 1)
		if wanted == string(o.Rendered.Text) {
			t.Errorf("%s: %s is not in %s", name, row.from, wanted)
		}
		edits, err := o.Notation.Rewrite([]byte(wanted))
		if err != nil {
			if row.want != "" {
				t.Errorf("%s: %v", name, err)
			}
			continue
		}
		if after, err := source.Apply([]byte(row.text), edits); err != nil || string(after) != row.want {
			t.Errorf("%s: %v\n%s\nwant\n%s", name, err, after, row.want)
		}
	}
}

// TestRewriteOfMany holds that of a long template no more is read again for a change than
// the lines of its resource, in both notations.
func TestRewriteOfMany(t *testing.T) {
	for _, form := range []string{"  R%d:\n    Type: AWS::SNS::TopicPolicy\n    Properties:\n      PolicyDocument:\n        Statement:\n          - {Effect: Allow, Principal: '*', Action: [sns:Publish], Resource: !Ref R%d} # note of %d\n",
		"  \"R%d\": {\"Type\": \"AWS::SNS::TopicPolicy\", \"Properties\": {\"PolicyDocument\": {\"Statement\": [{\"Effect\": \"Allow\", \"Principal\": \"*\", \"Action\": [\"sns:Publish\"], \"Resource\": {\"Ref\": \"R%d\"}}]}}}\n"} {
		text, json := "Resources:\n", strings.Contains(form, `"Type"`)
		if json {
			text = "{\"Resources\": {\n"
		}
		for i := range 500 {
			if json {
				comma := ""
				if i > 0 {
					comma = ","
				}
				text += comma + fmt.Sprintf(form, i, i)
			} else {
				text += fmt.Sprintf(form, i, i, i)
			}
		}
		if json {
			text += "}}\n"
		}
		if len(text) <= maxAgain {
			t.Fatal("a template that is read again as a whole")
		}
		r := decode(t, "t.yaml", text)
		for _, d := range []int{0, 250, 499} {
			o := r.Documents[d].Policy.Origin()
			wanted := strings.Replace(string(o.Rendered.Text), `["sns:Publish"]`, `["sns:Publish", "sns:Subscribe"]`, 1)
			edits, err := o.Notation.Rewrite([]byte(wanted))
			if err != nil || len(edits) != 1 || !strings.Contains(edits[0].New, "sns:Subscribe") {
				t.Errorf("%d: %v %v", d, edits, err)
			}
		}
	}
}

// texts writes numbers and words as texts.
func texts(v any) any {
	switch v := v.(type) {
	case map[string]any:
		out := map[string]any{}
		for name, item := range v {
			out[name] = texts(item)
		}
		return out
	case []any:
		var out []any
		for _, item := range v {
			out = append(out, texts(item))
		}
		return out
	}
	return fmt.Sprint(v)
}
