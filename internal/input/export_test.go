package input

// NewStreamOf is New of new Streams with parts of about that length.
var NewStreamOf = (&Streams{}).inParts
