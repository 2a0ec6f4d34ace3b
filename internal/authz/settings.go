package authz

import (
	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/s3"
)

// fact is something that the formula hangs on beside the policies: a setting of
// the bucket, whose an object is, a point that AWS leaves open.
type fact uint8

const (
	enforced     fact = iota // ACLs are disabled, all objects are the bucket owner's
	foreign                  // another account than the bucket's owns the object
	callers                  // and that is the caller's account
	objectGrants             // the object's ACL grants it to the caller's account
	objectPublic             // the object's ACL grants it to a public group
	bucketGrants             // the same of the bucket's ACL
	bucketPublic
	namesUs       // an id that the ACL grants it to is the caller's
	groupsInside  // a grant to a group counts for callers of the resource's own account
	ignoring      // IgnorePublicAcls
	restricting   // RestrictPublicBuckets
	blocking      // BlockPublicAcls
	public        // the policy of the bucket or the access point is public
	unreadPublic  // so may be a policy that was not exported
	outside       // the caller is of no account that RestrictPublicBuckets spares
	refusedACL    // the ACL headers are not accepted under enforced ownership
	publicACL     // the ACL headers grant to a public group
	wrongOwner    // the expected bucket owner is not the bucket's owner
	charging      // Requester Pays
	unpaid        // the caller, of another account, does not agree to pay
	unreachable   // the resource lies in another partition
	impossible    // such a caller does not make such calls
	notOwner      // the call is the bucket owner's alone, and the caller of another account
	unusable      // the key is disabled, or in another Region than the bucket
	blockingSSEC  // uploads with SSE-C are blocked
	customerKey   // the upload brings its own key, SSE-C
	unversioned   // the bucket keeps no versions
	ownersControl // bucket-owner-full-control needs no allow of the bucket's side
	keyFits       // the encryption context fits a grant of the key
	grantSuffices // a key grant to another account needs no identity-based allow
	factCount
)

// labels name the facts as the answer does: by a layer that has to be
// exported, or as a fact about the request.
var labels = [factCount]struct {
	text  string
	layer LayerName
}{
	enforced:      {layer: Ownership},
	foreign:       {text: "the object's owner"},
	callers:       {text: "the object's owner"},
	objectGrants:  {text: "the object's access control list"},
	objectPublic:  {text: "the object's access control list"},
	bucketGrants:  {layer: ACL},
	bucketPublic:  {layer: ACL},
	namesUs:       {text: canonicalID},
	groupsInside:  {text: GroupsInside},
	ignoring:      {layer: PublicAccess},
	restricting:   {layer: PublicAccess},
	blocking:      {layer: PublicAccess},
	public:        {text: "undocumented: whether aws:userid ROLEID:* makes a policy public"},
	unreadPublic:  {layer: BucketPolicy},
	refusedACL:    {text: "the canonical user id of the bucket's owner"},
	charging:      {layer: RequestRules},
	blockingSSEC:  {text: "whether the bucket blocks SSE-C"},
	unversioned:   {text: "the bucket's versioning"},
	ownersControl: {text: "undocumented: whether bucket-owner-full-control needs s3:PutObjectAcl in the bucket policy"},
	keyFits:       {text: "kms:EncryptionContext"},
	grantSuffices: {text: "undocumented: whether a key grant to another account needs an identity-based allow"},
}

// GroupsInside is open: a bucket's access control list is evaluated beside the
// policies where the caller's account owns the bucket, and no page says whether a
// group of everybody holds the account's own roles (S3 User Guide, How Amazon S3
// authorizes a request for a bucket operation).
const GroupsInside = "undocumented: whether an access control list that grants to a group reaches roles of the owner's account"

// facts holds what is known of each fact.
type facts [factCount]condition.Truth

// noFacts is a request decided by policies alone.
func noFacts() (f facts) {
	for i := range f {
		f[i] = condition.False
	}
	return f
}

