package cli

import (
	"fmt"
	"strings"

	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/files"
	"github.com/crossgrant/crossgrant/internal/lint"
	"github.com/crossgrant/crossgrant/internal/refusal"
)

// readRefusal reads the text of --error. The call that it names is the one that
// --operation names; both have to agree.
func readRefusal(in files.Reader, value, operation string) (*refusal.Refusal, error) {
	text, err := readText(in, value)
	if err != nil {
		return nil, fmt.Errorf("--error: %w", err)
	}
	r, err := refusal.Read(text)
	switch {
	case err != nil:
		return nil, fmt.Errorf("--error: %w", err)
	case operation != "" && r.Operation != "" && !strings.EqualFold(operation, r.Operation):
		return nil, fmt.Errorf("--operation: the text of --error is about %s, not %s", r.Operation, operation)
	case operation == "" && r.Operation == "" && r.Action == "":
		return nil, fmt.Errorf("--error: the text says %s, and not of which call; name it: --operation GetObject", r.Code)
	}
	return r, nil
}

// readText returns the text of a flag: a file's, if it begins with @ or names
// one, else the text itself.
func readText(in files.Reader, value string) (string, error) {
	name, marked := strings.CutPrefix(value, "@")
	if info, err := in.Stat(name); marked || err == nil && info.Mode().IsRegular() {
		text, err := in.Read(name, files.MaxOwn)
		return string(text), err
	}
	return value, nil
}

// callerRole is the role that a refusal names, as far as its ARN tells: that of
// a session has no path. Other callers are named, they are not judged.
func callerRole(r *refusal.Refusal) (string, error) {
	name, _ := arn.Parse(r.User)
	session, _, isSession := name.Session()
	switch {
	case isSession:
		name.Service, name.Resource = "iam", "role/"+session
		return name.String(), nil
	case r.Caller() == refusal.Role:
		return r.User, nil
	case r.User == "":
		return "", fmt.Errorf("--error: the text does not say who called; name the role: --role ARN")
	}
	return "", fmt.Errorf("--error: the call was made by %s (%s); only roles are judged", r.User, r.Caller())
}

// known finds the role of a name and an account under whatever path.
func known(w *lint.World, role arn.ARN) (arn.ARN, error) {
	_, name, _ := role.RoleName()
	for _, r := range w.Roles {
		if r.Name == name && r.Account == role.Account {
			found, _ := arn.Parse(r.ARN)
			return found, nil
		}
	}
	return arn.ARN{}, fmt.Errorf("--error: no input describes role %s of account %s", name, role.Account)
}
