package cli

import (
	"bytes"
	"context"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/crossgrant/crossgrant/internal/lint"
)

// TestProgress holds when a run tells how far it is, and that a terminal is left clean.
func TestProgress(t *testing.T) {
	for _, row := range []struct {
		name  string
		live  bool
		after []time.Duration // since the beginning
		want  string
	}{
		{"a short run on a terminal", true, []time.Duration{time.Second}, ""},
		{"a long one", true, []time.Duration{time.Second, 3 * time.Second, 3100 * time.Millisecond, 4 * time.Second},
			"\r\x1b[K20 of 100 judged, 1 finding, about 12s left\r\x1b[K40 of 100 judged, 1 finding, about 6s left\r\x1b[K"},
		{"no terminal", false, []time.Duration{9 * time.Second, 12 * time.Second, 21 * time.Second, 23 * time.Second},
			"crossgrant: 20 of 100 judged, 1 finding, about 48s left\ncrossgrant: 40 of 100 judged, 1 finding, about 35s left\n"},
	} {
		var out bytes.Buffer
		begin := time.Unix(0, 0)
		p := &progress{out: &out, live: row.live, began: begin}
		for i, d := range row.after {
			p.now = func() time.Time { return begin.Add(d) }
			p.say(lint.Progress{Judged: 10 * (i + 1), Subjects: 100, Findings: 1})
		}
		if p.end(); out.String() != row.want {
			t.Errorf("%s: %q, want %q", row.name, out.String(), row.want)
		}
	}
}

// TestAnInterruptedCheckSaysSo holds that what was found is printed, marked as not all
// there is, and that the exit code says that the tool did not come to its end.
func TestAnInterruptedCheckSaysSo(t *testing.T) {
	t.Chdir(t.TempDir())
	const text = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObjects","Resource":"*"}]}`
	if err := os.WriteFile("policy.json", []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, format := range []string{"text", "json", "ndjson", "sarif", "junit", "github"} {
		var out, errs bytes.Buffer
		code := Main(context.Background(), Env{Args: []string{"crossgrant", "check", "--fix", "--format", format}, Stdout: &out, Stderr: &errs,
			Interruptible: func(ctx context.Context) (context.Context, context.CancelFunc) {
				ctx, stop := context.WithCancel(ctx)
				stop()
				return ctx, stop
			}})
		const want = "interrupted: 0 of 2 subjects were judged"
		if code != exitTool || !strings.Contains(errs.String(), want) || !strings.Contains(out.String(), "interrupted: ") {
			t.Errorf("%s: exit code %d, %s\n%s", format, code, errs.String(), out.String())
		}
	}
}
