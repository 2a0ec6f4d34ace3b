package written

import (
	"testing"

	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/reference"
	"github.com/crossgrant/crossgrant/internal/snapshot"
	"github.com/crossgrant/crossgrant/internal/source"
)

// BenchmarkDocuments states the facts of the policies that AWS manages.
func BenchmarkDocuments(b *testing.B) {
	var list []*snapshot.Document
	bytes := 0
	for v := range reference.ManagedPolicies() {
		f := source.NewFile(v.ARN, []byte(v.Document))
		list = append(list, snapshot.NewDocument(snapshot.Names{ID: v.ARN}, policy.Parse(source.Whole(f), policy.Identity)))
		bytes += len(v.Document)
	}
	reader := NewReader(reference.Embedded(), nil)
	for _, d := range list {
		reader.Document(d)
	}
	b.ReportAllocs()
	b.SetBytes(int64(bytes / len(list)))
	for i := 0; b.Loop(); i++ {
		reader.Document(list[i%len(list)])
	}
}
