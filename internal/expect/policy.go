package expect

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
)

// Policy makes up a policy document.
func Policy(r *rand.Rand) map[string]any {
	texts := func(of ...string) any {
		var list []any
		for _, s := range of {
			if r.IntN(2) == 0 {
				list = append(list, s)
			}
		}
		if len(list) == 0 || len(list) == 1 && r.IntN(2) == 0 {
			return of[0]
		}
		return list
	}
	var statements []any
	for range 1 + r.IntN(3) {
		s := map[string]any{"Effect": "Allow", "Principal": map[string]any{"AWS": texts("arn:aws:iam::111122223333:role/a", "*")},
			"Action":   texts("s3:GetObject", "s3:PutObject", "s3:List*"),
			"Resource": texts("arn:aws:s3:::data/*", "arn:aws:s3:::data", "arn:aws:s3:::data/${aws:username}/*")}
		if r.IntN(3) == 0 {
			s["Condition"] = map[string]any{"Bool": map[string]any{"aws:SecureTransport": "true"}}
		}
		statements = append(statements, s)
	}
	out := map[string]any{"Statement": statements, "Version": "2012-10-17"}
	if len(statements) == 1 && r.IntN(2) == 0 {
		out["Statement"] = statements[0]
	}
	if r.IntN(4) == 0 {
		delete(out, "Version")
	}
	return out
}

// Edited is a copy of a policy with one or two things different, as fixes make it; adds:
// all that was there still is.
func Edited(r *rand.Rand, of map[string]any) (out map[string]any, adds bool) {
	text, _ := json.Marshal(of)
	_ = json.Unmarshal(text, &out)
	adds = true
	for range 1 + r.IntN(2) {
		adds = editOne(r, out) && adds
	}
	return out, adds
}

func editOne(r *rand.Rand, out map[string]any) (adds bool) {
	list, isList := out["Statement"].([]any)
	if !isList {
		list = []any{out["Statement"]}
	}
	s := list[r.IntN(len(list))].(map[string]any)
	extended := func(v any, more ...any) any {
		all, ok := v.([]any)
		if !ok {
			all = []any{v}
		}
		for _, m := range more {
			if !slices.Contains(all, m) {
				all = append(all, m)
			}
		}
		return all
	}
	switch what := r.IntN(12); what {
	case 0:
		out["Version"] = "2012-10-17"
		return true
	case 1:
		s["Action"] = extended(s["Action"], "s3:DeleteObject", "s3:GetObjectTagging")
		return true
	case 2:
		s["Resource"] = extended(s["Resource"], "arn:aws:s3:::more/*")
		return true
	case 3:
		adds = s["Condition"] == nil
		s["Condition"] = map[string]any{"StringEquals": map[string]any{"aws:PrincipalOrgID": "o-example", "aws:SourceVpce": []any{"vpce-1", "vpce-2"}}}
		return adds
	case 4:
		s["Effect"] = "Deny"
	case 5:
		if all, ok := s["Action"].([]any); ok && len(all) > 1 {
			at := r.IntN(len(all))
			s["Action"] = append(all[:at:at], all[at+1:]...)
		} else {
			s["Action"] = "s3:GetObjectVersion"
		}
	case 6:
		if len(list) > 1 {
			at := r.IntN(len(list))
			out["Statement"] = append(list[:at:at], list[at+1:]...)
		} else if s["Condition"] != nil {
			delete(s, "Condition")
		}
	case 7:
		out["Statement"] = append(list[:len(list):len(list)], map[string]any{"Sid": fmt.Sprint("Tls", len(list)), "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": []any{"arn:aws:s3:::data", "x"},
			"Condition": map[string]any{"Bool": map[string]any{"aws:SecureTransport": "false"}}})
		return true
	case 8:
		s["Sid"] = fmt.Sprint("Named", r.IntN(1e6))
		return true
	case 9:
		if all, ok := s["Action"].([]any); ok {
			all[r.IntN(len(all))] = "s3:AbortMultipartUpload"
		}
	case 10:
		if of, ok := s["Principal"].(map[string]any); ok {
			of["AWS"] = extended(of["AWS"], "arn:aws:iam::444455556666:root")
		}
		return true
	case 11:
		if c, ok := s["Condition"].(map[string]any); ok && c["Bool"] != nil {
			s["Condition"] = map[string]any{"BoolIfExists": c["Bool"]}
		}
	}
	return false
}
