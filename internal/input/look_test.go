package input

import (
	"errors"
	"testing"

	"github.com/crossgrant/crossgrant/internal/source"
)

// TestLooksLikeJSON holds which beginnings of files are read below a folder.
func TestLooksLikeJSON(t *testing.T) {
	for name, row := range map[string]struct {
		head string
		want bool
	}{
		"an object":                 {`{"Version"`, true},
		"spaces before":             {"\n\t {\r\n \"a\"", true},
		"an empty object":           {"{}", true},
		"objects in an array":       {"[\n{", true},
		"an empty array":            {"[]", true},
		"a mark before":             {"\ufeff{\"a\"", true},
		"UTF-16":                    {"\xff\xfe{\x00\"\x00", true},
		"UTF-16 without a mark":     {"{\x00\"\x00", true},
		"gzip":                      {string(zip(t, `{"a":1}`)), true},
		"gzip of something else":    {string(zip(t, "a.json\x00\x00")), false},
		"the beginning of gzip":     {"\x1f\x8b", false},
		"cut off behind the object": {"{  ", true},
		"nothing":                   {"", false},
		"a template":                {"{{ define }}", false},
		"a section of TOML":         {"[package]\nname", false},
		"a table of TOML":           {"[[bin]]", false},
		"a comment":                 {"// {\"a\"", false},
		"a program":                 {"package main", false},
		"a Python dictionary":       {"{'a': 1}", false},
	} {
		if got := LooksLikeJSON([]byte(row.head)); got != row.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// TestOrdinary holds which texts that are no JSON may be passed over.
func TestOrdinary(t *testing.T) {
	for name, row := range map[string]struct {
		text string
		path string
		want bool
	}{
		"comments":                     {"{ // no JSON\n}", "tsconfig.json", true},
		"Latin-1":                      {"{\"a\": \"\xe4\"}", "a.json", true},
		"a web page":                   {"<html>", "a.json", true},
		"a policy with comments":       {"{ // no JSON\n\"Statement\": []}", "a.json", false},
		"an ARN":                       {`{"Role": "arn:aws:iam::1`, "a.json", false},
		"a place in a snapshot":        {"{,", "111122223333/buckets/b/acl.json", false},
		"YAML of the AWS CLI":          {"Owner:\n  ID: x\n", "a.json", false},
		"nothing":                      {"", "a.json", false},
		"zero bytes after a crash":     {"\x00\x00", "a.json", false},
		"the error text of a call":     {"oops", "a.json.error", false},
		"a policy in Terraform source": {"resource \"aws_iam_policy\" \"p\" {}", "a.json", false},
	} {
		file, hints := source.NewFile(row.path, []byte(row.text)), PathHints(row.path)
		_, err := Decode(nil, file, hints)
		if err == nil {
			err = errors.New("none")
		}
		if got := Ordinary(file, hints, err); got != row.want {
			t.Errorf("%s: %v (%v)", name, got, err)
		}
	}
}
