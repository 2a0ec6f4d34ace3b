package lint

import (
	"fmt"
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/access"
	"github.com/crossgrant/crossgrant/internal/config"
	"github.com/crossgrant/crossgrant/internal/facts"
	"github.com/crossgrant/crossgrant/internal/finding"
	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/s3"
	"github.com/crossgrant/crossgrant/internal/snapshot"
	"github.com/crossgrant/crossgrant/internal/source"
)

// Expectations returns those of a configuration as the snapshot takes them.
func Expectations(c *config.Config) (list []snapshot.Expectation) {
	texts := func(values []source.Text) (out []string) {
		for _, v := range values {
			out = append(out, v.Value)
		}
		return out
	}
	for i := range c.Expect {
		e := &c.Expect[i]
		list = append(list, snapshot.Expectation{Role: e.Role.Value, Bucket: e.Bucket.Value, Can: texts(e.Can),
			Cannot: texts(e.Cannot), Prefix: e.Prefix.Value, At: input.Place{File: c.File, Span: e.Span}})
	}
	return list
}

// entries states the entries of the configuration against what was found:
// expectations with the verdict that there is, and accepted findings. They are
// judged last, by the rules of subject snapshot.
func (r *Result) entries(s *settler, judge *access.Judge, pairs []*snapshot.Pair) facts.Object {
	c := s.Config
	var entries facts.Entries
	for i := range c.Expect {
		e := &c.Expect[i]
		place := r.entry("expectation", i, c.File, e.Span)
		for _, wanted := range []struct {
			list []source.Text
			can  bool
		}{{e.Can, true}, {e.Cannot, false}} {
			for _, name := range wanted.list {
				entries.Expectations = append(entries.Expectations,
					r.expectation(e, s3.Capability(name.Value), wanted.can, place, judge, pairs))
			}
		}
	}
	for i := range c.Ignore {
		e := &c.Ignore[i]
		entries.Ignores = append(entries.Ignores, facts.Ignore{Place: r.entry("ignore", i, c.File, e.Span), Rule: e.Rule.Value,
			Reason: e.Reason.Value, Until: e.Until.Value, Expired: e.Expired(s.Now), Used: s.used[e]})
	}
	return facts.Configuration(entries)
}

// entry names the place of an entry of the configuration.
func (r *Result) entry(kind string, i int, file *source.File, span source.Span) string {
	id := fmt.Sprintf("%s %d of %s", kind, i+1, file.Name)
	r.places[id] = finding.Location{File: file, Span: span, Label: "the configuration"}
	return id
}

func (r *Result) expectation(e *config.Expectation, c s3.Capability, can bool, place string, judge *access.Judge, pairs []*snapshot.Pair) facts.Expectation {
	out := facts.Expectation{Place: place, Role: e.Role.Value, Bucket: e.Bucket.Value, Capability: string(c), Can: can}
	role := r.Role(e.Role.Value)
	if role == nil {
		out.NotDescribed = "the role"
		return out
	}
	if bucket := r.BucketFor(role, e.Bucket.Value); bucket == nil {
		out.NotDescribed = "the bucket"
	} else {
		answer := judge.Within(r.PairAmong(pairs, role, bucket), c, e.Prefix.Value)
		out.Verdict = answer.Verdict.String()
		out.Because = because(&answer, can)
	}
	return out
}

// because says what makes a capability other than expected: on what it hangs, else
// why the nearest request is denied, or what allows it.
func because(c *access.Capability, can bool) string {
	parts := append(slices.Clone(c.Conditions), c.Missing...)
	if can && len(parts) == 0 {
		for i := range c.Legs {
			for _, r := range c.Legs[i].Explanation().Reasons() {
				parts = append(parts, r.Sentence(c.Legs[i].Action))
			}
		}
	}
	if !can {
		for _, leg := range c.Legs {
			for _, layer := range leg.Explanation().Layers {
				for _, m := range layer.Allows {
					parts = append(parts, m.Policy.Name+" allows "+leg.Action)
				}
			}
		}
	}
	slices.Sort(parts)
	return strings.Join(slices.Compact(parts), "; ")
}
