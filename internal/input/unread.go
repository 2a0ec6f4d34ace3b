package input

// Unread returns what a file that could not be read leaves open: by its place in
// a snapshot it speaks of a role or a bucket, which is then not known whole.
func Unread(name string) (r Records) {
	h := PathHints(name)
	name += ", which could not be read"
	switch {
	case h.Failed:
	case h.Role != "" && h.Slot != "trust.json":
		r.Roles = []Role{{Account: h.Account, Name: h.Role, Unread: []string{name}}}
	case h.Bucket != "":
		r.Buckets = []Bucket{{Account: h.Account, Name: h.Bucket, Unread: []string{name}}}
	}
	return r
}
