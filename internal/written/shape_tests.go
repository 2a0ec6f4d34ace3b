package written

// Test is one condition key under one operator.
type Test struct {
	// the place of the values
	At Place `fact:"at,required"`
	// the place of the operator
	OperatorAt Place `fact:"operator_at,required"`
	// the operator as it is written
	Operator string `fact:"operator,required"`
	// the operator's name without ForAllValues, ForAnyValue and IfExists
	Base map[string]bool `fact:"base"`
	// what the operator compares: String, Numeric, Date, Boolean, Binary, IP address, ARN, Null
	Family map[string]bool `fact:"family"`
	// it begins with ForAllValues
	ForAllValues bool `fact:"for_all_values"`
	// it begins with ForAnyValue
	ForAnyValue bool `fact:"for_any_value"`
	// it ends with IfExists
	IfExists bool `fact:"if_exists"`
	// it is StringNotEquals or the like
	Negated bool `fact:"negated"`
	// wildcards count in its values
	Wildcards bool `fact:"wildcards"`
	// the condition key
	Key *Key `fact:"key,required"`
	// it has no values
	NoValues bool `fact:"no_values"`
	// the JSON types of its values, where they differ
	MixedTypes map[string]bool `fact:"mixed_types"`
	// how many values it has, where there are several
	Several int `fact:"several"`
	// of several numbers or dates that are compared with less or greater: the one that decides
	Decides string `fact:"decides"`
	// it asks for no more than the key's presence
	OnlyPresent bool `fact:"only_present"`
	// it asks for no more than the key's absence
	OnlyAbsent bool `fact:"only_absent"`
	// every request meets it
	Always bool `fact:"always"`
	// all addresses are private
	AllPrivate bool `fact:"all_private"`
	// some addresses are private
	SomePrivate bool `fact:"some_private"`
	// an earlier condition of the same operator with the same key in other capitals
	SameKey *Said `fact:"same_key"`
	// the values in their order
	Values []*Value `fact:"values"`
}

// Key is a condition key, as written and as AWS has it.
type Key struct {
	// the place of the key's name
	At    Place  `fact:"at,required"`
	Value string `fact:"value,required"`
	// its name in small letters; of a key of tags without the tag's key
	Name map[string]bool `fact:"name"`
	// it is not of the form service:name
	Malformed bool `fact:"malformed"`
	// it is a key of tags that names no tag
	NoTag bool `fact:"no_tag"`
	// the keys that AWS says to use instead, where it no longer supports this one
	Instead map[string]bool `fact:"instead"`
	// the keys that AWS says to use instead, where it still supports this one
	Better map[string]bool `fact:"better"`
	// of a trust policy: the action by which alone callers set its values, and that no
	// Allow of the document speaks of
	SetBy string `fact:"set_by"`
	// it is one of AWS's global keys
	Global bool `fact:"global"`
	// the host of the identity provider whose claim it is, where the statement names one
	Issuer string `fact:"issuer"`
	// that claim in small letters
	Claim map[string]bool `fact:"claim"`
	// the service that it is a key of
	Service string `fact:"service"`
	// its type: String, Numeric, Date, Boolean, Binary, IP address, ARN
	Type map[string]bool `fact:"type"`
	// a request has several values of it
	Multi bool `fact:"multi"`
	// a request has one value of it
	Single bool `fact:"single"`
	// the operator compares values of another type than the key's
	Mismatch bool `fact:"mismatch"`
	// values of it tell customers apart, so that wildcards in them are for many
	Sensitive bool `fact:"sensitive"`
	// every request has it
	AlwaysPresent bool `fact:"always_present"`
	// the caller chooses its value
	CallerChooses bool `fact:"caller_chooses"`
	// it tells of the principal
	OfPrincipal bool `fact:"of_principal"`
	// it tells of the resource for which a service calls
	OfServiceSource bool `fact:"of_service_source"`
	// the keys beside one of which it means something, where none is there
	Lacks map[string]bool `fact:"lacks"`
	// actions of the statement, named without wildcards, whose requests never have the key
	NeverWith []*Without `fact:"never_with"`
	// actions that the first entry with wildcards means and whose requests never have the
	// key, of services that tell so
	Without *Several `fact:"without"`
	// a request has one value or several of it, and its service tells what operators
	// without ForAllValues and ForAnyValue do
	OneOrSeveral bool `fact:"one_or_several"`
	// services of the statement's actions that do not support it
	UnsupportedBy map[string]bool `fact:"unsupported_by"`
	// service principals of the statement that never have it
	NeverOf []*Said `fact:"never_of"`
	// tags: services of the statement's actions that do not authorize by them
	NoTagsIn map[string]bool `fact:"no_tags_in"`
}

// Without is an action whose requests never have a key.
type Without struct {
	At    Place  `fact:"at,required"`
	Value string `fact:"value,required"`
	// the guide of its service says so, not the service reference alone
	Guided bool `fact:"guided"`
}

// Several are some of the actions that an entry with wildcards means.
type Several struct {
	// the entry
	At    Place  `fact:"at,required"`
	Value string `fact:"value,required"`
	// it means no others
	All bool `fact:"all"`
	// it means no more others than these
	Most bool `fact:"most"`
	// how many they are
	Count int `fact:"count"`
	// up to three of them
	Such map[string]bool `fact:"such"`
}

// Value is one value of a condition.
type Value struct {
	At    Place  `fact:"at,required"`
	Value string `fact:"value"`
	// it has * or ?
	Wildcard bool `fact:"wildcard"`
	// it has a policy variable
	Variable bool `fact:"variable"`
	// its variables hold what AWS makes to tell one thing from others, such as an account
	OfIdentifiers bool `fact:"of_identifiers"`
	// it is no value of what the operator compares
	Malformed bool `fact:"malformed"`
	// what it is under Bool: true, false
	Truth map[string]bool `fact:"truth"`
	// it is a date written as seconds
	Epoch bool `fact:"epoch"`
	// the network with its host bits cleared, where some are set
	Network string `fact:"network"`
	// the addresses are private
	Private bool `fact:"private"`
	// fewer than six characters stand before one of its wildcards
	ShortBeforeWildcard bool `fact:"short_before_wildcard"`
	// fewer than six characters stand before one of its variables
	ShortBeforeVariable bool `fact:"short_before_variable"`
	// of aws:userid: a wildcard stands where it lets in other principals
	OpenUserID bool `fact:"open_user_id"`
	// of aws:userid: a variable stands where it lets in other principals
	VariableInUserID bool `fact:"variable_in_user_id"`
	// it is not of the form that the key's values have: account, vpc, vpce, kms_key, service_principal, via_service
	NotOfForm map[string]bool `fact:"not_of_form"`
	// AWS has no such Region
	UnknownRegion *Unknown `fact:"unknown_region"`
	// no ARN is written under an ARN operator
	NoARN bool `fact:"no_arn"`
}
