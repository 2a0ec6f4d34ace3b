package input

import (
	"fmt"

	"github.com/tidwall/gjson"

	"github.com/crossgrant/crossgrant/internal/policy"
)

// ManagedPolicy reads a managed policy as get-policy, list-policies and
// get-account-authorization-details print it. Its document is that of the
// version that is marked IsDefaultVersion; only where none is marked does
// DefaultVersionId choose. Where several are marked the others are Rivals.
func (r *Reader) ManagedPolicy(v gjson.Result) ManagedPolicy {
	m := managed{result: ManagedPolicy{At: r.Place(v)}}
	managedFields.Read(r, v, &m)
	if m.result.Account = accountOf(m.result.ARN); m.result.ARN == "" {
		m.result.Account = r.Hints.Account
	}
	if !m.versions.Exists() {
		return m.result
	}
	chosen := r.chosen(m)
	if len(chosen) == 0 || !chosen[0].Document.Exists() {
		r.Odd(m.versions, "the document of the default version")
		return m.result
	}
	m.result.DefaultVersion = chosen[0].ID
	m.result.Document = r.Document(chosen[0].Document, policy.Identity)
	for _, v := range chosen[1:] {
		if v.Document.Exists() {
			m.result.Rivals = append(m.result.Rivals, r.Document(v.Document, policy.Identity))
		}
	}
	if n := len(chosen); n > 1 {
		r.Records.odd(Odd{At: r.Place(m.versions), Found: fmt.Sprintf("%d default versions", n), Wanted: "one"})
	}
	return m.result
}

// managed is a managed policy before one of its versions is chosen.
type managed struct {
	result   ManagedPolicy
	versions gjson.Result
}

// chosen are the versions that are marked as the default one, else the one that
// DefaultVersionId names.
func (r *Reader) chosen(m managed) (marked []Version) {
	var named []Version
	r.Each(m.versions, func(item gjson.Result) {
		switch v := r.Version(item); {
		case v.Default:
			marked = append(marked, v)
		case v.ID != "" && v.ID == m.result.DefaultVersion:
			named = []Version{v}
		}
	})
	if marked == nil {
		return named
	}
	return marked
}

var managedFields = Fields[managed]{
	"PolicyName":       func(r *Reader, m *managed, v gjson.Result) { m.result.Name = r.Text(v) },
	"Arn":              func(r *Reader, m *managed, v gjson.Result) { m.result.ARN = r.Text(v) },
	"DefaultVersionId": func(r *Reader, m *managed, v gjson.Result) { m.result.DefaultVersion = r.Text(v) },
	"PolicyVersionList": func(_ *Reader, m *managed, v gjson.Result) {
		m.versions = v
	},
}

// Version is one version of a managed policy; its document is not yet parsed,
// for of all versions only one is in force.
type Version struct {
	ID       string
	Default  bool
	Document gjson.Result
}

// Version reads one version of a managed policy.
func (r *Reader) Version(v gjson.Result) Version {
	var version Version
	versionFields.Read(r, v, &version)
	return version
}

var versionFields = Fields[Version]{
	"VersionId":        func(r *Reader, version *Version, v gjson.Result) { version.ID = r.Text(v) },
	"IsDefaultVersion": func(r *Reader, version *Version, v gjson.Result) { version.Default = r.Flag(v) },
	"Document":         func(_ *Reader, version *Version, v gjson.Result) { version.Document = v },
}
