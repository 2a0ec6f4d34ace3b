package access

import (
	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/s3"
	"github.com/crossgrant/crossgrant/internal/snapshot"
)

// Uploads is what fuller uploads need beside what a plain one needs, as far as
// it is denied.
type Uploads struct {
	// Multipart are actions on the key of default encryption.
	Multipart []Leg
	// Tagging is s3:PutObjectTagging, nil where nobody asks for tags or means
	// them, or where it is not denied.
	Tagging *Tagging
}

// Tagging is the action that an upload with tags needs (S3 User Guide, Required
// permissions for Amazon S3 API operations).
type Tagging struct {
	// Of holds the objects that are meant.
	Of  *Capability
	Leg *Leg
	// Demands are conditions without which no upload gets through, and which
	// one without tags does not meet.
	Demands []Demand
	// Listed are the allow statements that name the pair and mean tagging.
	Listed []snapshot.Evidence
}

// Demand is a condition of a statement.
type Demand struct {
	Policy    *authz.Policy
	Statement *policy.Statement
	Condition int
}

// Stop is what the policy of a VPC endpoint, and nothing else, takes away in every
// case from requests that come through it.
type Stop struct {
	*snapshot.Endpoint
	// Tied are meant capabilities of which a condition demands the endpoint's VPC,
	// whose endpoints all stop them; Untied are those of which nothing says that
	// the requests come through the endpoint.
	Tied, Untied []s3.Capability
}

// Replication is an action that replication into or out of the bucket needs, that one
// side names and that is denied (S3 User Guide, Setting up permissions for live
// replication).
type Replication struct {
	Of  *Capability
	Leg *Leg
	// Listed are the allow statements that name the action for the pair.
	Listed []snapshot.Evidence
}
