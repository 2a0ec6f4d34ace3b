package access

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/s3"
	"github.com/crossgrant/crossgrant/internal/snapshot"
	"github.com/crossgrant/crossgrant/internal/source"
)

// organization is an organization of tests: what is attached to root, unit and
// the accounts, by policy id, and the statements of each policy.
type organization struct {
	management string
	enabled    []string
	scps, rcps map[string][]string // by target
	texts      map[string]string   // statements, by policy id
	kind       string              // of the endpoints: Gateway or Interface
	endpoints  map[string]string   // statements, by endpoint id; each is in vpc-1 of our account
	noPath     bool                // the unit's parent is not told
}

const (
	root, unit = "r-root", "ou-unit"
	full       = "p-FullAWSAccess"
	fullRCP    = "p-RCPFullAWSAccess"
)

func parsed(t testing.TB, name, statements string, of policy.Type) *policy.Document {
	t.Helper()
	d := policy.Parse(source.Whole(source.NewFile(name, []byte(`{"Version":"2012-10-17","Statement":[`+statements+`]}`))), of)
	if len(d.Problems()) > 0 {
		t.Fatalf("%s: %v", statements, d.Problems())
	}
	return d
}

func (o *organization) records(t testing.TB) (r input.Records) {
	t.Helper()
	r.Organizations = []input.Organization{{ID: "o-org", ManagementAccount: o.management}}
	parents := map[string]string{unit: root, ours: unit, theirs: root}
	if o.noPath {
		delete(parents, unit)
	}
	for _, id := range []string{root, unit, ours, theirs} {
		target := input.Target{ID: id, Parent: parents[id], Organization: "o-org"}
		for _, of := range []struct {
			list map[string][]string
			into *input.Setting[[]input.OrganizationPolicyRef]
		}{{o.scps, &target.SCPs}, {o.rcps, &target.RCPs}} {
			if attached, ok := of.list[id]; ok {
				of.into.State = input.Present
				for _, p := range attached {
					of.into.Value = append(of.into.Value, input.OrganizationPolicyRef{ID: p})
				}
			}
		}
		if id == root && o.enabled != nil {
			target.Enabled = input.Setting[[]string]{State: input.Present, Value: o.enabled}
		}
		r.Targets = append(r.Targets, target)
	}
	for id, statements := range o.texts {
		of := policy.SCP
		if strings.HasPrefix(id, "p-rcp") {
			of = policy.RCP
		}
		r.OrgPolicies = append(r.OrgPolicies, input.OrganizationPolicy{ID: id, Document: parsed(t, id, statements, of)})
	}
	for id, statements := range o.endpoints {
		r.Endpoints = append(r.Endpoints, input.VPCEndpoint{ID: id, Account: ours, Kind: o.kind, VPC: "vpc-1", Policy: input.Setting[*policy.Document]{
			State: input.Present, Value: parsed(t, id, statements, policy.Endpoint)}})
	}
	return r
}

func (o *organization) build(t testing.TB, account, identity, bucket string) *snapshot.Snapshot {
	t.Helper()
	b := snapshot.NewBuilder(snapshot.Options{Accounts: []snapshot.Account{{ID: ours, CanonicalID: "our-id"}}})
	b.Add(input.Records{
		Roles: []input.Role{{ARN: roleARN, ID: "AROAEXAMPLE",
			Inline:   []input.Document{{Name: "p", Policy: parsed(t, "role.json", identity, policy.Identity)}},
			Attached: input.Setting[[]input.PolicyRef]{State: input.Present}}},
		Buckets: []input.Bucket{{Name: "bkt", Account: account, PublicAccessBlock: off,
			Ownership: input.Setting[string]{State: input.Present, Value: string(s3.OwnerEnforced)},
			Policy:    input.Setting[*policy.Document]{State: input.Present, Value: parsed(t, "bucket.json", bucket, policy.Bucket)}}},
		Accounts: []input.Account{{ID: account, PublicAccessBlock: input.Setting[input.PublicAccessBlock]{State: input.Absent}}},
	})
	b.Add(o.records(t))
	return b.Build()
}

