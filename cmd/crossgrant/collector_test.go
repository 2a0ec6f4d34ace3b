package main

import "testing"

func TestLargeHeapsGrowLess(t *testing.T) {
	for alive, want := range map[uint64]int{0: 200, 40 << 20: 200, 80 << 20: 100, 128 << 20: 62, 160 << 20: 50, 240 << 20: 55, 4 << 30: 65} {
		if got := growthOf(alive); got != want {
			t.Errorf("%d bytes: %d percent, want %d", alive, got, want)
		}
	}
}
