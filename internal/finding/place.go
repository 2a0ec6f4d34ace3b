package finding

import "github.com/crossgrant/crossgrant/internal/source"

// Place is an element of a policy document: the document by its id, as facts
// name it, and the path inside it. Rules know places; only Go knows bytes.
type Place struct {
	Document string
	Path     source.Path
}

// Note is a second place with what is to be seen there.
type Note struct {
	At      Place
	Message string
}
