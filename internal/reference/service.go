package reference

import (
	"slices"
	"strings"
)

// Service is one service of the Service Authorization Reference. Its lists are sorted
// by name without regard to case.
type Service struct {
	Prefix    string // s3
	Name      string // Amazon S3
	RCP       bool   // resource control policies apply to it
	Actions   []Action
	Resources []ResourceType
	Keys      []ConditionKey
}

// Action is one action of a service, in AWS's spelling.
type Action struct {
	Service   string // the prefix
	Name      string
	Level     AccessLevel
	Resources []ActionResource // empty: the Resource element must be *
	Keys      []*ConditionKey  // those of the action itself; see ConditionKeys
}

// ActionResource is a resource type that an action takes. Of several that are not
// required a request names one.
type ActionResource struct {
	Type     *ResourceType
	Required bool
	Keys     []*ConditionKey // those that come with this type in this action only
}

// ResourceType is a kind of resource with the form of its ARN,
// arn:${Partition}:s3:::${BucketName}.
type ResourceType struct {
	Name, ARN string
	Keys      []*ConditionKey
}

// ConditionKey is a condition key, or a family of them such as aws:RequestTag/${TagKey}.
type ConditionKey struct {
	Name  string
	Type  ValueType
	Multi bool // holds several values, so a condition needs ForAllValues or ForAnyValue
}

// AccessLevel is AWS's class of an action (IAM User Guide, Access levels in policy summaries).
type AccessLevel uint8

const (
	List AccessLevel = iota + 1
	Read
	Write
	PermissionsManagement
	Tagging
)

// ValueType is the type of a condition key's values. Zero: AWS's pages do not say.
type ValueType uint8

const (
	String ValueType = iota + 1
	ARN
	Bool
	Numeric
	Date
	IPAddress
)

var levelNames = [...]string{
	List:                  "List",
	Read:                  "Read",
	Write:                 "Write",
	PermissionsManagement: "Permissions management",
	Tagging:               "Tagging",
}

var typeNames = [...]string{
	String:    "String",
	ARN:       "ARN",
	Bool:      "Bool",
	Numeric:   "Numeric",
	Date:      "Date",
	IPAddress: "IPAddress",
}

func (l AccessLevel) String() string { return levelNames[l] }

func (t ValueType) String() string { return typeNames[t] }

// ParseAccessLevel returns the level that AWS calls so.
func ParseAccessLevel(name string) (AccessLevel, bool) {
	i := slices.Index(levelNames[1:], name)
	return AccessLevel(i + 1), i >= 0
}

// ParseValueType returns the type that AWS calls so.
func ParseValueType(name string) (ValueType, bool) {
	i := slices.Index(typeNames[1:], name)
	return ValueType(i + 1), i >= 0
}

// Action returns the action of a name without prefix, in any case.
func (s *Service) Action(name string) (Action, bool) {
	i, ok := slices.BinarySearchFunc(s.Actions, name, func(a Action, name string) int {
		return compareFold(a.Name, name)
	})
	if !ok {
		return Action{}, false
	}
	return s.Actions[i], true
}

// ConditionKey returns the key of a full name, or else the narrowest family that the
// name belongs to.
func (s *Service) ConditionKey(name string) (ConditionKey, bool) {
	var found ConditionKey
	fixed := -1
	for _, k := range s.Keys {
		if len(k.Name) == len(name) && strings.EqualFold(k.Name, name) {
			return k, true
		}
		before, after, family := k.template()
		if n := len(before) + len(after); family && n > fixed && k.Covers(name) {
			found, fixed = k, n
		}
	}
	return found, fixed >= 0
}

// FullName is the name with its prefix, s3:GetObject.
func (a Action) FullName() string { return a.Service + ":" + a.Name }

// ConditionKeys returns the keys of the action together with those of its resource
// types, sorted by name: the reference lists some keys with the resource type alone
// (Service Authorization Reference, Condition keys table).
func (a Action) ConditionKeys() []*ConditionKey {
	list := slices.Clone(a.Keys)
	for _, r := range a.Resources {
		list = append(append(list, r.Keys...), r.Type.Keys...)
	}
	slices.SortFunc(list, func(x, y *ConditionKey) int { return compareFold(x.Name, y.Name) })
	return slices.Compact(list)
}

// Carries reports whether the reference lists the key for the action or one of its
// resource types. It knows nothing of global keys: Table.Carries does.
func (a Action) Carries(key string) bool {
	covers := func(k *ConditionKey) bool { return k.Covers(key) }
	return slices.ContainsFunc(a.Keys, covers) || slices.ContainsFunc(a.Resources, func(r ActionResource) bool {
		return slices.ContainsFunc(r.Keys, covers) || slices.ContainsFunc(r.Type.Keys, covers)
	})
}

// Covers reports whether name is this key or one of the family, in any case: condition
// key names are not case-sensitive (IAM User Guide, Condition).
func (k ConditionKey) Covers(name string) bool {
	before, after, family := k.template()
	if !family {
		return strings.EqualFold(k.Name, name)
	}
	return len(name) > len(before)+len(after) &&
		strings.EqualFold(name[:len(before)], before) &&
		strings.EqualFold(name[len(name)-len(after):], after)
}

// template splits the name of a family at its placeholder: ${TagKey}, or <key> as S3 has it.
func (k ConditionKey) template() (before, after string, family bool) {
	from := strings.IndexAny(k.Name, "$<")
	if from < 0 {
		return "", "", false
	}
	to := strings.IndexByte(k.Name, '>')
	if k.Name[from] == '$' {
		to = strings.IndexByte(k.Name, '}')
	}
	if from < 0 || to < from {
		return "", "", false
	}
	return k.Name[:from], k.Name[to+1:], true
}

// compareFold compares as if both were lower case; the names are ASCII.
func compareFold(a, b string) int {
	for i := range min(len(a), len(b)) {
		if x, y := lower(a[i]), lower(b[i]); x != y {
			return int(x) - int(y)
		}
	}
	return len(a) - len(b)
}

func lower(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}
