package engine

import (
	"strings"
	"testing"
	"time"

	"github.com/crossgrant/crossgrant/internal/defect"
)

// TestWithin holds that what does not end is left behind, and that a panic on the
// goroutine of its own is the caller's error.
func TestWithin(t *testing.T) {
	for name, row := range map[string]struct {
		f    func() (int, error)
		want string
	}{
		"in time":    {func() (int, error) { return 7, nil }, ""},
		"for ever":   {func() (int, error) { select {} }, "compiling takes more than 50ms"},
		"with panic": {func() (int, error) { panic("no such type") }, "compiling: a defect of this tool"},
	} {
		limit := 50 * time.Millisecond
		if row.want == "" {
			limit = time.Minute
		}
		n, err := within(limit, "compiling", row.f)
		said := ""
		if err != nil {
			said = err.Error()
		}
		if row.want == "" && (n != 7 || err != nil) || !strings.HasPrefix(said, row.want) || defect.Is(err) != (name == "with panic") {
			t.Errorf("%s: %d, %v", name, n, err)
		}
	}
}
