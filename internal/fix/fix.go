package fix

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/crossgrant/crossgrant/internal/access"
	"github.com/crossgrant/crossgrant/internal/finding"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/reference"
	"github.com/crossgrant/crossgrant/internal/snapshot"
	"github.com/crossgrant/crossgrant/internal/source"
	"github.com/crossgrant/crossgrant/internal/unknown"
)

// Proposal is a fix as a rule states it: edits of one document, or a new
// document of a target, or commands. Otherwise is what to try where it cannot
// be made or is not safe.
type Proposal struct {
	Description string
	// Wants is what the fix may let in; of a fix about a pair no more than somebody
	// meant the pair to do.
	Wants    []access.Want
	Document string // id of the document that Edits change
	Edits    []Edit
	Target   Target
	New      any // the new document
	Commands []string
	// Settings are what Commands put, nil where they put no setting of the bucket.
	Settings *Settings
	// Unsafe: somebody has to look at it even if it grants nothing else, as
	// where a deny goes that somebody wrote on purpose.
	Unsafe    bool
	Otherwise []Proposal
}

// Target is what a new document becomes the policy of.
type Target string

// A new policy can be the bucket's, or an inline policy of the role.
const (
	OfBucket Target = "bucket"
	OfRole   Target = "role"
)

// Prover makes fixes for findings about one world.
type Prover struct {
	World *snapshot.Snapshot
	// Pair is the role and bucket that the finding is about, nil if it is about
	// a document alone; Meant is what somebody meant the pair to do.
	Pair  *access.Pair
	Meant []access.Want
	// Bucket is the one that the finding is about where it is about no pair.
	Bucket *snapshot.Bucket
	Table  *reference.Table
	// Neighbours are the pairs that settings of a bucket concern.
	Neighbours *Neighbours
	// Proofs is what other fixes of the world have proved, nil where there are none.
	Proofs *Proofs

	legs  []judgedLeg // of Pair, once they were asked for
	tried map[string]attempt
	read  *meanings
	text  int // how many bytes of edited documents were read again
}

// attempt is what came of a proposal. Findings about one pair often have the same
// alternative, a statement that grants all that is meant, and deciding a long policy
// again for each would cost the square of their number.
type attempt struct {
	made *Made
	err  error
}

// Made is a fix with the edits that made it.
type Made struct {
	*finding.Fix
	Document *snapshot.Document // nil for a new document or commands
	Edits    []Edit
	// granted is what Grants says, which is asked of a fix that is made alone.
	granted func() string
	// again proves what the edits do to the document where others were made before.
	again func(before, after *policy.Document) finding.Safety
	// keeps proves that such a change takes nothing, whoever has a part in it.
	keeps func(before, after *policy.Document) bool
	// Severity is that of the finding.
	Severity finding.Severity
}

// Make tries the proposals in turn. The first safe one wins, else the first
// that grants nothing else, else the first that can be made; without one the answer is nil, and the error says why the
// last could not be made.
func (p *Prover) Make(proposal *Proposal) (best *Made, err error) {
	if best, err = p.best(proposal); best != nil && best.granted != nil {
		best.Grants, best.granted = best.granted(), nil
	}
	return best, err
}

// Done lets go of what further fixes would ask for. Those that were made can still be
// proved beside others.
func (p *Prover) Done() { p.legs, p.tried, p.read = nil, nil, nil }

func (p *Prover) best(proposal *Proposal) (best *Made, err error) {
	for _, next := range append([]Proposal{*proposal}, proposal.Otherwise...) {
		made, failed := p.try(&next)
		switch {
		case failed != nil:
			err = failed
		case made.Safety == finding.Safe, made.Patch == nil && best == nil:
			return made, nil
		case made.Patch == nil:
			// What commands do to others is proved by nobody.
		case best == nil, best.Gains != "" && made.Gains == "":
			best = made
		}
	}
	return best, err
}

func (p *Prover) try(proposal *Proposal) (*Made, error) {
	alone := *proposal
	alone.Otherwise = nil
	key, err := json.Marshal(alone)
	if err != nil {
		return nil, err
	}
	a, again := p.tried[string(key)]
	if !again {
		a.made, a.err = p.attempt(proposal)
		if p.tried == nil {
			p.tried = map[string]attempt{}
		}
		p.tried[string(key)] = a
	}
	if a.made == nil {
		return nil, a.err
	}
	made, fix := *a.made, *a.made.Fix
	made.Fix = &fix
	return &made, a.err
}

