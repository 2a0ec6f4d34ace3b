package reference

import (
	"slices"
	"strings"
)

// Partition is one of the separate clouds that AWS runs: no ARN, account or role of one
// means anything in another (AWS General Reference, Amazon Resource Names).
type Partition struct {
	Name    string // aws-cn
	Suffix  string // of host names and, in Regions of China, of some service principals
	Regions []string
	// stems are what comes before the direction in names of its Regions, cn in cn-north-1.
	stems string
}

// PartitionNamed returns the partition of a name. AWS writes it in small letters.
func PartitionNamed(name string) (Partition, bool) {
	i := slices.IndexFunc(partitions[:], func(p Partition) bool { return p.Name == name })
	if i < 0 {
		return Partition{}, false
	}
	return partitions[i], true
}

// Partitions returns the names of all partitions, that of most accounts first.
func Partitions() []string {
	list := make([]string, len(partitions))
	for i, p := range partitions {
		list[i] = p.Name
	}
	return list
}

// MayBeRegion returns the partition whose Regions are named so: a Region, or a name that
// a new one could have. AWS opens several a year, and this list is of a day.
func MayBeRegion(name string) (partition string, ok bool) {
	i := strings.LastIndexByte(name, '-')
	if i < 0 || i+1 == len(name) || strings.Trim(name[i+1:], "0123456789") != "" {
		return "", false
	}
	j := strings.LastIndexByte(name[:i], '-')
	if j < 0 || j+1 == i || strings.Trim(name[j+1:i], "abcdefghijklmnopqrstuvwxyz") != "" {
		return "", false
	}
	for _, p := range partitions {
		if slices.Contains(strings.Fields(p.stems), name[:j]) {
			return p.Name, true
		}
	}
	return "", false
}

// NearestRegion returns the Region that was probably meant by a name which is none.
func NearestRegion(name string) (string, bool) {
	var all []string
	for _, p := range partitions {
		all = append(all, p.Regions...)
	}
	return nearestOf(name, all)
}

// NearestPartition returns the partition that was probably meant by a name which is none.
func NearestPartition(name string) (string, bool) { return nearestOf(name, Partitions()) }

// partitions is what AWS publishes of partitions and Regions with its SDKs
// (partitions.json of botocore 1.43.11), without the pseudo-Regions such as aws-global.
var partitions = [...]Partition{
	{
		Name: "aws", Suffix: "amazonaws.com",
		stems: "us eu ap sa ca me af il mx",
		Regions: strings.Fields(`af-south-1 ap-east-1 ap-east-2 ap-northeast-1 ap-northeast-2
			ap-northeast-3 ap-south-1 ap-south-2 ap-southeast-1 ap-southeast-2 ap-southeast-3
			ap-southeast-4 ap-southeast-5 ap-southeast-6 ap-southeast-7 ca-central-1 ca-west-1
			eu-central-1 eu-central-2 eu-north-1 eu-south-1 eu-south-2 eu-west-1 eu-west-2
			eu-west-3 il-central-1 me-central-1 me-south-1 mx-central-1 sa-east-1 us-east-1
			us-east-2 us-west-1 us-west-2`),
	},
	{
		Name: "aws-cn", Suffix: "amazonaws.com.cn",
		stems:   "cn",
		Regions: strings.Fields("cn-north-1 cn-northwest-1"),
	},
	{
		Name: "aws-us-gov", Suffix: "amazonaws.com",
		stems:   "us-gov",
		Regions: strings.Fields("us-gov-east-1 us-gov-west-1"),
	},
	{
		Name: "aws-eusc", Suffix: "amazonaws.eu",
		stems:   "eusc-de",
		Regions: strings.Fields("eusc-de-east-1"),
	},
	{
		Name: "aws-iso", Suffix: "c2s.ic.gov",
		stems:   "us-iso",
		Regions: strings.Fields("us-iso-east-1 us-iso-west-1"),
	},
	{
		Name: "aws-iso-b", Suffix: "sc2s.sgov.gov",
		stems:   "us-isob",
		Regions: strings.Fields("us-isob-east-1 us-isob-west-1"),
	},
	{
		Name: "aws-iso-e", Suffix: "cloud.adc-e.uk",
		stems:   "eu-isoe",
		Regions: strings.Fields("eu-isoe-west-1"),
	},
	{
		Name: "aws-iso-f", Suffix: "csp.hci.ic.gov",
		stems:   "us-isof",
		Regions: strings.Fields("us-isof-east-1 us-isof-south-1"),
	},
}
