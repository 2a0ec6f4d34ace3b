// Package lazy makes what a run hardly ever needs when it is asked for. A program that
// compiles all of its regular expressions first takes a quarter longer to start, and a hook
// starts it for every commit.
package lazy

import (
	"regexp"
	"sync"
)

// Regexp returns a regular expression that is compiled when it is asked for the first time.
// It panics then if the text is none; so each of them needs a test that asks it.
func Regexp(text string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(text) })
}
