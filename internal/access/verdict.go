package access

// Verdict is the answer about one capability of a pair.
type Verdict uint8

// The verdicts; the zero Verdict is Unknown, so that nothing forgotten looks
// like an answer.
const (
	Unknown Verdict = iota
	No
	Conditional
	Partly
	Yes
)

var verdictNames = [...]string{"unknown", "no", "conditional", "partly", "yes"}

// String returns the verdict as it is printed.
func (v Verdict) String() string { return verdictNames[v] }

var badness = [...]int{Yes: 0, Partly: 1, Conditional: 2, Unknown: 3, No: 4}

// WorseThan compares two verdicts in that order.
func (v Verdict) WorseThan(other Verdict) bool { return badness[v] > badness[other] }
