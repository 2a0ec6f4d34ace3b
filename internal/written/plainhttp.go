package written

import "slices"

// plainHTTP states what the statements of a bucket policy leave out that deny requests
// without TLS; nil where nothing is left out, or where one of them denies them all.
func plainHTTP(list []*Statement) *PlainHTTP {
	made := &PlainHTTP{LeftOut: map[string]bool{}}
	for _, s := range list {
		if !s.refusesPlainHTTP() {
			continue
		}
		left := s.leftOut()
		if len(left) == 0 && s.onBucketAndObjects() {
			return nil
		}
		for _, what := range left {
			made.LeftOut[what] = true
		}
		made.Refused = append(made.Refused, &Refusal{At: s.At})
	}
	if len(made.LeftOut) == 0 {
		return nil
	}
	return made
}

// refusesPlainHTTP reports whether a statement denies what comes without TLS, under no
// other condition.
func (s *Statement) refusesPlainHTTP() bool {
	if !s.Deny || len(s.Tests) != 1 {
		return false
	}
	t := s.Tests[0]
	return t.Key.Name["aws:securetransport"] && t.Base["Bool"] &&
		slices.ContainsFunc(t.Values, func(v *Value) bool { return v.Truth["false"] })
}

// leftOut lists of whom and of what a statement does not speak. A resource that is neither
// the bucket nor its objects may be both.
func (s *Statement) leftOut() (list []string) {
	if p := s.Principal; p == nil || !p.Star && !slices.ContainsFunc(p.Entries, func(e *Principal) bool { return e.Is["everyone"] }) {
		list = append(list, "everybody")
	}
	if a := s.Action; a == nil || !a.Everything && !slices.ContainsFunc(a.Entries, func(e *Action) bool { return e.WholeService }) {
		list = append(list, "every_action")
	}
	if !s.someResource(func(e *Resource) bool { return !e.Objects }) {
		list = append(list, "bucket")
	}
	if !s.someResource(func(e *Resource) bool { return !e.Bucket }) {
		list = append(list, "objects")
	}
	return list
}

func (s *Statement) onBucketAndObjects() bool {
	return s.someResource(func(e *Resource) bool { return e.Bucket }) && s.someResource(func(e *Resource) bool { return e.Objects })
}

func (s *Statement) someResource(is func(*Resource) bool) bool {
	return s.Resource != nil && slices.ContainsFunc(s.Resource.Entries, is)
}
