package cli

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/reference"
	"github.com/crossgrant/crossgrant/internal/snapshot"
)

// callerFlags are those that say who calls, where it is not just a role.
func callerFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "principal", Usage: "`WHO` calls: the ARN of a role or a user, a service such as logging.s3.amazonaws.com, or " + snapshot.Anonymous},
		&cli.StringFlag{Name: "source-arn", Usage: "`ARN` of the resource for which the service of --principal calls"},
		&cli.StringFlag{Name: "source-account", Usage: "`ID` of the account for which it calls"},
		&cli.StringFlag{Name: "via", Usage: "the `SERVICE` that makes the requests with the caller's credentials, such as athena"},
	}
}

// caller is who calls.
type caller struct {
	kind snapshot.Kind
	name string // the ARN of a user, a service principal, or anonymous
	via  string // a service principal
}

// readCaller reads the flags; the zero caller is the one that --role names.
func readCaller(env Env, c *cli.Context) (who caller, role string, err error) {
	role, principal := c.String("role"), c.String("principal")
	if principal != "" && role != "" {
		return who, role, errors.New("--principal: want it or --role, found both")
	}
	if name := c.String("via"); name != "" {
		table, err := serviceReference(env, c)
		if err != nil {
			return who, role, err
		}
		if who.via, err = forwarding(table, name); err != nil {
			return who, role, err
		}
	}
	of, known := authz.ParseCaller(principal)
	switch {
	case principal == "":
	case principal == snapshot.Anonymous:
		who.kind, who.name = snapshot.IsNobody, principal
	case known && of.Role != (arn.ARN{}):
		role = of.Role.String()
	case known && of.User.Resource != "" && !of.User.IsAccountRoot():
		who.kind, who.name = snapshot.IsUser, principal
	case known && of.Service != "" && strings.HasSuffix(of.Service, ".amazonaws.com"):
		who.kind, who.name = snapshot.IsService, principal
	default:
		return who, role, fmt.Errorf("--principal: want the ARN of a role or a user, a service principal such as cloudfront.amazonaws.com, or %s, found %q",
			snapshot.Anonymous, principal)
	}
	for _, flag := range []string{"source-arn", "source-account"} {
		if c.String(flag) != "" && who.kind != snapshot.IsService {
			return who, role, fmt.Errorf("--%s: want a service as --principal beside it", flag)
		}
	}
	if account := c.String("source-account"); account != "" && !arn.IsAccountID(account) {
		return who, role, fmt.Errorf("--source-account: want twelve digits, found %q", account)
	}
	if name := c.String("source-arn"); name != "" {
		if _, ok := arn.Parse(name); !ok {
			return who, role, fmt.Errorf("--source-arn: want an ARN, found %q", name)
		}
	}
	if who.via != "" && (who.kind == snapshot.IsService || who.kind == snapshot.IsNobody) {
		return who, role, errors.New("--via: want a role or a user, whose credentials the service passes on")
	}
	return who, role, nil
}

// forwarders are the services that make requests to S3 with the credentials of whoever
// called them (IAM User Guide, Forward access sessions), by the names people use.
var forwarders = []string{"athena", "cloudformation", "glue", "redshift", "redshift-data", "lakeformation", "elasticmapreduce",
	"sagemaker", "quicksight", "datapipeline", "databrew", "transfer", "backup", "dataexchange", "rds", "dynamodb", "codebuild",
	"codepipeline", "servicecatalog", "imagebuilder", "macie2", "personalize", "comprehend", "rekognition", "textract", "transcribe", "translate"}

// forwarding returns the service principal of a service that passes calls on. A whole
// principal may be one that forwarders lacks, but not a near miss of one: a service of
// the service reference is meant, whatever else its name is like.
func forwarding(table *reference.Table, name string) (string, error) {
	short := strings.TrimSuffix(name, ".amazonaws.com")
	switch near := nearest(short, forwarders); {
	case slices.Contains(forwarders, short), short != name && short != "" && (near == "" || slices.Contains(table.Services(), short)):
		return short + ".amazonaws.com", nil
	case near != "":
		return "", fmt.Errorf("--via: no service %s is known to pass calls on; did you mean %s?", name, near)
	}
	return "", fmt.Errorf("--via: want a service that passes calls on, such as athena, or its principal NAME.amazonaws.com, found %q", name)
}

// other reports whether something else is asked than what a role does itself.
func (who *caller) other() bool { return who.kind != snapshot.IsRole || who.via != "" }
