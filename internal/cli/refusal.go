package cli

import (
	"fmt"
	"io"
	"os"
	"regexp"
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/access"
	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/lint"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/report"
)

// refusal is what AWS's text says about a request that it denied.
type refusal struct {
	User, Action, Bucket, Key string
	// Layer is AWS's word for the kind of policy, empty if the text names none;
	// Explicit says that a statement of it denies.
	Layer    string
	Explicit bool
	// Endpoint is the id of the VPC endpoint that the request came through, if an
	// event says so.
	Endpoint string
}

// said is AWS's sentence (IAM User Guide, Troubleshoot access denied error
// messages; S3 User Guide, Troubleshoot access denied errors).
var said = regexp.MustCompile(`(?s)User: (\S+) is not authorized to perform: ([\w-]+:\w+)(?: on resource: "?([^"\s]+?)"?(?:\s|$))?`)

// because are the ends that the sentence has.
var because = []struct {
	text     *regexp.Regexp
	explicit bool
}{
	{regexp.MustCompile(`with an explicit deny in an? ([a-zA-Z -]+?)(?:[.:"]|$|\s*\()`), true},
	{regexp.MustCompile(`because no ([a-zA-Z -]+?) allows the`), false},
}

const blockedACLs = "prevented by the BlockPublicAcls setting"

// readRefusal reads a pasted message, or the CloudTrail event of the call.
func readRefusal(text string) (*refusal, error) {
	event, isEvent, err := readEvent(text)
	if err != nil {
		return nil, err
	}
	if isEvent {
		text = event.ErrorMessage
	}
	r := &refusal{}
	if m := said.FindStringSubmatch(text); m != nil {
		r.User, r.Action = m[1], m[2]
		if name, ok := arn.Parse(strings.TrimRight(m[3], ".")); ok && name.Service == "s3" {
			r.Bucket, r.Key = bucketAndKey(name)
		}
		r.because(text[strings.Index(text, m[0]):])
	}
	if isEvent {
		event.complete(r)
	}
	if r.User == "" || r.Action == "" {
		return nil, fmt.Errorf("--error: want AWS's message (User: ARN is not authorized to perform: ACTION on resource: ARN ...), or a CloudTrail event")
	}
	return r, nil
}

// bucketAndKey takes the ARN of a bucket or an object apart, also of one behind
// an access point.
func bucketAndKey(name arn.ARN) (bucket, key string) {
	if strings.HasPrefix(name.Resource, "accesspoint/") {
		name.Resource, key, _ = strings.Cut(name.Resource, "/object/")
		return name.String(), key
	}
	bucket, key, _ = strings.Cut(name.Resource, "/")
	return bucket, key
}

// because reads the cause that the message gives.
func (r *refusal) because(text string) {
	if strings.Contains(text, blockedACLs) {
		r.Layer, r.Explicit = "Block Public Access setting", true
		return
	}
	for _, b := range because {
		if m := b.text.FindStringSubmatch(text); m != nil {
			r.Layer, r.Explicit = strings.TrimSpace(m[1]), b.explicit
			return
		}
	}
}

// readText returns the text of a flag: a file's, if it begins with @ or names
// one, else the text itself.
func readText(value string) (string, error) {
	name, marked := strings.CutPrefix(value, "@")
	if info, err := os.Stat(name); marked || err == nil && info.Mode().IsRegular() {
		text, err := os.ReadFile(name)
		return string(text), err
	}
	return value, nil
}

// role finds the role that made the call: a message names a session, whose ARN
// has no path.
func (r *refusal) role(w *lint.World) (string, error) {
	name, ok := arn.Parse(r.User)
	session, _, isSession := name.Session()
	if _, last, isRole := name.RoleName(); isRole && ok {
		session, isSession = last, true
	}
	if !isSession {
		return "", fmt.Errorf("--error: %s is no role; only roles are judged", r.User)
	}
	for _, role := range w.Roles {
		if role.Name == session && role.Account == name.Account {
			return role.ARN, nil
		}
	}
	return "", fmt.Errorf("--error: no input describes role %s of account %s", session, name.Account)
}

// answer says which document caused the refusal, or why AWS's text does not fit
// what was read.
func (r *refusal) answer(out io.Writer, p *access.Pair) error {
	l, ok := p.Request(r.Action, r.Key)
	switch {
	case !ok && strings.HasPrefix(r.Action, "kms:"):
		return fmt.Errorf("--error: AWS asked for %s, but by what was read default encryption of bucket %s needs it for no read or write; "+
			"the object is under another key, or an export is missing: aws s3api get-bucket-encryption", r.Action, p.Bucket.Name)
	case !ok:
		return fmt.Errorf("--error: %s is no action that is judged here", r.Action)
	}
	fmt.Fprintf(out, "%s on %s\n", r.Action, l.Resource)
	if r.Layer != "" {
		how := "no " + r.Layer + " allows it"
		if r.Explicit {
			how = "explicit deny in a " + r.Layer
		}
		fmt.Fprintf(out, "  AWS says:       %s\n", how)
	}
	fmt.Fprintf(out, "  the files say:  %s\n", strings.ReplaceAll(l.Verdict.String(), "_", " "))
	reasons := l.Explanation.Reasons()
	agreed := slices.DeleteFunc(slices.Clone(reasons), func(a authz.Reason) bool { return r.Layer != "" && !r.fits(a) })
	switch {
	case l.Verdict == authz.Allowed && r.hidden(&l):
		fmt.Fprintf(out, "  the cause is in a %s, and none was read: it belongs to the organization, the session or the network\n", r.Layer)
	case l.Verdict == authz.Allowed:
		fmt.Fprintln(out, "  no file that was read explains it: the files are older than the call, or a policy of the organization, the session or the endpoint denies")
	case len(agreed) == 0 && len(reasons) > 0:
		fmt.Fprintln(out, "  the files name another cause than AWS does: one of them may differ from what was in force; found here:")
		causes(out, r.Action, reasons)
	default:
		causes(out, r.Action, agreed)
	}
	return nil
}

// hidden reports whether AWS names a kind of policy of which none was read.
func (r *refusal) hidden(l *access.Leg) bool {
	kinds := []authz.LayerName{authz.SCP, authz.RCP, authz.Session, authz.VPCEndpoint}
	at := slices.IndexFunc(kinds, func(kind authz.LayerName) bool { return (&authz.Reason{Layer: kind}).Type() == r.Layer })
	return at >= 0 && !slices.ContainsFunc(l.Explanation.Layers, func(v authz.View) bool { return v.Name == kinds[at] })
}

// fits reports whether a reason is of the kind that AWS names.
func (r *refusal) fits(a authz.Reason) bool {
	if r.Layer == "Block Public Access setting" {
		return a.Layer == authz.PublicAccess
	}
	return strings.EqualFold(a.Type(), r.Layer) && (a.Effect == policy.Deny) == r.Explicit
}

// causes lists reasons, with the places of what they are about.
func causes(out io.Writer, action string, reasons []authz.Reason) {
	for i := range reasons {
		a := &reasons[i]
		fmt.Fprintf(out, "  cause: %s\n", report.Reason(action, a))
		if a.Document != nil {
			inside, _ := a.Document.Locate(a.Path)
			at := a.Document.Origin.File.Position(a.Document.Origin.Locate(inside).Start)
			fmt.Fprintf(out, "    %s:%d:%d\n", a.Document.Origin.File.Name, at.Line, at.Column)
		}
	}
}
