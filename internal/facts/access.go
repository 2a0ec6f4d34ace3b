package facts

import (
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/access"
	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/s3"
	"github.com/crossgrant/crossgrant/internal/snapshot"
)

// Documents names documents by the ids that places hold: those that a judge
// asked.
type Documents map[*policy.Document]*snapshot.Document

// Access states a role-bucket pair: what was meant, what the verdicts are, and
// for each leg what every layer does about it.
func Access(p *access.Pair, documents Documents) Object {
	o := Object{{"kind", String("access")}, {"role", role(p.Role)}, {"bucket", bucket(p)}}
	if v := p.Via; v != nil {
		point := Object{{"arn", String(v.ARN)}, {"name", String(v.Name)}, {"account", String(v.Account)},
			{"at", Place(snapshot.PointID(v.ARN), nil)}}
		if v.VPC != "" {
			point = point.With("vpc", String(v.VPC))
		}
		o = o.With("access_point", point)
	}
	if p.CrossAccount {
		o = o.With("cross_account", Present)
	}
	o = o.With("policies", policies(p, documents))
	if b := p.Role.Boundary.Document; b != nil {
		o = o.With("boundary", whole(b))
	}
	byRole, byBucket := named(p)
	if byRole != nil {
		o = o.With("named_by_role", byRole)
	}
	if byBucket != nil {
		o = o.With("named_by_bucket", byBucket)
	}
	var capabilities Object
	for i := range p.Capabilities {
		c := &p.Capabilities[i]
		capabilities = capabilities.With(string(c.Capability), capability(p, c, documents))
	}
	return o.With("capabilities", capabilities).With("replication", replication(p, documents)).
		With("wanted", Later(func() Value { return wanted(p) }))
}

// wanted is what somebody meant the pair to do.
func wanted(p *access.Pair) Value {
	list := Array{}
	for _, w := range p.Wants() {
		list = append(list, Object{{"actions", Strings(w.Actions...)}, {"resources", Strings(w.Resources...)}})
	}
	return list
}

func role(r *snapshot.Role) Object {
	o := Object{{"arn", String(r.ARN)}, {"name", String(r.Name)}, {"account", String(r.Account)}}
	if r.ID != "" {
		o = o.With("id", String(r.ID))
	}
	if r.At.File != nil {
		o = o.With("at", Place(snapshot.RoleID(r.ARN), nil))
	}
	if !r.Editable() {
		o = o.With("managed_by_aws", Present)
	}
	return o
}

func bucket(p *access.Pair) Object {
	a, _ := arn.Parse(p.Role.ARN)
	o := Object{{"name", String(p.Bucket.Name)}, {"arn", String("arn:" + a.Partition + ":s3:::" + p.Bucket.Name)},
		{"account", String(p.Bucket.Account)}}
	if p.Bucket.Bucket.Policy.State == input.Absent {
		o = o.With("policy_absent", Present)
	}
	if admitting := admitting(p); admitting != nil {
		o = o.With("admits_uploads", admitting)
	}
	if asking := asking(p); asking != nil {
		o = o.With("asks_for_acl", asking)
	}
	if p.Bucket.Payer.Value == "Requester" {
		o = o.With("requester_pays", Object{{"at", Place(snapshot.SettingID(p.Bucket.Ref(), snapshot.PayerSetting), nil)}})
	}
	return o.With("key", keyOf(p)).With("ownership", ownership(p.Bucket))
}

// asking lists the statements with a condition on the canned ACL of uploads: those
// that grant by it, as far as they may speak of the role, and those that deny.
func asking(p *access.Pair) (list Array) {
	d := p.Bucket.Policy
	if d == nil {
		return nil
	}
	for _, st := range d.Policy.All() {
		at := d.Policy.StatementPath(st.Index)
		if st.Effect == policy.Allow && !p.MayName(st) {
			continue
		}
		for j := range st.Conditions {
			if c := &st.Conditions[j]; strings.EqualFold(c.Key.Value, s3.CannedACLKey) {
				list = append(list, Object{{"at", Place(d.ID(), at)},
					{"condition", Object{{"at", Place(d.ID(), c.ValuePath(at, -1))}}}})
				break
			}
		}
	}
	return list
}

// admitting lists the statements that name the role and allow uploads whatever
// canned ACL they carry.
func admitting(p *access.Pair) (list Array) {
	onACL := func(c policy.Condition) bool { return strings.EqualFold(c.Key.Value, s3.CannedACLKey) }
	for _, e := range p.Evidence {
		if st := e.Statement(); !e.FromRole && st.Effect == policy.Allow && policy.SpeaksOf(&st.Action, "s3:PutObject") &&
			!slices.ContainsFunc(st.Conditions, onACL) {
			list = append(list, Object{{"at", Place(e.Document.ID(), e.Document.Policy.StatementPath(e.Index))}})
		}
	}
	return list
}

// ownership is the setting that is in effect, if it is known.
func ownership(b *snapshot.Bucket) Value {
	setting := s3.Ownership(b.Ownership.Value)
	switch b.Ownership.State {
	case input.Absent:
		setting = s3.ObjectWriter
	case input.NotExported, input.NotPermitted:
		return nil
	}
	o := Object{{"setting", String(setting)}}
	if b.Ownership.State == input.Absent {
		o = o.With("unset", Present)
	}
	if b.Ownership.At.File != nil {
		o = o.With("at", Place(snapshot.OwnershipID(b.Ref()), nil))
	}
	if setting != s3.OwnerEnforced {
		return o.With("acls_in_force", Present)
	}
	return o.With("acls_off", Present)
}

