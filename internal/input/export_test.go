package input

// NewStreamOf is NewStream with parts of another length than usual.
var NewStreamOf = newStream