func (p *Prover) attempt(proposal *Proposal) (*Made, error) {
	fix := &finding.Fix{Description: proposal.Description, Commands: proposal.Commands}
	switch {
	case len(proposal.Edits) > 0:
		return p.edit(proposal, fix)
	case proposal.New != nil:
		return p.create(proposal, fix)
	}
	if proposal.Settings != nil {
		p.settings(fix, *proposal.Settings)
	}
	if proposal.Unsafe {
		fix.Safety = finding.Unsafe
	}
	return &Made{Fix: fix}, nil
}

// edit applies the edits in memory.
func (p *Prover) edit(proposal *Proposal, fix *finding.Fix) (*Made, error) {
	d := p.World.Document(proposal.Document)
	if d == nil {
		return nil, fmt.Errorf("no document %q", proposal.Document)
	}
	if err := p.editable(d); err != nil {
		return nil, err
	}
	if p.text += len(d.Policy.Text()); p.text > mostRead {
		return nil, fmt.Errorf("%s: make its other fixes first, the document is long", d.Label())
	}
	edits, err := Apply(d.Policy, proposal.Edits)
	if err != nil {
		return nil, err
	}
	text, err := source.Apply(d.Policy.Text(), edits)
	if err != nil {
		return nil, err
	}
	after := policy.Parse(source.Whole(source.NewFile(d.Label(), text)), d.Policy.Type())
	if len(after.Problems()) > len(d.Policy.Problems()) {
		return nil, fmt.Errorf("%s: the edited document is malformed: %s", d.Label(), after.Problems()[0].Kind)
	}
	if p.Pair == nil && aims(proposal.Edits, d.Policy) && len(after.Problems()) == len(d.Policy.Problems()) {
		return nil, fmt.Errorf("%s: the edit mends no problem", d.Label())
	}
	if err := p.nearer(d, after); err != nil {
		return nil, err
	}
	fix.Patch = patch(d, edits, text)
	if command := p.command(d, fix.Patch); command != "" {
		fix.Commands = put(fix.Commands, command)
	}
	adds := slices.ContainsFunc(proposal.Edits, func(e Edit) bool { return e.Op == Add })
	wants := p.wants(proposal)
	granted := p.judge(fix, d, d.Policy, after, wants, adds)
	if proposal.Unsafe {
		fix.Safety = finding.Unsafe
	}
	return &Made{Fix: fix, Document: d, Edits: proposal.Edits, granted: granted, again: func(before, after *policy.Document) finding.Safety {
		var as finding.Fix
		p.judge(&as, d, before, after, wants, adds)
		return as.Safety
	}, keeps: func(before, after *policy.Document) bool { return p.keeps(d, before, after) }}, nil
}

// mostRead is how much text the fixes for one subject may cost, since each reads its
// document again. What AWS takes is never as long; a file of 2,000 statements is.
const mostRead = 32 << 20

// aims reports whether edits are of what leaves the grammar.
func aims(edits []Edit, d *policy.Document) bool {
	return slices.ContainsFunc(edits, func(e Edit) bool {
		return slices.ContainsFunc(d.Problems(), func(p policy.Problem) bool { return slices.EqualFunc(e.Path, p.Path, sameStep) })
	})
}

// patch describes an edit of a document: as edits of the file if that is the
// document's source, else as the whole document before and after.
func patch(d *snapshot.Document, edits []source.Edit, text []byte) *finding.Patch {
	out := &finding.Patch{Label: d.Label()}
	if rewritten, ok := rewrite(d.Policy.Origin(), text); ok {
		out.File, out.Edits = d.Policy.Origin().File, rewritten
		out.Old = out.File.Text
		return out
	}
	if quoted := inString(d.Policy.Origin(), edits, text); quoted != nil {
		out.File, out.Edits, out.Old = d.Policy.Origin().File, quoted, d.Policy.Origin().File.Text
		return out
	}
	if o := d.Policy.Origin(); !isSource(o) || slices.ContainsFunc(edits, func(e source.Edit) bool { return !holds(o, e.New) }) {
		if out.Maker = o.Maker; o.Maker == "" && (o.Rendered != nil || o.Source) {
			out.Stands = fmt.Sprintf("%s:%d", o.File.Name, o.File.Position(o.Span.Start).Line)
		}
		out.Exported, out.Changes = d.Policy.Text, edits
		return out
	}
	at := d.Policy.Origin().Span.Start
	for i := range edits {
		edits[i].Span.Start += at
		edits[i].Span.End += at
	}
	out.File, out.Edits = d.Policy.Origin().File, edits
	out.Old = d.Policy.Origin().File.Whole()
	return out
}

