// Package defect turns a panic into an error about the one thing that was being
// judged, so that the rest is judged all the same.
//
// A panic is always a defect of this tool, never of an input. It may not take the
// answers about everything else with it, and it may not look like a wrong input:
// a command that met one exits with a code of its own. What the runtime itself
// gives up on, such as a stack that overflowed, cannot be caught here; readers
// bound their recursion instead.
package defect

import (
	"errors"
	"fmt"
	"runtime"
	"strings"
)

// Error is a panic, or an error that only this tool can have caused, while it was
// about one thing.
type Error struct {
	Of    string // what was being judged; empty until somebody knows it
	Cause any
	Place string // where in the source it happened
}

// Error says that the tool is to blame, for what, and where to look.
func (e *Error) Error() string {
	text := fmt.Sprintf("a defect of this tool, please report it: %v", e.Cause)
	if e.Place != "" {
		text += " (" + e.Place + ")"
	}
	if e.Of != "" {
		text = e.Of + ": " + text
	}
	return text
}

// Unwrap returns the cause where it is an error.
func (e *Error) Unwrap() error {
	err, _ := e.Cause.(error)
	return err
}

// Is reports whether an error is, or holds, a defect of this tool.
func Is(err error) bool {
	var defect *Error
	return errors.As(err, &defect)
}

// Catch calls f and returns what it returns. If it panics, the error says so of
// what was being judged. A goroutine that others wait for hands its error to the
// one that waits: a panic there would end the process.
func Catch(of string, f func() error) (err error) {
	defer func() {
		switch cause := recover().(type) {
		case nil:
		case *Error:
			if cause.Of == "" {
				cause.Of = of
			}
			err = cause
		default:
			err = &Error{Of: of, Cause: cause, Place: place()}
		}
	}()
	return f()
}

// module is how the functions of this tool are called.
const module = "github.com/crossgrant/crossgrant/"

// place returns the file and line of this tool that the panic came from.
func place() string {
	var callers [64]uintptr
	frames := runtime.CallersFrames(callers[:runtime.Callers(1, callers[:])])
	panicked := false
	for {
		frame, more := frames.Next()
		if panicked && strings.HasPrefix(frame.Function, module) {
			at := strings.LastIndex(frame.File, "/internal/")
			return fmt.Sprintf("%s:%d", frame.File[at+1:], frame.Line)
		}
		panicked = panicked || frame.Function == "runtime.gopanic"
		if !more {
			return ""
		}
	}
}
