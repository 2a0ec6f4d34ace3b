package snapshot

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/reference"
	"github.com/crossgrant/crossgrant/internal/source"
)

// Options is what the user says beyond the files.
type Options struct {
	// BucketAccounts gives the account of a bucket by name.
	BucketAccounts map[string]string
	// Accounts gives names and canonical ids of accounts.
	Accounts []Account
	// Organization is that of the user's own accounts: those of Accounts or, if it
	// lists none, those of which a role or bucket is described.
	Organization string
	// Expect is what roles are expected to reach.
	Expect []Expectation
	// Through is the id of the VPC endpoint through which requests come.
	Through string
	// User is the ARN of a user who is asked about.
	User string
	// Session is the session policy of the role's sessions.
	Session *policy.Document
	// Reference is the service reference, the embedded one where it is nil.
	Reference *reference.Table
	// Room is how many bytes of policy text stay read from loading to judging: 0 is as
	// many as in a usual run, less is none. It changes nothing that is found.
	Room int
}

// Builder puts records together, in the order in which they are added.
type Builder struct {
	options Options
	s       *Snapshot
	order   []*Role
	// attachments of managed policies by their names and ARNs
	attachments map[[2]string]*Attachment
	policies    []input.ManagedPolicy
	exported    map[string]input.ManagedPolicy
	groups      map[string]int // by ARN, else by account and name
	aliases     []input.Alias  // of keys
	unplaced    []input.Role   // of no account, until those of accounts are known
	disputes    map[disputeOf]*dispute
	// canonical ids of accounts, as files state them
	canonical map[string]input.Setting[string]
	kept      int                           // bytes of policy text that stay read
	read      []*policy.Document            // whose text that is
	full      bool                          // they took the room
	stacks    map[string]map[string]*Bucket // what stacks say of a bucket, by its name
	named     []policy.Named                // whom bucket policies name, once it was asked for

	organizations organizations
	points        map[string]*AccessPoint // by account, Region and name
}

// NewBuilder returns an empty builder.
func NewBuilder(options Options) *Builder {
	b := &Builder{options: options, exported: map[string]input.ManagedPolicy{}, groups: map[string]int{}, attachments: map[[2]string]*Attachment{},
		disputes: map[disputeOf]*dispute{}, canonical: map[string]input.Setting[string]{}, s: &Snapshot{
			users: map[string]int{}, members: map[string]*Membership{}, endpoints: map[string]*Endpoint{},
			Accounts: map[string]*Account{}, beside: map[string]*Document{}, settings: map[string]Setting{}, managed: map[string]*Document{},
			roles: map[string][]*Role{}, buckets: map[string]*Bucket{}, apart: map[string][]*Bucket{}, ids: &ids{},
		}, stacks: map[string]map[string]*Bucket{}}
	b.s.expect, b.s.Through = options.Expect, options.Through
	if b.s.Reference = options.Reference; b.s.Reference == nil {
		b.s.Reference = reference.Embedded()
	}
	b.organizations = organizations{targets: map[string]*input.Target{}, policies: map[string]*OrganizationPolicy{},
		exported: map[string]*orgPolicy{}, torn: map[string]string{}, parents: map[string]input.Setting[string]{}}
	b.points = map[string]*AccessPoint{}
	for _, a := range options.Accounts {
		*b.account(a.ID) = a
	}
	return b
}

func (b *Builder) account(id string) *Account {
	if b.s.Accounts[id] == nil {
		b.s.Accounts[id] = &Account{ID: id}
	}
	return b.s.Accounts[id]
}

// Add puts the records of one file into the world.
func (b *Builder) Add(r input.Records) {
	b.letGo(&r)
	for i := range r.Accounts {
		b.addAccount(&r.Accounts[i])
	}
	for i := range r.Roles {
		b.addRole(&r.Roles[i], r.Truncated)
	}
	b.addListed(&r)
	for _, p := range r.Policies {
		b.addPolicy(p)
	}
	for i := range r.Buckets {
		b.addBucket(&r.Buckets[i])
	}
	for i := range r.Keys {
		b.addKey(&r.Keys[i])
	}
	b.aliases = append(b.aliases, r.Aliases...)
	b.addOrganizations(&r)
	for i := range r.Endpoints {
		b.addEndpoint(&r.Endpoints[i])
	}
	for i := range r.AccessPoints {
		b.addAccessPoint(&r.AccessPoints[i])
	}
	for _, d := range r.Documents {
		b.addLoose(d)
	}
	b.s.Users = b.joined("user", b.s.Users, r.Users, b.s.users)
	b.s.Groups = b.joined("group", b.s.Groups, r.Groups, b.groups)
}

