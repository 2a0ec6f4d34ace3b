package snapshot

import "sync"

// ids are the ARNs of roles and users by their unique ids, once somebody asks for one:
// most policies name nobody so.
type ids struct {
	once  sync.Once
	known map[string]string
}

// OfID returns the ARN of the role or user that has the unique id; empty if no input
// tells whose it is.
func (s *Snapshot) OfID(id string) string {
	s.ids.once.Do(func() {
		s.ids.known = make(map[string]string, len(s.Roles)+len(s.Users))
		for _, r := range s.Roles {
			s.ids.known[r.ID] = r.ARN
		}
		for i := range s.Users {
			s.ids.known[s.Users[i].ID] = s.Users[i].ARN
		}
		delete(s.ids.known, "")
	})
	return s.ids.known[id]
}