// refused is what S3 refuses by settings and headers, whatever the policies
// say.
func (f *facts) refused() condition.Truth {
	return f[wrongOwner].Or(f[unusable]).
		Or(f[enforced].And(f[refusedACL])).
		Or(f[blocking].And(f[publicACL])).
		Or(f[blockingSSEC].And(f[customerKey])).
		Or(f.cutOff())
}

// cutOff is RestrictPublicBuckets: a public policy, as a whole, lets in nobody
// from other accounts (S3 User Guide, Blocking public access).
func (f *facts) cutOff() condition.Truth {
	return f[restricting].And(f[outside]).And(f[public].Or(f[unreadPublic]))
}

// acl is what access control lists that are in force grant. They count as a
// grant to the caller's account, which has to allow it too; also a grant to
// everyone does, for what its account does not allow a role cannot do (S3 User
// Guide, How Amazon S3 authorizes a request).
func (f *facts) acl() condition.Truth {
	return f[enforced].Not().And(f[objectGrants].Or(f[bucketGrants]).Or(f[namesUs]).Or(f.groups()))
}

// groups is what lists grant to everybody, or to everybody with an account.
func (f *facts) groups() condition.Truth {
	return f[objectPublic].Or(f[bucketPublic]).And(f[ignoring].Not())
}

// inside is what a grant to a group comes to for the account's own roles.
func (f *facts) inside() condition.Truth {
	return f[enforced].Not().And(f.groups()).And(f[groupsInside])
}

func (f *facts) foreign() condition.Truth { return f[enforced].Not().And(f[foreign]) }

// served is what is asked before any policy: partitions do not meet, STS takes
// each call from one kind of caller, a bucket policy is its owner's alone to
// read and change, and other accounts pay for Requester Pays buckets (S3 User
// Guide, Requester Pays).
func (f *facts) served() condition.Truth {
	return f[unreachable].Or(f[impossible]).Or(f[notOwner]).Or(f[charging].And(f[unpaid])).Not()
}

// settle finds the facts of a request to S3.
func (f *facts) settle(l *Layers, r *Request, same bool) {
	f[wrongOwner] = truth(r.ExpectedOwner != "" && r.ExpectedOwner != r.Owner)
	set := l.Settings
	if set == nil {
		return
	}
	action := s3.FindAction(r.action)
	f[enforced] = set.Ownership.Enforced()
	f[ignoring], f[restricting] = set.Block.IgnorePublicACLs, set.Block.RestrictPublicBuckets
	f[charging], f[unpaid] = set.RequesterPays, truth(!same && !r.PaysRequester)
	f[unversioned] = set.Versioned.Not()
	f.whose(r, action, same)
	f.lists(set, r, action)
	if same && (f[objectPublic] == condition.True || f[bucketPublic] == condition.True) {
		f[groupsInside] = condition.Unknown
	}
	f.publicity(l, r, same)
	f.headers(set, r)
	f.forget(same)
}

// headers judges what the request's headers ask for. A list that hands the
// object to the bucket's owner is the one of which AWS's documents leave open
// whether the bucket policy has to allow it.
func (f *facts) headers(set *Settings, r *Request) {
	if r.action == putObject && r.Context.one(customerAlgorithm) != "" {
		f[customerKey], f[blockingSSEC] = condition.True, set.BlocksSSEC
	}
	sent, ok := r.headers()
	if !ok {
		return
	}
	owner := ""
	if set.ACL != nil {
		owner = set.ACL.Owner
	}
	handsOver := sent.HandsOver(owner)
	f[blocking], f[publicACL], f[refusedACL] = set.Block.BlockPublicACLs, truth(sent.Public()), handsOver.Not()
	if r.Creates && r.action != putObject && handsOver == condition.True {
		f[ownersControl] = condition.Unknown
	}
}

