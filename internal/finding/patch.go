package finding

import (
	"bytes"
	"encoding/json"

	"github.com/crossgrant/crossgrant/internal/source"
)

// Before returns the document's text before the patch, as it is shown: as in the file for
// a source, pretty-printed for an export; nil for a new document.
func (p *Patch) Before() []byte {
	if p.Exported != nil {
		return pretty(p.Exported())
	}
	return p.Old
}

// After returns the text after the patch, as Before does.
func (p *Patch) After() []byte {
	switch {
	// The edits were made once already.
	case p.Exported != nil:
		text, _ := source.Apply(p.Exported(), p.Changes)
		return pretty(text)
	case p.New == nil && p.File != nil:
		text, _ := source.Apply(p.Old, p.Edits)
		return text
	}
	return p.New
}

// pretty lays a document out over several lines, two blanks a step; the order
// of its members stays.
func pretty(text []byte) []byte {
	var b bytes.Buffer
	if json.Indent(&b, text, "", "  ") != nil {
		return text
	}
	return b.Bytes()
}
