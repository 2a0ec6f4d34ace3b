package lint

import (
	"cmp"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/crossgrant/crossgrant/internal/config"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/snapshot"
)

// apart says why there is no pair where policies of both sides are there, and
// what would make one. Whoever has one side alone misses nothing.
func (w *World) apart(pairs []*snapshot.Pair) []string {
	ofRoles, ofBuckets := w.ownerless(policy.Identity), w.ownerless(policy.Bucket)
	if len(pairs) > 0 || len(w.Roles)+len(ofRoles) == 0 || len(w.Buckets)+len(ofBuckets) == 0 {
		return nil
	}
	var why []string
	how := ""
	if len(ofRoles) > 0 {
		why = append(why, fmt.Sprintf("no file says of which role %s (a folder <account id>/roles/<role>/inline/ says it)", are(ofRoles)))
		how = fmt.Sprintf(`roles: [{files: %q, arn: "arn:aws:iam::<account id>:role/<role>"}]`, w.fileOf(policy.Identity))
	}
	if len(ofBuckets) > 0 {
		why = append(why, fmt.Sprintf("no file says of which bucket %s (the path <account id>/buckets/<bucket>/policy.json says it)", are(ofBuckets)))
		how = cmp.Or(how, fmt.Sprintf(`buckets: [{files: %q, name: "<bucket>"}]`, w.fileOf(policy.Bucket)))
	}
	if why == nil {
		why = []string{"no policy of a role names a bucket that is there, and no bucket policy a role that is"}
	}
	said := "no role and bucket are judged together: " + strings.Join(why, ", and ")
	if how != "" {
		said += "; so does the line " + how + " in " + config.Name + ", which crossgrant init begins"
	}
	return []string{said + "; access --role ARN --bucket NAME judges two all the same"}
}

// fileOf is the file of the first document of a type of which nothing says whose it is.
func (w *World) fileOf(t policy.Type) string {
	for _, d := range w.Snapshot.Documents {
		if d.Policy.Type() == t && d.Owner().Kind == "" {
			return filepath.ToSlash(d.Policy.Origin().File.Name)
		}
	}
	return ""
}

// are names the first of many, with the verb.
func are(names []string) string {
	if len(names) == 1 {
		return names[0] + " is"
	}
	return few(names) + " are"
}

// ownerless lists the documents of a type of which nothing says whose they are.
func (w *World) ownerless(t policy.Type) (labels []string) {
	for _, d := range w.Snapshot.Documents {
		if d.Policy.Type() == t && d.Owner().Kind == "" {
			labels = append(labels, d.Label())
		}
	}
	return labels
}

// WideNotes counts the grants that form no pair, in a sentence; the first of them
// are named if the user asks for it.
func WideNotes(list []snapshot.Wide, named bool) []string {
	var toAll, onAll []string
	for _, wide := range list {
		d := wide.Document.Policy
		at := d.Origin().Locate(wide.Statement().Span)
		name := fmt.Sprintf("%s of %s (%s)", d.StatementPath(wide.Index), wide.Document.Label(), d.Origin().File.Place(at.Start))
		if wide.ToAll {
			toAll = append(toAll, name)
		} else {
			onAll = append(onAll, name)
		}
	}
	var notes []string
	for _, kind := range []struct {
		list      []string
		one, many string
	}{
		{toAll, "1 statement of a bucket policy that allows everybody forms no pair", "%d statements of bucket policies that allow everybody form no pair"},
		{onAll, "1 statement of a role that allows buckets of every name forms no pair", "%d statements of roles that allow buckets of every name form no pair"},
	} {
		said := kind.one
		switch n := len(kind.list); {
		case n == 0:
			continue
		case n > 1:
			said = fmt.Sprintf(kind.many, n)
		}
		if named {
			notes = append(notes, said+": "+few(kind.list))
		} else {
			notes = append(notes, said+" (--verbose names them)")
		}
	}
	return notes
}
