package trust

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/glob"
	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/snapshot"
	"github.com/crossgrant/crossgrant/internal/source"
)

const (
	roleARN = "arn:aws:iam::111122223333:role/team/app"
	theirs  = "444455556666"
	ours    = "111122223333"
)

func read(statements string, of policy.Type) *policy.Document {
	return policy.Parse(source.Whole(source.NewFile("policy.json", []byte(`{"Version":"2012-10-17","Statement":[`+statements+`]}`))), of)
}

func parsed(t testing.TB, statements string, of policy.Type) *policy.Document {
	t.Helper()
	d := read(statements, of)
	if len(d.Problems()) > 0 {
		t.Fatalf("%s: %v", statements, d.Problems())
	}
	return d
}

// trusted builds a role with this trust policy, beside a role whose unique id is
// known.
func trusted(t testing.TB, statements string) (*snapshot.Snapshot, *snapshot.Role) {
	t.Helper()
	d := read(statements, policy.Trust)
	b := snapshot.NewBuilder(snapshot.Options{})
	b.Add(input.Records{Roles: []input.Role{{ARN: roleARN, Trust: d},
		{ARN: "arn:aws:iam::111122223333:role/known", ID: "AROAKNOWNKNOWNKNOWN1"}}})
	s := b.Build()
	return s, s.Role(roleARN)
}

// told writes a trustee as one line.
func told(e *Trustee) string {
	s := fmt.Sprintf("%s %s %s", e.Kind, strings.TrimPrefix(e.Call, "sts:"), e.Verdict)
	if len(e.DependsOn) > 0 {
		s += fmt.Sprint(" on ", e.DependsOn)
	}
	if e.Delegated {
		s += " delegated"
	}
	if e.Tags {
		s += " tags"
	}
	if len(e.Denies) > 0 {
		s += " denied by"
		for _, deny := range e.Denies {
			s += fmt.Sprint(" ", deny.Statement)
		}
	}
	if g := e.Stranger; g != nil {
		s += " stranger " + g.Verdict.String()
		if g.Claim != "" {
			s += " " + g.Claim + "=" + g.Token
		}
		if len(g.DependsOn) > 0 {
			s += fmt.Sprint(" on ", g.DependsOn, " chosen ", len(g.Chosen))
		}
	}
	return s
}