func (d dice) limits() organization {
	condition := func() string {
		return d.of("", "", `,"Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-org"}}`,
			`,"Condition":{"StringNotEquals":{"aws:ResourceOrgID":"o-org"}}`, `,"Condition":{"StringEquals":{"aws:SourceVpce":"vpce-1"}}`,
			`,"Condition":{"ForAnyValue:StringLike":{"aws:PrincipalOrgPaths":"o-org/r-root/ou-unit/*"}}`)
	}
	statement := func(effect, principal string) string {
		return `{"Effect":"` + effect + `"` + principal + `,"Action":["` + d.of("s3:GetObject", "s3:*", "s3:Put*", "ec2:*") + `","s3:` +
			d.of("DeleteObject", "ListBucket", "PutObject") + `"],"Resource":"` + d.of("*", "arn:aws:s3:::bkt/a*", "arn:aws:s3:::bkt*") + `"` + condition() + `}`
	}
	any := `,"Principal":"*"`
	o := organization{enabled: []string{"SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"},
		scps: map[string][]string{root: {full}, unit: {"p-allow", "p-deny"}, ours: {d.of(full, "p-allow"), d.of("p-deny", full)}},
		rcps: map[string][]string{root: {fullRCP}, unit: {fullRCP}, ours: {fullRCP, "p-rcp"}, theirs: {fullRCP, d.of("p-rcp", fullRCP)}},
		texts: map[string]string{"p-allow": statement("Allow", "") + "," + statement("Allow", ""), "p-deny": statement("Deny", ""),
			"p-rcp": statement("Deny", any)},
		kind:      d.of("Gateway", "Interface"),
		endpoints: map[string]string{"vpce-1": statement("Allow", d.of(any, any, `,"Principal":{"AWS":"`+ours+`"}`)) + "," + statement("Allow", any)},
	}
	if d.IntN(4) == 0 {
		o.scps[unit] = []string{full}
	}
	return o
}

// TestOrganizationsAgainstDecide holds the search with SCPs, RCPs and endpoint
// policies against the decision of single requests.
func TestOrganizationsAgainstDecide(t *testing.T) {
	d := dice{rand.New(rand.NewPCG(5, 6))}
	seen := map[Verdict]int{}
	for range 800 {
		account := d.of(ours, theirs)
		o := d.limits()
		s := o.build(t, account, d.statement(false)+","+allow("s3:*", "*"), d.statement(true)+","+to(roleARN, "Allow", "s3:*", "arn:aws:s3:::bkt/*", ""))
		j := NewJudge(s)
		if d.IntN(4) == 0 {
			s.Through = "vpce-1"
		}
		if d.IntN(4) == 0 {
			s.Session = &snapshot.Document{Policy: parsed(t, "session.json", d.statement(false), policy.Identity)}
		}
		p := j.Pair(s.Pair(s.Roles[0], s.Buckets[0]))
		c := p.Capability(s3.Read)
		seen[c.Verdict]++
		n := sampleEndpoints(j, p, account)
		wrong := ""
		switch {
		case len(c.Missing) > 0:
			wrong = c.Missing[0]
		case c.Verdict == Yes && n.denied > 0, c.Verdict == No && n.allowed > 0:
			wrong = "too sure"
		case n.allowed > 0 && n.denied > 0 && (c.Verdict == Yes || c.Verdict == No):
			wrong = "not everywhere"
		case c.Verdict == Conditional && (n.allowed == 0 || n.denied == 0), c.Verdict == Partly && (c.Allowed == nil || c.Denied == nil):
			wrong = "not sure enough"
		}
		if wrong != "" {
			t.Fatalf("%s: %s %v, but of some requests %d are allowed and %d denied (endpoint %q)\n%v\n%v\n%s\n%s", wrong, c.Verdict, c.Conditions,
				n.allowed, n.denied, j.World.Through, o.texts, o.endpoints, p.Role.Inline[0].Policy.Text(), p.Bucket.Policy.Policy.Text())
		}
	}
	for _, v := range []Verdict{Yes, No, Partly, Conditional} {
		if seen[v] == 0 {
			t.Errorf("%s was not met: %v", v, seen)
		}
	}
}

