package lint

import (
	"bytes"
	"io"

	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/source"
)

// spooled is a stream that can be read again: what is read of it is kept, packed.
type spooled struct {
	r      io.Reader
	packer source.Packer
	parts  []source.Part
}

// Read implements io.Reader.
func (s *spooled) Read(p []byte) (int, error) {
	n, err := s.r.Read(p)
	if n > 0 {
		s.parts = append(s.parts, s.packer.Pack(p[:n]))
	}
	return n, err
}

// again is the whole stream from its beginning.
func (s *spooled) again() io.Reader {
	read := source.NewPacked("", s.parts, &source.Recent{}).Whole()
	return io.MultiReader(bytes.NewReader(read), s.r)
}

// streamStdin reads a long text on standard input piece by piece, if it is of a kind that
// allows it; else it is to be read by what it leaves in the options.
func (o *Options) streamStdin(file found) (answer, bool) {
	var first bytes.Buffer
	n, err := io.CopyN(&first, o.Stdin, long)
	o.Stdin = io.MultiReader(&first, o.Stdin)
	if err != nil || n < long || input.Inflates(first.Bytes()[:input.HeadSize], n, o.MaxSize) > 0 {
		return answer{}, false // it has ended, failed, or is to be unpacked
	}
	from := &spooled{r: o.Stdin}
	if s := o.streams.New(formats(), file.name, from, 0, o.MaxSize, o.hints(file)); s != nil {
		return answer{found: file, records: s.Rest(), pages: s.Pages()}, true
	}
	o.Stdin = from.again()
	return answer{}, false
}
