package lint

import (
	"context"
	"errors"
	"fmt"
	"testing"
)

// TestAnInterruptedRunTellsWhatItFound holds that the findings of the subjects that were
// judged are told, the first ones of a whole run, and that it was interrupted.
func TestAnInterruptedRunTellsWhatItFound(t *testing.T) {
	files := map[string]string{}
	for i := range 100 {
		files[fmt.Sprintf("%02d.json", i)] = fmt.Sprintf(`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObjects","Resource":"arn:aws:s3:::b%d/*"}]}`, i)
	}
	folder(t, files)
	settings := Settings{}
	e, err := settings.engine(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	whole, err := run(context.Background(), e, load(t, Options{}, "."), settings, plan{})
	if err != nil || whole.Interrupted || len(whole.Unjudged) > 0 {
		t.Fatal(err, whole.Unjudged)
	}
	ctx, stop := context.WithCancel(context.Background())
	var told []Progress
	settings.Progress = func(p Progress) {
		if told = append(told, p); len(told) == 2 {
			stop()
		}
	}
	part, err := run(ctx, e, load(t, Options{}, "."), settings, plan{size: 10})
	if err != nil {
		t.Fatal(err)
	}
	var interruption *Interruption
	if len(told) != 2 || !part.Interrupted || len(part.Unjudged) != 1 || !errors.As(part.Unjudged[0], &interruption) {
		t.Fatal(told, part.Interrupted, part.Unjudged)
	}
	if want := (Progress{Judged: 20, Subjects: 101, Findings: 20}); told[1] != want || interruption.Progress != want {
		t.Errorf("%+v, %+v, want %+v", told[1], interruption.Progress, want)
	}
	if len(part.Findings) != 20 || len(whole.Findings) != 100 {
		t.Fatalf("%d findings of %d", len(part.Findings), len(whole.Findings))
	}
	for i := range part.Findings {
		if got, want := part.Findings[i].Subject, whole.Findings[i].Subject; got != want {
			t.Errorf("finding %d is of %s, want %s", i, got.ID, want.ID)
		}
	}
}
