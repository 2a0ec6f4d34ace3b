package input

import (
	"fmt"
	"strings"
	"testing"

	"github.com/tidwall/gjson"

	"github.com/crossgrant/crossgrant/internal/defect"
	"github.com/crossgrant/crossgrant/internal/source"
)

// TestAPanicInAListIsTheCallers holds that an item which panics does so where the
// file is read, on whatever goroutine it was, and that no goroutine waits for ever.
func TestAPanicInAListIsTheCallers(t *testing.T) {
	for _, n := range []int{10, 100_000} { // a short list is read alone, a long one by several
		text := "[" + strings.Repeat(`"an item of some length",`, n) + `"the last"]`
		r := &Reader{Candidate: Candidate{File: source.NewFile("list.json", []byte(text))}}
		err := defect.Catch("list.json", func() error {
			List(r, gjson.Parse(text), func(_ *Reader, item gjson.Result) string {
				if item.Str == "the last" || item.Index%1000 == 1 {
					panic("no such item")
				}
				return item.Str
			})
			return nil
		})
		if !defect.Is(err) || !strings.HasPrefix(fmt.Sprint(err), "list.json: a defect of this tool") {
			t.Errorf("%d items: %v", n, err)
		}
	}
}
