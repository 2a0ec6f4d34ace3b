package report

import "io"

// held is a text that is written once it is whole. Those of large runs are long: it grows
// without a copy of itself.
type held struct{ parts [][]byte }

const heldPart = 256 << 10

func (h *held) Write(p []byte) (int, error) {
	n := len(p)
	for len(p) > 0 {
		last := len(h.parts) - 1
		if last < 0 || len(h.parts[last]) == cap(h.parts[last]) {
			size := heldPart
			if last < 0 {
				size = max(len(p), 4<<10)
			}
			h.parts, last = append(h.parts, make([]byte, 0, size)), last+1
		}
		part := h.parts[last]
		room := min(cap(part)-len(part), len(p))
		h.parts[last], p = append(part, p[:room]...), p[room:]
	}
	return n, nil
}

// WriteTo implements io.WriterTo; what was written is let go.
func (h *held) WriteTo(w io.Writer) (n int64, err error) {
	for i, part := range h.parts {
		h.parts[i] = nil
		wrote, err := w.Write(part)
		if n += int64(wrote); err != nil {
			return n, err
		}
	}
	h.parts = nil
	return n, nil
}