func TestTrustees(t *testing.T) {
	const (
		assume = `"Action":"sts:AssumeRole"`
		web    = `"Action":"sts:AssumeRoleWithWebIdentity"`
		github = `"Principal":{"Federated":"arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"}`
		aud    = `"token.actions.githubusercontent.com:aud":"sts.amazonaws.com"`
		sub    = `"token.actions.githubusercontent.com:sub"`
	)
	allow := func(parts ...string) string { return `{"Effect":"Allow",` + strings.Join(parts, ",") + `}` }
	deny := func(parts ...string) string { return `{"Effect":"Deny",` + strings.Join(parts, ",") + `}` }
	principal := func(kind, value string) string { return fmt.Sprintf(`"Principal":{%q:%q}`, kind, value) }
	for name, row := range map[string]struct {
		statements string
		want       string // lines joined by "; "
	}{
		"a service": {allow(principal("Service", "ec2.amazonaws.com"), assume), "service AssumeRole yes"},
		"a role and a session of it": {
			allow(`"Principal":{"AWS":["arn:aws:iam::111122223333:role/ci","arn:aws:sts::111122223333:assumed-role/ci/run"]}`, assume),
			"role AssumeRole yes; session AssumeRole yes"},
		"a user of another account": {allow(principal("AWS", "arn:aws:iam::444455556666:user/bo"), assume), "user AssumeRole yes delegated"},
		"accounts in both forms": {
			allow(`"Principal":{"AWS":["444455556666","arn:aws:iam::111122223333:root"]}`, assume),
			"account AssumeRole yes delegated; account AssumeRole yes delegated"},
		"another partition": {allow(principal("AWS", "arn:aws-cn:iam::444455556666:root"), assume), "account AssumeRole no delegated"},
		"a role of an account by its name": {
			allow(principal("AWS", "111122223333"), assume, `"Condition":{"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/ops/*"}}`),
			"account AssumeRole conditional on [aws:PrincipalArn] delegated"},
		"a role of another account than the one that is named": {
			allow(principal("AWS", "111122223333"), assume, `"Condition":{"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::444455556666:role/ops/*"}}`),
			"account AssumeRole no delegated"},
		"a condition that the named role meets": {
			allow(principal("AWS", "arn:aws:iam::111122223333:role/ci"), assume, `"Condition":{"StringEquals":{"aws:PrincipalAccount":"111122223333"}}`),
			"role AssumeRole yes"},
		"a unique id that is known": {allow(principal("AWS", "AROAKNOWNKNOWNKNOWN1"), assume), "role AssumeRole yes"},
		"a unique id of nobody":     {allow(principal("AWS", "AROAGONEGONEGONEGONE"), assume), "deleted AssumeRole no"},
		"a placeholder":             {allow(principal("AWS", "arn:aws:iam::<account>:root"), assume), "not_understood AssumeRole unknown"},
		"an external id": {
			allow(principal("AWS", "444455556666"), assume, `"Condition":{"StringEquals":{"sts:ExternalId":"x"}}`),
			"account AssumeRole conditional on [sts:ExternalId] delegated"},
		"denied": {
			allow(principal("Service", "ec2.amazonaws.com"), assume) + "," + deny(`"Principal":"*"`, `"Action":"*"`),
			"service AssumeRole no denied by 1"},
		"session tags": {
			allow(principal("Service", "pods.eks.amazonaws.com"), `"Action":["sts:AssumeRole","sts:TagSession"]`),
			"service AssumeRole yes tags"},
		"session tags in a statement of their own": {
			allow(principal("AWS", "arn:aws:iam::111122223333:role/ci"), assume) + "," + allow(principal("AWS", "111122223333"), `"Action":"sts:TagSession"`),
			"role AssumeRole yes tags"},
		"the wrong call":  {allow(principal("Federated", "cognito-identity.amazonaws.com"), assume), "oidc_provider AssumeRoleWithWebIdentity no"},
		"SAML":            {allow(principal("Federated", "arn:aws:iam::111122223333:saml-provider/idp"), `"Action":"sts:AssumeRoleWithSAML"`), "saml_provider AssumeRoleWithSAML yes"},
		"everyone":        {allow(`"Principal":"*"`, assume), "everyone AssumeRole yes stranger yes"},
		"all but one":     {allow(`"NotPrincipal":{"AWS":"111122223333"}`, assume), "all_but AssumeRole yes stranger yes"},
		"everyone's tags": {allow(`"Principal":"*"`, assume, `"Condition":{"StringEquals":{"aws:PrincipalTag/team":"x"}}`), "everyone AssumeRole conditional on [aws:PrincipalTag/team] stranger conditional on [aws:PrincipalTag/team] chosen 1"},
		"everyone who knows the external id": {
			allow(`"Principal":"*"`, assume, `"Condition":{"StringEquals":{"sts:ExternalId":"x"}}`),
			"everyone AssumeRole conditional on [sts:ExternalId] stranger conditional on [sts:ExternalId] chosen 0"},
		"everyone of an organization": {
			allow(`"Principal":"*"`, assume, `"Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-1"}}`),
			"everyone AssumeRole conditional on [aws:PrincipalOrgID] stranger no"},
		"everyone of an organization or of none": {
			allow(`"Principal":"*"`, assume, `"Condition":{"StringEqualsIfExists":{"aws:PrincipalOrgID":"o-1"}}`),
			"everyone AssumeRole conditional on [aws:PrincipalOrgID] stranger yes"},
		"everyone but those of another organization": {
			allow(`"Principal":"*"`, assume) + "," + deny(`"Principal":"*"`, assume, `"Condition":{"StringNotEquals":{"aws:PrincipalOrgID":"o-1"}}`),
			"everyone AssumeRole conditional on [aws:PrincipalOrgID] stranger no"},
		"everyone of an account": {
			allow(`"Principal":"*"`, assume, `"Condition":{"StringLike":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/*"}}`),
			"everyone AssumeRole conditional on [aws:PrincipalArn] stranger no"},
		"everyone whose role has a name": {
			allow(`"Principal":"*"`, assume, `"Condition":{"StringLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/admin"}}`),
			"everyone AssumeRole conditional on [aws:PrincipalArn] stranger conditional on [aws:PrincipalArn] chosen 1"},
		"a repository": {
			allow(github, web, `"Condition":{"StringEquals":{`+aud+`},"StringLike":{`+sub+`:"repo:o/r:*"}}`),
			"oidc_provider AssumeRoleWithWebIdentity conditional on [token.actions.githubusercontent.com:aud token.actions.githubusercontent.com:sub] stranger no sub=repo:another-owner/repository"},
		"repositories of an immutable owner": {
			allow(github, web, `"Condition":{"StringLike":{`+sub+`:"repo:o@12/*"}}`),
			"oidc_provider AssumeRoleWithWebIdentity conditional on [token.actions.githubusercontent.com:sub] stranger no sub=repo:another-owner/repository"},
		"an owner without the slash": {
			allow(github, web, `"Condition":{"StringEquals":{`+aud+`},"StringLike":{`+sub+`:["repo:o/r:*","repo:acme*"]}}`),
			"oidc_provider AssumeRoleWithWebIdentity conditional on [token.actions.githubusercontent.com:aud token.actions.githubusercontent.com:sub] stranger conditional sub=repo:acmex/x on [token.actions.githubusercontent.com:aud] chosen 1"},
		"an owner without the slash, and a deny that has it": {
			allow(github, web, `"Condition":{"StringLike":{`+sub+`:"repo:acme*"}}`) + "," + deny(`"Principal":"*"`, web, `"Condition":{"StringNotLike":{`+sub+`:"repo:acme/*"}}`),
			"oidc_provider AssumeRoleWithWebIdentity conditional on [token.actions.githubusercontent.com:sub] stranger no sub=repo:another-owner/repository"},
		"no subject": {
			allow(github, web),
			"oidc_provider AssumeRoleWithWebIdentity yes stranger yes sub=repo:another-owner/repository"},
		"ForAllValues holds without the claim": {
			allow(github, web, `"Condition":{"ForAllValues:StringLike":{`+sub+`:"repo:o/r:*"}}`),
			"oidc_provider AssumeRoleWithWebIdentity conditional on [token.actions.githubusercontent.com:sub] stranger yes sub="},
		"another claim": {
			allow(github, web, `"Condition":{"StringEquals":{"token.actions.githubusercontent.com:repository_owner_id":"1"},"StringLike":{`+sub+`:"repo:*"}}`),
			"oidc_provider AssumeRoleWithWebIdentity conditional on [token.actions.githubusercontent.com:repository_owner_id token.actions.githubusercontent.com:sub] stranger conditional sub=repo:another-owner/repository on [token.actions.githubusercontent.com:repository_owner_id] chosen 0"},
		"a pool": {
			allow(principal("Federated", "cognito-identity.amazonaws.com"), web, `"Condition":{"StringEquals":{"cognito-identity.amazonaws.com:aud":"eu-west-1:1"}}`),
			"oidc_provider AssumeRoleWithWebIdentity conditional on [cognito-identity.amazonaws.com:aud] stranger no aud=another-owner"},
		"any pool": {
			allow(principal("Federated", "cognito-identity.amazonaws.com"), web, `"Condition":{"StringLike":{"cognito-identity.amazonaws.com:aud":"eu-west-1:*"}}`),
			"oidc_provider AssumeRoleWithWebIdentity conditional on [cognito-identity.amazonaws.com:aud] stranger yes aud=eu-west-1:"},
		"a provider of one's own": {
			allow(principal("Federated", "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/X"), web),
			"oidc_provider AssumeRoleWithWebIdentity yes"},
		"only tagging": {allow(principal("Service", "ec2.amazonaws.com"), `"Action":"sts:TagSession"`), ""},
	} {
		t.Run(name, func(t *testing.T) {
			s, role := trusted(t, row.statements)
			var lines []string
			for _, e := range New(s).Of(role) {
				lines = append(lines, told(&e))
			}
			if got := strings.Join(lines, "; "); got != row.want {
				t.Errorf("%s\n got %s\nwant %s", row.statements, got, row.want)
			}
		})
	}
}

