package authz

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/crossgrant/crossgrant/internal/condition"
)

// The keys of the time of a request: both denote the same instant (IAM User
// Guide, Global condition keys).
const (
	currentTime = "aws:currenttime"
	epochTime   = "aws:epochtime"
)

// Twin returns the key that denotes the same as the key, empty if none does.
func Twin(key string) string {
	if key == currentTime {
		return epochTime
	}
	return ""
}

// organizations are the keys of an organization with the keys of the place in
// it, which begins with the organization's id.
var organizations = [][2]string{
	{"aws:principalorgid", "aws:principalorgpaths"},
	{"aws:resourceorgid", "aws:resourceorgpaths"},
	{"aws:sourceorgid", "aws:sourceorgpaths"},
	{"aws:vpceorgid", "aws:vpceorgpaths"},
}

// elsewhere is an organization that no policy means.
const elsewhere = "o-elsewhere0"

// Related adds, to the tests of keys whose values hang together, tests that tell
// their common values apart, so that values found for one key have their fellows
// among those of the other. Where both keys of the time are tested, the tests of
// both become tests of aws:CurrentTime, and aws:EpochTime goes: it is Epoch of
// the other.
func Related(tests map[string][]*condition.Test) {
	for _, pair := range organizations {
		if of, paths := tests[pair[0]], tests[pair[1]]; len(of) > 0 && len(paths) > 0 {
			relatePaths(tests, pair, idsIn(of, paths))
		}
	}
	if current, epoch := tests[currentTime], tests[epochTime]; len(current) > 0 && len(epoch) > 0 {
		joined := slices.Clone(current)
		for _, t := range epoch {
			dated := t.Dated()
			joined = append(joined, &dated)
		}
		tests[currentTime] = joined
		delete(tests, epochTime)
	}
}

// idsIn lists the organizations that tests name, and one that none does.
func idsIn(of, paths []*condition.Test) []string {
	ids := []string{elsewhere}
	for _, t := range slices.Concat(of, paths) {
		for _, v := range t.Values() {
			id, _, _ := strings.Cut(v, "/")
			if !strings.ContainsAny(id, "*?$") && strings.HasPrefix(id, "o-") && !slices.Contains(ids, id) {
				ids = append(ids, id)
			}
		}
	}
	return ids
}

func relatePaths(tests map[string][]*condition.Test, pair [2]string, ids []string) {
	like := "StringLike"
	if slices.ContainsFunc(tests[pair[1]], func(t *condition.Test) bool { return t.Operator().Qualifier != condition.Plain }) {
		like = "ForAnyValue:StringLike"
	}
	for _, id := range ids {
		of, _ := condition.Compile("StringEquals", pair[0], []string{id}, false)
		within, _ := condition.Compile(like, pair[1], []string{id + "/*"}, false)
		tests[pair[0]], tests[pair[1]] = append(slices.Clone(tests[pair[0]]), &of), append(slices.Clone(tests[pair[1]]), &within)
	}
}

// Epoch is the value of aws:EpochTime where that of aws:CurrentTime is v.
func Epoch(v condition.Value) condition.Value {
	if v.State != condition.Present || len(v.Values) != 1 {
		return v
	}
	if t, err := time.Parse(time.RFC3339, v.Values[0]); err == nil {
		return One(strconv.FormatInt(t.Unix(), 10))
	}
	return v
}

// onePath: who is in an organization has a place in it, and the place begins
// with the organization.
func (c *Context) onePath() bool {
	for _, pair := range organizations {
		if !c.tries(pair[0]) && !c.tries(pair[1]) {
			continue
		}
		of, paths := c.Lookup(pair[0]), c.Lookup(pair[1])
		if of.State == condition.Absent && paths.State == condition.Present || of.State == condition.Present && paths.State == condition.Absent {
			return false
		}
		if of.State == condition.Present && slices.ContainsFunc(paths.Values, func(path string) bool {
			return !strings.HasPrefix(path, strings.Join(of.Values, "")+"/")
		}) {
			return false
		}
	}
	return true
}

// viaKeys are present together, and only on requests that a service makes with
// the caller's credentials (IAM User Guide, Forward access sessions).
var viaKeys = []string{"aws:calledvia", "aws:calledviafirst", "aws:calledvialast"}

func (c *Context) oneWay() bool {
	if !c.tries("aws:viaawsservice") && !slices.ContainsFunc(viaKeys, c.tries) {
		return true
	}
	present, missing := false, false
	for _, key := range viaKeys {
		present = present || c.tried(key) == condition.Present
		missing = missing || c.tried(key) == condition.Absent
	}
	via := c.Lookup("aws:viaawsservice")
	direct := via.State == condition.Absent || via.State == condition.Present && !slices.ContainsFunc(via.Values, func(v string) bool { return strings.EqualFold(v, "true") })
	return !present || !missing && !direct
}
