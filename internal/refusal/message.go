package refusal

import (
	"regexp"
	"strings"

	"github.com/crossgrant/crossgrant/internal/lazy"
)

// said is AWS's sentence (IAM User Guide, Troubleshoot access denied error
// messages; S3 User Guide, Troubleshoot access denied errors). The name of an
// object may hold blanks where the sentence quotes it.
var said = lazy.Regexp(`User: (\S+) is not authorized to perform: ([\w-]+:\w+)(?: on resource: (?:"([^"]*)"|(\S+)))?`)

// because are the ends that the sentence has.
var because = []struct {
	text     func() *regexp.Regexp
	explicit bool
}{
	{lazy.Regexp(`with an explicit deny in an? ([a-zA-Z -]+?)(?:[.:"]|$|\s*\()`), true},
	{lazy.Regexp(`because no ([a-zA-Z -]+?) allows the`), false},
}

// endsWith is the ARN of the policy, which newer texts give after the kind.
var endsWith = lazy.Regexp(`(?:policy|boundary)"?: ?"?(arn:[\w-]+:[\w-]+:[\w-]*:\d*:[\w+=,.@/-]+)`)

// BlockPublicACLs is what Layer says of the setting that refuses public lists.
const BlockPublicACLs = "Block Public Access setting"

const blockedACLs = "prevented by the BlockPublicAcls setting"

// sentence reads AWS's sentence, if the text holds it.
func (r *Refusal) sentence(text string) {
	at := said().FindStringSubmatchIndex(text)
	if at == nil {
		return
	}
	m := said().FindStringSubmatch(text)
	r.User, r.Action = m[1], m[2]
	resource := m[3]
	if resource == "" {
		resource = strings.TrimRight(m[4], `.,;"\`)
	}
	r.resource(resource)
	r.because(text[at[0]:])
}

// because reads the cause that the sentence gives.
func (r *Refusal) because(text string) {
	if strings.Contains(text, blockedACLs) {
		r.Layer, r.Explicit = BlockPublicACLs, true
		return
	}
	if m := endsWith().FindStringSubmatch(text); m != nil {
		r.Policy = strings.TrimRight(m[1], ".,")
	}
	for _, b := range because {
		if m := b.text().FindStringSubmatch(text); m != nil {
			r.Layer, r.Explicit = strings.TrimSpace(m[1]), b.explicit
			return
		}
	}
}
