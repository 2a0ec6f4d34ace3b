// Package verdict writes what a role can do with a bucket, and why not: as text, and as
// JSON.
package verdict

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/access"
	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/report"
	"github.com/crossgrant/crossgrant/internal/s3"
	"github.com/crossgrant/crossgrant/internal/trust"
)

// Write writes the verdict on a pair: each capability, and for what is not
// allowed the layers that stop it, with the place that came nearest.
func Write(out io.Writer, p *access.Pair) {
	report.Say(out, "%s -> %s", p.Role.ARN, p.Bucket.Ref())
	if p.AccountKnown {
		report.Say(out, " (account %s, known from %s)", p.Bucket.Account, p.Bucket.AccountBy)
	}
	if p.Via != nil {
		report.Say(out, "\n   through access point %s", p.Via.ARN)
	}
	fmt.Fprint(out, "\n\n")
	for i := range p.Capabilities {
		capability(out, p, &p.Capabilities[i])
	}
	if by := assumedBy(trust.New(p.World()).Of(p.Role)); len(by) > 0 {
		report.Say(out, "may be assumed by: %s\n", strings.Join(by, "; "))
	}
	for _, a := range p.Assuming {
		report.Say(out, "assuming: %s\n", a)
	}
}

func capability(out io.Writer, p *access.Pair, c *access.Capability) {
	name := string(c.Capability)
	if p.Call != "" {
		name = p.Call
	}
	report.Say(out, "%-7s %s", name, c.Verdict)
	switch {
	case c.ACL != "" && c.Verdict != access.No:
		report.Say(out, ", with the header x-amz-acl: %s", c.ACL)
	case c.Grant != "" && c.Verdict != access.No:
		report.Say(out, ", with the header x-amz-grant-full-control: %s", c.Grant)
	}
	list(out, " on ", c.Objects)
	list(out, ", depends on ", c.Conditions)
	list(out, ", hangs on ", c.Missing)
	if c.Limit != "" && c.Verdict != access.Unknown {
		report.Say(out, " (%s)", c.Limit)
	}
	if !c.Meant {
		fmt.Fprint(out, " (nobody means it)")
	}
	fmt.Fprintln(out)
	if c.Verdict == access.Partly || c.Verdict == access.Conditional {
		allowed, denied := witness(c.Allowed), witness(c.Denied)
		if allowed == denied {
			// They differ in what no condition key tells.
			allowed, denied = allowed+opened(c.Allowed), denied+opened(c.Denied)
		}
		example(out, "allowed", allowed)
		example(out, "denied", denied)
	}
	for i := range c.Legs {
		if l := &c.Legs[i]; p.Call != "" {
			report.Say(out, "  needs %s on %s: %s\n", l.Action, l.Resource, strings.ReplaceAll(l.Verdict.String(), "_", " "))
		}
	}
	if c.Verdict != access.Yes {
		seen := map[string]bool{}
		for i := range c.Legs {
			leg(out, &c.Legs[i], seen, c.Meant || c.Verdict != access.No || p.Call != "")
		}
	}
	if c.Capability == s3.Write && (c.Meant || c.Verdict != access.No) {
		ownership(out, p)
	}
	fmt.Fprintln(out)
}

// witness is a request that proves one side of a verdict.
func witness(w *access.Witness) string {
	if w == nil {
		return ""
	}
	text := w.Resource
	if w.Prefix != nil {
		text += fmt.Sprintf(" with prefix %q", *w.Prefix)
	}
	for _, key := range slices.Sorted(maps.Keys(w.Facts)) {
		if key != "s3:prefix" {
			text += fmt.Sprintf(" with %s %q", key, w.Facts[key])
		}
	}
	for _, key := range w.Without {
		text += " without " + key
	}
	return text
}

// openly says how people are told of facts that are no condition keys.
var openly = map[string][2]string{
	"role session name":      {"in another session", "in that session"},
	"the caller's unique id": {"if the caller has another unique id", "if the caller has that unique id"},
	"the object's owner":     {"where the bucket's account owns the object", "where another account owns the object"},
}

// opened says of the facts that are no condition keys whether they are so.
func opened(w *access.Witness) (text string) {
	if w == nil {
		return ""
	}
	for _, fact := range slices.Sorted(maps.Keys(w.Open)) {
		name, _, _ := strings.Cut(fact, ": ")
		words, ok := openly[name]
		if !ok {
			words = [2]string{"if not: " + fact, "if so: " + fact}
		}
		at := 0
		if w.Open[fact] {
			at = 1
		}
		text += ", " + words[at]
		if name != fact && at == 1 {
			text += " (" + fact + ")"
		}
	}
	return text
}

func example(out io.Writer, verdict, text string) {
	if text != "" {
		report.Say(out, "  %s, for example: %s\n", verdict, text)
	}
}

func list(out io.Writer, lead string, items []string) {
	if len(items) > 0 {
		report.Say(out, "%s%s", lead, strings.Join(items, "; "))
	}
}

// leg says why one action is not allowed. Of an action that nobody means, it is
// told only what stands in the way of one that some statement lists.
func leg(out io.Writer, l *access.Leg, seen map[string]bool, meant bool) {
	if l.Verdict == authz.Allowed {
		return
	}
	for _, r := range l.Explanation().Reasons() {
		if !meant && (r.Statement == nil || r.Element == authz.ActionElement || r.Element == authz.PrincipalElement) {
			continue
		}
		text := r.Sentence(l.Action)
		if seen[text] {
			continue
		}
		seen[text] = true
		report.Say(out, "  %s\n", text)
		if r.Document != nil && !l.Managed {
			inside, _ := r.Document.Locate(r.Path)
			report.Say(out, "    %s\n", r.Document.Origin().File.Place(r.Document.Origin().Locate(inside).Start))
		}
	}
}

// ownership says who will own what the role writes (S3 User Guide, Controlling
// ownership of objects).
func ownership(out io.Writer, p *access.Pair) {
	if !p.CrossAccount {
		return
	}
	setting := p.Bucket.Ownership
	owner := s3.Ownership(setting.Value)
	switch setting.State {
	case input.Absent:
		owner = s3.ObjectWriter
	case input.NotExported, input.NotPermitted:
		fmt.Fprintln(out, "  who owns what it writes is not known: aws s3api get-bucket-ownership-controls")
		return
	}
	switch {
	case owner.OwnsUpload(""):
	case owner.OwnsUpload(s3.FullControl):
		report.Say(out, "  Object Ownership is %s: account %s owns an upload only if it carries x-amz-acl: %s\n",
			owner, p.Bucket.Account, s3.FullControl)
	default:
		report.Say(out, "  Object Ownership is %s: account %s owns what it writes; account %s can read an upload only\n"+
			"  if it carries x-amz-acl: %s, and owns it if Object Ownership is %s\n",
			owner, p.Role.Account, p.Bucket.Account, s3.FullControl, s3.OwnerEnforced)
	}
}
