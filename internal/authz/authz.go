// Package authz decides: the verdict on one request through every layer that
// AWS asks, and the reasons for it.
//
// A route (route.go) says which layers have a say. Each statement of each layer
// is matched against the request in three values (decide.go), because some
// facts about a request cannot be known from policies; so are the bucket's
// settings (settings.go). What comes of it is one truth per layer (tally.go),
// and one formula (formula.go) puts these together, as the IAM User Guide's
// "Policy evaluation logic" does. Where the formula alone cannot tell, the
// unknown facts are tried out together (resolve.go): two statements that depend
// on the same fact are decided together, not one by one. A point that AWS's
// documents leave open is such a fact too, and the answer names it.
//
// This package is the definition of truth. It answers about one request;
// questions about all requests are asked by package access, which replays its
// witnesses here. What is particular to S3 is known by package s3. Object Lock,
// MFA delete and the grants of S3 Access Grants and Lake Formation, by which a
// role acts as another one, are not decided.
package authz

// Verdict is the answer about one request.
type Verdict uint8

// The zero Verdict is NotModelled: the request needs a layer that is not
// decided here. Conditional hangs on facts about the request: some cases
// are allowed and some denied, or the facts are too many to try out. Unknown
// hangs on a policy or a setting which was not exported.
const (
	NotModelled Verdict = iota
	Allowed
	ExplicitDeny
	ImplicitDeny
	Conditional
	Unknown
)

var verdictNames = [...]string{"not_modelled", "allowed", "explicit_deny", "implicit_deny", "conditional", "unknown"}

// String returns the verdict as decide prints it.
func (v Verdict) String() string { return verdictNames[v] }

// Denied reports whether the request is denied whatever the unknown facts are.
func (v Verdict) Denied() bool { return v == ExplicitDeny || v == ImplicitDeny }

// Decision is a verdict with what it depends on.
type Decision struct {
	Verdict Verdict
	// DependsOn names the facts about the request that decide a Conditional
	// verdict, or an Unknown one beside what is Missing: condition keys as they
	// are written, or other facts in words.
	DependsOn []string
	// Missing names the layers that decide an Unknown verdict, and the layers
	// that make the verdict NotModelled.
	Missing []LayerName
}
