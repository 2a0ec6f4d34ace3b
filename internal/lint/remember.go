package lint

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"github.com/crossgrant/crossgrant/internal/cache"
	"github.com/crossgrant/crossgrant/internal/engine"
	"github.com/crossgrant/crossgrant/internal/facts"
	"github.com/crossgrant/crossgrant/internal/policy"
)

// What rules found is kept for later runs in three ways: of a document by its text, which
// saves stating its facts, of a pair by all that its verdict hangs on, which saves judging
// it, and of any subject by its facts, of which alone rules judge.

// ofDocument is the key of what is found in a document; ok is false where its facts hang
// on more than alike tells: on whom a unique id belongs to.
func ofDocument(t *task, like alike) (key cache.Key, ok bool) {
	if like == (alike{}) || slices.ContainsFunc(t.document.Policy.Statements(), namesAnID) {
		return key, false
	}
	return sha256.Sum256(fmt.Appendf(nil, "document %x %q %q %t %t %q %q %q %d", like.text, like.of, like.owner, like.managed, like.caps,
		like.bucket, like.label, like.account, like.restricted)), true
}

// namesAnID reports whether a principal is the unique id of a role or user.
func namesAnID(st policy.Statement) bool {
	return st.Principal != nil && slices.ContainsFunc(st.Principal.Entries, func(p policy.Principal) bool {
		return p.Names().Form == policy.UniqueID
	})
}

// ofFacts is the key of what is found in a subject. Where a user's rules are asked, all of
// them are part of it, and which are asked: those that are off are not run.
func (j *judging) ofFacts(one *outcome) cache.Key {
	key := []byte("facts\x00")
	for _, id := range one.rules {
		if j.engine.IsOwn(id) {
			key = append(append(key, id...), 0)
		}
	}
	if len(key) > len("facts\x00") {
		own := j.settler.ownRules()
		key = append(key, own[:]...)
	}
	return sha256.Sum256(facts.AppendJSON(append(key, 0), one.Input))
}

// ownRules is a digest of the user's own rules, names of files included: they are said
// where a rule fails.
func (s *settler) ownRules() [sha256.Size]byte {
	s.own.Do(func() {
		h := sha256.New()
		for _, file := range slices.Sorted(maps.Keys(s.Rules)) {
			fmt.Fprintf(h, "%q %q\n", file, s.Rules[file])
		}
		h.Sum(s.ownDigest[:0])
	})
	return s.ownDigest
}

// recall returns what rules found under a key.
func (j *judging) recall(key cache.Key) (results []engine.Result, ok bool) {
	value, ok := j.settler.Cache.Get(key)
	if !ok || len(value) == 0 {
		return nil, ok
	}
	decoder := json.NewDecoder(bytes.NewReader(value))
	decoder.UseNumber()
	if decoder.Decode(&results) != nil {
		return nil, false
	}
	return results, true
}

// remember keeps what rules found under a key.
func (j *judging) remember(key cache.Key, results []engine.Result) {
	if len(results) == 0 {
		j.settler.Cache.Put(key, nil)
		return
	}
	if value, err := json.Marshal(results); err == nil {
		j.settler.Cache.Put(key, value)
	}
}

// recalled fills in what was found in an equal document in an earlier run.
func (j *judging) recalled(t *task, one *outcome) bool {
	if j.settler.Cache == nil || j.alone {
		return false
	}
	key, ok := ofDocument(t, one.like)
	if !ok {
		return false
	}
	results, ok := j.recall(key)
	one.results, one.done = moved(results, "", one.ID), ok
	return ok
}

// recalledFacts fills in what was found by the same facts in an earlier run.
func (j *judging) recalledFacts(one *outcome) {
	if j.settler.Cache != nil && one.asked() {
		one.facts = j.ofFacts(one)
		one.results, one.done = j.recall(one.facts)
	}
}

// rememberAll keeps what was found in a subject that was judged.
func (j *judging) rememberAll(t *task, one *outcome) {
	if one.whole || one.first != nil || one.err != nil || one.Failed != nil || slices.ContainsFunc(one.rules, j.engine.Stuck) {
		return
	}
	if t.pair != nil && !j.alone {
		j.rememberPair(one)
	}
	if one.done {
		return
	}
	if one.asked() {
		j.remember(one.facts, one.results)
	}
	if key, ok := ofDocument(t, one.like); ok {
		j.remember(key, moved(one.results, one.ID, ""))
	}
}
