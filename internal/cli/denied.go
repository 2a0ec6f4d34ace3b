package cli

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/access"
	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/finding"
	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/lint"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/refusal"
	"github.com/crossgrant/crossgrant/internal/report"
	"github.com/crossgrant/crossgrant/internal/s3"
	"github.com/crossgrant/crossgrant/internal/snapshot"
	"github.com/crossgrant/crossgrant/internal/source"
	"github.com/crossgrant/crossgrant/internal/verdict"
)

// denied is a refusal that is to be explained by what was read.
type denied struct {
	*refusal.Refusal
	world *lint.World
	pair  *access.Pair
}

// answer says which document caused the refusal, or why AWS's text does not fit
// what was read, and reports which. A text that names no object is answered as
// --operation is.
func (d *denied) answer(out io.Writer, judge *access.Judge, pair *snapshot.Pair, acl string) (explained bool, err error) {
	switch {
	case d.Code == refusal.NoACLs:
		d.noACLs(out)
		return true, nil
	case !d.exact():
		o, _ := s3.FindOperation(d.Operation)
		called := judge.Call(pair, o, acl)
		verdict.Write(out, called)
		if explained = wanted(called, nil, false) != nil; !explained {
			d.unexplained(out)
		}
		return explained, nil
	}
	for _, action := range d.actions() {
		l, ok := d.pair.Request(action.Action, d.keyOf(action), d.told())
		switch {
		case !ok && strings.HasPrefix(action.Action, "kms:"):
			return false, fmt.Errorf("--error: AWS asked for %s, but by what was read default encryption of bucket %s needs it for no read or write; "+
				"the object is under another key, or an export is missing: aws s3api get-bucket-encryption", action.Action, d.pair.Bucket.Name)
		case !ok:
			return false, fmt.Errorf("--error: %s is no action that is judged here", action.Action)
		}
		explained = d.leg(out, &l) || explained
	}
	d.named(out)
	if !explained {
		d.unexplained(out)
	}
	return explained, nil
}

// mended prints what is found about the pair, with the fixes: what is missing
// for the call may be missing for others, too. What may be so on purpose counts
// here: somebody wanted more.
func (d *denied) mended(out io.Writer, found []finding.Finding) {
	found = slices.DeleteFunc(slices.Clone(found), func(f finding.Finding) bool { return f.Rule.Severity < finding.Warning && f.Cap == 0 })
	if len(found) > 0 {
		fmt.Fprint(out, "\nwhat check says of this role and bucket:\n\n")
		report.Findings(out, found)
	}
}

// actions lists what was asked for: what AWS's sentence says, or else what the
// call needs (S3 User Guide, Required permissions for Amazon S3 API operations).
func (d *denied) actions() []s3.Leg {
	if d.Action != "" {
		on := s3.Bucket
		if d.Key != "" {
			on = s3.Object
		}
		return []s3.Leg{{Action: d.Action, On: on}}
	}
	o, _ := s3.FindOperation(d.Operation)
	var features s3.Feature
	for name, value := range d.Keys {
		features |= s3.FeatureOfKey(name, value)
	}
	return slices.DeleteFunc(o.Needs(features), func(l s3.Leg) bool {
		return l.On == s3.Source || l.On == s3.SourceKey || l.On == s3.Key
	})
}

// told is what the text tells of the request beside its action and resource.
func (d *denied) told() access.Told {
	told := access.Told{Keys: map[string]condition.Value{}}
	for name, value := range d.Keys {
		told.Keys[name] = authz.One(value)
	}
	if at, ok := told.Keys["aws:currenttime"]; ok {
		told.Keys[authz.Twin("aws:currenttime")] = authz.Epoch(at)
	}
	for _, name := range d.Lacks {
		told.Keys[name] = condition.Value{State: condition.Absent}
	}
	if user, ok := arn.Parse(d.User); ok {
		_, told.Session, _ = user.Session()
	}
	return told
}

func (d *denied) keyOf(l s3.Leg) string {
	if l.On == s3.Object {
		return d.Key
	}
	return ""
}

// exact reports whether the refusal names all that a request is made of; else
// the question is about all objects.
func (d *denied) exact() bool {
	return !slices.ContainsFunc(d.actions(), func(l s3.Leg) bool {
		return l.On == s3.Object && d.Key == "" || l.On == s3.Account
	})
}

// leg says what the files say about one action that the call needs, and reports
// whether that explains the refusal.
func (d *denied) leg(out io.Writer, l *access.Leg) bool {
	if d.Operation != "" && d.Action == "" {
		report.Say(out, "%s needs ", d.Operation)
	}
	report.Say(out, "%s on %s\n", l.Action, l.Resource)
	if d.Layer != "" {
		how := "no " + d.Layer + " allows it"
		if d.Explicit {
			how = "explicit deny: " + d.Layer
		}
		report.Say(out, "  AWS says:       %s\n", how)
	}
	report.Say(out, "  the files say:  %s\n", strings.ReplaceAll(l.Verdict.String(), "_", " "))
	reasons := l.Explanation().Reasons()
	agreed := slices.DeleteFunc(slices.Clone(reasons), func(a authz.Reason) bool { return d.Layer != "" && !d.fits(a) })
	switch {
	case l.Verdict == authz.Allowed && d.hidden(l):
		report.Say(out, "  the cause is in a %s, and none was read: it belongs to the organization, the session or the network\n", d.Layer)
	case l.Verdict == authz.Allowed:
		return false
	case l.Verdict == authz.Conditional:
		d.open(out, l)
	case len(agreed) == 0 && len(reasons) > 0:
		fmt.Fprintln(out, "  the files name another cause than AWS does: one of them may differ from what was in force; found here:")
		causes(out, l.Action, reasons)
	default:
		causes(out, l.Action, agreed)
	}
	return true
}

