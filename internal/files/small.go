//go:build unix

package files

import "syscall"

// Small returns what a file holds that was found in a folder and is regular there, if that
// is no more than so many bytes. Exports have hundreds of thousands of such files, so that it
// asks the system for as little as it can. It is not ok for any other file, one that changes
// and one that cannot be read: whoever reads that by ReadRegular is told what is wrong.
func (r Reader) Small(name string, most int64) (text []byte, ok bool) {
	if _, disk := r.Folder.(Disk); !disk {
		return nil, false
	}
	// What has become a pipe since then waits for nobody.
	file, err := syscall.Open(name, syscall.O_RDONLY|syscall.O_CLOEXEC|syscall.O_NONBLOCK, 0)
	if err != nil {
		return nil, false
	}
	defer syscall.Close(file)
	var info syscall.Stat_t
	if err := syscall.Fstat(file, &info); err != nil || info.Mode&syscall.S_IFMT != syscall.S_IFREG || info.Size > most {
		return nil, false
	}
	size := int(info.Size)
	text = make([]byte, size+1) // a regular file fills what it is given, or is at its end
	if n, err := syscall.Read(file, text); err != nil || n != size {
		return nil, false
	}
	return text[:size:size], true
}
