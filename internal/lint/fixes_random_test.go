package lint

import (
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/crossgrant/crossgrant/internal/access"
	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/finding"
	"github.com/crossgrant/crossgrant/internal/s3"
)

var (
	randomWorlds = flag.Int("worlds", 25, "how many random worlds have their fixes tried")
	worldsSeed   = flag.Uint64("worldsseed", 1, "of the first of them")
)

// slips makes statements as people write them, with the slips that people make.
type slips struct{ *rand.Rand }

func (s slips) of(list ...string) string { return list[s.IntN(len(list))] }

func (s slips) actions() string {
	return s.of(`"s3:GetObject"`, `["s3:GetObject", "s3:PutObject"]`, `"s3:ListBucket"`, `["s3:ListBucket", "s3:GetObject"]`, `"s3:Get*"`, `"s3:*"`, `"s3:GetObjects"`,
		`["s3:GetObject", "s3:PutObject", "s3:DeleteObject"]`, `"s3:ListObjects"`, `["s3:PutObject", "s3:PutObjectAcl"]`, `["s3:GetObject", "s3:ListBuckets"]`,
		`["s3:Get*", "s3:GetObject"]`, `["s3:HeadObject", "s3:GetObject"]`, `["s3:getobject", "s3:GetObject", "s3:PutObject"]`, `["s3:GetObjcet", "s3:PutObject"]`)
}

func (s slips) resources() string {
	one := func() string {
		return `"arn:aws:s3:::` + s.of("bkt", "bkt/*", "bkt/*", "bkt/shared/*", "bkt/logs/*", "bkt/log/*", "bkt/${aws:PrincipalTag/team}/*", "bkt*", "bkt/", "bkts/*", "bkt/logs*", "bkt/Logs/*") + `"`
	}
	if s.IntN(2) == 0 {
		return one()
	}
	return "[" + one() + ", " + one() + "]"
}

func (s slips) condition() string {
	if s.IntN(3) > 0 {
		return ""
	}
	return `, "Condition": {` + s.of(`"StringEquals": {"aws:PrincipalTag/team": "logs"}`, `"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}`, `"StringLike": {"s3:prefix": "logs/*"}`,
		`"Bool": {"aws:SecureTransport": "true"}`, `"StringEquals": {"aws:PrincipalAccount": "111122223333"}`, `"ArnEquals": {"aws:PrincipalArn": "`+appARN+`"}`,
		`"ArnNotEquals": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/app"}`, `"StringNotLike": {"aws:userid": "AROAEXAMPLEID"}`,
		`"StringEquals": {"aws:SourceVpce": "vpce-0a1b2c3d4e5f60718"}`, `"StringNotEquals": {"s3:x-amz-acl": "bucket-owner-full-control"}`,
		`"IpAddress": {"aws:SourceIp": "203.0.113.7/24"}`, `"NotIpAddress": {"aws:SourceIp": "203.0.113.7/24"}`, ``) + `}`
}

func (s slips) statement(principal bool) string {
	effect := s.of("Allow", "Allow", "Allow", "Deny")
	who := ""
	if principal {
		who = `"Principal": ` + s.of(`{"AWS": "`+appARN+`"}`, `{"AWS": "`+appARN+`"}`, `{"AWS": ["`+appARN+`", "`+apiARN+`"]}`, `{"AWS": "arn:aws:iam::111122223333:role/app"}`,
			`{"AWS": "arn:aws:iam::111122223333:root"}`, `"*"`, `{"AWS": "arn:aws:iam::111122223334:role/team/app"}`, `{"AWS": "AROAEXAMPLEID"}`,
			`{"AWS": "arn:aws:sts::111122223333:assumed-role/app/i-0abc"}`, `{"AWS": ["`+annARN+`", "arn:aws:iam::111122223333:role/team/ap"]}`) + ", "
		if effect == "Allow" && strings.Contains(who, `"*"`) {
			who = `"Principal": {"AWS": "` + appARN + `"}, `
		}
	}
	element := "Resource"
	if effect == "Deny" && s.IntN(3) == 0 {
		element = "NotResource"
	}
	return `{"Effect": "` + effect + `", ` + who + `"Action": ` + s.actions() + `, "` + element + `": ` + s.resources() + s.condition() + `}`
}

