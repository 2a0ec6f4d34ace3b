package fix

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/crossgrant/crossgrant/internal/access"
	"github.com/crossgrant/crossgrant/internal/finding"
	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/s3"
	"github.com/crossgrant/crossgrant/internal/snapshot"
)

// Settings are the settings of a bucket that the commands of a proposal put, in
// AWS's words; empty ones they leave as they are.
type Settings struct {
	Ownership         string `json:"object_ownership"`
	ACL               string `json:"acl"` // private
	BlockPublicAccess string `json:"block_public_access"`
	Payer             string `json:"payer"`
}

// Neighbours judges the pairs of a bucket as they would be with other settings. It
// keeps what it found: many findings propose the same.
type Neighbours struct {
	World *snapshot.Snapshot
	// Pairs are all pairs that are judged.
	Pairs []*snapshot.Pair

	of    map[*snapshot.Bucket][]*snapshot.Pair
	found map[moved][]change
}

type moved struct {
	bucket *snapshot.Bucket
	put    Settings
}

// change is what settings do to a capability of a pair.
type change struct {
	pair       *snapshot.Pair
	capability s3.Capability
	gains      bool
}

func (c change) String() string {
	return fmt.Sprintf("%s by %s", c.capability, c.pair.Role.ARN)
}

// changes returns which capabilities of pairs of the bucket become more, or less,
// by the settings. What is unknown on one side is a change as well.
func (n *Neighbours) changes(b *snapshot.Bucket, put Settings) []change {
	if n.of == nil {
		n.of, n.found = map[*snapshot.Bucket][]*snapshot.Pair{}, map[moved][]change{}
		for _, p := range n.Pairs {
			n.of[p.Bucket] = append(n.of[p.Bucket], p)
		}
	}
	if found, ok := n.found[moved{b, put}]; ok {
		return found
	}
	list := []change{}
	then := put.on(b)
	for _, p := range n.of[b] {
		with := *p
		with.Bucket = then
		// Each side has a judge of its own: neither keeps what it compiled.
		before, after := access.NewJudge(n.World).Pair(p), access.NewJudge(n.World).Pair(&with)
		for i := range before.Capabilities {
			was, is := &before.Capabilities[i], &after.Capabilities[i]
			if was.Verdict != is.Verdict {
				list = append(list, change{p, was.Capability, was.Verdict.WorseThan(is.Verdict)})
			}
		}
	}
	n.found[moved{b, put}] = list
	return list
}

// on is the bucket with the settings.
func (put Settings) on(b *snapshot.Bucket) *snapshot.Bucket {
	then := *b
	if put.Ownership != "" {
		then.Ownership.State, then.Ownership.Value = input.Present, put.Ownership
	}
	if put.ACL != "" {
		then.ACL.State, then.ACL.Value.Grants = input.Present, nil
	}
	if put.BlockPublicAccess != "" {
		then.PublicAccessBlock.State, then.PublicAccessBlock.Value = input.Present,
			input.PublicAccessBlock{BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: true, RestrictPublicBuckets: true}
	}
	if put.Payer != "" {
		then.Payer.State, then.Payer.Value = input.Present, put.Payer
	}
	return &then
}

// settings says what the proposal's settings do to others.
func (p *Prover) settings(f *finding.Fix, put Settings) {
	bucket := p.Bucket
	if p.Pair != nil {
		bucket = p.Pair.Bucket
	}
	if bucket == nil {
		return
	}
	f.Safety = finding.Safe
	var gains, loses []string
	if p.Neighbours != nil {
		for _, c := range p.Neighbours.changes(bucket, put) {
			switch {
			case !c.gains:
				loses = append(loses, c.String())
			case p.Pair == nil || c.pair != p.Pair.Pair:
				gains = append(gains, c.String())
			}
		}
	}
	if put.ACL != "" || put.Ownership == string(s3.OwnerEnforced) {
		if granted := granted(bucket); granted != "" {
			loses = append(loses, granted)
		}
	}
	if f.Gains, f.Loses = some(gains), some(loses); f.Gains+f.Loses != "" {
		f.Safety = finding.Unsafe
	}
}

// granted says what the bucket's access control list gives to others than its owner,
// or that no file tells; empty if it gives them nothing (S3 User Guide, Prerequisites
// for disabling ACLs).
func granted(b *snapshot.Bucket) string {
	if !b.ACL.State.Known() {
		if b.Ownership.State == input.Present && b.Ownership.Value == string(s3.OwnerEnforced) {
			return ""
		}
		return "what the bucket's access control list grants to others, which was not exported: aws s3api get-bucket-acl --bucket " + b.Name
	}
	var to []string
	for _, g := range b.ACL.Value.Grants {
		if who := g.ID + g.URI; who == "" || g.ID != b.ACL.Value.Owner {
			to = append(to, who)
		}
	}
	if len(to) == 0 {
		return ""
	}
	return "what the bucket's access control list grants to " + some(to)
}

// some are the first of a list in words, and how many there are besides.
func some(list []string) string {
	const shown = 3
	if n := len(list) - shown; n > 0 {
		return fmt.Sprintf("%s and %d more", strings.Join(list[:shown], ", "), n)
	}
	return strings.Join(list, ", ")
}

// readSettings reads what a rule states of settings; a member that is none is an error.
func readSettings(v any) (put *Settings, err error) {
	if v == nil {
		return nil, nil
	}
	text, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	decoder := json.NewDecoder(strings.NewReader(string(text)))
	decoder.DisallowUnknownFields()
	put = &Settings{}
	if err := decoder.Decode(put); err != nil {
		return nil, fmt.Errorf("settings: want object_ownership, acl, block_public_access, payer: %w", err)
	}
	return put, nil
}
