package hcl

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
)

// evaluated is the policy of a file by HCL's own evaluation, and by the documentation of
// the data source.
func evaluated(t *testing.T, text string) any {
	parsed, diagnostics := hclsyntax.ParseConfig([]byte(text), "main.tf", hcl.InitialPos)
	if diagnostics.HasErrors() {
		t.Fatalf("%v\n%s", diagnostics, text)
	}
	ctx := &hcl.EvalContext{Functions: map[string]function.Function{"jsonencode": stdlib.JSONEncodeFunc}, Variables: map[string]cty.Value{
		"aws_s3_bucket": cty.ObjectVal(map[string]cty.Value{"b": cty.ObjectVal(map[string]cty.Value{"arn": cty.StringVal("arn:aws:s3:::data")})})}}
	var out any
	for _, b := range parsed.Body.(*hclsyntax.Body).Blocks {
		switch b.Type + " " + b.Labels[1] {
		case "resource p":
			if v, diagnostics := b.Body.Attributes["policy"].Expr.Value(ctx); !diagnostics.HasErrors() && v.IsKnown() {
				if err := json.Unmarshal([]byte(v.AsString()), &out); err != nil {
					t.Fatal(err)
				}
			}
		case "data d":
			out = fromBlocks(b.Body, ctx)
		}
	}
	return out
}

// fromBlocks is what the provider makes of blocks.
func fromBlocks(body *hclsyntax.Body, ctx *hcl.EvalContext) any {
	get := func(b *hclsyntax.Body, name string) any {
		a := b.Attributes[name]
		if a == nil {
			return nil
		}
		v, diagnostics := a.Expr.Value(ctx)
		if diagnostics.HasErrors() {
			panic(diagnostics)
		}
		text, _ := stdlib.JSONEncodeFunc.Call([]cty.Value{v})
		var out any
		_ = json.Unmarshal([]byte(strings.ReplaceAll(text.AsString(), "\\u0026{", "${")), &out)
		return out
	}
	version := get(body, "version")
	if version == nil {
		version = "2012-10-17"
	}
	statements := []any{}
	for _, b := range body.Blocks {
		s := map[string]any{"Effect": "Allow"}
		for element, name := range map[string]string{"Sid": "sid", "Effect": "effect", "Action": "actions", "Resource": "resources"} {
			if v := get(b.Body, name); v != nil {
				s[element] = v
			}
		}
		for _, inner := range b.Body.Blocks {
			if inner.Type == "principals" {
				kind := get(inner.Body, "type").(string)
				if s["Principal"] == nil {
					s["Principal"] = map[string]any{}
				}
				if s["Principal"].(map[string]any)[kind] = get(inner.Body, "identifiers"); kind == "*" {
					s["Principal"] = "*"
				}
				continue
			}
			if s["Condition"] == nil {
				s["Condition"] = map[string]any{}
			}
			test, all := get(inner.Body, "test").(string), s["Condition"].(map[string]any)
			if all[test] == nil {
				all[test] = map[string]any{}
			}
			all[test].(map[string]any)[get(inner.Body, "variable").(string)] = get(inner.Body, "values")
		}
		statements = append(statements, s)
	}
	return map[string]any{"Version": version, "Statement": statements}
}

// alone makes a list of one text that text.
func alone(v any) any {
	switch v := v.(type) {
	case map[string]any:
		out := map[string]any{}
		for name, item := range v {
			out[name] = alone(item)
		}
		return out
	case []any:
		if len(v) == 1 {
			if text, ok := v[0].(string); ok {
				return text
			}
		}
		var out []any
		for _, item := range v {
			out = append(out, alone(item))
		}
		return out
	}
	return v
}
