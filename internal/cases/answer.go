package cases

import (
	"slices"
	"strconv"
	"strings"

	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/s3"
)

// Answer is what decide prints for one case.
type Answer struct {
	ID        string   `json:"id"`
	Verdict   string   `json:"verdict,omitempty"`
	DependsOn []string `json:"depends_on,omitempty"`
	Reasons   []Reason `json:"reasons,omitempty"`
	// Observable is the HTTP status that the caller sees, for a case that names
	// an API operation.
	Observable string `json:"observable,omitempty"`
	Error      string `json:"error,omitempty"`
}

// Reason is one cause of a verdict that is not allowed.
type Reason struct {
	Layer     string `json:"layer"`
	Policy    string `json:"policy,omitempty"`
	Statement string `json:"statement,omitempty"` // Sid, or index from 0
	Effect    string `json:"effect"`
	Element   string `json:"element,omitempty"`
	Wanted    string `json:"wanted,omitempty"`
	Found     string `json:"found,omitempty"`
}

// Answer decides the case.
func (c *Case) Answer() Answer {
	a := Answer{ID: c.ID}
	d, each := authz.DecideCall(c.legs)
	for i, leg := range c.legs {
		if v := each[i].Verdict; v == authz.Allowed || v == authz.NotModelled {
			continue
		}
		explanation := authz.Explain(leg.Layers, leg.Request)
		for _, r := range explanation.Reasons() {
			a.Reasons = append(a.Reasons, reason(r))
		}
	}
	if d.Verdict == authz.Unknown {
		// A case has no files that could be missing: it depends on what it does
		// not give.
		d.Verdict = authz.Conditional
	}
	a.Verdict = d.Verdict.String()
	for _, fact := range d.DependsOn {
		if strings.EqualFold(fact, keyID) && c.defaultKey {
			fact = "undocumented: whether default encryption fills " + fact
		}
		a.DependsOn = append(a.DependsOn, fact)
	}
	for _, layer := range d.Missing {
		a.DependsOn = append(a.DependsOn, string(layer))
	}
	a.Observable = c.observable(d.Verdict, a.Reasons)
	return a
}

// observable returns the HTTP status that the caller of the operation sees, if
// it is certain. Of a key that does not exist only those are told that may list
// the bucket (S3 API Reference, GetObject).
func (c *Case) observable(v authz.Verdict, reasons []Reason) string {
	switch {
	case c.operation == nil || !v.Denied() && v != authz.Allowed:
		return ""
	case slices.ContainsFunc(reasons, func(r Reason) bool {
		return r.Layer == string(authz.Ownership) && r.Effect == policy.Deny.String()
	}):
		return "400"
	case v == authz.ImplicitDeny && len(reasons) == 1 && reasons[0].Layer == string(authz.RequestRules) &&
		slices.ContainsFunc(c.legs, func(l authz.Leg) bool { return s3.FindAction(strings.ToLower(l.Request.Action)).OwnersAlone }):
		// All policies allow it, but the call is the bucket owner's alone.
		return "405"
	case v.Denied():
		return "403"
	case c.list != nil && !c.operation.Creates:
		switch list := authz.Decide(c.list.Layers, c.list.Request).Verdict; {
		case list == authz.Allowed:
			return "404"
		case list.Denied():
			return "403"
		}
		return ""
	case c.operation.Status != 0:
		return strconv.Itoa(c.operation.Status)
	}
	return "200"
}

func reason(r authz.Reason) Reason {
	out := Reason{Layer: string(r.Layer), Policy: r.Policy, Effect: r.Effect.String(),
		Element: string(r.Element), Wanted: r.Wanted, Found: r.Found}
	if r.Statement != nil {
		out.Statement = strconv.Itoa(r.Statement.Index)
		if r.Statement.Sid != nil && r.Statement.Sid.Value != "" {
			out.Statement = r.Statement.Sid.Value
		}
	}
	return out
}

// Differs says how the answer differs from what the case expects, or nothing.
// What a verdict depends on is compared where the case names condition keys
// only.
func (c *Case) Differs(a Answer) string {
	if c.Expect == "" || a.Verdict == authz.NotModelled.String() {
		return ""
	}
	if a.Verdict != c.Expect {
		return "want " + c.Expect + ", got " + a.Verdict
	}
	if c.Expect != authz.Conditional.String() || slices.ContainsFunc(c.DependsOn, notKey) {
		return ""
	}
	want, got := sortedFold(c.DependsOn), sortedFold(a.DependsOn)
	if len(c.DependsOn) > 0 && !slices.Equal(want, got) {
		return "want it to depend on " + strings.Join(c.DependsOn, ", ") + ", got " + strings.Join(a.DependsOn, ", ")
	}
	return ""
}

func notKey(s string) bool { return !strings.Contains(s, ":") || strings.Contains(s, " ") }

func sortedFold(list []string) []string {
	folded := make([]string, len(list))
	for i, s := range list {
		folded[i] = strings.ToLower(s)
	}
	slices.Sort(folded)
	return folded
}
