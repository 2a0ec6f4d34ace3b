// Package cases reads and answers decision cases: one request a line, with
// everything that decides it.
//
// The format is that of the decide command. A case is closed about policies
// (what is not given does not exist) and closed or open about condition keys,
// as its mode says. Reading lays the case out as authz wants it: the layers,
// and a request for each leg of the call. Answering is one authz.DecideCall.
package cases

import (
	"errors"
	"fmt"

	"github.com/tidwall/gjson"

	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/s3"
	"github.com/crossgrant/crossgrant/internal/source"
)

// Case is one line of input.
type Case struct {
	ID         string
	Why        string
	Expect     string   // empty if the case expects nothing
	DependsOn  []string // expected, for conditional
	Confidence string

	legs []authz.Leg
	// operation is the API operation that the case names, nil if none.
	operation *s3.Operation
	// list decides what the caller is told of a key that does not exist; it is
	// nil if the key exists or nothing is said of it.
	list *authz.Leg
	// defaultKey: an upload leaves the key to the bucket's default encryption.
	defaultKey bool
}

// reader keeps the first thing that is wrong with a case.
type reader struct {
	file *source.File
	root gjson.Result
	err  error
}

// Read reads one line. The error says what was wanted and found.
func Read(name string, line []byte) (*Case, error) {
	if err := policy.CheckJSON(line); err != nil {
		return nil, err
	}
	r := &reader{file: source.NewFile(name, line), root: gjson.ParseBytes(line)}
	if !r.root.IsObject() {
		return nil, errors.New("a case is a JSON object with role, bucket and request")
	}
	c := &Case{
		ID: r.root.Get("id").String(), Why: r.root.Get("why").String(),
		Expect: r.root.Get("expect").String(), Confidence: r.root.Get("confidence").String(),
	}
	for _, d := range r.root.Get("depends_on").Array() {
		c.DependsOn = append(c.DependsOn, d.String())
	}
	if r.root.Get("request.kind").String() == "trust" {
		c.legs = r.trust()
	} else {
		r.call(c)
	}
	return c, r.err
}

func (r *reader) fail(format string, args ...any) {
	if r.err == nil {
		r.err = fmt.Errorf(format, args...)
	}
}

// get returns a member that has to be a string.
func (r *reader) get(path string) string {
	v := r.root.Get(path)
	if v.Type != gjson.String {
		r.fail("%s: want a string, found %s", path, found(v))
	}
	return v.String()
}

// text returns a member that may be missing.
func (r *reader) text(path string) string { return r.root.Get(path).String() }

// each visits the members of a list or an object: one that is null is not
// given.
func (r *reader) each(path string, visit func(name, value gjson.Result) bool) {
	switch v := r.root.Get(path); {
	case v.IsArray(), v.IsObject():
		v.ForEach(visit)
	case v.Exists() && v.Type != gjson.Null:
		r.fail("%s: want a list or an object, found %s", path, v.Raw)
	}
}

// stated returns a member, nothing where it is null.
func (r *reader) stated(path string) gjson.Result {
	if v := r.root.Get(path); v.Type != gjson.Null {
		return v
	}
	return gjson.Result{}
}

func found(v gjson.Result) string {
	if !v.Exists() {
		return "nothing"
	}
	return v.Raw
}