// addListed notes the accounts of roles, and those of which a whole export of
// authorization details was added. One page of several is not the whole.
func (b *Builder) addListed(r *input.Records) {
	for i := range r.Roles {
		name, ok := arn.Parse(r.Roles[i].ARN)
		if !ok || !arn.IsAccountID(name.Account) {
			continue
		}
		a := b.account(name.Account)
		if r.WholeAccount {
			a.Listed = a.Listed || !r.Truncated
		}
	}
}

func (b *Builder) addAccount(a *input.Account) {
	known := b.account(a.ID)
	id := b.canonical[a.ID]
	merge(b, called(a.ID), canonicalOf(a.ID), &id, told(a.CanonicalID, a.At))
	b.canonical[a.ID] = id
	merge(b, called(a.ID), blockOf(a.ID), &known.PublicAccessBlock, a.PublicAccessBlock)
}

func canonicalOf(account string) string { return "the canonical user id of account " + account }

func blockOf(account string) string { return "Block Public Access of account " + account }

// finishAccounts leaves open what files differ about.
func (b *Builder) finishAccounts() {
	for id, said := range b.canonical {
		unsaid(b, called(id), canonicalOf(id), &said)
		a := b.s.Accounts[id]
		a.CanonicalID = cmp.Or(said.Value, a.CanonicalID)
	}
	for id, a := range b.s.Accounts {
		unsaid(b, called(id), blockOf(id), &a.PublicAccessBlock)
	}
}

// addPolicy remembers a managed policy; its metadata and its text may come
// from two files, which the account and the name join.
func (b *Builder) addPolicy(p input.ManagedPolicy) {
	b.policies = append(b.policies, p)
}

// joinPolicies puts metadata and texts of managed policies together.
func (b *Builder) joinPolicies() {
	byName := map[[2]string]string{}
	for _, p := range b.policies {
		if p.ARN != "" {
			byName[[2]string{p.Account, p.Name}] = p.ARN
		}
	}
	for _, p := range withRivals(b.policies) {
		if p.ARN == "" {
			p.ARN = byName[[2]string{p.Account, p.Name}]
		}
		if p.ARN == "" && p.Account != "" && p.Name != "" {
			p.ARN = "arn:aws:iam::" + p.Account + ":policy/" + p.Name
		}
		switch known, ok := b.exported[p.ARN]; {
		case p.ARN == "":
			if p.Document != nil {
				b.addLoose(input.Document{Name: p.Name, Policy: p.Document})
			}
		case !ok || known.Document == nil:
			b.exported[p.ARN] = p
		case p.Document != nil:
			text := written(known.Document)
			merge(b, called(p.ARN), managedLabel(p.ARN), &text, written(p.Document))
			known.Document = text.Value
			b.exported[p.ARN] = known
		}
	}
	arns := make([]string, 0, len(b.exported))
	for arn := range b.exported {
		arns = append(arns, arn)
	}
	slices.Sort(arns)
	for _, arn := range arns {
		if p := b.exported[arn]; p.Document != nil {
			b.s.managed[arn] = b.owned(managedLabel(arn), called(arn), &Document{
				Policy: p.Document, AWSManaged: awsManaged(arn), names: &Names{ID: arn, Label: "managed policy " + lastName(arn), Owner: Owner{"policy", arn},
					Command: "aws iam create-policy-version --policy-arn " + arn + " --set-as-default --policy-document file://FILE"},
			})
		}
	}
}

// withRivals has a further policy for each text that claims to be in force beside
// the one that a policy has: the two are in conflict like those of two files.
func withRivals(list []input.ManagedPolicy) (all []input.ManagedPolicy) {
	for _, p := range list {
		all = append(all, p)
		for _, d := range p.Rivals {
			all = append(all, input.ManagedPolicy{Account: p.Account, Name: p.Name, ARN: p.ARN, At: p.At, Document: d})
		}
	}
	return all
}

func managedLabel(arn string) string { return "managed policy " + arn }

func (b *Builder) document(d *Document) *Document {
	b.s.Documents = append(b.s.Documents, d)
	return d
}

func (b *Builder) addLoose(d input.Document) {
	id := d.Policy.Origin().File.Name
	start := d.Policy.Origin().Span.Start
	cell, inTable := d.Policy.Origin().File.Cell(start)
	if d.Address != "" {
		id += " " + d.Address
	} else if inTable {
		id += "#" + cell.String()
	} else if d.Policy.Origin().Embedded() || start > 3 {
		id += ":" + fmt.Sprint(d.Policy.Origin().File.Position(start).Line)
	}
	b.document(NewDocument(Names{ID: id, Label: string(d.Policy.Type()) + " policy " + cmp.Or(d.Name, id)}, d.Policy))
}

