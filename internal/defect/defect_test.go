package defect

import (
	"errors"
	"fmt"
	"io"
	"regexp"
	"testing"
)

// TestCatch holds what becomes of a panic, and that nothing becomes of anything
// else.
func TestCatch(t *testing.T) {
	var none []int
	for _, row := range []struct {
		name string
		f    func() error
		want string
	}{
		{"no error", func() error { return nil }, `^<nil>$`},
		{"an error", func() error { return io.EOF }, `^EOF$`},
		{"an index out of range", func() error { return fmt.Errorf("%d", none[len(none)]) },
			`^role r: a defect of this tool, please report it: runtime error: index out of range \[0\] with length 0 \(internal/defect/defect_test.go:\d+\)$`},
		{"a panic with a text", func() error { panic("no such verdict") },
			`^role r: a defect of this tool, please report it: no such verdict \(internal/defect/defect_test.go:\d+\)$`},
		{"a panic with nil", func() error { panic(nil) }, `^role r: a defect of this tool, .*nil argument`},
		{"a panic that a goroutine handed over", func() error {
			panic(Catch("", func() error { panic("in a goroutine") }))
		}, `^role r: a defect of this tool, please report it: in a goroutine \(internal/defect/defect_test.go:\d+\)$`},
		{"a panic about something narrower", func() error { return Catch("fix f", func() error { panic("x") }) }, `^fix f: a defect`},
	} {
		err := Catch("role r", row.f)
		if !regexp.MustCompile(row.want).MatchString(fmt.Sprint(err)) {
			t.Errorf("%s: %v, want %s", row.name, err, row.want)
		}
		if Is(fmt.Errorf("x: %w", errors.Join(io.EOF, err))) != (err != nil && err != io.EOF) {
			t.Errorf("%s: Is tells it wrong", row.name)
		}
	}
}
