package fix

import (
	"testing"

	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/snapshot"
)

// TestGranted says what an access control list gives to others, as disabling it
// would take away.
func TestGranted(t *testing.T) {
	const logs = "http://acs.amazonaws.com/groups/s3/LogDelivery"
	grants := func(list ...input.Grant) input.Setting[input.ACL] {
		return input.Setting[input.ACL]{State: input.Present, Value: input.ACL{Owner: "me", Grants: list}}
	}
	own := input.Grant{ID: "me", Permission: "FULL_CONTROL"}
	for _, c := range []struct {
		name string
		acl  input.Setting[input.ACL]
		own  string // Object Ownership
		want string
	}{
		{"the owner's alone", grants(own), "ObjectWriter", ""},
		{"an account's", grants(own, input.Grant{ID: "them"}), "ObjectWriter", "what the bucket's access control list grants to them"},
		{"a group's", grants(own, input.Grant{URI: logs}), "", "what the bucket's access control list grants to " + logs},
		{"many", grants(input.Grant{ID: "a"}, input.Grant{ID: "b"}, input.Grant{ID: "c"}, input.Grant{ID: "d"}), "",
			"what the bucket's access control list grants to a, b, c and 1 more"},
		{"not exported", input.Setting[input.ACL]{}, "ObjectWriter",
			"what the bucket's access control list grants to others, which was not exported: aws s3api get-bucket-acl --bucket b"},
		{"not exported, and without effect already", input.Setting[input.ACL]{}, "BucketOwnerEnforced", ""},
	} {
		b := &snapshot.Bucket{Bucket: input.Bucket{Name: "b", ACL: c.acl}}
		if c.own != "" {
			b.Ownership = input.Setting[string]{State: input.Present, Value: c.own}
		}
		if got := granted(b); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// TestReadSettings holds that a setting which Go does not know is an error, and none
// that was passed over.
func TestReadSettings(t *testing.T) {
	put, err := readSettings(map[string]any{"object_ownership": "BucketOwnerEnforced", "acl": "private"})
	if err != nil || *put != (Settings{Ownership: "BucketOwnerEnforced", ACL: "private"}) {
		t.Errorf("%+v, %v", put, err)
	}
	if put, err := readSettings(map[string]any{"object_owner": "x"}); err == nil {
		t.Errorf("%+v without an error", put)
	}
}