// forget puts aside the facts that make no difference to this request, so that
// they are not tried out.
func (f *facts) forget(same bool) {
	unless := func(matters condition.Truth, list ...fact) {
		for _, one := range list {
			if matters == condition.False {
				f[one] = condition.False
			}
		}
	}
	unless(f[foreign], callers)
	unless(f[foreign].Or(truth(!same)), objectGrants, bucketGrants, namesUs)
	unless(f[foreign].Or(truth(!same)).Or(f[groupsInside]), objectPublic, bucketPublic)
	unless(f[objectPublic].Or(f[bucketPublic]), ignoring)
	unless(f[restricting].And(f[outside]), public, unreadPublic)
	unless(f[public].Or(f[unreadPublic]), restricting)
	unless(f[publicACL], blocking)
	unless(f[unpaid], charging)
	unless(truth(!same), ownersControl)
	lists := f[objectGrants].Or(f[objectPublic]).Or(f[bucketGrants]).Or(f[bucketPublic]).Or(f[namesUs])
	unless(f[foreign].Or(f[refusedACL]).Or(lists), enforced)
}

// whose finds whom the object belongs to. An object that is being made, and
// what is not an object, is of no other account.
func (f *facts) whose(r *Request, action s3.Action, same bool) {
	if !action.Existing || r.Creates {
		return
	}
	if r.Object == nil || r.Object.Owner == "" {
		f[foreign] = condition.Unknown
		if !same {
			f[callers] = condition.Unknown
		}
		return
	}
	f[foreign] = truth(r.Object.Owner != r.Owner)
	f[callers] = truth(r.Object.Owner == r.Caller.Account())
}

// lists reads the access control list that speaks of the action.
func (f *facts) lists(set *Settings, r *Request, action s3.Action) {
	list, itself, everyone := set.ACL, bucketGrants, bucketPublic
	if action.Existing {
		list, itself, everyone = nil, objectGrants, objectPublic
		if r.Object != nil {
			list = r.Object.ACL
		}
	}
	switch {
	case action.ACL == "", action.Existing && r.Creates:
	case list == nil:
		f[itself], f[everyone] = condition.Unknown, condition.Unknown
	default:
		names, anyone := list.Permits(action.ACL, r.Caller.CanonicalID)
		if r.Caller.Anonymous {
			names, anyone = condition.False, list.PermitsAll(action.ACL)
		}
		f[namesUs], f[everyone] = names, truth(anyone)
	}
}

// publicity finds what RestrictPublicBuckets hangs on. An access point whose
// network origin is a VPC is never public.
func (f *facts) publicity(l *Layers, r *Request, same bool) {
	spared := same || r.through() && r.Caller.owns(l.Point.Account)
	f[outside] = truth(!spared)
	if f[public] = l.Settings.Public; f[public] == condition.Unknown {
		f[public] = l.BucketPolicy.Public()
		f[unreadPublic] = unreadable(&l.BucketPolicy)
	}
	if r.through() && !l.Point.VPC {
		f[public] = f[public].Or(l.Point.Policy.Public())
		f[unreadPublic] = f[unreadPublic].Or(unreadable(&l.Point.Policy))
	}
}

func unreadable(l *Layer) condition.Truth {
	if l.Open() {
		return condition.Unknown
	}
	return condition.False
}

// Public tells whether S3 takes some policy of the layer for public.
func (l *Layer) Public() condition.Truth {
	any := condition.False
	for _, p := range l.Policies {
		any = any.Or(p.public)
	}
	return any
}

const (
	putObject         = "s3:putobject"
	customerAlgorithm = "s3:x-amz-server-side-encryption-customer-algorithm"
)

// writesACL are the actions of requests whose ACL headers S3 judges.
var writesACL = map[string]bool{
	putObject: true, "s3:putobjectacl": true, "s3:putobjectversionacl": true, "s3:putbucketacl": true,
}

// headers returns the ACL headers of the request, if it has any that are known.
// A header that is not known is taken not to be sent: it is the caller's to
// choose, and who asks says which call he asks about.
func (r *Request) headers() (s3.Header, bool) {
	var h s3.Header
	if !writesACL[r.action] {
		return h, false
	}
	h.Canned = r.Context.one(s3.CannedACLKey)
	for _, key := range s3.GrantKeys {
		if v := r.Context.one(key); v != "" {
			h.Grants = append(h.Grants, v)
		}
	}
	h.FullControl = r.Context.one(s3.GrantKey)
	return h, h.Sent()
}
