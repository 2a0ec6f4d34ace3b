package trust

import (
	"slices"
	"strings"
	"testing"

	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/snapshot"
)

// TestRCPsGuardRoles holds that the RCPs of the role's account have a say in who
// becomes it, and that callers of known accounts have their organization.
func TestRCPsGuardRoles(t *testing.T) {
	const (
		everyone  = `{"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole"}`
		member    = `{"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole","Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-org"}}}`
		ofTheirs  = `{"Effect":"Allow","Principal":{"AWS":"` + theirs + `"},"Action":"sts:AssumeRole","Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-org"}}}`
		service   = `{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}`
		perimeter = `{"Effect":"Deny","Principal":"*","Action":"sts:*","Resource":"*","Condition":{"StringNotEqualsIfExists":{"aws:PrincipalOrgID":"o-org"},"BoolIfExists":{"aws:PrincipalIsAWSService":"false"}}}`
		all       = `{"Effect":"Deny","Principal":"*","Action":"sts:*","Resource":"*"}`
	)
	for name, row := range map[string]struct{ trust, rcp, want string }{
		"no RCP denies":              {everyone, "", "everyone AssumeRole yes stranger yes"},
		"the perimeter of the role":  {everyone, perimeter, "everyone AssumeRole conditional on [aws:PrincipalOrgID aws:PrincipalIsAWSService] stranger no"},
		"services pass it":           {service, perimeter, "service AssumeRole yes"},
		"an account of a member":     {ofTheirs, perimeter, "account AssumeRole yes delegated"},
		"an RCP that denies it all":  {service, all, "service AssumeRole no denied by 0"},
		"everyone in the perimeter":  {member, "", "everyone AssumeRole conditional on [aws:PrincipalOrgID] stranger no"},
		"an RCP whose text is gone":  {everyone, "gone", "everyone AssumeRole unknown stranger unknown"},
		"an RCP about other actions": {everyone, strings.Replace(all, "sts:*", "s3:*", 1), "everyone AssumeRole yes stranger yes"},
	} {
		t.Run(name, func(t *testing.T) {
			b := snapshot.NewBuilder(snapshot.Options{})
			b.Add(input.Records{Roles: []input.Role{{ARN: roleARN, Trust: parsed(t, row.trust, policy.Trust)}}})
			b.Add(guarded(t, row.rcp))
			s := b.Build()
			list := New(s).Of(s.Role(roleARN))
			if got := told(&list[0]); got != row.want {
				t.Errorf("got %s\nwant %s", got, row.want)
			}
			if strings.Contains(row.want, "denied") && list[0].Denies[0].Of == nil {
				t.Error("the denial does not name its RCP")
			}
		})
	}
}

// guarded is an organization of two accounts, of which ours has an RCP of these
// statements; without any where they are empty, and without their text if gone.
func guarded(t *testing.T, rcp string) (r input.Records) {
	const full = "p-RCPFullAWSAccess"
	attached := []input.OrganizationPolicyRef{{ID: full}}
	of := func(id, parent string, list []input.OrganizationPolicyRef) input.Target {
		return input.Target{ID: id, Parent: parent, Organization: "o-org",
			RCPs: input.Setting[[]input.OrganizationPolicyRef]{State: input.Present, Value: list}}
	}
	r.Organizations = []input.Organization{{ID: "o-org", ManagementAccount: "999999999999"}}
	r.Targets = []input.Target{of("r-root", "", attached), of("ou-unit", "r-root", attached), {ID: theirs, Parent: "r-root", Organization: "o-org"}}
	if rcp != "" {
		attached = append(slices.Clone(attached), input.OrganizationPolicyRef{ID: "p-rcp"})
	}
	r.Targets = append(r.Targets, of(ours, "ou-unit", attached))
	if rcp != "" && rcp != "gone" {
		r.OrgPolicies = []input.OrganizationPolicy{{ID: "p-rcp", Document: parsed(t, rcp, policy.RCP)}}
	}
	return r
}
