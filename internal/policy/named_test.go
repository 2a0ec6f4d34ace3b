package policy

import (
	"strings"
	"testing"

	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/unknown"
)

// TestForms holds what each form of an entry is read as.
func TestForms(t *testing.T) {
	given := unknown.Given("stack", "Who")
	for _, row := range []struct {
		under, text string
		form        Form
		account     string
	}{
		{"AWS", "*", Everyone, ""},
		{"AWS", "111122223333", AnAccount, "111122223333"},
		{"AWS", "arn:aws:iam::111122223333:root", AnAccount, "111122223333"},
		{"AWS", "arn:aws:iam::111122223333:role/R", ARole, ""},
		{"AWS", "arn:aws-cn:iam::111122223333:role/path/R", ARole, ""},
		{"AWS", "arn:aws:sts::111122223333:assumed-role/R/S", ASession, ""},
		{"AWS", "arn:aws:iam::111122223333:user/U", AUser, ""},
		{"AWS", "arn:aws:sts::111122223333:federated-user/n", AFederated, ""},
		{"AWS", "arn:aws:iam::111122223333:group/G", NotUnderstood, ""},
		{"AWS", "arn:aws:iam::111122223333:saml-provider/X", NotUnderstood, ""},
		{"AWS", "AROAEXAMPLEEXAMPLE", UniqueID, ""},
		{"AWS", "AIDAEXAMPLEEXAMPLE", UniqueID, ""},
		{"AWS", "arn:aws:iam::111122223333:role/*", Wildcard, ""},
		{"AWS", "arn:aws:iam::*:root", Wildcard, ""},
		{"AWS", "arn:aws:sts::111122223333:assumed-role/R/*", Wildcard, ""},
		{"AWS", "11112222333", NotUnderstood, ""},
		{"AWS", "", NotUnderstood, ""},
		{"AWS", given, UnknownValue, given},
		{"AWS", "x" + given, UnknownValue, ""},
		{"AWS", "arn:aws:iam::" + given + ":root", AnAccount, given},
		{"AWS", "arn:aws:iam::111122223333:role/" + given, ARole, ""},
		{"Service", "ec2.amazonaws.com", AService, ""},
		{"Service", "*", Wildcard, ""},
		{"Federated", "accounts.google.com", AProvider, ""},
		{"Federated", "arn:aws:iam::111122223333:oidc-provider/h", AProvider, ""},
		{"CanonicalUser", strings.Repeat("0a", 32), CanonicalID, ""},
		{"Aws", "*", Wildcard, ""},
		{"Aws", "111122223333", NotUnderstood, ""},
	} {
		if n := ReadNamed(row.under, row.text); n.Form != row.form || n.Account != row.account {
			t.Errorf("%s %s: form %d of account %q, want %d of %q",
				row.under, unknown.Show(row.text), n.Form, n.Account, row.form, row.account)
		}
	}
}

// TestShapes holds what an entry with wildcards is read as but for them, and which entries
// are written as AWS writes principals.
func TestShapes(t *testing.T) {
	for _, row := range []struct {
		text   string
		shape  Form
		proper bool
	}{
		{"*", Everyone, true},
		{"111122223333", AnAccount, true},
		{"11112222333", NotUnderstood, false},
		{"arn:aws:iam::111122223333:role/*", ARole, true},
		{"arn:aws:iam::*:root", AnAccount, true},
		{"arn:aws:iam::111122223333:user/a?", AUser, true},
		{"arn:aws:sts::111122223333:assumed-role/R/*", ASession, true},
		{"arn:aws:sts::111122223333:federated-user/n", AFederated, true},
		{"arn:aws:iam::111122223333:group/G", NotUnderstood, false},
		{"arn:aws:iam::11112222333:role/R", ARole, false},
		{"arn:aws:iam::<account>:role/R", ARole, true},
		{"arn:aws:iam:us-east-1:111122223333:role/R", ARole, false},
		{"AROAEXAMPLEEXAMPLE", UniqueID, true},
		{"AROASHORT", UniqueID, false},
		{"AROAEXAMPLEEXAMPLE:*", UniqueID, false},
		{strings.Repeat("0a", 32), NotUnderstood, true},
	} {
		if n := ReadNamed("AWS", row.text); n.Shape != row.shape || n.Proper() != row.proper {
			t.Errorf("%s: shape %d, proper %t, want %d, %t", row.text, n.Shape, n.Proper(), row.shape, row.proper)
		}
	}
}

// TestProviders holds which identity provider an entry under Federated names.
func TestProviders(t *testing.T) {
	for _, row := range []struct {
		text string
		kind Provider
		host string
	}{
		{"accounts.google.com", OIDC, "accounts.google.com"},
		{"arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/X", OIDC, "oidc.eks.eu-west-1.amazonaws.com/id/X"},
		{"arn:aws:iam::111122223333:saml-provider/corp", SAML, ""},
		{"arn:aws:iam::111122223333:role/R", NoProvider, ""},
		{"arn:aws:s3:::saml-provider/corp", NoProvider, ""},
		{"corp", NoProvider, ""},
	} {
		n := ReadNamed("Federated", row.text)
		if kind, host := n.Provider(); kind != row.kind || host != row.host {
			t.Errorf("%s: %d at %q, want %d at %q", row.text, kind, host, row.kind, row.host)
		}
	}
}

