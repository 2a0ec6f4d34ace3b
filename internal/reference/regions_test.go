package reference

import (
	"strings"
	"testing"
)

func TestEveryRegionIsNamedLikeThoseOfItsPartition(t *testing.T) {
	n := 0
	for _, name := range Partitions() {
		p, ok := PartitionNamed(name)
		if !ok || p.Suffix == "" || len(p.Regions) == 0 {
			t.Errorf("%s: %v", name, p)
		}
		for _, region := range p.Regions {
			n++
			if in, ok := MayBeRegion(region); !ok || in != name {
				t.Errorf("%s: is named like those of %q", region, in)
			}
			if near, ok := NearestRegion(region[:1] + region); !ok || !strings.HasPrefix(near, region[:2]) {
				t.Errorf("%s%s: nearest is %s", region[:1], region, near)
			}
		}
	}
	if n != 46 || len(Partitions()) != 8 {
		t.Errorf("%d Regions in %d partitions", n, len(Partitions()))
	}
}

func TestNamesThatARegionMayHave(t *testing.T) {
	for name, want := range map[string]string{
		"eu-central-9": "aws", "us-gov-south-1": "aws-us-gov", "us-isof-east-3": "aws-iso-f", "us-west-2": "aws",
		"": "", "-": "", "--1": "", "eu-west": "", "eu-west-": "", "EU-west-1": "", "eu-west-1a": "", "xx-west-1": "",
		"eu-WEST-1": "", "aws-global": "", "us-east1": "",
	} {
		if got, ok := MayBeRegion(name); got != want || ok != (want != "") {
			t.Errorf("%q: %q", name, got)
		}
	}
	for name, want := range map[string]string{
		"us-east1": "us-east-1", "eu_west_1": "eu-west-1", "US-EAST-1": "us-east-1", "somewhere": "",
	} {
		if got, _ := NearestRegion(name); got != want {
			t.Errorf("%q: nearest is %q, want %q", name, got, want)
		}
	}
	for name, want := range map[string]string{"asw": "aws", "aws-gov": "", "aws-us-gv": "aws-us-gov", "AWS": "aws"} {
		if got, _ := NearestPartition(name); got != want {
			t.Errorf("%q: nearest is %q, want %q", name, got, want)
		}
	}
}
