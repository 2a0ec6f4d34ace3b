package fix

import (
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/glob"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/s3"
	"github.com/crossgrant/crossgrant/internal/snapshot"
	"github.com/crossgrant/crossgrant/internal/source"
)

// replacement is a document that takes the place of another, or a new one.
type replacement struct {
	d        *snapshot.Document
	after    *policy.Document
	compiled *authz.Policy
	// changed are the statements that only one of the two has.
	changed []*policy.Statement
	// publicity: S3 takes one for public and the other not, or perhaps not, which
	// settings ask and no statement says.
	publicity bool
}

func newReplacement(d *snapshot.Document, after *policy.Document) *replacement {
	c := &replacement{d: d, after: after, compiled: authz.Compile(d.Label(), after)}
	if d.Policy != nil {
		was, _ := s3.Public(d.Policy)
		is, _ := s3.Public(after)
		c.publicity = was != is
	}
	differ := compare(d.Policy, after)
	c.changed = slices.Concat(differ.fresh, differ.gone)
	return c
}

// concerns reports whether the change can make a difference to a leg: a changed
// statement speaks of its action and its resource, or the document as a whole
// reads otherwise.
func (c *replacement) concerns(l *judgedLeg) bool {
	switch {
	case c.d.Policy == nil, l.Layers.Point != nil, c.publicity, c.d.Policy.Variables() != c.after.Variables():
		return true
	case l.Layers.Settings != nil && c.after.Type() == policy.Bucket && l.Layers.Settings.Public != condition.Unknown:
		return true
	}
	return slices.ContainsFunc(c.changed, func(s *policy.Statement) bool {
		return speaksOf(&s.Resource, l.Request.Resource) &&
			(policy.SpeaksOf(&s.Action, l.Request.Action) || strings.HasPrefix(l.Request.Action, "s3:Delete"))
	})
}

// speaksOf reports whether an element may cover a resource, whatever variables in
// it stand for.
func speaksOf(e *policy.Elements, resource arn.ARN) bool {
	return e.Not || !e.Present() || slices.ContainsFunc(e.Patterns, func(t source.Text) bool {
		return arn.Compile(condition.ParseTemplate(t.Value, true).Widest()).Match(resource) || arn.Compile(glob.Parse(t.Value)).Match(resource)
	})
}

// in returns the layers with the replacement made.
func (c *replacement) in(l *authz.Layers) *authz.Layers {
	out := l.Clone()
	replace := func(layer *authz.Layer) {
		list := slices.Clone(layer.Policies)
		for i := range list {
			if c.d.Policy != nil && list[i].Document == c.d.Policy {
				list[i] = c.compiled
			}
		}
		layer.Policies = list
	}
	for _, layer := range out.All() {
		replace(layer)
	}
	if l.Settings != nil && c.after.Type() == policy.Bucket {
		// What AWS said of the old policy says nothing of the new one.
		settings := *l.Settings
		settings.Public = condition.Unknown
		out.Settings = &settings
	}
	if c.d.Policy == nil {
		layer := &out.Identity
		if c.after.Type() == policy.Bucket {
			layer = &out.BucketPolicy
		}
		layer.State = authz.Present
		layer.Policies = append(slices.Clone(layer.Policies), c.compiled)
	}
	return out
}