// sampleEndpoints decides reads of every key from every network.
func sampleEndpoints(j *Judge, p *Pair, account string) (n counts) {
	role, _ := arn.Parse(roleARN)
	for _, from := range []string{"", "vpce-1", "vpce-9"} {
		if j.World.Through != "" && from != j.World.Through {
			continue
		}
		for _, key := range []string{"a", "b", "ab", "a/b", "x/y"} {
			caller := authz.Caller{Role: role, ID: "AROAEXAMPLE", Session: "s"}
			k := authz.Knowledge{Owner: account}
			j.Know(&k, p.Pair, account)
			r := authz.Request{Caller: caller, Action: "s3:GetObject", Owner: account,
				Resource: arn.ARN{Partition: "aws", Service: "s3", Resource: "bkt/" + key},
				Object:   &authz.Object{Owner: account, ACL: &s3.ACL{}}, Context: authz.Context{Keys: authz.Known(&caller, k)}}
			layers := p.Layers
			if from != "" {
				r.Context.Keys["aws:sourcevpce"] = authz.One(from)
			}
			if e := j.World.Endpoint(from); e != nil && (j.World.Through != "" || speaksOfEndpoint(p, from)) {
				layers.Endpoint, layers.Interface = authz.Of(j.Compile(e.Policy)), truth(e.Kind == "Interface")
			}
			if authz.Decide(&layers, &r).Verdict == authz.Allowed {
				n.allowed++
			} else {
				n.denied++
			}
		}
	}
	return n
}

// speaksOfEndpoint reports whether a read hangs on the endpoint, by a condition of
// a policy on the way; else it is assumed that no endpoint takes it away.
func speaksOfEndpoint(p *Pair, endpoint string) bool {
	layers := append([]authz.Layer{p.Layers.Identity, p.Layers.Session, p.Layers.BucketPolicy}, p.Layers.SCPs...)
	for _, l := range append(layers, p.Layers.RCPs...) {
		for _, of := range l.Policies {
			for _, st := range of.Document.All() {
				for _, c := range st.Conditions {
					if policy.SpeaksOf(&st.Action, "s3:GetObject") && c.Key.Value == "aws:SourceVpce" && c.Values[0].Value == endpoint {
						return true
					}
				}
			}
		}
	}
	return false
}

