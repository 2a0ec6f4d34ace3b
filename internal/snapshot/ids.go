package snapshot

// OfID returns the ARN of the role or user that has the unique id; empty if no input
// tells whose it is.
func (s *Snapshot) OfID(id string) string {
	if s.ids == nil {
		s.ids = map[string]string{}
		for _, r := range s.Roles {
			s.ids[r.ID] = r.ARN
		}
		for i := range s.Users {
			s.ids[s.Users[i].ID] = s.Users[i].ARN
		}
		delete(s.ids, "")
	}
	return s.ids[id]
}
