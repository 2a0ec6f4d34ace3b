package verdict

import (
	"io"
	"strconv"

	"github.com/crossgrant/crossgrant/internal/access"
	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/cases"
	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/finding"
	"github.com/crossgrant/crossgrant/internal/report"
	"github.com/crossgrant/crossgrant/internal/source"
)

type jsonPair struct {
	Version      string               `json:"version"`
	Role         string               `json:"role"`
	Bucket       string               `json:"bucket"`
	AccessPoint  string               `json:"access_point,omitempty"`
	Account      string               `json:"account,omitempty"`
	AccountBy    string               `json:"account_by,omitempty"`
	CrossAccount *bool                `json:"cross_account,omitempty"`
	Capabilities []jsonCapability     `json:"capabilities"`
	Assuming     []string             `json:"assuming"`
	Fixes        []report.JSONFinding `json:"fixes"`
}

type jsonCapability struct {
	Capability string         `json:"capability"`
	Operation  string         `json:"operation"`
	Verdict    string         `json:"verdict"`
	Meant      bool           `json:"meant"`
	Objects    []string       `json:"objects"`
	Conditions []string       `json:"conditions"`
	Missing    []string       `json:"missing"`
	Limit      string         `json:"limit,omitempty"`
	ByAccount  *jsonByAccount `json:"by_account,omitempty"`
	ACL        string         `json:"acl,omitempty"`
	Grant      string         `json:"grant,omitempty"`
	Legs       []jsonLeg      `json:"legs"`
	Witness    jsonWitnesses  `json:"witness"`
}

type jsonByAccount struct {
	Same  string `json:"same"`
	Other string `json:"other"`
}

type jsonWitnesses struct {
	Allowed *jsonWitness `json:"allowed,omitempty"`
	Denied  *jsonWitness `json:"denied,omitempty"`
	Missed  *jsonWitness `json:"missed,omitempty"`
}

type jsonWitness struct {
	Resource string            `json:"resource"`
	Prefix   *string           `json:"prefix,omitempty"`
	Facts    map[string]string `json:"facts,omitempty"`
	Without  []string          `json:"without,omitempty"`
	Open     map[string]bool   `json:"open,omitempty"`
}

type jsonLeg struct {
	Action   string      `json:"action"`
	Resource string      `json:"resource"`
	Verdict  string      `json:"verdict"`
	Layers   []jsonLayer `json:"layers"`
}

type jsonLayer struct {
	Layer   string       `json:"layer"`
	At      string       `json:"at,omitempty"`
	State   string       `json:"state"`
	Verdict string       `json:"verdict"`
	Missing []string     `json:"missing,omitempty"`
	Reasons []jsonReason `json:"reasons,omitempty"`
}

// jsonReason is what decide prints, with its place.
type jsonReason struct {
	cases.Reason
	At *report.JSONLocation `json:"at,omitempty"`
}

// JSON writes the verdict on a pair as one object; fixes are the findings
// about it.
func JSON(w io.Writer, pair *access.Pair, fixes []finding.Finding) error {
	out := jsonPair{
		Version: report.ShapeVersion, Role: pair.Role.ARN, Bucket: pair.Bucket.Name, Account: pair.Bucket.Account,
		Capabilities: []jsonCapability{}, Assuming: listShape(pair.Assuming), Fixes: []report.JSONFinding{},
	}
	if pair.Via != nil {
		out.AccessPoint = pair.Via.ARN
	}
	if pair.AccountKnown {
		out.AccountBy, out.CrossAccount = pair.Bucket.AccountBy, &pair.CrossAccount
	}
	for i := range pair.Capabilities {
		out.Capabilities = append(out.Capabilities, capabilityShape(&pair.Capabilities[i]))
	}
	for i := range fixes {
		out.Fixes = append(out.Fixes, report.FindingShape(&fixes[i]))
	}
	text, err := report.Indented(out, "")
	if err != nil {
		return err
	}
	_, err = w.Write(append(text, '\n'))
	return err
}

func capabilityShape(c *access.Capability) jsonCapability {
	out := jsonCapability{
		Capability: string(c.Capability), Operation: c.Name, Verdict: c.Verdict.String(), Meant: c.Meant,
		Objects: listShape(c.Objects), Conditions: listShape(c.Conditions), Missing: listShape(c.Missing), Limit: c.Limit,
		ACL: c.ACL, Grant: c.Grant, Legs: []jsonLeg{},
		Witness: jsonWitnesses{witnessShape(c.Allowed), witnessShape(c.Denied), witnessShape(firstUnreached(c))},
	}
	if c.ByAccount != nil {
		out.ByAccount = &jsonByAccount{c.ByAccount[true].String(), c.ByAccount[false].String()}
	}
	for i := range c.Legs {
		l := &c.Legs[i]
		out.Legs = append(out.Legs, jsonLeg{l.Action, l.Resource, l.Verdict.String(), layersShape(l)})
	}
	return out
}

