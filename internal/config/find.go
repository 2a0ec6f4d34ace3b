package config

import (
	"fmt"
	"path/filepath"
)

// Name is the name of a configuration file.
const Name = ".crossgrant.yaml"

// misnamed are names under which people look for it in vain.
var misnamed = []string{".crossgrant.yml", "crossgrant.yaml", "crossgrant.yml"}

// Find returns the path of the configuration that holds for a folder, given by
// an absolute path: its own or that of the nearest folder above, but none above
// a folder that holds .git. Without one the path is empty. A file in a folder
// on that way that only looks like a configuration is an error, since it would
// be skipped silently. Whether a path exists is for the caller to know.
func Find(folder string, exists func(path string) bool) (string, error) {
	for {
		if path := filepath.Join(folder, Name); exists(path) {
			return path, nil
		}
		for _, name := range misnamed {
			if path := filepath.Join(folder, name); exists(path) {
				return "", fmt.Errorf("%s: a configuration is named %s", path, Name)
			}
		}
		above := filepath.Dir(folder)
		if above == folder || exists(filepath.Join(folder, ".git")) {
			return "", nil
		}
		folder = above
	}
}
