package reference

// GlobalKey is a condition key that is not of one service (IAM User Guide, AWS global
// condition context keys): the aws: keys, and the keys of services that stand in the
// requests of credentials which the service handed out.
type GlobalKey struct {
	ConditionKey
	Group      string // AWS's heading: principal, session, network, resource or request
	Identifier bool   // made by AWS to identify one thing: a wildcard in its value makes no sense
	PerAction  bool   // carried only where the reference lists it with the action or its resource types
	Doc        string // what it holds
}

// Global returns the global condition key of a name, in any case; aws:PrincipalTag/team
// belongs to aws:PrincipalTag/${TagKey}.
func Global(name string) (GlobalKey, bool) {
	for _, k := range globalKeys {
		if k.Covers(name) {
			return k, true
		}
	}
	return GlobalKey{}, false
}