// texts lists, for a caller of whom all is known, every text that names it under AWS.
func texts(c *Caller) map[string]As {
	prefix := "arn:" + c.Identity.Partition
	named := map[string]As{"*": AsItself, c.Identity.Account: AsAccount,
		prefix + ":iam::" + c.Identity.Account + ":root": AsAccount}
	if c.IsUser {
		named[c.Text], named[c.ID] = AsItself, AsRole
		return named
	}
	named[c.Text], named[c.ID] = AsRole, AsRole
	named[prefix+":sts::"+c.Identity.Account+":assumed-role/"+c.Role+"/"+c.Session] = AsItself
	return named
}

// TestAs holds every entry of a small world against every caller of it: an entry
// names a caller of whom all is known if it is one of the texts for it. Where
// something is not known, it is what every value of it says, or hangs on it.
func TestAs(t *testing.T) {
	entries := []string{"*", "AROAR", "AROAS", "AIDAU", "nonsense", ""}
	for _, account := range []string{"111122223333", "777788889999", "*"} {
		entries = append(entries, account)
		for _, p := range []string{"aws", "aws-cn"} {
			for _, name := range []string{"root", "role/R", "role/p/R", "role/S", "role/*", "user/R", "user/U", "group/R"} {
				entries = append(entries, "arn:"+p+":iam::"+account+":"+name)
			}
			for _, name := range []string{"R/s", "R/t", "S/s", "R/*", "R", "p/R/s"} {
				entries = append(entries, "arn:"+p+":sts::"+account+":assumed-role/"+name)
			}
		}
	}
	for _, who := range []string{"role/R", "role/p/R", "user/U"} {
		identity := arn.ARN{Partition: "aws", Service: "iam", Account: "111122223333", Resource: who}
		_, role, isRole := identity.RoleName()
		open := Caller{Identity: identity, Text: identity.String(), Role: role, IsRole: isRole, IsUser: !isRole}
		var worlds []Caller
		for _, id := range []string{"AROAR", "AROAS", "AROAX", "AIDAU", "AIDAX"} {
			for _, session := range []string{"s", "t", "x"} {
				c := open
				if c.ID, c.Session = id, session; isRole == strings.HasPrefix(id, "AROA") {
					worlds = append(worlds, c)
				}
			}
		}
		for _, entry := range entries {
			n, seen := ReadNamed("AWS", entry), map[As]bool{}
			for i := range worlds {
				want := texts(&worlds[i])[entry]
				if as, on := n.As(&worlds[i]); as != want || on != ForCertain {
					t.Errorf("%s names %s as %d on %d, want %d", entry, who, as, on, want)
				}
				seen[want] = true
			}
			as, on := n.As(&open)
			if certain := len(seen) == 1; certain != (on == ForCertain) || !seen[as] {
				t.Errorf("%s names %s, of whom little is known, as %d on %d; the worlds say %v", entry, who, as, on, seen)
			}
		}
	}
}

// TestAsOthers holds entries that stand under other keys than AWS, callers of no
// account, and values that nobody knows yet.
func TestAsOthers(t *testing.T) {
	role := Caller{Identity: arn.ARN{Partition: "aws", Service: "iam", Account: "111122223333", Resource: "role/R"},
		Text: "arn:aws:iam::111122223333:role/R", Role: "R", IsRole: true}
	owner := role
	owner.CanonicalID = "ours"
	service := Caller{Service: "ec2.amazonaws.com", InNoAccount: true}
	provider := Caller{Provider: "accounts.google.com", InNoAccount: true}
	nobody := Caller{InNoAccount: true}
	given, made := unknown.Given("stack", "Who"), unknown.Made("stack", "Who")
	for _, row := range []struct {
		under, text string
		caller      Caller
		as          As
		on          Fact
	}{
		{"Service", "ec2.amazonaws.com", service, AsItself, ForCertain},
		{"Service", "s3.amazonaws.com", service, AsNobody, ForCertain},
		{"Service", "ec2.amazonaws.com", role, AsNobody, ForCertain},
		{"AWS", "ec2.amazonaws.com", service, AsNobody, ForCertain},
		{"Service", "*", service, AsNobody, ForCertain},
		{"AWS", "*", service, AsItself, ForCertain},
		{"Federated", "accounts.google.com", provider, AsItself, ForCertain},
		{"Federated", "accounts.google.com", nobody, AsNobody, ForCertain},
		{"Federated", "", role, AsNobody, ForCertain},
		{"AWS", "*", nobody, AsItself, ForCertain},
		{"AWS", given, nobody, AsNobody, ForCertain},
		{"CanonicalUser", "ours", owner, AsAccount, ForCertain},
		{"CanonicalUser", "theirs", owner, AsNobody, ForCertain},
		{"CanonicalUser", "theirs", role, AsAccount, OnCanonicalID},
		{"CanonicalUser", "ours", nobody, AsNobody, ForCertain},
		{"CanonicalUser", made, role, AsNobody, ForCertain}, // of something that AWS makes, no account's
		{"CanonicalUser", given, role, AsAccount, OnCanonicalID},
		{"AWS", given, role, AsRole, OnUnknownIdentity},
		{"AWS", "arn:aws:iam::" + given + ":root", role, AsAccount, OnUnknownAccount},
		{"AWS", "arn:aws:iam::111122223333:role/" + made, role, AsNobody, ForCertain},
		{"Aws", "*", role, AsNobody, ForCertain},
	} {
		n := ReadNamed(row.under, row.text)
		if as, on := n.As(&row.caller); as != row.as || on != row.on {
			t.Errorf("%s %s names %s%s as %d on %d, want %d on %d", row.under, unknown.Show(row.text),
				row.caller.Text, row.caller.Service, as, on, row.as, row.on)
		}
	}
}
