package hcl

import (
	"path"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"

	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/input/terraform"
)

// pure are the functions of the library that are called with what is known.
func pure(name string) (f function.Function, ok bool) {
	switch name {
	case "abs":
		return stdlib.AbsoluteFunc, true
	case "ceil":
		return stdlib.CeilFunc, true
	case "chomp":
		return stdlib.ChompFunc, true
	case "chunklist":
		return stdlib.ChunklistFunc, true
	case "contains":
		return stdlib.ContainsFunc, true
	case "csvdecode":
		return stdlib.CSVDecodeFunc, true
	case "floor":
		return stdlib.FloorFunc, true
	case "format":
		return stdlib.FormatFunc, true
	case "formatlist":
		return stdlib.FormatListFunc, true
	case "indent":
		return stdlib.IndentFunc, true
	case "join":
		return stdlib.JoinFunc, true
	case "length":
		return stdlib.LengthFunc, true
	case "lower":
		return stdlib.LowerFunc, true
	case "max":
		return stdlib.MaxFunc, true
	case "min":
		return stdlib.MinFunc, true
	case "parseint":
		return stdlib.ParseIntFunc, true
	case "pow":
		return stdlib.PowFunc, true
	case "range":
		return stdlib.RangeFunc, true
	case "regex":
		return stdlib.RegexFunc, true
	case "regexall":
		return stdlib.RegexAllFunc, true
	case "replace":
		return stdlib.ReplaceFunc, true
	case "reverse":
		return stdlib.ReverseListFunc, true
	case "setintersection":
		return stdlib.SetIntersectionFunc, true
	case "setproduct":
		return stdlib.SetProductFunc, true
	case "setsubtract":
		return stdlib.SetSubtractFunc, true
	case "slice":
		return stdlib.SliceFunc, true
	case "sort":
		return stdlib.SortFunc, true
	case "split":
		return stdlib.SplitFunc, true
	case "strrev":
		return stdlib.ReverseFunc, true
	case "substr":
		return stdlib.SubstrFunc, true
	case "title":
		return stdlib.TitleFunc, true
	case "trim":
		return stdlib.TrimFunc, true
	case "trimprefix":
		return stdlib.TrimPrefixFunc, true
	case "trimspace":
		return stdlib.TrimSpaceFunc, true
	case "trimsuffix":
		return stdlib.TrimSuffixFunc, true
	case "upper":
		return stdlib.UpperFunc, true
	case "zipmap":
		return stdlib.ZipmapFunc, true
	}
	return f, false
}

// through are the functions that put texts together and take nothing apart: an
// unknown goes through them.
var through = map[string]bool{"format": true, "formatlist": true, "join": true, "indent": true}

// call evaluates a function; nil is what is not known.
func (s *scope) call(e *hclsyntax.FunctionCallExpr, at input.Place) *terraform.Value {
	if e.Name == "try" {
		for _, arg := range e.Args {
			if v := s.eval(arg); !v.Open {
				return v
			}
		}
		return nil
	}
	var args []*terraform.Value
	for i, arg := range e.Args {
		v := s.eval(arg)
		if e.ExpandFinal && i == len(e.Args)-1 {
			if v.Open || v.Kind != terraform.List {
				return nil
			}
			args = append(args, v.Items...)
			continue
		}
		args = append(args, v)
	}
	if f := placed(e.Name); f != nil {
		if len(args) == 0 {
			return nil
		}
		return f(s, args, at)
	}
	f, ok := pure(e.Name)
	if !ok {
		return nil
	}
	var values []cty.Value
	for _, v := range args {
		if !certain(v) && (!through[e.Name] || !textual(v)) {
			return nil
		}
		values = append(values, toCty(v))
	}
	out, err := called(f, converted(f, values))
	if err != nil {
		return nil
	}
	return fromCty(out, at)
}

// converted makes arguments what a function takes, as Terraform does: a list of a tuple.
func converted(f function.Function, args []cty.Value) []cty.Value {
	for i := range args {
		of := f.VarParam()
		if i < len(f.Params()) {
			of = &f.Params()[i]
		}
		if of == nil {
			return args
		}
		if v, err := convert.Convert(args[i], of.Type); err == nil {
			args[i] = v
		}
	}
	return args
}

// called calls a function of the library, some of which panic on odd arguments.
func called(f function.Function, args []cty.Value) (out cty.Value, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = function.NewArgErrorf(0, "odd")
		}
	}()
	return f.Call(args)
}

// textual reports whether a value is a text or a list of texts, be they unknown.
func textual(v *terraform.Value) bool {
	for _, item := range v.Items {
		if _, ok := textOf(item); !ok {
			return false
		}
	}
	_, ok := textOf(v)
	return ok || v.Kind == terraform.List
}

