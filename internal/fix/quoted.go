package fix

import (
	"bytes"
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/source"
)

// inString returns edits of a document that stands in a text of JSON which people write, as
// edits of that text; nil for any other document, and where the text would not say it.
func inString(o source.Origin, edits []source.Edit, text []byte) (quoted []source.Edit) {
	if !o.Source || o.Rendered != nil || o.Notation != nil || o.File.Derived != "" || o.File.Packed() || !slices.Equal(o.Encodings, []source.Encoding{source.JSONString}) {
		return nil
	}
	locate, end := o.Locator(), o.Span.End
	for _, e := range edits {
		if !holds(o, e.New) {
			return nil
		}
		e.Span = locate(e.Span)
		e.New = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\r", `\r`, "\t", `\t`).Replace(e.New)
		end += len(e.New) - (e.Span.End - e.Span.Start)
		quoted = append(quoted, e)
	}
	after, err := source.Apply(o.File.Text, quoted)
	if err != nil || end > len(after) {
		return nil
	}
	o.File, o.Span.End = source.NewFile(o.File.Name, after), end
	if said, err := o.Decode(); err != nil || !bytes.Equal(said, text) {
		return nil
	}
	return quoted
}
