package snapshot

import (
	"cmp"
	"slices"

	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/policy"
)

// stated is what files say of a role, until all of them are read: exports hold a hundred
// thousand roles, and none of it is asked for later. Of a role that one file tells of, and
// once, it is made when the role is finished.
type stated struct {
	rarely           Rarely
	names            []string // of inline policies, as lists have them
	arn, id, session input.Setting[string]
	boundary         input.Setting[input.PolicyRef]
	trust            input.Setting[*policy.Document]
	inline           []inline
	inlineAt         map[string]int // by name, where there are many
	// lists of one page each say what all of the policies are; of several pages
	// none does.
	inlineList, attachedList input.Setting[[]string]
	paged                    bool
}

// state makes sure that a role knows what is stated of it, which it keeps there.
func (b *Builder) state(role *Role, there *stated) {
	if role.stated != nil {
		return
	}
	*there = stated{inline: there.inline[:0]}
	role.stated, role.Rarely = there, &there.rarely
	if r := role.first; r != nil {
		role.first = nil
		b.stateMore(role, r, role.firstPaged)
	}
}

// stateMore adds what a file says of a role.
func (b *Builder) stateMore(role *Role, r *input.Role, paged bool) {
	if role.At.File == nil || role.arn.State == input.NotExported && r.ARN != "" {
		role.At = r.At
	}
	merge(b, role, "ARN", &role.arn, told(r.ARN, r.At))
	merge(b, role, "unique id", &role.id, told(r.ID, r.At))
	merge(b, role, "session duration", &role.session, told(r.MaxSession, r.At))
	merge(b, role, "permissions boundary", &role.boundary, r.Boundary)
	merge(b, role, "tags", &role.Tags, r.Tags)
	role.Path, role.Stack = cmp.Or(role.Path, r.Path), cmp.Or(role.Stack, r.Stack)
	merge(b, role, "trust policy", &role.trust, written(r.Trust))
	b.addInline(role, r)
	arns := []string{}
	for _, ref := range r.Attached.Value {
		if r.Bare {
			ref.ARN = b.inAccount(role.Account, ref.ARN)
		}
		arns = append(arns, ref.ARN)
		if !slices.ContainsFunc(role.Attached, func(a *Attachment) bool { return a.ARN == ref.ARN }) {
			role.Attached = append(role.Attached, b.attachment(ref.Name, ref.ARN))
		}
	}
	role.AttachedKnown = role.AttachedKnown || r.Attached.State.Known()
	role.paged = role.paged || paged
	if role.paged || r.Bare {
		return // one page, or one file, is not the list
	}
	list := input.Setting[[]string]{State: r.Attached.State, Value: arns, At: r.Attached.At}
	b.mergeList(role, "attached policies", &role.attachedList, list)
	b.mergeList(role, "inline policies", &role.inlineList, r.InlineNames)
}

// attachment is the attachment of a managed policy, which all roles share.
func (b *Builder) attachment(name, policyARN string) *Attachment {
	key := [2]string{name, policyARN}
	if b.attachments[key] == nil {
		b.attachments[key] = &Attachment{Name: name, ARN: policyARN}
	}
	return b.attachments[key]
}

// alike is what is rare about roles of which all of it is told by this.
type alike struct {
	stack    string
	pathOpen bool
	boundary Boundary
	tags     input.State
}

// shared returns what is rare about a role, shared with others of which it is the same.
func shared(known map[alike]*Rarely, r *Rarely) *Rarely {
	if len(r.Unread) > 0 || len(r.Tags.Value) > 0 {
		return r.own()
	}
	like := alike{r.Stack, r.PathOpen, r.Boundary, r.Tags.State}
	if known[like] == nil {
		known[like] = r.own()
	}
	return known[like]
}

// own is a copy that is kept.
func (r *Rarely) own() *Rarely {
	own := *r
	own.Tags.At = input.Place{}
	return &own
}
