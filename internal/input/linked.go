package input

// Links is what a template has to do with others of the files beside it: what it makes
// known, what it takes, and the templates that it makes stacks of.
type Links struct {
	// Outputs are the values of a stack by their names, Exports those of them that every
	// stack of its account and Region can import, by the names that they have there.
	Outputs, Exports map[string]string
	// Imports names the exports that it takes.
	Imports []string
	Nested  []Nested
	// Account and Region are those that its stack is made in.
	Account, Region string
}

// Nested is a resource of a template that is a stack of another one.
type Nested struct {
	ID         string
	File       string // the path of its template, from the folder of the file
	Parameters map[string]string
}

// Linked is what other files say of the stack of a template: texts in which there may be
// unknowns of those.
type Linked struct {
	// Scope is that of the unknowns of a nested stack, empty for a stack of its own.
	Scope           string
	Account, Region string
	Parameters      map[string]string
	Imports         map[string]string
	// Outputs are those of its nested stacks, by the resources.
	Outputs map[string]map[string]string
}
