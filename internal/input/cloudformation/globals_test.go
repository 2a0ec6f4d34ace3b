package cloudformation

import (
	"fmt"
	"testing"

	"github.com/crossgrant/crossgrant/internal/unknown"
)

// TestGlobals holds what functions of SAM get of the section Globals, and that what they
// say themselves counts.
func TestGlobals(t *testing.T) {
	const globals = "Transform: AWS::Serverless-2016-10-31\nGlobals:\n  Function: {RolePath: /team/, PermissionsBoundary: %s}\n"
	const boundary = "arn:aws:iam::111122223333:policy/b"
	for name, row := range map[string]struct{ template, want string }{
		"no globals":      {inResources("  F: {Type: AWS::Serverless::Function}\n"), "/ absent "},
		"all of globals":  {fmt.Sprintf(globals, boundary) + inResources("  F: {Type: AWS::Serverless::Function}\n"), "/team/ present " + boundary},
		"of another type": {fmt.Sprintf(globals, boundary) + inResources("  F: {Type: AWS::Serverless::StateMachine}\n"), "/ absent "},
		"its own":         {fmt.Sprintf(globals, boundary) + inResources("  F: {Type: AWS::Serverless::Function, Properties: {RolePath: /own/}}\n"), "/own/ present " + boundary},
		"its own function": {fmt.Sprintf(globals, boundary) + inResources("  F: {Type: AWS::Serverless::Function, Properties: {PermissionsBoundary: !Ref Given}}\n"),
			"/team/ present ${Given}"},
		"a function in globals": {fmt.Sprintf(globals, "!Ref Given") + inResources("  F: {Type: AWS::Serverless::Function}\n"), "/team/ present ${Given}"},
		"globals that are none": {"Globals: x\n" + inResources("  F: {Type: AWS::Serverless::Function}\n"), "/ absent "},
	} {
		r := decode(t, "t.yaml", row.template)
		if len(r.Roles) != 1 {
			t.Errorf("%s: %d roles, %v", name, len(r.Roles), r.Lost)
			continue
		}
		role := r.Roles[0]
		if got := fmt.Sprint(role.Path, " ", role.Boundary.State, " ", unknown.Show(role.Boundary.Value.ARN)); got != row.want {
			t.Errorf("%s: %s, want %s", name, got, row.want)
		}
	}
}