// TestEqualPoliciesOfTwoAccounts holds that answers are not shared between
// roles for which one text means two things.
func TestEqualPoliciesOfTwoAccounts(t *testing.T) {
	s, role := trusted(t, `{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:role/ci"},"Action":"sts:AssumeRole"}`)
	other := *role
	other.ARN = strings.Replace(role.ARN, "111122223333", "444455556666", 1)
	trustees := New(s)
	if trustees.Of(role)[0].Delegated || !trustees.Of(&other)[0].Delegated || trustees.Of(role)[0].Delegated {
		t.Error("a role of another account needs a policy of its own, and only that")
	}
}

// TestOwnersAgainstEnumeration compares what is read off the text of a value
// with the owners of all the tokens that it matches.
func TestOwnersAgainstEnumeration(t *testing.T) {
	p := providers["token.actions.githubusercontent.com"]
	var tokens [][2]string // owner, token
	for _, owner := range []string{"a", "b", "ab", "ba", "aa"} {
		for _, rest := range []string{"/a", "/b:a", "@1/a", "/a:b"} {
			tokens = append(tokens, [2]string{owner, "repo:" + owner + rest})
		}
	}
	random := rand.New(rand.NewPCG(1, 2))
	for range 20000 {
		value := "repo:"
		if random.IntN(4) == 0 {
			value = "repo:"[:random.IntN(5)] + "*"
		}
		for range random.IntN(6) {
			value += string("ab/@:*?"[random.IntN(7)])
		}
		owners := map[string]bool{}
		for _, token := range tokens {
			if glob.Parse(value).Match(token[1]) {
				owners[token[0]] = true
			}
		}
		owner, fixed := p.ownerIn(value)
		if fixed && (len(owners) > 1 || len(owners) == 1 && !owners[owner]) {
			t.Fatalf("%s: taken for owner %q, matches tokens of %v", value, owner, owners)
		}
		found := p.tokens([]string{value})
		if len(owners) > 1 && len(found) < 2 {
			t.Fatalf("%s matches tokens of %v, and none of another owner is found", value, owners)
		}
		for _, token := range found[1:] {
			if of := strings.TrimPrefix(token, "repo:"); !glob.Parse(value).Match(token) || owner != "" && strings.HasPrefix(of, owner+"/") {
				t.Fatalf("%s: %s is no token of another owner than %s", value, token, owner)
			}
		}
	}
}

