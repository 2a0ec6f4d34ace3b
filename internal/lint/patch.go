package lint

import (
	"github.com/crossgrant/crossgrant/internal/finding"
	"github.com/crossgrant/crossgrant/internal/fix"
)

// Patches returns one patch for each document that the findings' fixes change.
func (r *Result) Patches() ([]*finding.Patch, error) { return fix.Combine(r.made) }