func (s slips) world() world {
	keyed := s.IntN(3) == 0
	list := func(principal bool, n int) string {
		var statements []string
		if keyed && !principal && s.IntN(4) > 0 {
			statements = append(statements, s.onKey(""))
		}
		for range n {
			statements = append(statements, s.statement(principal))
			if s.IntN(8) == 0 {
				statements = append(statements, statements[0]) // again
			}
		}
		return policyOf(statements...)
	}
	w := world{name: "random", account: s.of(data, data, "111122223333"), ownership: s.of("BucketOwnerEnforced", "BucketOwnerEnforced", "BucketOwnerPreferred", "ObjectWriter"), identity: list(false, 1+s.IntN(3)), bucket: list(true, 1+s.IntN(3))}
	if s.IntN(6) == 0 {
		w.scp = policyOf(`{"Effect": "Allow", "Action": "*", "Resource": "*"}`, strings.Replace(s.statement(false), `"Allow"`, `"Deny"`, 1))
	}
	if s.IntN(5) == 0 {
		w.boundary = list(false, 1+s.IntN(2))
	}
	if keyed {
		s.encrypt(&w)
	}
	return withBystanders(w)
}

// call is one request that somebody makes.
type call struct {
	who, action, resource string
	keys                  int
}

// circumstances are what calls differ in beside who asks for what.
var circumstances = []map[string]string{
	{}, {"aws:principaltag/team": "logs"}, {"aws:principaltag/team": "shared"}, {"aws:sourceip": "203.0.113.9"}, {"aws:sourceip": "198.51.100.9"},
	{"s3:prefix": "logs/a"}, {"aws:sourcevpce": "vpce-0a1b2c3d4e5f60718"}, {"s3:x-amz-acl": s3.FullControl}, {"aws:securetransport": "false"},
}

var (
	outsiders   = []string{"arn:aws:iam::111122223333:role/other", "arn:aws:iam::444455556666:role/theirs", "arn:aws:iam::777788889999:role/far"}
	callActions = []string{"s3:ListBucket", "s3:GetObject", "s3:PutObject", "s3:PutObjectAcl", "s3:DeleteObject", "s3:GetBucketPolicy", "s3:GetObjectTagging"}
	callObjects = []string{"bkt", "bkt/k", "bkt/shared/k", "bkt/logs/k", "bkt/log/k", "bkt/logsx"}
)

// tried yields what callers try: an action on a resource.
func tried(yield func(action, resource string) bool) {
	for _, action := range callActions {
		for _, resource := range callObjects {
			if (resource == "bkt") == strings.Contains(action, "Bucket") && !yield(action, "arn:aws:s3:::"+resource) {
				return
			}
		}
	}
	for _, action := range keyActions {
		for _, key := range callKeys {
			if !yield(action, key) {
				return
			}
		}
	}
}

// allowedCalls are the calls that succeed, of everybody: those of the input by their
// policies, outsiders as if theirs allowed all.
func allowedCalls(r *Result, w world) map[call]bool {
	can := map[call]bool{}
	for _, who := range append(append([]string{appARN}, bystanders...), outsiders...) {
		name := who
		if who == annARN || slices.Contains(outsiders, who) {
			name = appARN
		}
		layers := access.NewJudge(r.Snapshot).Pair(r.Pair(r.Role(name), r.Bucket("bkt"))).Layers
		switch {
		case who == annARN:
			layers.Boundary, layers.Identity = authz.Layer{}, authz.Of(identity(r)...)
		case name != who:
			layers.Boundary, layers.Identity = authz.Layer{}, authz.Of(everything)
		}
		for action, resource := range tried {
			for i, with := range circumstances {
				if decideCall(&layers, w, who, action, resource, with) {
					can[call{who, action, resource, i}] = true
				}
			}
		}
	}
	return can
}

func decideCall(layers *authz.Layers, w world, who, action, resource string, with map[string]string) bool {
	caller := authz.Caller{Session: "i-0abc"}
	a, _ := arn.Parse(who)
	if who == annARN {
		caller = authz.Caller{User: a, ID: "AIDAANN"}
	} else {
		caller.Role = a
	}
	if who == appARN {
		caller.ID = "AROAEXAMPLEID"
	}
	keys := authz.Known(&caller, authz.Knowledge{Owner: w.account, Direct: true, SessionTags: condition.Unknown})
	for _, key := range []string{"aws:principaltag/team", "aws:sourceip", "aws:sourcevpce", "s3:prefix", "s3:x-amz-acl"} {
		keys[key] = condition.Value{State: condition.Absent}
	}
	keys["aws:securetransport"] = authz.One("true")
	for key, value := range with {
		keys[key] = authz.One(value)
	}
	if action != "s3:ListBucket" {
		keys["s3:prefix"] = condition.Value{State: condition.Absent}
	}
	object, _ := arn.Parse(resource)
	if strings.HasPrefix(action, "kms:") { // as S3 does for who asks it
		authz.Forward(keys, &caller, authz.Knowledge{Action: action, Owner: object.Account, Region: object.Region, Forwarded: s3.Service})
		keys[s3.EncryptionContextKey+"aws:s3:arn"] = authz.One("arn:aws:s3:::bkt")
	}
	r := authz.Request{Caller: caller, Action: action, Resource: object, Owner: w.account, Context: authz.Context{Keys: keys}}
	if r.Creates = strings.HasPrefix(action, "s3:PutObject"); !r.Creates {
		r.Object = &authz.Object{Owner: w.account, ACL: &s3.ACL{}}
	}
	return authz.Decide(layers, &r).Verdict == authz.Allowed
}

