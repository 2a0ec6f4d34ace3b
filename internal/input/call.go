package input

import "github.com/tidwall/gjson"

// Call is one answer of the AWS CLI: it is known by a top-level member whose
// value passes Is, together with the members With and without any of Without.
type Call struct {
	Member  string
	Is      func(gjson.Result) bool
	With    []string
	Without []string
	Read    func(r *Reader, v gjson.Result)
}

// ReadCalls reads a candidate by each of the calls that it is an answer to; ok
// is false if there is none.
func ReadCalls(c Candidate, calls []Call) (records Records, ok bool) {
	var r *Reader // most files are none of most formats
	for i := range calls {
		call := &calls[i]
		if v := c.Member(call.Member); v.Exists() && call.answered(&c, v) {
			if r == nil {
				r = &Reader{Candidate: c}
			}
			call.Read(r, v)
		}
	}
	if r == nil {
		return records, false
	}
	r.Records.Truncated = c.truncated()
	return r.Records, true
}

func (call *Call) answered(c *Candidate, v gjson.Result) bool {
	for _, name := range call.With {
		if !c.Named(name) {
			return false
		}
	}
	for _, name := range call.Without {
		if c.Named(name) {
			return false
		}
	}
	return call.Is == nil || call.Is(v)
}

// truncated reports whether the answer announces a further page: IsTruncated is
// IAM's word for it, Truncated that of KMS, ContinuationToken that of
// list-buckets, and NextToken the AWS CLI's under --max-items.
func (c Candidate) truncated() bool {
	return c.Member("IsTruncated").Type == gjson.True || c.Member("Truncated").Type == gjson.True ||
		c.Member("NextToken").Exists() || c.Member("ContinuationToken").Exists()
}

// With returns the test for an object that has the member, or an array that is
// empty or whose first element has it.
func With(member string) func(gjson.Result) bool {
	return func(v gjson.Result) bool {
		if !v.IsArray() {
			return Find(v, member).Exists()
		}
		has := true
		v.ForEach(func(_, first gjson.Result) bool {
			has = Find(first, member).Exists()
			return false
		})
		return has
	}
}
