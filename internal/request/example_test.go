package request_test

import (
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/request"
)

// questions draws sets of requests of one kind: of a theory, of callers, or of values
// that nobody knows yet.
var questions = map[string]func(r *rand.Rand) request.Set{
	"texts":     func(r *rand.Rand) request.Set { return allowedBy(theories[1].draw(r), policy.Identity) },
	"sets":      func(r *rand.Rand) request.Set { return allowedBy(theories[7].draw(r), policy.Identity) },
	"variables": func(r *rand.Rand) request.Set { return allowedBy(theories[8].draw(r), policy.Identity) },
	"callers": func(r *rand.Rand) request.Set {
		if r.IntN(4) == 0 {
			return allowedBy(theories[2].draw(r), policy.Identity)
		}
		return allowedBy(namesCallers(r), policy.Bucket)
	},
	"open": func(r *rand.Rand) request.Set {
		return allowedBy(strings.NewReplacer("GIVEN", given, "MADE", made).Replace(openPolicy(r)), policy.Identity)
	},
}

// TestVersions holds that an element is another one where policy variables are known.
func TestVersions(t *testing.T) {
	of := func(version string) request.Set {
		return allowedBy(`{"Version":"`+version+`","Statement":{"Effect":"Allow","Action":"s3:*","Resource":["arn:aws:s3:::b/k","arn:aws:s3:::b/${*}"]}}`, policy.Identity)
	}
	none, _ := request.Search{Budget: 1 << 10}.Within(of("2008-10-17"), of("2012-10-17"))
	if none {
		t.Error("${*} is one text where variables are known, and many where they are not")
	}
}

func allowedBy(text string, of policy.Type) request.Set {
	d := parse(text)
	if of == policy.Bucket {
		d = bucketPolicy(text)
	}
	sets, _ := request.Of(d)
	return sets.Allowed()
}

// TestAskingLess holds that searches which know what others found answer as those that
// know nothing, in as many steps; and that an example which meets a question is an
// answer to it: none is never said of it.
func TestAskingLess(t *testing.T) {
	for name, draw := range questions {
		t.Run(name, func(t *testing.T) {
			r := rand.New(rand.NewPCG(9, uint64(len(name))))
			var walks request.Walks
			var example request.Example
			met, none := 0, 0
			for range *pairs {
				in, out := draw(r), draw(r)
				if r.IntN(4) == 0 {
					out = request.Set{}
				}
				alone := request.Search{Budget: 1 << (4 + r.IntN(10)), Actions: actions}
				knowing := alone
				knowing.Walks = &walks
				want, found := alone.Find(in, out), knowing.Find(in, out)
				if !reflect.DeepEqual(want, found) {
					t.Fatalf("%+v, and with what others found %+v", want, found)
				}
				if knowing.Meets(example, in.And(out.Not())) {
					if met++; want.Answer == request.None {
						t.Fatalf("none, but an example meets it")
					}
				}
				is, next, steps := knowing.Without(in, out)
				if is != (want.Answer == request.None) || steps > want.Steps {
					t.Fatalf("without: %v in %d steps, want %+v", is, steps, want)
				}
				if is {
					none++
				} else {
					example = next
				}
			}
			if met == 0 || met+none == *pairs {
				t.Errorf("%d met by examples, none in %d of %d", met, none, *pairs)
			}
		})
	}
}
