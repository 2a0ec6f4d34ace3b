package input

import (
	"strings"

	"github.com/crossgrant/crossgrant/internal/policy"
)

// Hints is what a file's path and the command line say of whose it is; what it
// is, its content says.
type Hints struct {
	Account string // 12 digits
	// Bucket, Role, User, Group, Policy, Key, AccessPoint and Target are names
	// from the folders of a snapshot; Target is a root, unit or account of an
	// organization.
	Bucket, Role, User, Group, Policy, Key, AccessPoint, Target string
	// Region is that of an access point or of a list of one Region.
	Region string
	// Slot is the file's name in the snapshot, such as "acl.json", or "inline"
	// for an inline policy, or the folder's for a list of one Region.
	Slot string
	// Bare is whose a bare policy document is.
	Bare Bare
	// Linked is what other files say of the stack of a template, nil where they do not.
	Linked *Linked
	// Failed reports that the file holds the error text of a call.
	Failed bool
	// Type is the policy type that the user asked for.
	Type policy.Type
}

// folders are the folders of a snapshot that hold one folder for each subject.
var folders = map[string]func(*Hints) *string{
	"buckets":       func(h *Hints) *string { return &h.Bucket },
	"roles":         func(h *Hints) *string { return &h.Role },
	"users":         func(h *Hints) *string { return &h.User },
	"groups":        func(h *Hints) *string { return &h.Group },
	"policies":      func(h *Hints) *string { return &h.Policy },
	"keys":          func(h *Hints) *string { return &h.Key },
	"access-points": func(h *Hints) *string { return &h.AccessPoint },
	"targets":       func(h *Hints) *string { return &h.Target },
}

// lists are the folders that hold one list for each Region.
var lists = map[string]bool{"aliases": true, "key-lists": true, "vpc-endpoints": true, "access-point-lists": true}

// PathHints reads off a path which account, bucket, role or policy of a
// snapshot folder the file speaks of. Whatever stands before the account's
// folder is skipped; / and \ both separate.
func PathHints(path string) Hints {
	parts := partsOf(path)
	if len(parts) == 0 {
		return Hints{}
	}
	last := &parts[len(parts)-1]
	name, failed := strings.CutSuffix(*last, ".error")
	*last = name
	account := ""
	for i, part := range parts[:len(parts)-1] {
		if !accountID(part) && part != "organization" {
			continue
		}
		h := Hints{Failed: failed}
		if accountID(part) {
			h.Account, account = part, part
		}
		if h.below(parts[i+1:]) {
			return h
		}
	}
	return Hints{Account: account, Failed: failed}
}

// partsOf splits a path at / and \, joins the names that go on in the next folder, and
// leaves off how the file is compressed.
func partsOf(path string) []string {
	parts := make([]string, 0, 1+strings.Count(path, "/")+strings.Count(path, `\`))
	for path != "" {
		end := strings.IndexAny(path, `/\`)
		if end < 0 {
			end = len(path)
		}
		if end > 0 {
			parts = append(parts, path[:end])
		}
		path = path[min(end+1, len(path)):]
	}
	parts = unfolded(parts)
	if len(parts) > 0 {
		last := &parts[len(parts)-1]
		*last = strings.TrimSuffix(strings.TrimSuffix(*last, ".gz"), ".zst")
	}
	return parts
}

// folded is how long a part of a name is that goes on in the next folder, without
// the ~ at its end: no file system takes names of more than 255 bytes, and no name
// of AWS has a ~.
const folded = 200

// unfolded joins the parts of names that were too long for a folder.
func unfolded(parts []string) []string {
	for i := 0; i+1 < len(parts); {
		head, more := strings.CutSuffix(parts[i], "~")
		if !more || len(head) != folded {
			i++
			continue
		}
		parts[i+1] = head + parts[i+1]
		parts = append(parts[:i], parts[i+1:]...)
	}
	return parts
}

// below reads the part of a path that follows an account's folder.
func (h *Hints) below(rest []string) bool {
	if len(rest) == 1 {
		h.Slot = rest[0]
		return true
	}
	if len(rest) == 2 && lists[rest[0]] {
		h.Slot, h.Region = rest[0], strings.TrimSuffix(rest[1], ".json")
		return true
	}
	field, known := folders[rest[0]]
	switch {
	case !known:
		return false
	case len(rest) == 3:
		h.Slot = rest[2]
	case len(rest) == 4 && rest[2] == "inline":
		h.Slot, h.Policy = "inline", strings.TrimSuffix(rest[3], ".json")
	default:
		return false
	}
	*field(h) = rest[1]
	// The name of an access point is taken once in each Region.
	if h.AccessPoint != "" {
		h.AccessPoint, h.Region, _ = strings.Cut(h.AccessPoint, "@")
	}
	return true
}

// accountID reports whether s is an AWS account id.
func accountID(s string) bool {
	return len(s) == 12 && strings.Trim(s, "0123456789") == ""
}

// accountOf returns the account of an ARN, or nothing if it names none: the
// ARN of an AWS-managed policy has "aws" in its place.
func accountOf(arn string) string {
	for range 4 {
		_, rest, ok := strings.Cut(arn, ":")
		if !ok {
			return ""
		}
		arn = rest
	}
	if account, _, ok := strings.Cut(arn, ":"); ok && accountID(account) {
		return account
	}
	return ""
}

// documentType returns the type that a document has by the user's word or by
// its place in a snapshot, or nothing.
func (h Hints) documentType() policy.Type {
	switch {
	case h.Type != "":
		return h.Type
	case h.Slot == "inline":
		return policy.Identity
	case h.Slot != "policy.json":
		return ""
	case h.Bucket != "":
		return policy.Bucket
	case h.Key != "":
		return policy.Key
	case h.AccessPoint != "":
		return policy.AccessPoint
	}
	return ""
}

// Placed reports whether the user or the place in a snapshot says that the file
// is a policy, whatever it looks like.
func (h Hints) Placed() bool { return h.documentType() != "" }

// AttachedType returns the type of organization policies, in the words of
// Organizations, that a file of that name in the folder of a target lists, or
// nothing: list-policies-for-target is asked for one type at a time, and
// neither an empty list nor an error says for which.
func (h Hints) AttachedType() string {
	return map[string]string{
		"policies.json":     "SERVICE_CONTROL_POLICY",
		"policies-rcp.json": "RESOURCE_CONTROL_POLICY",
	}[h.Slot]
}
