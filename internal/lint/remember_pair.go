package lint

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"

	"github.com/crossgrant/crossgrant/internal/cache"
	"github.com/crossgrant/crossgrant/internal/digest"
	"github.com/crossgrant/crossgrant/internal/engine"
)

// outcomeOfPair is what became of a pair. Most become the same: each is kept once, by its own
// digest, and by the key of a pair only that.
type outcomeOfPair struct {
	tally
	Results []engine.Result
}

// ofEach are the fields of a snapshot of which a pair hangs on what it points at itself.
// All others are part of the key of every pair.
var ofEach = []string{"Documents", "Roles", "Users", "Groups", "Buckets", "Keys", "Conflicts", "Placed", "Points", "Reference",
	"beside", "settings", "expect", "managed", "roles", "buckets", "apart", "users", "names", "ids"}

// ofPair is the key of a pair: all that is said of its role, its bucket and the way
// between them, and all that is said of accounts, organizations and endpoints. Judges
// read nothing else; the rules and the service reference are the cache's version.
func (j *judging) ofPair(t *task, m *maker) cache.Key {
	j.around.Do(func() { j.world = digest.New().Without(j.result.Snapshot, ofEach...) })
	return cache.Key(m.digester.Of("pair", j.world, t.pair))
}

// recalledPair fills in what became of a pair that was the same in an earlier run. A
// user's rules may read where a document stands.
func (j *judging) recalledPair(t *task, one *outcome) bool {
	if j.settler.Cache == nil || j.alone || t.pair == nil {
		return false
	}
	one.pair = j.ofPair(t, one.by)
	at, ok := j.settler.Cache.Get(one.pair)
	if !ok || len(at) != len(cache.Key{}) {
		return false
	}
	value, ok := j.settler.Cache.Get(cache.Key(at))
	if !ok {
		return false
	}
	decoder := json.NewDecoder(bytes.NewReader(value))
	decoder.UseNumber()
	var known outcomeOfPair
	if decoder.Decode(&known) != nil {
		return false
	}
	one.tally, one.results, one.done, one.whole = known.tally, known.Results, true, true
	return true
}

// rememberPair keeps what became of a pair.
func (j *judging) rememberPair(one *outcome) {
	value, err := json.Marshal(outcomeOfPair{one.tally, one.results})
	if err != nil {
		return
	}
	at := cache.Key(sha256.Sum256(value))
	j.settler.Cache.Put(at, value)
	j.settler.Cache.Put(one.pair, at[:])
}
