package fix

import (
	"crypto/sha256"
	"sync"

	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/reference"
	"github.com/crossgrant/crossgrant/internal/request"
)

// Proofs keeps what fixes of one world have in common: the same change of equal documents
// is proved once. It is for all goroutines.
type Proofs struct {
	mutex sync.Mutex
	known map[proofKey]proof

	walks request.Walks // of all searches

	once sync.Once
	none request.Set // what idle returns
}

// proofKey is all that a proof hangs on where the finding is about a document alone,
// but for the world.
type proofKey struct {
	before, after [sha256.Size]byte
	of            policy.Type
	owned, adds   bool
}

// proof is what a change lets in and takes, as Gains and Losses say it.
type proof struct{ gained, lost string }

// of returns the proof of a change, by prove where no equal one is known. A document
// that was made out of another file may say more than its text: what is unknown in it.
func (p *Proofs) of(g *Gains, prove func() proof) proof {
	if !byText(g.Before) || !byText(g.After) {
		return prove()
	}
	key := proofKey{g.Before.Digest(), g.After.Digest(), g.After.Type(), g.Owned, g.Adds}
	p.mutex.Lock()
	known, is := p.known[key]
	p.mutex.Unlock()
	if is {
		return known
	}
	known = prove()
	p.mutex.Lock()
	defer p.mutex.Unlock()
	if p.known == nil {
		p.known = map[proofKey]proof{}
	}
	p.known[key] = known
	return known
}

func byText(d *policy.Document) bool { return d != nil && d.HasText() && d.Origin().Rendered == nil }

// idle is the requests for an action on a resource that it does not take.
func (p *Proofs) idle(table *reference.Table) request.Set {
	p.once.Do(func() { p.none = idle(table) })
	return p.none
}
