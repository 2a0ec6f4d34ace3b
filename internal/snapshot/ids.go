package snapshot

// OfID returns the ARN of the role or user that has the unique id; empty if no input
// tells whose it is.
func (s *Snapshot) OfID(id string) string { return s.ids[id] }

// finishIDs indexes roles and users by their unique ids.
func (b *Builder) finishIDs() {
	b.s.ids = make(map[string]string, len(b.s.Roles)+len(b.s.Users))
	for _, r := range b.s.Roles {
		b.s.ids[r.ID] = r.ARN
	}
	for i := range b.s.Users {
		b.s.ids[b.s.Users[i].ID] = b.s.Users[i].ARN
	}
	delete(b.s.ids, "")
}
