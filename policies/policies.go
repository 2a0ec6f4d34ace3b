// Package policies holds policy documents as data. Its one member today is the
// catalogue of AWS-managed policies, an archive in the format of package
// reference, which reads it; here the bytes are only embedded, so that a program
// that asks for no managed policy does no work for them. README.md says where
// the data comes from and how to make it again.
package policies

import _ "embed"

//go:embed managed-policies.bin
var managed string

// Managed is the archive of AWS-managed policies, to be read with package reference.
func Managed() string { return managed }
