package hcl

import "path"

// Uses says in how many folders Terraform would be run that read a folder: what stands in a
// module that two of them call is said by the policies of both. A folder that it does not
// know is read in one.
type Uses map[string]int

// UsesOf follows the calls of modules from the folders that Terraform would be run in.
func UsesOf(roots []string, calls func(dir string) []string) Uses {
	uses := Uses{}
	for _, root := range roots {
		seen := map[string]bool{}
		var visit func(dir string, depth int)
		visit = func(dir string, depth int) {
			if seen[dir] || depth > maxCalls {
				return
			}
			seen[dir] = true
			uses[dir]++
			for _, module := range calls(dir) {
				visit(path.Clean(module), depth+1)
			}
		}
		visit(path.Clean(root), 0)
	}
	return uses
}
