package finding

import "github.com/crossgrant/crossgrant/internal/source"

// Safety says whether a fix grants more than its finding asks for. The zero
// value is a fix that edits no document.
type Safety uint8

// A Safe fix was proved to grant nothing but what the finding asks for and to take
// nothing from anybody; an Unsafe one does, or nothing could be proved.
const (
	_ Safety = iota
	Safe
	Unsafe
)

// String returns "", "safe" or "unsafe".
func (s Safety) String() string { return [...]string{"", "safe", "unsafe"}[s] }

// Fix is the smallest change that mends a finding: a patch of one document, or
// a new document where none exists, or commands where no document is wrong.
type Fix struct {
	Description string // a verb phrase
	Safety      Safety
	// Grants is what a fix lets in that the finding asks for, as a sentence; empty where
	// it asks for nothing that is told by actions.
	Grants string
	// Gains is a request that an unsafe fix lets in and nobody asked for, as a
	// sentence; empty if none was found.
	Gains string
	// Loses is a request that an unsafe fix takes from somebody, as a sentence;
	// empty if none was found.
	Loses string
	Patch *Patch
	// Commands are shell commands to run, the call that puts the patched
	// document included; FILE in them stands for a file that holds it.
	Commands []string
}

// Patch changes one policy document.
type Patch struct {
	Label string // of the document
	// File is the file that holds the document as its source, and Edits change
	// it. Both are empty for an export, which is never edited, and for a new
	// document.
	File  *source.File
	Edits []source.Edit
	// Stands is where people write the document in a language of their own, from which
	// no edit of a file follows, as in a template: file and line, empty for all others.
	Stands string
	// Maker is the resource that makes the document, and what tells of it: a plan, which nobody
	// edits.
	Maker string
	// Old and New are the document's text before and after, New nil where it follows from
	// Edits; Old is nil for a new document. Of an export both are nil, and follow from the
	// text that Exported reads, which Changes change: see Before and After. There may be
	// very many patches, of texts that nobody keeps.
	Old, New []byte
	Exported func() []byte
	Changes  []source.Edit
	// Commands put the patched document where no file is its source; FILE stands
	// for a file that holds it.
	Commands []string
}