// placed returns the functions that hand on values with their places.
func placed(name string) func(*scope, []*terraform.Value, input.Place) *terraform.Value {
	switch name {
	case "jsonencode":
		return encode
	case "jsondecode":
		return decode
	case "file":
		return func(s *scope, args []*terraform.Value, _ input.Place) *terraform.Value {
			if !certain(args[0]) {
				return nil
			}
			return s.read(args[0].Text)
		}
	case "templatefile":
		return templateFile
	case "tolist", "toset", "tomap", "tostring", "tonumber", "tobool", "sensitive", "nonsensitive", "abspath", "pathexpand":
		return func(_ *scope, args []*terraform.Value, _ input.Place) *terraform.Value { return args[0] }
	case "concat", "flatten":
		return flatten
	case "distinct", "compact", "setunion":
		return distinct
	case "merge":
		return merge
	case "lookup":
		return func(_ *scope, args []*terraform.Value, _ input.Place) *terraform.Value {
			if len(args) < 2 || args[0].Open || !certain(args[1]) {
				return nil
			}
			if v := args[0].Get(args[1].Text); v != nil || len(args) == 2 {
				return v
			}
			return args[2]
		}
	case "element":
		return func(_ *scope, args []*terraform.Value, _ input.Place) *terraform.Value {
			if len(args) != 2 {
				return nil
			}
			return index(args[0], args[1])
		}
	case "one":
		return func(_ *scope, args []*terraform.Value, at input.Place) *terraform.Value {
			switch {
			case args[0].Open || len(args[0].Items) > 1:
				return nil
			case len(args[0].Items) == 0:
				return &terraform.Value{At: at}
			}
			return args[0].Items[0]
		}
	case "coalesce":
		return func(_ *scope, args []*terraform.Value, _ input.Place) *terraform.Value {
			for _, v := range args {
				if v.Open {
					return nil
				}
				if v.Kind != terraform.Null && (v.Kind != terraform.Scalar || v.Text != "") {
					return v
				}
			}
			return nil
		}
	case "coalescelist":
		return func(_ *scope, args []*terraform.Value, _ input.Place) *terraform.Value {
			for _, v := range args {
				if v.Open || len(v.Items) > 0 {
					return v
				}
			}
			return nil
		}
	case "keys", "values":
		return func(_ *scope, args []*terraform.Value, at input.Place) *terraform.Value {
			if args[0].Open || args[0].Kind != terraform.Mapping {
				return nil
			}
			out := &terraform.Value{Kind: terraform.List, At: at}
			for _, m := range args[0].Members {
				if name == "keys" {
					out.Items = append(out.Items, terraform.Text(m.Name, m.At))
				} else {
					out.Items = append(out.Items, m.Value)
				}
			}
			return out
		}
	}
	return nil
}

func encode(s *scope, args []*terraform.Value, at input.Place) *terraform.Value {
	v := *args[0]
	switch {
	case v.Open:
		return nil
	case v.Kind == terraform.Mapping || v.Kind == terraform.List:
		if s.module.resourceOf[args[0]] != nil {
			return nil
		}
		v.Encoded = true
		return &v
	}
	return nil
}

func decode(_ *scope, args []*terraform.Value, _ input.Place) *terraform.Value {
	v := *args[0]
	switch {
	case v.Open:
		return nil
	case v.Encoded:
		v.Encoded = false
		return &v
	}
	out, ok := terraform.ParseJSON(v.Text, v.At)
	if !ok {
		return nil
	}
	return out
}

// templateFile evaluates the template in a file.
func templateFile(s *scope, args []*terraform.Value, _ input.Place) *terraform.Value {
	if !certain(args[0]) || len(args) != 2 || args[1].Open {
		return nil
	}
	file := s.read(args[0].Text)
	if file == nil || nesting(file.At.File.Text) > maxNesting {
		return nil
	}
	e, diagnostics := hclsyntax.ParseTemplate(file.At.File.Text, file.At.File.Name, hcl.InitialPos)
	if diagnostics.HasErrors() {
		return nil
	}
	names := map[string]*terraform.Value{}
	for _, m := range args[1].Members {
		names[m.Name] = m.Value
	}
	inner := s.with(names)
	inner.file = file.At.File
	return inner.eval(e)
}

// flatten puts the elements of lists into one.
func flatten(_ *scope, args []*terraform.Value, at input.Place) *terraform.Value {
	out := &terraform.Value{Kind: terraform.List, At: at}
	var add func(v *terraform.Value) bool
	add = func(v *terraform.Value) bool {
		for _, item := range v.Items {
			if item.Kind != terraform.List {
				out.Items = append(out.Items, item)
			} else if !add(item) {
				return false
			}
		}
		return len(out.Items) < maxSize
	}
	for _, v := range args {
		if v.Open || !add(v) {
			return nil
		}
	}
	return out
}

// distinct puts the elements of lists into one, each once, without empty texts.
func distinct(s *scope, args []*terraform.Value, at input.Place) *terraform.Value {
	out := flatten(s, args, at)
	if out == nil {
		return nil
	}
	seen := map[string]bool{}
	kept := []*terraform.Value{}
	for _, item := range out.Items {
		text, ok := textOf(item)
		if ok && (text == "" || seen[text]) {
			continue
		}
		seen[text] = ok
		kept = append(kept, item)
	}
	out.Items = kept
	return out
}

// merge puts mappings together; the last of a name counts.
func merge(_ *scope, args []*terraform.Value, at input.Place) *terraform.Value {
	out := &terraform.Value{Kind: terraform.Mapping, At: at}
	places := map[string]int{}
	for _, v := range args {
		if v.Open {
			return nil
		}
		for _, m := range v.Members {
			if i, again := places[m.Name]; again {
				out.Members[i] = m
				continue
			}
			places[m.Name] = len(out.Members)
			out.Members = append(out.Members, m)
		}
	}
	return out
}

// beside returns a path below a folder.
func beside(dir, name string) string {
	if path.IsAbs(name) || strings.HasPrefix(name, dir+"/") {
		return path.Clean(name)
	}
	return path.Join(dir, name)
}
