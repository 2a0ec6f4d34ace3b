package written

// Actions is an Action or NotAction element.
type Actions struct {
	At Place `fact:"at,required"`
	// it is NotAction
	Not bool `fact:"not"`
	// it lists nothing
	Empty bool `fact:"empty"`
	// an entry is every action
	Everything bool `fact:"everything"`
	// the entries in their order
	Entries []*Action `fact:"entries"`
}

// Action is an entry of an Action or NotAction element.
type Action struct {
	At    Place  `fact:"at,required"`
	Value string `fact:"value,required"`
	// the prefix of the service, in small letters
	Service string `fact:"service"`
	// the one action that it names, or that its wildcards leave, as AWS spells it
	Name string `fact:"name"`
	// it has wildcards
	Wildcard bool `fact:"wildcard"`
	// wildcards stand elsewhere than at its end
	WildcardInside bool `fact:"wildcard_inside"`
	// it names no service: nothing stands before a colon
	NoPrefix bool `fact:"no_prefix"`
	// it is every action of every service
	Everything bool `fact:"everything"`
	// it is every action of the service
	WholeService bool `fact:"whole_service"`
	// wildcards stand in the service's prefix
	WildcardInService bool `fact:"wildcard_in_service"`
	// there is no such service
	UnknownService *Unknown `fact:"unknown_service"`
	// another entry of the element that wholly covers it
	CoveredBy *Said `fact:"covered_by"`
	// what the document's policy is attached to, where its policies cannot carry the action
	Foreign string `fact:"foreign"`
	// resource control policies do not cover the service
	NotInRCPs bool `fact:"not_in_rcps"`
	// no resource of the statement is one that the action takes; what it takes instead
	Takes map[string]bool `fact:"takes"`
}

// Unknown is a name that AWS does not have.
type Unknown struct {
	Value string `fact:"value,required"`
	// what was probably meant
	Nearest string `fact:"nearest"`
	// it has characters that no such name has, or none at all
	NoName bool `fact:"no_name"`
}

// Resources is a Resource or NotResource element.
type Resources struct {
	At Place `fact:"at,required"`
	// it is NotResource
	Not bool `fact:"not"`
	// it lists nothing
	Empty bool `fact:"empty"`
	// it is * or leaves little out
	Everything bool `fact:"everything"`
	// the entries in their order
	Entries []*Resource `fact:"entries"`
}

// Resource is an entry of a Resource or NotResource element.
type Resource struct {
	At    Place  `fact:"at,required"`
	Value string `fact:"value,required"`
	// it has wildcards
	Wildcard bool `fact:"wildcard"`
	// it is *
	Everything bool `fact:"everything"`
	// it neither is * nor begins with arn:
	NoARN bool `fact:"no_arn"`
	// how many parts it has where an ARN has six
	Parts int `fact:"parts"`
	// the parts of the ARN
	ARN *ARN `fact:"arn"`
	// another entry of the element that wholly covers it
	CoveredBy *Said `fact:"covered_by"`
	// what the document's policy is attached to, where the entry is something else
	Foreign string `fact:"foreign"`
	// the bucket that the policy is attached to, where the entry is another's
	OtherThan string `fact:"other_than"`
	// it is a bucket
	Bucket bool `fact:"bucket"`
	// it is objects of buckets
	Objects bool `fact:"objects"`
	// it is every object of every bucket
	EveryObject bool `fact:"every_object"`
	// it is every key of KMS
	EveryKey bool `fact:"every_key"`
}

// ARN is the parts of an ARN, and what is wrong with each.
type ARN struct {
	Partition string `fact:"partition"`
	Service   string `fact:"service"`
	Region    string `fact:"region"`
	Account   string `fact:"account"`
	Resource  string `fact:"resource"`
	// nothing stands where the partition is to stand
	NoPartition bool `fact:"no_partition"`
	// nothing stands where the service is to stand
	NoService bool `fact:"no_service"`
	// AWS has no such partition
	UnknownPartition *Unknown `fact:"unknown_partition"`
	// the service is not written in small letters
	Capitals bool `fact:"capitals"`
	// wildcards stand in the service
	WildcardInService bool `fact:"wildcard_in_service"`
	// there is no such service
	UnknownService *Unknown `fact:"unknown_service"`
	// ARNs of the service have no Region
	TakesNoRegion bool `fact:"takes_no_region"`
	// ARNs of the service have a Region, and this has none
	NeedsRegion bool `fact:"needs_region"`
	// AWS has no such Region
	UnknownRegion *Unknown `fact:"unknown_region"`
	// the Region is one of another partition: of this one
	RegionOf string `fact:"region_of"`
	// ARNs of the service have no account
	TakesNoAccount bool `fact:"takes_no_account"`
	// ARNs of the service have an account, and this has none
	NeedsAccount bool `fact:"needs_account"`
	// the account is not twelve digits
	NoAccount bool `fact:"no_account"`
	// no ARN of the service is like it
	NoTemplate bool `fact:"no_template"`
}

// Principals is a Principal or NotPrincipal element.
type Principals struct {
	At Place `fact:"at,required"`
	// it is NotPrincipal
	Not bool `fact:"not"`
	// it is the text *
	Star bool `fact:"star"`
	// it is an object that names nobody, or a list in it does
	Empty []*Said `fact:"empty"`
	// the entries in their order
	Entries []*Principal `fact:"entries"`
}

// Principal is an entry of a Principal or NotPrincipal element.
type Principal struct {
	At    Place  `fact:"at,required"`
	Value string `fact:"value,required"`
	// the key that it stands under: AWS, Service, Federated, CanonicalUser
	Under map[string]bool `fact:"under"`
	// what it names: everyone, account, role, session, user, role_id, user_id, saml, oidc, service, canonical_user, other
	Is map[string]bool `fact:"is"`
	// wildcards stand in it, where none count
	Wildcard bool `fact:"wildcard"`
	// the account that it belongs to
	Account string `fact:"account"`
	// it stands under AWS, and is written like no principal
	NoPrincipal bool `fact:"no_principal"`
	// it is no service principal in form
	NoService bool `fact:"no_service"`
	// it is the domain or the ARN of no identity provider in form
	NoProvider bool `fact:"no_provider"`
	// of a unique id: the ARN of whom it belongs to, if some input tells
	Owner string `fact:"owner"`
	// the host of an OpenID Connect provider
	Issuer string `fact:"issuer"`
	// the claims of that provider that the statement has conditions on
	Claims map[string]bool `fact:"claims"`
	// the role of the same element whose session it is
	SessionOf *Said `fact:"session_of"`
}
