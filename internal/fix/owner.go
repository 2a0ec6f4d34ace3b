package fix

import (
	"fmt"
	"strings"

	"github.com/crossgrant/crossgrant/internal/finding"
	"github.com/crossgrant/crossgrant/internal/snapshot"
)

// putPermissionSet is the AWS CLI call that puts the inline policy of a
// permission set; what is in capitals the export does not tell.
const putPermissionSet = "aws sso-admin put-inline-policy-to-permission-set --instance-arn INSTANCE_ARN" +
	" --permission-set-arn PERMISSION_SET_ARN --inline-policy file://FILE"

// permissionSet returns the permission set that IAM Identity Center makes a
// role from, or nothing: AWSReservedSSO_NAME_SUFFIX is the name of such a role
// (IAM Identity Center User Guide, Referencing permission sets in resource
// policies).
func permissionSet(r *snapshot.Role) string {
	rest, ok := strings.CutPrefix(r.Name, "AWSReservedSSO_")
	at := strings.LastIndexByte(rest, '_')
	if !ok || at < 0 || r.Editable() {
		return ""
	}
	return rest[:at]
}

// notEditable is an error for a role whose policies AWS alone changes.
func notEditable(r *snapshot.Role) error {
	if r.Editable() || permissionSet(r) != "" {
		return nil
	}
	return fmt.Errorf("role %s: AWS alone changes its policies, use a role of your own", r.Name)
}

// command is the AWS CLI call that puts the patched document. It names the
// file that the patch changes; of an export FILE stands for a new one.
func (p *Prover) command(d *snapshot.Document, made *finding.Patch) string {
	command := d.Puts()
	if p.Pair != nil && d.Owner().Kind == "role" && permissionSet(p.Pair.Role) != "" {
		command = putPermissionSet
	}
	if made.File == nil {
		return command
	}
	argument := "file://" + made.File.Name
	if strings.ContainsFunc(argument, unquoted) {
		argument = "'" + strings.ReplaceAll(argument, "'", `'\''`) + "'"
	}
	return strings.Replace(command, "file://FILE", argument, 1)
}

// unquoted reports whether a character has to be quoted in a shell.
func unquoted(c rune) bool {
	return !strings.ContainsRune("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789:/._-", c)
}
