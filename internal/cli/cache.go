package cli

import (
	"crypto/sha256"
	"fmt"
	"os"
	"runtime/debug"

	"github.com/crossgrant/crossgrant/internal/cache"
	"github.com/crossgrant/crossgrant/internal/files"
)

// openCache opens the cache in a folder, nil without one. What rules find hangs on the
// program, rules and facts included, and on the service reference.
func openCache(folder, reference string) (*cache.Cache, error) {
	if folder == "" {
		return nil, nil
	}
	names := ""
	if reference != "" {
		data, err := files.Read(reference, files.MaxOwn)
		if err != nil {
			return nil, err
		}
		names = fmt.Sprintf("%x", sha256.Sum256(data))
	}
	c, err := cache.Open(folder, build()+"\n"+names)
	if err != nil {
		return nil, fmt.Errorf("--cache: %w", err)
	}
	return c, nil
}

// build tells builds of the program apart: a release by its version, any other by when
// it was made.
func build() string {
	if stamped != "" {
		return stamped
	}
	said := ""
	if info, ok := debug.ReadBuildInfo(); ok {
		said = info.String()
	}
	if name, err := os.Executable(); err == nil {
		if info, err := os.Stat(name); err == nil {
			said += fmt.Sprint(info.Size(), info.ModTime().UnixNano())
		}
	}
	return said
}
