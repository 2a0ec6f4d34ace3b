package lint

import (
	"fmt"
	"maps"
	"strings"
	"testing"

	"github.com/crossgrant/crossgrant/internal/access"
	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/finding"
	"github.com/crossgrant/crossgrant/internal/policy"
)

// Bystanders have access of their own to the bucket of a world: two roles and a
// user, who share a managed policy with each other and with the role.
const (
	apiARN      = "arn:aws:iam::111122223333:role/team/api"
	reporterARN = "arn:aws:iam::111122223333:role/reporter"
	annARN      = "arn:aws:iam::111122223333:user/ann"
	sharedARN   = "arn:aws:iam::111122223333:policy/shared"
)

var bystanders = []string{apiARN, reporterARN, annARN}

// everyNth edit of a world is tried: all of them take minutes.
const everyNth = 20

// TestBystanders breaks snapshots by single edits, and holds that no fix that is
// said to be safe changes what anybody can do but the role that its finding is
// about.
func TestBystanders(t *testing.T) {
	e := embedded(t)
	var total, safe, unsafe, at int
	for _, sound := range soundWorlds {
		sound := withBystanders(sound)
		t.Run(sound.name, func(t *testing.T) {
			before := lintWorld(t, e, sound)
			for _, who := range bystanders {
				if sound.point == "" && sound.endpoint == "" && !canDo(before, sound, who)["s3:GetObject on bkt/shared/k"] {
					t.Fatalf("%s has no access of its own", who)
				}
			}
			for _, m := range mutations(t, sound) {
				if at++; at%everyNth != 0 {
					continue
				}
				total++
				broken := lintWorld(t, e, m.world)
				had := map[string]map[string]bool{}
				for _, f := range broken.Findings {
					if f.Fix == nil || f.Fix.Patch == nil {
						continue
					}
					if f.Fix.Safety != finding.Safe {
						unsafe++
						continue
					}
					safe++
					mended := mend(t, m.world, f.Fix.Patch)
					after := lintWorld(t, e, mended)
					for _, who := range bystanders {
						if strings.HasPrefix(f.Subject.ID, who+" ") {
							continue
						}
						if had[who] == nil {
							had[who] = canDo(broken, m.world, who)
						}
						if change := differs(had[who], canDo(after, mended, who)); change != "" {
							t.Errorf("%s: the fix of %s (%s) for %s changes what %s can do: %s\n%s", m, f.Rule.ID, f.Fix.Description, f.Subject.ID, who, change, f.Fix.Patch.After())
						}
					}
				}
			}
		})
	}
	t.Logf("%d edits, %d safe fixes, %d unsafe ones", total, safe, unsafe)
	if safe < 100 {
		t.Errorf("%d safe fixes: too few to mean anything", safe)
	}
}

// withBystanders adds them to a world.
func withBystanders(w world) world {
	w.name += ", bystanders"
	w.contexts = contexts{}
	w.bucket = strings.TrimSuffix(w.bucket, "\n  ]\n}") + `,
    {"Sid": "B1", "Effect": "Allow", "Principal": {"AWS": ["` + apiARN + `", "` + annARN + `"]}, "Action": ["s3:ListBucket", "s3:GetObject"], "Resource": ["arn:aws:s3:::bkt", "arn:aws:s3:::bkt/*"]},
    {"Sid": "B2", "Effect": "Allow", "Principal": {"AWS": "` + reporterARN + `"}, "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "arn:aws:s3:::bkt/shared/*"}
  ]
}`
	role := func(path, name, id, arn string) string {
		return `{"Role": {"Path": "` + path + `", "RoleName": "` + name + `", "RoleId": "` + id + `", "Arn": "` + arn +
			`", "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}]}}}`
	}
	const (
		own      = `{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ["s3:ListBucket", "s3:PutObject"], "Resource": ["arn:aws:s3:::bkt", "arn:aws:s3:::bkt/*"]}]}`
		attached = `{"AttachedPolicies": [{"PolicyName": "shared", "PolicyArn": "` + sharedARN + `"}]}`
		of       = "111122223333/"
	)
	more := map[string]string{
		of + "roles/app/attached.json":        attached,
		of + "roles/api/attached.json":        attached,
		of + "roles/api/role.json":            role("/team/", "api", "AROAAPI", apiARN),
		of + "roles/api/inline/own.json":      `{"RoleName": "api", "PolicyName": "own", "PolicyDocument": ` + own + `}`,
		of + "roles/reporter/attached.json":   attached,
		of + "roles/reporter/role.json":       role("/", "reporter", "AROAREPORTER", reporterARN),
		of + "roles/reporter/inline/own.json": `{"RoleName": "reporter", "PolicyName": "own", "PolicyDocument": ` + own + `}`,
		of + "policies/shared/policy.json":    `{"Policy": {"PolicyName": "shared", "Arn": "` + sharedARN + `", "DefaultVersionId": "v1"}}`,
		of + "policies/shared/version.json":   sharedVersion(`{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ["s3:GetObject"], "Resource": ["arn:aws:s3:::bkt/shared/*"]}]}`),
		of + "users.json": `{"UserDetailList": [{"UserName": "ann", "UserId": "AIDAANN", "Arn": "` + annARN + `", "Path": "/",
			"UserPolicyList": [{"PolicyName": "own", "PolicyDocument": ` + own + `}],
			"AttachedManagedPolicies": [{"PolicyName": "shared", "PolicyArn": "` + sharedARN + `"}]}]}`,
	}
	maps.Copy(more, w.more)
	w.more = more
	return w
}

