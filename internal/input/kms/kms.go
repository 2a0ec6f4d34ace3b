// Package kms reads the answers of calls about KMS keys: describe-key,
// list-grants and list-aliases.
//
// A key's policy comes from get-key-policy, whose answer looks like that of
// many services and is read by package resource. What all of them say of one
// key is put together in snapshot.
package kms

import (
	"strings"

	"github.com/tidwall/gjson"

	"github.com/crossgrant/crossgrant/internal/input"
)

// Format recognises answers of KMS calls.
type Format struct{}

// Name returns "kms".
func (Format) Name() string { return "kms" }

// Decode reads a candidate that is the answer of a KMS call.
func (Format) Decode(c input.Candidate) (input.Records, bool) {
	return input.ReadCalls(c, calls)
}

// An access control list has Grants too, and an Owner beside them.
var calls = []input.Call{
	{Member: "KeyMetadata", Is: input.With("KeyId"), Read: metadata},
	{Member: "Grants", Is: input.With("GrantId"), Without: []string{"Owner"}, Read: grants},
	{Member: "Aliases", Is: input.With("AliasName"), Read: aliases},
}

// key returns the key of an ARN or an id; what the path says counts where the
// answer says nothing.
func key(r *input.Reader, name string, v gjson.Result) input.Key {
	k := input.Key{Account: r.Hints.Account, At: r.Place(v)}
	k.ID, k.Region, _ = strings.Cut(r.Hints.Key, "@")
	if parts := strings.SplitN(name, ":", 6); len(parts) == 6 {
		k.ARN, k.Region, k.Account = name, parts[3], parts[4]
		k.ID = strings.TrimPrefix(parts[5], "key/")
	} else if name != "" {
		k.ID = name
	}
	return k
}

func metadata(r *input.Reader, v gjson.Result) {
	name := input.Find(v, "Arn")
	if !name.Exists() {
		name = input.Find(v, "KeyId")
	}
	k := key(r, r.Text(name), v)
	if manager := input.Find(v, "KeyManager"); manager.Exists() {
		k.AWSManaged = r.Text(manager) == "AWS"
	}
	if state := input.Find(v, "KeyState"); state.Exists() {
		k.KeyState = r.Text(state)
	}
	r.Records.Keys = append(r.Records.Keys, k)
}

// grants reads list-grants: each grant names its key, a list without any is
// that of the path's key.
func grants(r *input.Reader, v gjson.Result) {
	first := input.Key{}
	list := []input.KeyGrant{}
	r.Each(v, func(item gjson.Result) {
		var g input.KeyGrant
		grantFields.Read(r, item, &g)
		list = append(list, g)
		if id := input.Find(item, "KeyId"); id.Exists() && first.ID == "" {
			first = key(r, r.Text(id), v)
		}
	})
	if first.ID == "" {
		first = key(r, "", v)
	}
	if first.ID == "" {
		return
	}
	first.Grants = input.Stated(r, v, list)
	r.Records.Keys = append(r.Records.Keys, first)
}

var grantFields = input.Fields[input.KeyGrant]{
	"GranteePrincipal": func(r *input.Reader, g *input.KeyGrant, v gjson.Result) { g.Grantee = r.Text(v) },
	"Operations":       func(r *input.Reader, g *input.KeyGrant, v gjson.Result) { g.Operations = r.Texts(v) },
	"Constraints":      func(r *input.Reader, g *input.KeyGrant, v gjson.Result) { constraintFields.Read(r, v, g) },
}

var constraintFields = input.Fields[input.KeyGrant]{
	"EncryptionContextEquals": func(r *input.Reader, g *input.KeyGrant, v gjson.Result) { g.Equals = pairs(r, v) },
	"EncryptionContextSubset": func(r *input.Reader, g *input.KeyGrant, v gjson.Result) { g.Subset = pairs(r, v) },
}

func pairs(r *input.Reader, v gjson.Result) map[string]string {
	m := map[string]string{}
	v.ForEach(func(name, value gjson.Result) bool {
		m[strings.Clone(name.Str)] = r.Text(value)
		return true
	})
	return m
}

// aliases reads list-aliases; an alias without a key stands for none.
func aliases(r *input.Reader, v gjson.Result) {
	r.Each(v, func(item gjson.Result) {
		a := input.Alias{Account: r.Hints.Account}
		aliasFields.Read(r, item, &a)
		if a.Key != "" {
			r.Records.Aliases = append(r.Records.Aliases, a)
		}
	})
}

var aliasFields = input.Fields[input.Alias]{
	"AliasName": func(r *input.Reader, a *input.Alias, v gjson.Result) { a.Name = r.Text(v) },
	"AliasArn": func(r *input.Reader, a *input.Alias, v gjson.Result) {
		if parts := strings.SplitN(r.Text(v), ":", 6); len(parts) == 6 {
			a.Region, a.Account = parts[3], parts[4]
		}
	},
	"TargetKeyId": func(r *input.Reader, a *input.Alias, v gjson.Result) { a.Key = r.Text(v) },
}
