package condition

import (
	"encoding/base64"
	"slices"

	"github.com/crossgrant/crossgrant/internal/glob"
)

// outcome is what a comparison of one request value with the values of a test
// came to, or a set of such outcomes.
type outcome uint8

const (
	matched      outcome = 1 << iota // some value of the test matches
	missed                           // none does
	incomparable                     // a side is not of the type: false, also negated
)

func matches(b bool) outcome {
	if b {
		return matched
	}
	return missed
}

// matcher is the values of one test, read for the operator's family.
type matcher interface {
	// match compares a request value with all values of the test.
	match(value string) outcome
	// extent returns the outcomes that values of the family's domain can have,
	// the empty string left out if nonempty.
	extent(nonempty bool) outcome
}

// boolean is the values of a Bool test: whether each of the two is listed.
type boolean struct{ yes, no bool }

func compileBoolean(values []glob.Pattern) matcher {
	var b boolean
	for _, p := range values {
		b.yes = b.yes || p.MatchFold("true")
		b.no = b.no || p.MatchFold("false")
	}
	return b
}

var trueText, falseText = glob.Literal("true"), glob.Literal("false")

func (b boolean) match(value string) outcome {
	return matches(b.yes && trueText.MatchFold(value) || b.no && falseText.MatchFold(value))
}

func (b boolean) extent(bool) outcome {
	var o outcome
	if b.yes || b.no {
		o |= matched
	}
	if !b.yes || !b.no {
		o |= missed
	}
	return o
}

// binary is the decoded values of a BinaryEquals test.
type binary []string

func compileBinary(values []glob.Pattern) matcher {
	var b binary
	for _, p := range values {
		text, _ := p.Text()
		if data, err := base64.StdEncoding.DecodeString(text); err == nil {
			b = append(b, string(data))
		}
	}
	return b
}

func (b binary) match(value string) outcome {
	data, err := base64.StdEncoding.DecodeString(value)
	return matches(err == nil && slices.Contains(b, string(data)))
}

func (b binary) extent(bool) outcome {
	if len(b) == 0 {
		return missed
	}
	return matched | missed
}
