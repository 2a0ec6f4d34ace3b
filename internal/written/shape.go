// Package written states what a policy document says, element by element, held
// against the reference: the facts that rules about one document read.
//
// A fact is declared once, as a field here. Its doc comment is its description in
// the JSON Schema, its tag its name; internal/gen/factshape makes the schema and the
// values that rules read from these types, so that a misspelt fact does not compile.
// What is false, empty or nil is left out.
package written

import "github.com/crossgrant/crossgrant/internal/facts"

// Place is where something stands in the document.
type Place = facts.Site

// Said is a text of the document where it stands.
type Said struct {
	At    Place  `fact:"at,required"`
	Value string `fact:"value,required"`
}

// Statement is one statement.
type Statement struct {
	At Place `fact:"at,required"`
	// it is an Allow
	Allow bool `fact:"allow"`
	// it is a Deny
	Deny bool `fact:"deny"`
	Sid  *Sid `fact:"sid"`
	// an earlier statement that says the same, in whatever order and spelling
	SameAs *Said `fact:"same_as"`
	// another statement of the same effect that speaks of each request of which this one
	// speaks; of two that speak of the same the later one has it
	CoveredBy *Said `fact:"covered_by"`
	// it names by exception, and excepts every request
	Nothing bool `fact:"nothing"`
	// the Action or NotAction element
	Action *Actions `fact:"action"`
	// the Resource or NotResource element
	Resource *Resources `fact:"resource"`
	// the Principal or NotPrincipal element
	Principal *Principals `fact:"principal"`
	// it has conditions
	Conditional bool `fact:"conditional"`
	// a Condition element, or an operator in it, that holds nothing
	EmptyConditions []*Said `fact:"empty_conditions"`
	// the conditions: one key under one operator each
	Tests []*Test `fact:"tests"`
	// the keys of its conditions in small letters, those of tags without the tag's key
	Keys map[string]bool `fact:"keys"`
	// of an Allow: no request gets anything from it, for its conditions are never met or a
	// Deny of the document covers all of it
	Refuted bool `fact:"refuted"`
	// of an Allow: the actions that are asked for and that it speaks of; a key is the
	// name of an action, as in statement.allows["iam:PassRole"]
	Allows map[string]*Grant `fact:"allows"`
	// of a Deny: the actions that are asked for and that it speaks of
	Denies map[string]*Grant `fact:"denies"`
	// where text stands in a form that no policy variable has
	Variables []*Variable `fact:"variables"`
}

// Sid is a statement's name.
type Sid struct {
	At    Place  `fact:"at,required"`
	Value string `fact:"value"`
	// it is ""
	Empty bool `fact:"empty"`
	// the characters in it that are no letters or digits, each once
	OtherCharacters string `fact:"other_characters"`
	// an earlier statement that has the same Sid
	SameAs *Said `fact:"same_as"`
}

// Grant is how a statement speaks of an action that is asked for.
type Grant struct {
	// the entry that covers the action, or the NotAction element that leaves it out of its list
	At Place `fact:"at,required"`
	// the entry is the action's name
	Named bool `fact:"named"`
	// the entry has wildcards
	ByWildcard bool `fact:"by_wildcard"`
	// NotAction does not list it
	NotListed bool `fact:"not_listed"`
	// of an Allow: no request for the action gets anything from it, for its conditions are
	// never met or a Deny of the document covers it
	Refuted bool `fact:"refuted"`
}

// Variable is a text between ${ and } that is no policy variable, or one that
// does not count.
type Variable struct {
	At    Place  `fact:"at,required"`
	Value string `fact:"value,required"`
	// there is no } behind ${
	Open bool `fact:"open"`
	// there is nothing between the braces
	Empty bool `fact:"empty"`
	// the default value lacks a single quote before or behind it
	Unquoted bool `fact:"unquoted"`
	// a blank stands in the variable's name
	Blank bool `fact:"blank"`
	// the element that takes no variables
	Element string `fact:"element"`
	// the condition operator that takes no variables
	Operator string `fact:"operator"`
	// Version is older than variables, or missing
	OldVersion bool `fact:"old_version"`
	// it reads like something to be filled in
	Placeholder bool `fact:"placeholder"`
	// the condition key that it names, where AWS has no such key
	UnknownKey *Unknown `fact:"unknown_key"`
}

// Escalation is a way from what the document allows, on every resource and whatever the
// request is, to more permissions.
type Escalation struct {
	// the entry that allows the first of its actions
	At Place `fact:"at,required"`
	// what leads there, such as: access keys of a user
	Name string `fact:"name,required"`
	// how it works: own_policies, other_identity, passed_role, role_at_work
	Through map[string]bool `fact:"through"`
	// the actions that it takes, where they are allowed
	Actions []*Said `fact:"actions"`
}

// Size is how long a document is, where that is more than AWS takes.
type Size struct {
	// the document as a whole
	At Place `fact:"at,required"`
	// its characters as they are counted
	Characters int `fact:"characters"`
	// its bytes
	Bytes int `fact:"bytes"`
	// how many AWS takes
	Most int `fact:"most"`
	// white space does not count
	WithoutSpace bool `fact:"without_space"`
	// what the limit is of
	Of string `fact:"of"`
}

// PlainHTTP is what the statements of a bucket policy leave out that deny requests without
// TLS, and under no other condition, where none of them denies them all.
type PlainHTTP struct {
	// these statements
	Refused []*Refusal `fact:"refused"`
	// what one of them leaves out: everybody, every_action, bucket, objects
	LeftOut map[string]bool `fact:"left_out"`
}

// Refusal is a statement that denies requests of some kind.
type Refusal struct {
	At Place `fact:"at,required"`
}

// Unheld is how many statements of a long document were not held against the others.
type Unheld struct {
	// the document as a whole
	At Place `fact:"at,required"`
	// how many there are
	Statements int `fact:"statements,required"`
}
