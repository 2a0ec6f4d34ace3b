package report

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"testing"
)

// TestWhatIsHeldIsWritten holds that a text comes out as it was put in, and an error of who
// takes it, too.
func TestWhatIsHeldIsWritten(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 30 {
		var h held
		var want, got bytes.Buffer
		for range random.IntN(40) {
			part := bytes.Repeat([]byte{byte('a' + random.IntN(26))}, random.IntN(3*heldPart/(1+random.IntN(1000))))
			if n, err := h.Write(part); n != len(part) || err != nil {
				t.Fatal(n, err)
			}
			want.Write(part)
		}
		if n, err := h.WriteTo(&got); n != int64(want.Len()) || err != nil || !bytes.Equal(got.Bytes(), want.Bytes()) {
			t.Fatalf("%d of %d bytes, %v", n, want.Len(), err)
		}
	}
	h := held{}
	h.Write([]byte("text"))
	if _, err := h.WriteTo(noSpace{}); err == nil {
		t.Fatal("an error is lost")
	}
}

type noSpace struct{}

func (noSpace) Write([]byte) (int, error) { return 0, errors.New("no space left") }
