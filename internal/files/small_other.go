//go:build !unix

package files

// Small is not ok here for any file: all are read by ReadRegular.
func (Reader) Small(string, int64) (text []byte, ok bool) { return nil, false }
