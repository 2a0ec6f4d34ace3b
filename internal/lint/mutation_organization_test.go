package lint

import (
	"fmt"
	"strings"
)

const endpointID = "vpce-0a1b2c3d"

// organization lays out the root r-1 with the bucket's account and the unit
// ou-1, which has the role's.
func (w world) organization(quote func(string) string) map[string]string {
	summary := func(id, name, of string) string {
		return `{"Id": "` + id + `", "Name": "` + name + `", "Type": "` + of + `", "AwsManaged": ` + fmt.Sprint(strings.HasSuffix(id, "FullAWSAccess")) + `}`
	}
	const scp, rcp = "SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"
	full, fullRCP := summary("p-FullAWSAccess", "FullAWSAccess", scp), summary("p-RCPFullAWSAccess", "RCPFullAWSAccess", rcp)
	limits, guard := summary("p-limits01", "limits", scp), summary("p-guard001", "guard", rcp)
	files := map[string]string{
		"organization/organization.json":                 `{"Organization": {"Id": "o-exampleorg", "MasterAccountId": "999900001111"}}`,
		"organization/policies/p-limits01.json":          `{"Policy": {"PolicySummary": ` + limits + `, "Content": ` + quote(w.scp) + `}}`,
		"organization/policies/p-guard001.json":          `{"Policy": {"PolicySummary": ` + guard + `, "Content": ` + quote(w.rcp) + `}}`,
		"organization/targets/ou-1/parents.json":         `{"Parents": [{"Id": "r-1", "Type": "ROOT"}]}`,
		"organization/targets/" + data + "/parents.json": `{"Parents": [{"Id": "r-1", "Type": "ROOT"}]}`,
		"organization/targets/111122223333/parents.json": `{"Parents": [{"Id": "ou-1", "Type": "ORGANIZATIONAL_UNIT"}]}`,
	}
	for target, attached := range map[string][2]string{"r-1": {full, fullRCP}, "ou-1": {limits, fullRCP},
		"111122223333": {full, fullRCP}, data: {full, fullRCP + ", " + guard}} {
		files["organization/targets/"+target+"/policies.json"] = `{"Policies": [` + attached[0] + `]}`
		files["organization/targets/"+target+"/policies-rcp.json"] = `{"Policies": [` + attached[1] + `]}`
	}
	return files
}
