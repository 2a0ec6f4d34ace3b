package lint

import (
	"cmp"
	"context"
	"fmt"

	"github.com/crossgrant/crossgrant/internal/access"
	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/s3"
	"github.com/crossgrant/crossgrant/internal/snapshot"
)

// Question is what somebody asks about one caller and one bucket.
type Question struct {
	Kind snapshot.Kind
	// Caller is the ARN of a role or a user, the name of a service, or
	// snapshot.Anonymous.
	Caller string
	// Bucket is its name; where Point is set, the ARN or the alias of an access point
	// to which the requests go instead.
	Bucket string
	Point  bool
	// Accounts own buckets, by name, where somebody says so.
	Accounts map[string]string
	// Expect are what the configuration expects, of any pair; Can are the capabilities
	// that the caller should have with this bucket.
	Expect []snapshot.Expectation
	Can    []string
	// Operation is asked about instead of the capabilities; its uploads carry the ACL.
	Operation *s3.Operation
	ACL       string
	// Forwarded is the service that makes the requests with the caller's credentials;
	// SourceARN and SourceAccount are for what a service calls.
	Forwarded, SourceARN, SourceAccount string
}

// Answer is the verdict, and the findings where rules speak of such questions: they
// are about roles, and all that a pair is meant for.
type Answer struct {
	Verdict  *access.Pair
	Findings *Result // nil without
}

// Judge returns the judge of such requests.
func (q *Question) Judge(w *World) *access.Judge {
	judge := access.NewJudge(w.Snapshot)
	judge.Forwarded, judge.SourceARN, judge.SourceAccount = q.Forwarded, q.SourceARN, q.SourceAccount
	return judge
}

// Pair finds what is asked about; the error says what no input describes.
func (q *Question) Pair(w *World) (*snapshot.Pair, error) {
	name := q.Bucket
	var via *snapshot.AccessPoint
	account := q.Accounts[name]
	if q.Point {
		switch via = w.AccessPoint(name); {
		case via == nil:
			return nil, fmt.Errorf("no input describes the access point %s; read were %s with %s", name, q.files(w), numbered(len(w.Points), "access point"))
		case via.Bucket == "":
			return nil, fmt.Errorf("no input tells the bucket behind the access point %s: aws s3control get-access-point", name)
		}
		name = via.Bucket
		account = cmp.Or(q.Accounts[name], via.BucketAccount)
	}
	role, err := q.role(w)
	if err != nil {
		return nil, err
	}
	b := w.BucketFor(role, name)
	switch {
	case b == nil && account == "":
		return nil, fmt.Errorf("no input describes the bucket %s; read were %s with %s", name, q.files(w), numbered(len(w.Buckets), "bucket"))
	case b == nil:
		b = &snapshot.Bucket{Bucket: input.Bucket{Name: name, Account: account}, AccountBy: "the command line or the configuration"}
	}
	if via == nil && q.Kind != snapshot.IsRole {
		return w.PairOf(role, b), nil
	}
	if via == nil {
		return w.Pair(role, b), nil
	}
	pair := w.PairVia(role, b, via)
	pair.Expect = nil
	for _, e := range q.Expect {
		if e.Role == role.ARN && e.Bucket == b.Name {
			pair.Expect = append(pair.Expect, e)
		}
	}
	if len(q.Can) > 0 {
		pair.Expect = append(pair.Expect, snapshot.Expectation{Role: role.ARN, Bucket: b.Name, Can: q.Can})
	}
	return pair, nil
}

// role finds the caller, in the place of a role where he is none.
func (q *Question) role(w *World) (*snapshot.Role, error) {
	switch q.Kind {
	case snapshot.IsRole:
		if r := w.Role(q.Caller); r != nil {
			return r, nil
		}
		return nil, fmt.Errorf("no input describes %s; read were %s with %s", q.Caller, q.files(w), numbered(len(w.Roles), "role"))
	case snapshot.IsUser:
		if w.Caller != nil {
			return w.Caller, nil
		}
		return nil, fmt.Errorf("no input describes %s; read were %s with %s", q.Caller, q.files(w), numbered(len(w.Users), "user"))
	}
	return snapshot.NewCaller(q.Caller), nil
}

// Answer judges what is asked about: one operation, or the capabilities, with the
// findings about what a role does itself.
func (q *Question) Answer(ctx context.Context, w *World, pair *snapshot.Pair, settings Settings) (a Answer, err error) {
	switch {
	case q.Operation != nil:
		a.Verdict = q.Judge(w).Call(pair, q.Operation, q.ACL)
	case q.Kind != snapshot.IsRole || q.Forwarded != "":
		a.Verdict = q.Judge(w).Pair(pair)
	default:
		a.Findings, a.Verdict, err = RunPair(ctx, w, pair, settings)
	}
	return a, err
}

func (q *Question) files(w *World) string { return numbered(w.Files, "file") }

func numbered(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}
