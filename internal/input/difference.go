package input

import "github.com/tidwall/gjson"

// Pair is a member of a JSON object.
type Pair struct{ Key, Value gjson.Result }

// MembersOf returns the members of an object with their places.
func MembersOf(v gjson.Result) (list []Pair) {
	v.ForEach(func(key, value gjson.Result) bool {
		list = append(list, Pair{key, value})
		return true
	})
	return list
}

// ItemsOf returns the items of a list with their places.
func ItemsOf(v gjson.Result) (list []gjson.Result) {
	v.ForEach(func(_, item gjson.Result) bool {
		list = append(list, item)
		return true
	})
	return list
}

// Aligned returns which items of a list become which of another: pairs of their places, in
// order, of those that are equal, and else of objects that have as much as can be in common.
// Text writes equal values as equal texts.
func Aligned(a, b []gjson.Result, text func(gjson.Result) string) (pairs [][2]int) {
	x, y := texts(a, text), texts(b, text)
	weight := make([][]int, len(a))
	best := make([][]int, len(a)+1)
	best[len(a)] = make([]int, len(b)+1)
	for i := len(a) - 1; i >= 0; i-- {
		weight[i], best[i] = make([]int, len(b)), make([]int, len(b)+1)
		for j := len(b) - 1; j >= 0; j-- {
			if weight[i][j] = 1 << 8; x[i] != y[j] {
				weight[i][j] = alike(a[i], b[j], text)
			}
			best[i][j] = max(best[i+1][j], best[i][j+1])
			if weight[i][j] > 0 {
				best[i][j] = max(best[i][j], best[i+1][j+1]+weight[i][j])
			}
		}
	}
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case weight[i][j] > 0 && best[i][j] == best[i+1][j+1]+weight[i][j]:
			pairs = append(pairs, [2]int{i, j})
			i, j = i+1, j+1
		case best[i+1][j] >= best[i][j+1]:
			i++
		default:
			j++
		}
	}
	return pairs
}

func texts(list []gjson.Result, text func(gjson.Result) string) (out []string) {
	for _, v := range list {
		out = append(out, text(v))
	}
	return out
}

// alike is how many members two objects have in common.
func alike(a, b gjson.Result, text func(gjson.Result) string) (n int) {
	if !a.IsObject() || !b.IsObject() {
		return 0
	}
	for _, m := range MembersOf(a) {
		if other := Find(b, m.Key.Str); other.Exists() && text(other) == text(m.Value) {
			n++
		}
	}
	return min(n, 1<<7)
}
