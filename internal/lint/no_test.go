package lint

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/crossgrant/crossgrant/internal/access"
)

// TestANoHasAFinding judges pairs of statements drawn at random. A capability that
// is meant and is not had has a finding that is shown and a reason; one that a
// session policy leaves out may be left out on purpose.
func TestANoHasAFinding(t *testing.T) {
	e := embedded(t)
	rows := 600
	if testing.Short() {
		rows = 60
	}
	random := rand.New(rand.NewPCG(1, 2))
	noes := 0
	for range rows {
		w := randomWorld(random)
		r := lintWorld(t, e, w)
		p := judged(r, w)
		no := ""
		for _, c := range p.Capabilities {
			if !c.Meant || c.Verdict != access.No {
				continue
			}
			no += " " + string(c.Capability)
			reasons := 0
			for i := range c.Legs {
				reasons += len(c.Legs[i].Explanation().Reasons())
			}
			if reasons == 0 {
				t.Errorf("%s is no without a reason\n%s\n%s", c.Capability, w.identity, w.bucket)
			}
		}
		if no == "" {
			continue
		}
		noes++
		if len(faults(r.Findings)) == 0 {
			t.Errorf("no finding although%s is no\nrole in %s\n%s\nbucket in %s\n%s\nboundary %s\nscp %s", no, mine, w.identity, w.account, w.bucket, w.boundary, w.scp)
		}
	}
	if noes < rows/5 {
		t.Errorf("of %d pairs %d are denied something: too few to mean anything", rows, noes)
	}
	t.Logf("%d of %d pairs are denied something that is meant", noes, rows)
}

// randomWorld draws a pair of which somebody means something.
func randomWorld(random *rand.Rand) world {
	pick := func(from []string) string { return from[random.IntN(len(from))] }
	maybe := func(n int, text string) string {
		if random.IntN(n) > 0 {
			return ""
		}
		return text
	}
	statement := func(principal string) string {
		return `{"Effect": "` + pick([]string{"Allow", "Allow", "Allow", "Allow", "Deny"}) + `", ` + principal + `"Action": ` +
			pick([]string{`"s3:GetObject"`, `["s3:GetObject", "s3:PutObject"]`, `"s3:ListBucket"`, `"s3:*"`, `"s3:Get*"`, `"s3:List*"`, `"s3:HeadObject"`, `["s3:PutObject*"]`, `"s3:GetObjcet"`, `"s3:DeleteObject"`}) +
			`, "Resource": ` +
			pick([]string{`"arn:aws:s3:::bkt/*"`, `["arn:aws:s3:::bkt", "arn:aws:s3:::bkt/*"]`, `"arn:aws:s3:::bkt"`, `"arn:aws:s3:::bkt/red/*"`, `"arn:aws:s3:::bkt/blue/*"`, `"arn:aws:s3:::bkt/red"`, `"arn:aws:s3:::bkt/${aws:PrincipalTag/team}/*"`, `"arn:aws:s3:::bkd/*"`}) +
			maybe(4, `, "Condition": `+pick([]string{
				`{"StringEquals": {"aws:PrincipalAccountId": "111122223333"}}`, `{"StringEquals": {"foo": "x"}}`, `{"StringEquals": {"aws:PrincipalOrgID ": "o-exampleorg"}}`,
				`{"StringEqual": {"aws:PrincipalAccount": "111122223333"}}`, `{"StringEquals": {"aws:PrincipalAccount": "111122223334"}}`, `{"StringLike": {"s3:prefix": "red/*"}}`,
				`{"StringEquals": {"s3:x-amz-acl": "bucket-owner-full-control"}}`, `{"Bool": {"aws:SecureTransport": "false"}}`, `{"StringEquals": {"aws:SourceVpce": "vpce-1"}}`,
				`{"StringEquals": {"s3:ExistingObjectTag/a": "b"}}`, `{"Null": {"aws:SourceArn": "false"}}`, `{"StringLike": {"aws:userid": "AROAEXAMPLEID"}}`})) + `}`
	}
	several := func(principal func() string) string {
		list := []string{statement(principal())}
		for random.IntN(2) == 0 {
			list = append(list, statement(principal()))
		}
		return policyOf(list...)
	}
	w := world{account: pick([]string{mine, data}), ownership: pick([]string{"BucketOwnerEnforced", "BucketOwnerEnforced", "ObjectWriter"})}
	w.identity = several(func() string { return "" })
	if random.IntN(4) > 0 {
		w.bucket = several(func() string {
			return pick([]string{toApp, toApp, toApp, toMine, `"Principal": "*"`, strings.Replace(toApp, "/team/", "/", 1),
				`"Principal": {"AWS": "arn:aws:sts::111122223333:assumed-role/app/s"}`, `"Principal": {"AWS": "AROAGONE"}`}) + ", "
		})
	}
	w.boundary = maybe(6, several(func() string { return "" }))
	if w.scp = maybe(6, policyOf(`{"Effect": "Allow", "Action": "*", "Resource": "*"}`, statement(""))); w.scp != "" {
		w.rcp = policyOf(`{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*", "Condition": {"Bool": {"aws:SecureTransport": "false"}}}`)
	}
	return w
}
