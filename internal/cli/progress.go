package cli

import (
	"context"
	"fmt"
	"io"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/crossgrant/crossgrant/internal/lint"
	"github.com/crossgrant/crossgrant/internal/report"
)

// judge runs the rules. An interruption ends it early with what was found, a second one
// the program.
func (e *Env) judge(c *cli.Context, world *lint.World, settings lint.Settings) (*lint.Result, error) {
	ctx, stop := c.Context, context.CancelFunc(func() {})
	if e.Interruptible != nil {
		ctx, stop = e.Interruptible(ctx)
		context.AfterFunc(ctx, stop)
	}
	defer stop()
	p := &progress{out: e.Stderr, began: time.Now(), now: time.Now}
	if e.Terminal != nil {
		p.out, p.live = e.Terminal, true
	}
	if p.live && !c.Bool("quiet") || c.Bool("progress") {
		settings.Progress = p.say
		defer p.end()
	}
	result, err := lint.Run(ctx, world, settings)
	if settings.Cache != nil {
		if err := settings.Cache.Close(); err != nil {
			report.Say(e.Stderr, "crossgrant: the cache was not written: %s\n", err)
		}
	}
	return result, err
}

// progress tells how far a run is: on a terminal in a line that changes, once the run is
// a long one, else in a line every ten seconds.
type progress struct {
	out         io.Writer
	live, shown bool
	began, last time.Time
	now         func() time.Time
}

// What is done within a blink needs no line, and one that changes more often cannot be read.
const (
	blink   = 2 * time.Second
	refresh = 200 * time.Millisecond
	between = 10 * time.Second
)

func (p *progress) say(at lint.Progress) {
	now := p.now()
	wait := between
	if p.live {
		if wait = refresh; !p.shown {
			wait = blink
		}
	}
	since := p.last
	if !p.shown {
		since = p.began
	}
	if now.Sub(since) < wait || at.Judged == 0 {
		return
	}
	p.last, p.shown = now, true
	left := time.Duration(float64(now.Sub(p.began)) / float64(at.Judged) * float64(at.Subjects-at.Judged)).Round(time.Second)
	said := fmt.Sprintf("%d of %d judged, %s, about %s left", at.Judged, at.Subjects, report.Count(at.Findings, "finding"), left)
	if p.live {
		_, _ = fmt.Fprintf(p.out, "\r\x1b[K%s", said) // a line that nobody sees stops nothing
		return
	}
	report.Say(p.out, "crossgrant: %s\n", said)
}

// end clears the line.
func (p *progress) end() {
	if p.live && p.shown {
		_, _ = fmt.Fprint(p.out, "\r\x1b[K")
	}
}