// TestRandomFixes breaks nothing on purpose: worlds with the slips that people make have
// their safe fixes tried. Nobody may gain or lose but the role of the finding, and that
// role gains nothing around a condition: what it had in some circumstances alone.
// -worlds 1000 tries more.
func TestRandomFixes(t *testing.T) {
	e := embedded(t)
	safe, fixes := 0, 0
	for n := range *randomWorlds {
		s := slips{rand.New(rand.NewPCG(*worldsSeed+uint64(n), 99))}
		w := s.world()
		broken := lintWorld(t, e, w)
		var before map[call]bool
		var of []string
		around := true
		for _, f := range broken.Findings {
			if f.Fix == nil || f.Fix.Patch == nil {
				continue
			}
			if fixes++; f.Fix.Safety != finding.Safe {
				continue
			}
			if safe++; before == nil {
				before = allowedCalls(broken, w)
			}
			mended := mend(t, w, f.Fix.Patch)
			after := allowedCalls(lintWorld(t, e, mended), mended)
			subject, _, _ := strings.Cut(f.Subject.ID, " ")
			of, around = append(of, subject), around && !strings.HasPrefix(f.Fix.Description, "name ")
			// A name that is mended grants what its statement says.
			changes := unwanted(before, after, []string{subject}, !strings.HasPrefix(f.Fix.Description, "name "))
			if len(changes) > 0 {
				t.Errorf("world %d: the fix of %s (%s) for %s:\n  %s\nidentity %s\nbucket of %s %s\nboundary %s\nkey %s\nthe patch makes %s\n%s", *worldsSeed+uint64(n), f.Rule.ID, f.Fix.Description, f.Subject.ID,
					strings.Join(changes[:min(6, len(changes))], "\n  "), w.identity, w.account, w.bucket, w.boundary, w.key, f.Fix.Patch.Label, f.Fix.Patch.After())
			}
		}
		if len(of) < 2 {
			continue
		}
		patches, _, err := broken.Patches(Choice{})
		if err != nil {
			t.Fatal(err)
		}
		mended := w
		for _, p := range patches {
			mended = mend(t, mended, p)
		}
		if changes := unwanted(before, allowedCalls(lintWorld(t, e, mended), mended), of, around); len(changes) > 0 {
			t.Errorf("world %d: all safe fixes together:\n  %s\nidentity %s\nbucket of %s %s\nboundary %s", *worldsSeed+uint64(n),
				strings.Join(changes[:min(6, len(changes))], "\n  "), w.identity, w.account, w.bucket, w.boundary)
		}
	}
	t.Logf("%d worlds, %d fixes, %d safe", *randomWorlds, fixes, safe)
}

// unwanted says who loses by fixes, who gains but those whose findings they are of, and
// what these gain around a condition or on a key of another bucket, where that counts.
func unwanted(before, after map[call]bool, of []string, around bool) []string {
	said := map[string]bool{}
	for c := range before {
		if !after[c] {
			said[fmt.Sprintf("%s loses %s on %s with %v", c.who, c.action, c.resource, circumstances[c.keys])] = true
		}
	}
	for c := range after {
		if before[c] {
			continue
		}
		if !slices.Contains(of, c.who) || around && c.resource == callKeys[1] {
			said[fmt.Sprintf("%s gains %s on %s with %v", c.who, c.action, c.resource, circumstances[c.keys])] = true
			continue
		}
		for i := range circumstances {
			if around && before[call{c.who, c.action, c.resource, i}] {
				said[fmt.Sprintf("%s gains %s on %s with %v, had it with %v", c.who, c.action, c.resource, circumstances[c.keys], circumstances[i])] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(said))
}
