package cases

import (
	"slices"
	"strconv"
	"strings"

	"github.com/crossgrant/crossgrant/internal/authz"
)

// Answer is what decide prints for one case.
type Answer struct {
	ID        string   `json:"id"`
	Verdict   string   `json:"verdict,omitempty"`
	DependsOn []string `json:"depends_on,omitempty"`
	Reasons   []Reason `json:"reasons,omitempty"`
	Error     string   `json:"error,omitempty"`
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

// severity orders the verdicts of legs: a request is as bad as its worst leg.
var severity = []authz.Verdict{
	authz.Allowed, authz.Conditional, authz.Unknown, authz.ImplicitDeny, authz.ExplicitDeny, authz.NotModelled,
}

// Answer decides the case.
func (c *Case) Answer() Answer {
	worst := authz.Decision{Verdict: authz.Allowed}
	a := Answer{ID: c.ID}
	for i := range c.legs {
		d := authz.Decide(&c.layers, &c.legs[i])
		if d.Verdict != authz.Allowed && d.Verdict != authz.NotModelled {
			explanation := authz.Explain(&c.layers, &c.legs[i])
			for _, r := range explanation.Reasons() {
				a.Reasons = append(a.Reasons, reason(r))
			}
		}
		if slices.Index(severity, d.Verdict) > slices.Index(severity, worst.Verdict) {
			worst = d
		}
	}
	a.Verdict, a.DependsOn = worst.Verdict.String(), worst.DependsOn
	for _, layer := range worst.Missing {
		a.DependsOn = append(a.DependsOn, string(layer))
	}
	return a
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