// rewrite returns the changes of a file in a language of its own after which a document
// of it says the text; ok is false where there are none.
func rewrite(o source.Origin, text []byte) (edits []source.Edit, ok bool) {
	if o.Notation == nil || o.File.Derived != "" {
		return nil, false
	}
	edits, err := o.Notation.Rewrite(text)
	return edits, err == nil && len(edits) > 0
}

// holds reports whether a text means in a file what it says: no file spells out what
// nobody knows yet, and in sources that have a language of their own ${ begins an
// expression.
func holds(o source.Origin, text string) bool {
	return !unknown.In(text) && !(o.Source && (strings.Contains(text, "${") || strings.Contains(text, "%{")))
}

// isSource reports whether the file is the document and nothing else, or one that
// people write: anything else around it makes it an export, which is never edited.
func isSource(o source.Origin) bool {
	if o.File.Derived != "" || o.File.Packed() || o.Embedded() {
		return false // what is packed is an export
	}
	if o.Source {
		return true
	}
	before := bytes.TrimPrefix(o.File.Text[:o.Span.Start], []byte("\ufeff"))
	return blank(before) && blank(o.File.Text[o.Span.End:])
}

// blank reports whether a text is white space; of a large one it reads little.
func blank(text []byte) bool {
	return bytes.IndexFunc(text, func(r rune) bool { return !unicode.IsSpace(r) }) < 0
}

// editable says who has to change a document that the user cannot.
func (p *Prover) editable(d *snapshot.Document) error {
	if d.AWSManaged {
		return fmt.Errorf("%s: AWS manages it", d.Label())
	}
	if p.Pair != nil && d.Owner().Kind == "role" {
		return notEditable(p.Pair.Role)
	}
	return nil
}

// create makes a policy where there is none.
func (p *Prover) create(proposal *Proposal, fix *finding.Fix) (*Made, error) {
	if p.Pair == nil {
		return nil, fmt.Errorf("a new policy is for a role and a bucket, and there are none")
	}
	of, label := policy.Identity, ""
	switch proposal.Target {
	case OfBucket:
		of, label = policy.Bucket, "policy of bucket "+p.Pair.Bucket.Name
		fix.Commands = put(fix.Commands, snapshot.PutBucketPolicy(p.Pair.Bucket.Name))
	case OfRole:
		label = "new inline policy " + p.Pair.Bucket.Name + " of role " + p.Pair.Role.Name
		command := snapshot.PutRolePolicy(p.Pair.Role.Name, p.Pair.Bucket.Name)
		if set := permissionSet(p.Pair.Role); set != "" {
			label, command = "inline policy of permission set "+set, putPermissionSet
		}
		if err := notEditable(p.Pair.Role); err != nil {
			return nil, err
		}
		fix.Commands = put(fix.Commands, command)
	default:
		return nil, fmt.Errorf("target: want bucket or role, found %q", proposal.Target)
	}
	text := []byte(style{lines: true, unit: "  ", spaced: true}.encode(proposal.New, "") + "\n")
	after := policy.Parse(source.Whole(source.NewFile(label, text)), of)
	d := snapshot.NewDocument(snapshot.Names{Label: label, Owner: snapshot.Owner{Kind: string(proposal.Target)}}, nil)
	if err := p.nearer(d, after); err != nil {
		return nil, err
	}
	fix.Patch = &finding.Patch{Label: label, New: text}
	granted := p.judge(fix, d, nil, after, p.wants(proposal), true)
	return &Made{Fix: fix, granted: granted}, nil
}

// put adds a call to those of a fix, unless it names what nobody knows yet.
func put(commands []string, call string) []string {
	if unknown.In(call) {
		return commands
	}
	return append(slices.Clone(commands), call)
}