// policies are the documents to which statements about the pair can be added:
// the role's first inline policy, its boundary, the bucket policy.
func policies(p *access.Pair, documents Documents) Object {
	o := Object{}
	if len(p.Role.Inline) > 0 {
		o = o.With("identity", whole(p.Role.Inline[0]))
	}
	if b := p.Role.Boundary.Document; b != nil && !b.AWSManaged {
		o = o.With("boundary", whole(b))
	}
	if p.Bucket.Policy != nil {
		o = o.With("bucket_policy", whole(p.Bucket.Policy))
	}
	if k := p.Bucket.Key; k != nil && k.Policy != nil {
		o = o.With("key", whole(k.Policy))
	}
	if p.Via != nil && p.Via.Policy != nil {
		o = o.With("access_point", whole(p.Via.Policy))
	}
	for _, layer := range []authz.LayerName{authz.Session, authz.VPCEndpoint} {
		if d := missedIn(p, layer, documents); d != nil {
			o = o.With(string(layer), whole(d))
		}
	}
	return o
}

// missedIn is the policy of a layer that missed requests pass; which endpoint
// they come through differs from one to another.
func missedIn(p *access.Pair, layer authz.LayerName, documents Documents) *snapshot.Document {
	for i := range p.Capabilities {
		for _, missed := range p.Capabilities[i].Unreached {
			for j := range missed.Legs {
				for _, policy := range missed.Legs[j].Layers.Named(layer).Policies {
					return documents[policy.Document]
				}
			}
		}
	}
	return nil
}

func whole(d *snapshot.Document) Object {
	return Object{{"at", Place(d.ID(), nil)}, {"policy", String(d.Label())}}
}

// named lists the statements by which a side names the other.
func named(p *access.Pair) (byRole, byBucket Value) {
	var r, b Array
	for _, e := range p.Evidence {
		o := Object{{"at", Place(e.Document.ID(), e.Document.Policy.StatementPath(e.Index))},
			{"policy", String(e.Document.Label())}}
		switch e.Statement().Effect {
		case policy.Allow:
			o = o.With("allows", Present)
		case policy.Deny:
			o = o.With("denies", Present)
		}
		if e.FromRole {
			r = append(r, o)
		} else {
			b = append(b, o)
		}
	}
	if r != nil {
		byRole = r
	}
	if b != nil {
		byBucket = b
	}
	return byRole, byBucket
}

func capability(p *access.Pair, c *access.Capability, documents Documents) Object {
	o := Object{{"verdict", Keyed(c.Verdict.String())}}
	if c.Meant && !ofNamesakes(p) {
		o = o.With("meant", Present).With("by_wildcards", wildcardsOnly(c))
	}
	var unreached Array
	for _, u := range c.Unreached {
		missed := Object{{"resource", String(u.Resource)}}
		unreached = append(unreached, missed.With("legs", legs(p, c, u.Legs, documents)))
	}
	if unreached != nil {
		o = o.With("unreached", unreached)
	}
	if c.Unowned {
		o = o.With("uploads_without_acl", Present)
	}
	if c.ACL != "" {
		o = o.With("acl", Keyed(c.ACL))
	}
	for _, of := range []struct {
		name string
		list Value
	}{{"keys", keys(p, c, documents)}, {"refused", refused(p, c, documents)},
		{"unencrypted", unencrypted(p, c, documents)}, {"multipart", multipart(p, c, documents)},
		{"parts", parts(p, c, documents)}, {"stopped_by", stoppedBy(p, c)}, {"tagging", tagging(p, c, documents)}} {
		o = o.With(of.name, of.list)
	}
	return o.With("legs", legs(p, c, c.Legs, documents))
}

// stoppedBy states the policies of VPC endpoints that stop the capability in every
// case, where a condition demands the VPC of the endpoint.
func stoppedBy(p *access.Pair, c *access.Capability) Value {
	var list Array
	for _, s := range p.Stops() {
		if slices.Contains(s.Tied, c.Capability) {
			list = append(list, whole(s.Policy).With("vpc", String(s.VPC)))
		}
	}
	if list == nil {
		return nil
	}
	return list
}

// ofNamesakes reports whether nothing but a role of the same name in another
// account, one that no misprint explains, makes the pair one.
func ofNamesakes(p *access.Pair) bool {
	if len(p.Expect) > 0 || len(p.Evidence) == 0 {
		return false
	}
	for _, e := range p.Evidence {
		st := e.Statement()
		if e.FromRole || st.Principal == nil || len(st.Conditions) > 0 {
			return false
		}
		for _, named := range st.Principal.Entries {
			if how := resemblance(named.Names(), p.Role); named.Value.Value == p.Role.ARN || how != "" && how != "other_account" {
				return false
			}
		}
	}
	return true
}

func legs(p *access.Pair, c *access.Capability, list []access.Leg, documents Documents) (o Object) {
	for i := range list {
		if list[i].On == s3.Key {
			continue
		}
		o = o.With(list[i].Action, Later(func() Value { return leg(p, c, &list[i], documents) }))
	}
	return o
}

// resemblance says how whom a principal names differs from the role.
func resemblance(n policy.Named, role *snapshot.Role) string {
	session, _, isSession := n.ARN.Session()
	path, name, isRole := n.ARN.RoleName()
	switch {
	case n.RoleID():
		return "unique_id"
	case n.Form == policy.AnAccount && arn.OneDigitApart(n.Account, role.Account):
		return "near_account"
	case isSession && session == role.Name && n.ARN.Account == role.Account:
		return "session"
	case !isRole:
		return ""
	case n.Form == policy.Wildcard && strings.ContainsAny(name, "*?"):
		return "wildcard"
	case name != role.Name:
		return ""
	case arn.OneDigitApart(n.ARN.Account, role.Account):
		return "near_account"
	case n.ARN.Account != role.Account:
		return "other_account"
	case path != role.Path:
		return "other_path"
	}
	return "other_partition"
}
