package report

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/crossgrant/crossgrant/internal/defect"
	"github.com/crossgrant/crossgrant/internal/finding"
)

// TestEachIsInOrder holds that findings are written in their order, up to the first that
// cannot be, however many are written at one time.
func TestEachIsInOrder(t *testing.T) {
	unwritable := errors.New("no shape")
	for _, n := range []int{0, 1, batch - 1, batch, 5*batch + 1} {
		findings := make([]finding.Finding, n)
		for i := range findings {
			findings[i].Message = fmt.Sprint(i)
		}
		for _, bad := range []string{"none", "0", fmt.Sprint(n / 2), fmt.Sprint(n - 1)} {
			var got, want []string
			for i := range findings {
				if findings[i].Message == bad {
					break
				}
				want = append(want, findings[i].Message)
			}
			var failed error
			for text, err := range each(findings, func(f *finding.Finding) ([]byte, error) {
				if f.Message == bad {
					return nil, unwritable
				}
				return []byte(f.Message), nil
			}) {
				if failed = err; err == nil {
					got = append(got, string(text))
				}
			}
			if !slices.Equal(got, want) || (failed != nil) != (len(want) < n) {
				t.Errorf("%d of %d, of which %s is bad: %v", len(got), n, bad, failed)
			}
		}
	}
}

// TestEachHandsAPanicOn holds that a finding that cannot be written ends no process.
func TestEachHandsAPanicOn(t *testing.T) {
	err := defect.Catch("the report", func() error {
		for range each(make([]finding.Finding, 1), func(*finding.Finding) ([]byte, error) { panic("no shape") }) {
			t.Error("it was written")
		}
		return nil
	})
	if !defect.Is(err) {
		t.Error(err)
	}
}