// open says on what a verdict hangs that what the text tells does not settle: first
// what AWS names, if any of it does.
func (d *denied) open(out io.Writer, l *access.Leg) {
	reasons := l.Explanation().Open()
	if agreed := slices.DeleteFunc(slices.Clone(reasons), func(a authz.Reason) bool { return d.Layer != "" && !d.fits(a) }); len(agreed) > 0 {
		reasons = agreed
	}
	for i := range reasons {
		report.Say(out, "  it hangs on: %s\n", reasons[i].Hangs(l.Action))
		placeOf(out, &reasons[i])
	}
}

// hidden reports whether AWS names a kind of policy of which none was read.
func (d *denied) hidden(l *access.Leg) bool {
	for t := range authz.Traits() {
		if t.Unseen && t.Type == d.Layer {
			return !slices.ContainsFunc(l.Explanation().Layers, func(v authz.View) bool { return v.Name == t.Name })
		}
	}
	return false
}

// fits reports whether a reason is of the kind that AWS names.
func (d *denied) fits(a authz.Reason) bool {
	if d.Layer == refusal.BlockPublicACLs {
		return a.Layer == authz.PublicAccess
	}
	return strings.EqualFold(a.Type(), d.Layer) && (a.Effect == policy.Deny) == d.Explicit
}

// named leads to the policy whose ARN AWS's text ends with.
func (d *denied) named(out io.Writer) {
	if d.Policy == "" {
		return
	}
	for _, document := range d.world.Snapshot.Documents {
		if document.Owner().ID == d.Policy || document.ID() == d.Policy {
			o := document.Policy.Origin()
			report.Say(out, "  AWS names %s: %s, %s\n", d.Policy, document.Label(), o.File.Place(o.Locate(source.Span{}).Start))
			return
		}
	}
	report.Say(out, "  AWS names %s, which is not in these files; export it: %s\n", d.Policy, exportOf(d.Policy))
}

// exportOf is the call that prints a policy.
func exportOf(policyARN string) string {
	name, _ := arn.Parse(policyARN)
	if name.Service == "organizations" {
		return "aws organizations describe-policy --policy-id " + name.Resource[strings.LastIndexByte(name.Resource, '/')+1:]
	}
	return "aws iam get-account-authorization-details"
}

// unexplained says what else a refusal can come from that the files allow.
func (d *denied) unexplained(out io.Writer) {
	reads := d.Action == "" && (d.Operation == "HeadObject" || d.Operation == "GetObject")
	if l, ok := d.pair.Request("s3:ListBucket", "", access.Told{}); reads && ok && l.Verdict != authz.Allowed {
		fmt.Fprintln(out, "  is the object there? S3 answers 403 and not 404 about a missing one to who is not allowed s3:ListBucket:")
		causes(out, l.Action, l.Explanation().Reasons())
		return
	}
	fmt.Fprintln(out, "  no file that was read explains it: the files are older than the call, or a policy of the organization, the session or the endpoint denies")
}

// noACLs answers where S3 refuses access control lists (S3 User Guide,
// Controlling ownership of objects).
func (d *denied) noACLs(out io.Writer) {
	setting := d.pair.Bucket.Ownership
	switch {
	case setting.State == input.Present && s3.Ownership(setting.Value) == s3.OwnerEnforced:
		report.Say(out, "%s sends an ACL, and Object Ownership of bucket %s is %s: it takes none but %s\n",
			d.Operation, d.pair.Bucket.Name, setting.Value, s3.FullControl)
		if file := setting.At.File; file != nil {
			report.Say(out, "    %s\n", file.Place(setting.At.Span.Start))
		}
	case setting.State == input.Present || setting.State == input.Absent:
		report.Say(out, "AWS says that bucket %s takes no ACLs; by the files Object Ownership lets them in: the files are older than the call\n", d.pair.Bucket.Name)
	default:
		report.Say(out, "AWS says that bucket %s takes no ACLs: Object Ownership is %s (not exported)\n", d.pair.Bucket.Name, s3.OwnerEnforced)
	}
	report.Say(out, "  send no --acl, x-amz-acl or grant; the bucket's account owns what is uploaded without it\n")
}

// causes lists reasons, with the places of what they are about.
func causes(out io.Writer, action string, reasons []authz.Reason) {
	for i := range reasons {
		a := &reasons[i]
		report.Say(out, "  cause: %s\n", a.Sentence(action))
		placeOf(out, a)
	}
}

// placeOf writes the place of what a reason is about.
func placeOf(out io.Writer, a *authz.Reason) {
	if a.Document != nil {
		inside, _ := a.Document.Locate(a.Path)
		report.Say(out, "    %s\n", a.Document.Origin().File.Place(a.Document.Origin().Locate(inside).Start))
	}
}