func witnessShape(w *access.Witness) *jsonWitness {
	if w == nil {
		return nil
	}
	return &jsonWitness{w.Resource, w.Prefix, w.Facts, w.Without, w.Open}
}

var stateNames = map[authz.State]string{
	authz.Absent: "absent", authz.Present: "present", authz.NotExported: "not_exported", authz.Unmodelled: "unmodelled",
}

// layersShape gives each layer the reasons that it has, if the leg is not
// allowed. A policy that is attached to several levels denies at each.
func layersShape(l *access.Leg) []jsonLayer {
	e, list := l.Explanation(), []jsonLayer{}
	for i := range e.Layers {
		own := authz.Explanation{Layers: e.Layers[i : i+1]}
		v := &e.Layers[i]
		for _, d := range e.Denies {
			if d.Layer == v.Name && d.At == v.At {
				own.Denies = append(own.Denies, d)
			}
		}
		layer := jsonLayer{Layer: string(v.Name), At: v.At, State: stateNames[v.State], Verdict: layerVerdict(&own).String(), Missing: v.Missing}
		if l.Verdict != authz.Allowed {
			for _, r := range own.Reasons() {
				layer.Reasons = append(layer.Reasons, reasonShape(r))
			}
		}
		list = append(list, layer)
	}
	return append(list, settingsShape(l)...)
}

// settingsShape adds what settings and headers refuse, by layer.
func settingsShape(l *access.Leg) (list []jsonLayer) {
	index := map[authz.LayerName]int{}
	for _, rule := range l.Explanation().Rules {
		at, ok := index[rule.Layer]
		if !ok {
			at, list = len(list), append(list, jsonLayer{Layer: string(rule.Layer), State: stateNames[authz.Present]})
			index[rule.Layer] = at
		}
		switch layer := &list[at]; {
		case rule.Truth == condition.True && rule.Deny:
			layer.Verdict = authz.ExplicitDeny.String()
		case rule.Truth == condition.True && layer.Verdict != authz.ExplicitDeny.String():
			layer.Verdict = authz.ImplicitDeny.String()
		case layer.Verdict == "":
			layer.Verdict = authz.Conditional.String()
		}
		if own := (authz.Explanation{Rules: []authz.Rule{rule}}); l.Verdict != authz.Allowed {
			list[at].Reasons = append(list[at].Reasons, reasonShape(own.Reasons()[0]))
		}
	}
	return list
}

// layerVerdict is what one layer says of the request. An RCP need not allow:
// AWS attaches a policy to every target that does.
func layerVerdict(own *authz.Explanation) authz.Verdict {
	v := &own.Layers[0]
	deny := condition.False
	for _, d := range own.Denies {
		deny = deny.Or(d.Truth)
	}
	switch {
	case deny == condition.True:
		return authz.ExplicitDeny
	case v.Allow == condition.False && v.Name.Trait().Weight != authz.OnlyDenies:
		return authz.ImplicitDeny
	case v.State == authz.NotExported || len(v.Missing) > 0:
		return authz.Unknown
	case deny == condition.Unknown || v.Allow == condition.Unknown:
		return authz.Conditional
	}
	return authz.Allowed
}

func reasonShape(r authz.Reason) jsonReason {
	out := jsonReason{Reason: cases.Reason{Layer: string(r.Layer), Policy: r.Policy, Effect: r.Effect.String(),
		Element: string(r.Element), Wanted: r.Wanted, Found: r.Found}}
	if r.Statement != nil {
		out.Statement = strconv.Itoa(r.Statement.Index)
		if r.Statement.Sid != nil && r.Statement.Sid.Value != "" {
			out.Statement = r.Statement.Sid.Value
		}
	}
	if d := r.Document; d != nil {
		inside, _ := d.Locate(r.Path)
		at := report.LocationShape(&finding.Location{File: d.Origin().File, Span: d.Origin().Locate(inside), Label: r.Policy,
			Path: r.Path, Document: source.NewFile(r.Policy, d.Text()), Inside: inside})
		out.At = &at
	}
	return out
}

// firstUnreached is the request that the legs are about, if one was missed.
func firstUnreached(c *access.Capability) *access.Witness {
	if len(c.Unreached) == 0 {
		return nil
	}
	return c.Unreached[0].Witness
}

func listShape(list []string) []string { return append([]string{}, list...) }
