package reference

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/glob"
)

// allServices reads the whole table.
func allServices(table *Table) (list []*Service) {
	for _, prefix := range table.Services() {
		s, _ := table.Service(prefix)
		list = append(list, s)
	}
	return list
}

func TestServicesThatListResourcesOfOthersAreThoseOfTheTable(t *testing.T) {
	if found := listedElsewhere(allServices(Embedded())); !maps.Equal(found, elsewhere) {
		t.Errorf("the table elsewhere must be:\n%q", found)
	}
}

// A resource of every form has the shape of its own type and is taken by the actions
// that list it.
func TestEveryFormOfARNs(t *testing.T) {
	table := Embedded()
	forms := 0
	for _, s := range allServices(table) {
		for _, r := range s.Resources {
			for form := range strings.SplitSeq(r.ARN, ", ") {
				forms++
				name := strings.ReplaceAll(widest(form), "*", "xyz0")
				f, _ := arn.Parse(form)
				a, _ := arn.Parse(name)
				if strings.Contains(f.Service, "$") {
					continue
				}
				shape := table.Shape(name)
				if shape.Fits != glob.Yes || !slices.Contains(shape.Types, r.Name) {
					t.Errorf("%s: %s: %v %v", s.Prefix, name, shape.Fits, shape.Types)
				}
				if a.Region == "" && shape.Region == FieldFilled || a.Account != "" && shape.Account == FieldEmpty {
					t.Errorf("%s: %s: Region %d, account %d", s.Prefix, name, shape.Region, shape.Account)
				}
				if !table.ARNService(f.Service) {
					t.Errorf("%s: no service of ARNs", f.Service)
				}
			}
		}
		for _, a := range s.Actions {
			for _, r := range a.Resources {
				form, _, _ := strings.Cut(r.Type.ARN, ", ")
				name := strings.ReplaceAll(widest(form), "*", "xyz0")
				for _, pattern := range []string{name, form} {
					if table.Takes(a.FullName(), pattern) != glob.Yes {
						t.Errorf("%s does not take %s", a.FullName(), pattern)
					}
				}
			}
		}
	}
	if forms < 2300 {
		t.Errorf("%d forms", forms)
	}
}

func TestWhatActionsTake(t *testing.T) {
	table := Embedded()
	for _, tt := range []struct {
		action, pattern string
		want            glob.Answer
	}{
		{"s3:GetObject", "arn:aws:s3:::b/*", glob.Yes},
		{"s3:GetObject", "arn:aws:s3:::b", glob.No},
		{"s3:GetObject", "arn:aws:s3:::b*", glob.Yes},
		{"s3:GetObject", "arn:aws:s3:::b?k", glob.Yes},
		{"s3:GetObject", "arn:aws:s3:::${aws:PrincipalTag/bucket}", glob.Yes},
		{"s3:GetObject", "arn:aws:s3:*:*:b/*", glob.Yes},
		{"s3:GetObject", "arn:aws:s3::111122223333:b/*", glob.No},
		{"s3:GetObject", "arn:aws:s3:*", glob.Yes},
		{"s3:GetObject", "arn:aws:s3*", glob.Yes},
		{"s3:GetObject", "arn:aws:sqs:*", glob.No},
		{"s3:GetObject", "arn:*", glob.Yes},
		{"s3:GetObject", "arn:a*", glob.Yes},
		{"s3:GetObject", "arn:aws:s3:::b/${aws:username}/*", glob.Yes},
		{"s3:GetObject", "arn:aws:s3:eu-west-1:111122223333:accesspoint/ap/object/*", glob.Yes},
		{"s3:GetObject", "arn:aws:s3::111122223333:accesspoint/alias.mrap/object/*", glob.Yes},
		{"s3:GetObject", "arn:aws:s3:eu-west-1:111122223333:accesspoint/ap", glob.No},
		{"s3:ListBucket", "arn:aws:s3:::b/*", glob.No},
		{"s3:ListBucket", "arn:aws:s3:::b", glob.Yes},
		{"s3:ListBucket", "arn:aws:s3:::*", glob.Yes},
		{"s3:ListAllMyBuckets", "arn:aws:s3:::*", glob.No},
		{"s3:ListAllMyBuckets", "*", glob.Yes},
		{"kms:Decrypt", "arn:aws:kms:eu-west-1:111122223333:alias/a", glob.No},
		{"kms:Decrypt", "arn:aws:kms:eu-west-1:111122223333:key/*", glob.Yes},
		{"iam:PassRole", "arn:aws:iam::111122223333:role/path/name", glob.Yes},
		{"iam:PassRole", "arn:aws:iam:eu-west-1:111122223333:role/name", glob.No},
		{"iam:PassRole", "b", glob.No},
		{"s3:NoSuchAction", "arn:aws:s3:::b", glob.Unknown},
	} {
		if got := table.Takes(tt.action, tt.pattern); got != tt.want {
			t.Errorf("%s, %s: %v, want %v", tt.action, tt.pattern, got, tt.want)
		}
	}
}

func TestShapesOfARNs(t *testing.T) {
	table := Embedded()
	for _, tt := range []struct {
		pattern         string
		fits            glob.Answer
		region, account Field
	}{
		{"arn:aws:s3:::b/*", glob.Yes, FieldEmpty, FieldEmpty},
		{"arn:aws:s3:eu-west-1::b", glob.Yes, FieldEmpty, FieldEmpty},
		{"arn:aws:s3:::accesspoint", glob.Yes, FieldEmpty, FieldEmpty},
		{"arn:aws:iam:eu-west-1:111122223333:role/r", glob.Yes, FieldEmpty, FieldFilled},
		{"arn:aws:iam::111122223333:rolle/r", glob.No, FieldEmpty, FieldFilled},
		{"arn:aws:dynamodb:::table/t", glob.Yes, FieldFilled, FieldFilled},
		{"arn:aws:dynamodb:eu-west-1:111122223333:tables/t", glob.No, FieldEither, FieldFilled},
		{"arn:aws:dynamodb:*:*:tables/t", glob.Unknown, FieldEither, FieldFilled},
		{"arn:aws:catalog:eu-west-1:111122223333:product/p", glob.Yes, FieldFilled, FieldFilled},
		{"arn:aws:nosuch:eu-west-1:111122223333:x", glob.Unknown, FieldUnknown, FieldUnknown},
		{"arn:aws:s*:::b", glob.Unknown, FieldUnknown, FieldUnknown},
		{"arn:aws:s3:*", glob.Unknown, FieldUnknown, FieldUnknown},
		{"*", glob.Unknown, FieldUnknown, FieldUnknown},
	} {
		s := table.Shape(tt.pattern)
		if s.Fits != tt.fits || s.Region != tt.region || s.Account != tt.account {
			t.Errorf("%s: fits %v, Region %d, account %d; want %v, %d, %d",
				tt.pattern, s.Fits, s.Region, s.Account, tt.fits, tt.region, tt.account)
		}
	}
}

func TestServicesThatRCPsCover(t *testing.T) {
	table := Embedded()
	n := 0
	for _, s := range allServices(table) {
		if table.RCPService(s.Prefix) {
			n++
		}
	}
	if n != 62 {
		t.Errorf("%d services, AWS lists 62", n)
	}
	for prefix, want := range map[string]bool{"s3": true, "KMS": true, "sts": true, "s3express": false, "iam": false, "nosuch": false} {
		if table.RCPService(prefix) != want {
			t.Errorf("%s: %v", prefix, !want)
		}
	}
}