func sharedVersion(text string) string {
	return `{"PolicyVersion": {"VersionId": "v1", "IsDefaultVersion": true, "Document": ` + text + `}}`
}

// mend puts a patched document into a world, be it a bystander's.
func mend(t *testing.T, w world, p *finding.Patch) world {
	put := func(file, text string) world {
		w.more = maps.Clone(w.more)
		w.more[file] = text
		return w
	}
	for _, name := range []string{"api", "reporter"} {
		switch policy := strings.TrimSuffix(p.Label, " of role "+name); policy {
		case p.Label:
		case "inline policy own":
			return put("111122223333/roles/"+name+"/inline/own.json", `{"RoleName": "`+name+`", "PolicyName": "own", "PolicyDocument": `+string(p.After())+`}`)
		case "new inline policy bkt":
			return put("111122223333/roles/"+name+"/inline/bkt.json", `{"RoleName": "`+name+`", "PolicyName": "bkt", "PolicyDocument": `+string(p.After())+`}`)
		}
	}
	if p.Label == "managed policy shared" {
		return put("111122223333/policies/shared/version.json", sharedVersion(string(p.After())))
	}
	return apply(t, w, []*finding.Patch{p})
}

// canDo answers every request of a principal: every action, on the bucket and on
// objects of it.
func canDo(r *Result, w world, who string) map[string]bool {
	name := appARN
	if who != annARN {
		name = who
	}
	pair := r.Pair(r.Role(name), r.Bucket("bkt"))
	if w.point != "" {
		pair = r.PairVia(r.Role(name), r.Bucket("bkt"), r.AccessPoint(pointARN))
	}
	layers := access.NewJudge(r.Snapshot).Pair(pair).Layers
	if who == annARN {
		// The organization and the bucket are the same for her as for the role.
		layers.Boundary = authz.Layer{}
		layers.Identity = authz.Of(identity(r)...)
	}
	can := map[string]bool{}
	for _, action := range everyAction() {
		for _, resource := range []string{"bkt", "bkt/shared/k", "bkt/logs/k", "bkt/k"} {
			can[action+" on "+resource] = decide(&layers, w, who, action, resource, "")
		}
	}
	return can
}

// identity compiles the policies of the user.
func identity(r *Result) (list []*authz.Policy) {
	for _, u := range r.Users {
		for _, d := range u.Inline {
			list = append(list, authz.Compile(d.Name, d.Policy))
		}
	}
	for _, d := range r.Documents {
		if d.Label() == "managed policy shared" && d.Policy.Type() == policy.Identity {
			list = append(list, authz.Compile(d.Label(), d.Policy))
		}
	}
	return list
}

func differs(was, is map[string]bool) string {
	for _, action := range everyAction() {
		for _, resource := range []string{"bkt", "bkt/shared/k", "bkt/logs/k", "bkt/k"} {
			if what := action + " on " + resource; was[what] != is[what] {
				return fmt.Sprintf("%s was %t", what, was[what])
			}
		}
	}
	return ""
}
