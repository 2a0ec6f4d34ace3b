package way

import (
	"strings"

	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/snapshot"
)

// Caller is the name by which the caller of a pair is known: the ARN of a role or a
// user. A service calls for the bucket's account, and nobody for none.
func Caller(p *snapshot.Pair) arn.ARN {
	switch p.Role.Kind {
	case snapshot.IsService:
		return arn.ARN{Partition: partitionOf(p.Bucket), Account: p.Bucket.Account}
	case snapshot.IsNobody:
		return arn.ARN{Partition: partitionOf(p.Bucket)}
	}
	name, _ := arn.Parse(p.Role.ARN)
	return name
}

// partitionOf is the partition that a bucket's Region is in; the usual one where the
// Region is not known.
func partitionOf(b *snapshot.Bucket) string {
	switch region := b.Region.Value; {
	case strings.HasPrefix(region, "cn-"):
		return "aws-cn"
	case strings.HasPrefix(region, "us-gov-"):
		return "aws-us-gov"
	}
	return "aws"
}

// signed corrects what a normal call carries for callers that are no role: a user may
// have a session or not, of what a service sends little is known, and nobody signs
// nothing. What a service passes on comes from the service's network.
func (g *Guide) signed(keys map[string]condition.Value, kind snapshot.Kind) {
	switch kind {
	case snapshot.IsUser:
		delete(keys, "aws:tokenissuetime")
	case snapshot.IsService:
		for _, key := range []string{"aws:tokenissuetime", "s3:authtype", "s3:signatureversion"} {
			delete(keys, key)
		}
	case snapshot.IsNobody:
		for _, key := range []string{"aws:tokenissuetime", "s3:authtype", "s3:signatureversion", "s3:signatureage"} {
			keys[key] = absent
		}
	}
	if g.Forwarded != "" {
		delete(keys, "aws:securetransport")
	}
}

// nouns are how people call the kinds of callers.
var nouns = map[snapshot.Kind]string{snapshot.IsRole: "role", snapshot.IsUser: "user", snapshot.IsService: "service", snapshot.IsNobody: "caller"}

// manner says how the request of a normal call is made.
func (g *Guide) manner(kind snapshot.Kind) string {
	switch {
	case g.Forwarded != "":
		return "a call that " + g.Forwarded + " makes with the credentials of the " + nouns[kind] + ", from its own network"
	case kind == snapshot.IsService:
		return "a call that the service makes for itself"
	case kind == snapshot.IsNobody:
		return "a call over TLS that is not signed"
	}
	return "a direct SDK call over TLS, signed with version 4"
}

// source states for which resource a service calls (IAM User Guide, The confused
// deputy problem).
func (g *Guide) source(keys map[string]condition.Value) {
	if g.SourceARN != "" {
		keys["aws:sourcearn"] = authz.One(g.SourceARN)
	}
	if g.SourceAccount != "" {
		keys["aws:sourceaccount"] = authz.One(g.SourceAccount)
	}
}

// Owns reports whether an account alone says what a caller may do with what is the
// account's: of its own callers, and of services.
func Owns(account string, kind snapshot.Kind, caller arn.ARN) bool {
	switch kind {
	case snapshot.IsService:
		return true
	case snapshot.IsNobody:
		return false
	}
	return caller.Account == account
}
