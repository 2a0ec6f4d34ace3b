package lint

import (
	"crypto/sha256"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/crossgrant/crossgrant/internal/cache"
	"github.com/crossgrant/crossgrant/internal/config"
	"github.com/crossgrant/crossgrant/internal/files"
	"github.com/crossgrant/crossgrant/internal/finding"
	"github.com/crossgrant/crossgrant/internal/reference"
	"github.com/crossgrant/crossgrant/internal/unknown"
)

// Settings is what the user says about which findings matter.
type Settings struct {
	// Select and Ignore are ids of rules, or categories such as "access/*" or
	// "access". Without Select every rule counts that Ignore leaves.
	Select, Ignore []string
	// Config is the configuration, nil without one; its paths start at Folder.
	Config *config.Config
	Folder string
	// Now is when the run is: entries of the configuration whose last day is
	// over accept nothing.
	Now time.Time
	// Context are files that complete pairs: what they hold has no findings.
	Context []string
	// Rules are the texts of the user's own rules, by file name.
	Rules map[string]string
	// RuleTimeout is how long one of them may take for one subject.
	RuleTimeout time.Duration
	// Reference is the service reference that they are compiled against, the embedded
	// one where it is nil.
	Reference *reference.Table
	// Shown is the least severity of findings whose fixes anybody will see; fixes of
	// others are not made. The zero value is every one.
	Shown finding.Severity
	// Unpatched: nobody will ask for Patches, so that what they are made of goes.
	Unpatched bool
	// Progress is told, now and then, how far the run is; nil where nobody asks.
	Progress func(Progress)
	// Cache has what rules found in earlier runs of this version; nil without one.
	Cache *cache.Cache
}

// wants reports whether a rule counts: it is selected, not ignored, and not
// turned off by the configuration.
func (s *Settings) wants(id string) bool {
	if len(s.Select) > 0 && !listed(s.Select, id) || listed(s.Ignore, id) {
		return false
	}
	if s.Config == nil {
		return true
	}
	rule := s.Config.Rule(id)
	return rule == nil || !rule.Off()
}

// listed reports whether a list of ids and categories has a rule.
func listed(list []string, id string) bool {
	category, _, _ := strings.Cut(id, "/")
	return slices.ContainsFunc(list, func(entry string) bool {
		return entry == id || strings.TrimSuffix(entry, "/*") == category
	})
}

// settler keeps what matters of the findings, and remembers which entries of
// the configuration accepted one.
type settler struct {
	*Settings
	used map[*config.Ignore]bool
	// given are the paths that are judged, context those that only complete
	// pairs; both are absolute.
	given, context map[string]bool
	in             files.Reader
	leftOut        int // findings in files that are context only
	off, accepted  int // findings of rules that are off, and those that entries accept

	own       sync.Once // ownDigest is known
	ownDigest [sha256.Size]byte
}

func newSettler(w *World, s *Settings) *settler {
	out := &settler{Settings: s, in: w.in, used: map[*config.Ignore]bool{}, given: w.given, context: map[string]bool{}}
	for _, name := range s.Context {
		out.context[printable(w.in.Abs(name))] = true
	}
	return out
}

// keeps reports whether a finding is to be shown, and gives it the severity
// that the configuration wants; what is not shown is counted. Every entry that
// accepts it counts as used, also where another one did before or a flag leaves
// out the rule.
func (s *settler) keeps(f *finding.Finding) bool {
	if s.inContext(f.At.File.Name) {
		s.leftOut++
		return false
	}
	accepted := s.accepts(f)
	switch {
	case !s.wants(f.Rule.ID):
		s.off++
		return false
	case accepted:
		s.accepted++
		return false
	}
	if s.Config == nil {
		return true
	}
	if rule := s.Config.Rule(f.Rule.ID); rule != nil {
		f.Rule.Severity = rule.Severity
		if f.Cap > 0 {
			f.Rule.Severity = min(f.Rule.Severity, f.Cap)
		}
	}
	return true
}

// accepts reports whether entries of the configuration accept a finding. One of a
// rule that the configuration turns off needs none.
func (s *settler) accepts(f *finding.Finding) (accepted bool) {
	if s.Config == nil {
		return false
	}
	if rule := s.Config.Rule(f.Rule.ID); rule != nil && rule.Off() {
		return false
	}
	path := f.At.File.Name
	if relative, err := filepath.Rel(s.Folder, path); err == nil {
		path = relative
	}
	for i := range s.Config.Ignore {
		e := &s.Config.Ignore[i]
		if !e.Expired(s.Now) && e.Matches(f.Rule.ID, unknown.Show(f.Subject.ID), filepath.ToSlash(path)) {
			s.used[e] = true
			accepted = true
		}
	}
	return accepted
}

// inContext reports whether a file was read only to complete pairs: of the file
// and the folders around it, the nearest that was named is context and was not
// given as well. So a commit's own files have findings even if the whole
// repository is their context.
func (s *settler) inContext(name string) bool {
	if len(s.context) == 0 {
		return false
	}
	for folder := s.in.Abs(name); ; folder = filepath.Dir(folder) {
		switch {
		case s.given[folder]:
			return false
		case s.context[folder]:
			return true
		}
		if parent := filepath.Dir(folder); parent == folder {
			return false
		}
	}
}
