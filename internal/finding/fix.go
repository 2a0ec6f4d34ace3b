package finding

// Op is what an edit does.
type Op string

// The three edits of a JSON document: Add inserts into the array, object or
// scalar-or-array element at the place, Remove takes the place away, Replace
// puts another value there.
const (
	Add     Op = "add"
	Remove  Op = "remove"
	Replace Op = "replace"
)

// Edit changes one place of a policy document. Value is JSON text.
type Edit struct {
	Op    Op
	At    Place
	Value []byte
}

// Fix is the smallest change that mends a finding: edits of documents that
// exist, or a whole document where none does, or commands where no document
// is wrong.
type Fix struct {
	Description string
	Edits       []Edit
	Document    []byte // JSON text of a new document, or nil
	Target      string // id of the document that Document becomes
	Commands    []string
}
