package files

import "testing"

func TestSizes(t *testing.T) {
	for text, want := range map[string]struct {
		bytes int64
		shown string
	}{
		"2GiB": {2 << 30, "2 GiB"}, "2g": {2 << 30, "2 GiB"}, "500 MB": {500e6, "500 MB"}, "1k": {1024, "1 KiB"}, "1kb": {1000, "1 kB"},
		"1500": {1500, "1500 bytes"}, "7b": {7, "7 bytes"}, "1000000": {1e6, "1 MB"},
	} {
		if got, err := ParseSize(text); err != nil || got != want.bytes || FormatSize(got) != want.shown {
			t.Errorf("%s: %d, %s, %v", text, got, FormatSize(got), err)
		}
	}
	for _, text := range []string{"", "G", "-1", "0", "1.5G", "1 TiB", "9223372036854775807", "99999999999G"} {
		if got, err := ParseSize(text); err == nil {
			t.Errorf("%q: %d", text, got)
		}
	}
}
