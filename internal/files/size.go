package files

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// units are those of sizes; the long names come first.
var units = []struct {
	name  string
	bytes int64
}{
	{"GiB", 1 << 30}, {"MiB", 1 << 20}, {"KiB", 1 << 10},
	{"GB", 1e9}, {"MB", 1e6}, {"kB", 1e3},
	{"G", 1 << 30}, {"M", 1 << 20}, {"K", 1 << 10}, {"B", 1},
}

// ParseSize reads a number of bytes: 500MB, 2GiB, 2G, 1048576. Letters count in
// either case.
func ParseSize(text string) (int64, error) {
	number, bytes := strings.TrimSpace(text), int64(1)
	for _, u := range units {
		if at := len(number) - len(u.name); at > 0 && strings.EqualFold(number[at:], u.name) {
			number, bytes = strings.TrimSpace(number[:at]), u.bytes
			break
		}
	}
	n, err := strconv.ParseInt(number, 10, 64)
	if err != nil || n <= 0 || n > math.MaxInt64/2/bytes {
		return 0, fmt.Errorf("want a size such as 500MB or 2GiB, found %q", text)
	}
	return n * bytes, nil
}

// FormatSize writes a number of bytes in the largest unit that shows it whole.
func FormatSize(n int64) string {
	for _, u := range units {
		if len(u.name) > 1 && n >= u.bytes && n%u.bytes == 0 {
			return fmt.Sprintf("%d %s", n/u.bytes, u.name)
		}
	}
	return fmt.Sprintf("%d bytes", n)
}