// ManagedPolicy returns the text of a managed policy: the exported one, else
// the one of the catalogue if AWS manages it, else nil.
func (b *Builder) managedPolicy(arn string) *Document {
	if d := b.s.managed[arn]; d != nil || !awsManaged(arn) {
		return d
	}
	known, ok := reference.ManagedPolicy(arn)
	if !ok {
		return nil
	}
	file := source.NewFile("AWS-managed policy "+known.Name, known.Document)
	d := &Document{AWSManaged: true, names: &Names{ID: arn, Label: "AWS-managed policy " + known.Name, Owner: Owner{"policy", arn}},
		Policy: policy.Parse(source.Whole(file), policy.Identity)}
	// The catalogue's documents are evidence, not input: they are not judged.
	b.s.beside[arn], b.s.managed[arn] = d, d
	return d
}

func awsManaged(arn string) bool {
	parts := strings.SplitN(arn, ":", 6)
	return len(parts) == 6 && parts[4] == "aws"
}

func documentPlace(d *policy.Document) input.Place {
	return input.Place{File: d.Origin().File, Span: d.Origin().Span}
}

// Build finishes the world.
func (b *Builder) Build() *Snapshot {
	b.finishStacks()
	homes := b.homes()
	for i := range b.unplaced {
		b.findRoleAccount(&b.unplaced[i], homes)
		b.joinRole(&b.unplaced[i], false)
	}
	b.joinPolicies()
	b.finishAccounts()
	b.finishRoles()
	b.finishBuckets()
	b.finishKeys()
	b.finishOrganizations()
	b.ownAccounts()
	if d := b.options.Session; d != nil {
		b.s.Session = b.document(NewDocument(Names{ID: "session policy", Label: "session policy", Owner: Owner{"session", ""}}, d))
	}
	b.finishAccessPoints()
	b.finishEndpoints()
	b.addIdentities("user", b.s.Users)
	b.addIdentities("group", b.s.Groups)
	b.s.Caller = b.caller(b.options.User)
	b.findCaps()
	b.finishDisputes()
	for i, c := range b.s.Conflicts {
		b.s.settings[ConflictID(i, true)] = Setting{c.What, c.First}
		b.s.settings[ConflictID(i, false)] = Setting{c.What, c.Second}
	}
	b.finishDocuments()
	return b.s
}

// addIdentities adds the inline policies of users or groups, which are judged
// as documents.
func (b *Builder) addIdentities(kind string, list []input.Identity) {
	for _, i := range list {
		id := cmp.Or(i.ARN, kind+"/"+i.Name)
		for _, d := range i.Inline {
			label := identityLabel(d.Name, kind, i.Name)
			b.owned(label, called(cmp.Or(i.ARN, i.Account+"/"+i.Name)), NewDocument(Names{ID: id + " " + label, Label: label, Owner: Owner{kind, id}}, d.Policy))
		}
	}
}

func identityLabel(policy, kind, name string) string {
	return "inline policy " + policy + " of " + kind + " " + name
}

// joined adds users or groups, each of which may be in several files. Index
// holds their places in the list.
func (b *Builder) joined(kind string, known, more []input.Identity, index map[string]int) []input.Identity {
	for _, i := range more {
		key := cmp.Or(i.ARN, i.Account+"/"+i.Name)
		at, ok := index[key]
		if !ok {
			index[key] = len(known)
			known = append(known, i)
			continue
		}
		k := &known[at]
		k.ID = cmp.Or(k.ID, i.ID)
		for _, d := range i.Inline {
			at := slices.IndexFunc(k.Inline, func(x input.Document) bool { return x.Name == d.Name })
			if at < 0 {
				k.Inline = append(k.Inline, d)
				continue
			}
			text := written(k.Inline[at].Policy)
			merge(b, called(key), identityLabel(d.Name, kind, k.Name), &text, written(d.Policy))
			k.Inline[at].Policy = text.Value
		}
		for _, p := range i.Attached {
			if !slices.ContainsFunc(k.Attached, func(x input.PolicyRef) bool { return x.ARN == p.ARN }) {
				k.Attached = append(k.Attached, p)
			}
		}
	}
	return known
}

// lastName returns what stands behind the last slash or colon of an ARN.
func lastName(arn string) string {
	return arn[strings.LastIndexAny(arn, "/:")+1:]
}