// TestJudgedOneByOne holds that conditions which are judged one by one come to
// what authz decides about them together.
func TestJudgedOneByOne(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	pick := func(list ...string) string { return list[random.IntN(len(list))] }
	principals := []string{`"*"`, `{"AWS":"*"}`, `{"AWS":"444455556666"}`, `{"AWS":"arn:aws:iam::111122223333:role/ci"}`,
		`{"AWS":"arn:aws:iam::444455556666:user/bo"}`, `{"AWS":"arn:aws-cn:iam::444455556666:root"}`,
		`{"AWS":"arn:aws:sts::111122223333:assumed-role/ci/run"}`, `{"AWS":"AROAKNOWNKNOWNKNOWN1"}`,
		`{"Service":"ec2.amazonaws.com"}`, `{"Federated":"gitlab.com"}`, `{"Federated":"arn:aws:iam::111122223333:saml-provider/idp"}`}
	keys := []string{"aws:PrincipalArn", "aws:PrincipalAccount", "aws:PrincipalOrgID", "aws:SourceAccount", "sts:ExternalId",
		"gitlab.com:sub", "gitlab.com:aud", "aws:PrincipalTag/x", "aws:MultiFactorAuthPresent", "aws:userid", "SAML:aud"}
	apart := 0
	for range 4000 {
		var conditions []string
		for i := range random.IntN(4) {
			operator := pick("StringEquals", "StringNotEquals", "StringLike", "ForAllValues:StringLike", "ForAnyValue:StringEquals",
				"ArnLike", "Bool", "NumericLessThan", "Null", "StringNotLike") + pick("", "", "IfExists")
			value := pick("444455556666", "*", "arn:aws:iam::111122223333:role/*", "project_path:o/*", "project_path:o*", "true", "7", "o-1")
			conditions = append(conditions, fmt.Sprintf(`%q:{%q:%q}`, operator, keys[(random.IntN(4)+3*i)%len(keys)], value))
		}
		statement := fmt.Sprintf(`{"Effect":"Allow","Principal":%s,"Action":%q,"Condition":{%s}}`, principals[random.IntN(len(principals))],
			pick("sts:*", "sts:AssumeRole", "sts:AssumeRoleWithWebIdentity", "*"), strings.Join(conditions, ","))
		text := `{"Version":"2012-10-17","Statement":[` + statement + `]}`
		d := policy.Parse(source.Whole(source.NewFile("trust.json", []byte(text))), policy.Trust)
		if len(d.Problems()) > 0 {
			continue // an operator twice
		}
		s, role := trusted(t, statement)
		name, _ := arn.Parse(role.ARN)
		var got [2]string
		for i := range got {
			trustees := New(s)
			j := trustJudge{document: d, role: name, world: trustees}
			j.use(0)
			if i == 1 {
				j.apart = false
			} else if j.apart {
				apart++
			}
			e := j.judge(trustees.read(0, 0, &d.Statements()[0].Principal.Entries[0]))
			got[i] = told(&e)
		}
		if got[0] != got[1] {
			t.Fatalf("%s\none by one %s\n  together %s", statement, got[0], got[1])
		}
	}
	if apart < 1000 {
		t.Errorf("only %d statements are judged one by one", apart)
	}
}