// TestOrganizations holds whose SCPs and RCPs have a say.
func TestOrganizations(t *testing.T) {
	const all = "arn:aws:s3:::bkt/*"
	denies := `{"Effect":"Deny","Action":"s3:GetObject","Resource":"*"}`
	deniesAll := `{"Effect":"Deny","Principal":"*","Action":"s3:GetObject","Resource":"*"}`
	for _, row := range []struct {
		name, account, want string
		of                  organization
	}{
		{"every level allows", theirs, "yes", organization{scps: map[string][]string{root: {full}, unit: {full}, ours: {full}}}},
		{"a unit denies", theirs, "no", organization{scps: map[string][]string{root: {full}, unit: {full, "p-deny"}, ours: {full}},
			texts: map[string]string{"p-deny": denies}}},
		{"a unit allows other services only", theirs, "no", organization{scps: map[string][]string{root: {full}, unit: {"p-ec2"}, ours: {full}},
			texts: map[string]string{"p-ec2": `{"Effect":"Allow","Action":"ec2:*","Resource":"*"}`}}},
		{"the SCPs of the bucket's account do not bind the role", theirs, "yes", organization{scps: map[string][]string{theirs: {"p-deny"}},
			texts: map[string]string{"p-deny": denies}}},
		{"the management account is bound by none", theirs, "yes", organization{management: ours,
			scps: map[string][]string{root: {"p-deny"}}, texts: map[string]string{"p-deny": denies}}},
		{"SCPs are not enabled", theirs, "yes", organization{enabled: []string{}, scps: map[string][]string{root: {"p-deny"}},
			texts: map[string]string{"p-deny": denies}}},
		{"a level whose SCPs are an empty list", theirs, "yes", organization{scps: map[string][]string{root: {}, ours: {full}}}},
		{"the text of an SCP is missing", theirs, "unknown ! the text of SCP p-1: aws organizations describe-policy --policy-id p-1",
			organization{scps: map[string][]string{root: {full}, ours: {full, "p-1"}}}},
		{"an SCP that turns nothing round is missing", theirs, "no", organization{texts: map[string]string{"p-deny": denies},
			scps: map[string][]string{root: {full}, ours: {"p-deny", "p-1"}}}},
		{"an RCP of the bucket's account", theirs, "no", organization{rcps: map[string][]string{theirs: {fullRCP, "p-rcp"}},
			texts: map[string]string{"p-rcp": deniesAll}}},
		{"an RCP of the role's account does not guard the bucket", theirs, "yes", organization{rcps: map[string][]string{ours: {fullRCP, "p-rcp"}},
			texts: map[string]string{"p-rcp": deniesAll}}},
		{"an RCP that spares the organization", theirs, "yes", organization{rcps: map[string][]string{theirs: {fullRCP, "p-rcp"}},
			texts: map[string]string{"p-rcp": strings.Replace(deniesAll, `"*"}`, `"*","Condition":{"StringNotEquals":{"aws:PrincipalOrgID":"o-org"}}}`, 1)}}},
		{"the text of an RCP is missing", theirs, "unknown ! the text of RCP p-rcp: aws organizations describe-policy --policy-id p-rcp",
			organization{rcps: map[string][]string{theirs: {fullRCP, "p-rcp"}}}},
		{"the bucket's account is not known, and each side has RCPs", "", "unknown ! the account that owns the bucket: no if 111122223333 owns it, else yes",
			organization{rcps: map[string][]string{ours: {fullRCP, "p-rcp"}}, texts: map[string]string{"p-rcp": deniesAll}}},
	} {
		s := row.of.build(t, row.account, allow("s3:GetObject", all), to(roleARN, "Allow", "s3:GetObject", all, ""))
		c := NewJudge(s).Pair(s.Pair(s.Roles[0], s.Buckets[0])).Capability(s3.Read)
		got := c.Verdict.String()
		if len(c.Conditions) > 0 {
			got += " | " + strings.Join(c.Conditions, ", ")
		}
		if len(c.Missing) > 0 {
			got += " ! " + strings.Join(c.Missing, ", ")
		}
		if got != row.want {
			t.Errorf("%s: got %q, want %q", row.name, got, row.want)
		}
	}
}

// TestAssumedOfOrganizations holds what is said where the way to the root is not
// told in full.
func TestAssumedOfOrganizations(t *testing.T) {
	const all = "arn:aws:s3:::bkt/*"
	for _, row := range []struct {
		name string
		of   organization
		want []string
	}{
		{"all is told", organization{scps: map[string][]string{root: {full}, unit: {full}, ours: {full}},
			rcps: map[string][]string{root: {fullRCP}, theirs: {fullRCP}}}, nil},
		{"the unit's list is not told", organization{scps: map[string][]string{root: {full}, ours: {full}},
			rcps: map[string][]string{root: {fullRCP}, theirs: {fullRCP}}}, []string{"the SCPs of ou-unit allow it (not exported)"}},
		{"the way up is not told", organization{scps: map[string][]string{unit: {full}, ours: {full}},
			rcps: map[string][]string{root: {fullRCP}, theirs: {fullRCP}}, noPath: true},
			[]string{"the SCPs of the levels above ou-unit allow it (not exported)"}},
	} {
		s := row.of.build(t, theirs, allow("s3:GetObject", all), to(roleARN, "Allow", "s3:GetObject", all, ""))
		var got []string
		for _, a := range NewJudge(s).Pair(s.Pair(s.Roles[0], s.Buckets[0])).Assuming {
			if strings.Contains(a, "SCP") || strings.Contains(a, "RCP") {
				got = append(got, a)
			}
		}
		if strings.Join(got, "\n") != strings.Join(row.want, "\n") {
			t.Errorf("%s: %q, want %q", row.name, got, row.want)
		}
	}
}
