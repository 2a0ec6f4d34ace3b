package reference

import (
	"strings"
	"testing"

	"github.com/crossgrant/crossgrant/internal/glob"
)

// Every key of a host that STS has is a claim of an issuer in the table, and a claim
// with another name is none.
func TestEveryClaimOfTheReference(t *testing.T) {
	table := Embedded()
	sts, _ := table.Service("sts")
	n := 0
	for _, k := range sts.Keys {
		host, claim, _ := strings.Cut(strings.ReplaceAll(widest(k.Name), "*", "xyz0"), ":")
		if !strings.Contains(host, ".") {
			continue
		}
		n++
		if i, ok := IssuerOf(host); !ok {
			t.Errorf("%s: no issuer in the table (%v)", host, i)
		}
		for key, want := range map[string]glob.Answer{
			host + ":" + claim: glob.Yes, strings.ToUpper(host + ":" + claim): glob.Yes, host + ":" + claim + "_x": glob.No,
		} {
			if got := table.IsClaim(key); got != want {
				t.Errorf("%s: %v, want %v", key, got, want)
			}
		}
	}
	if n < 80 {
		t.Errorf("%d claims", n)
	}
}

func TestClaims(t *testing.T) {
	table := Embedded()
	for key, want := range map[string]glob.Answer{
		"token.actions.githubusercontent.com:sub":                               glob.Yes,
		"token.actions.githubusercontent.com:aud":                               glob.Yes,
		"token.actions.githubusercontent.com:repository":                        glob.Yes,
		"token.actions.githubusercontent.com:repository_owner":                  glob.No,
		"token.actions.githubusercontent.com/acme:job_id":                       glob.No,
		"token.actions.acme.ghe.com:repository":                                 glob.Yes,
		"oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXA:sub":  glob.Yes,
		"oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXA:kind": glob.Unknown,
		"graph.facebook.com:sub":                                                glob.Unknown,
		"graph.facebook.com:app_id":                                             glob.Yes,
		"accounts.google.com:oaud":                                              glob.Yes,
		"accounts.google.com:email":                                             glob.Unknown,
		"id.example.com:email":                                                  glob.Unknown,
		"saml:aud":                                                              glob.Unknown,
		"sub":                                                                   glob.Unknown,
	} {
		if got := table.IsClaim(key); got != want {
			t.Errorf("%s: %v, want %v", key, got, want)
		}
	}
}

func TestIssuers(t *testing.T) {
	for host, want := range map[string]struct {
		name, demands string
		audience      Audience
	}{
		"token.actions.githubusercontent.com":      {"GitHub Actions", "sub", OneAudience},
		"Token.Actions.GitHubUserContent.com/acme": {"GitHub Actions", "sub", OneAudience},
		"gitlab.com":      {"GitLab.com", "sub", AudienceUnknown},
		"oidc.vercel.com": {"Vercel", "aud", AudienceUnknown},
		"oidc.eks.eu-west-1.amazonaws.com/id/ABC":      {"Amazon EKS", "", SeveralAudiences},
		"oidc.eks.cn-north-1.amazonaws.com.cn/id/ABC":  {"Amazon EKS", "", SeveralAudiences},
		"gitlab.example.com":                           {},
		"token.actions.githubusercontent.com.evil.com": {},
	} {
		i, ok := IssuerOf(host)
		if ok != (want.name != "") || i.Name != want.name || i.Demands != want.demands || i.Audience != want.audience {
			t.Errorf("%s: %+v", host, i)
		}
	}
}
