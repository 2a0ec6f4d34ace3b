package report

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/crossgrant/crossgrant/internal/source"
)

// redactor holds the stand-in of each name.
type redactor struct {
	stand map[string]string
	files map[*source.File]*source.File
}

var (
	arnText = regexp.MustCompile(`arn:aws[a-z-]*:([a-z0-9-]*):[a-z0-9-]*:([^:\s"'\\]*):([^\s"'\\]+)`)
	// ids are an account's, a principal's unique id (IAM User Guide, Unique
	// identifiers), a canonical user id, those of an organization, its roots, units
	// and policies, and those of VPCs and their endpoints.
	ids = regexp.MustCompile(`\b(?:[0-9]{12}|A[A-Z]{3}[A-Z0-9]{12,28}|[0-9a-f]{64}|o-[a-z0-9]{10,32}|r-[a-z0-9]{4,32}|` +
		`ou-[a-z0-9]{4,32}-[a-z0-9]{8,32}|p-[a-z0-9]{8,128}|vpce?-[0-9a-f]{8,17})\b`)
	// paired is the bucket of a pair, and level the name of a unit or account
	// behind its id.
	paired = regexp.MustCompile(` -> ([a-z0-9.-]+)`)
	level  = regexp.MustCompile(`\b(?:r-|ou-|[0-9]{8})[a-z0-9-]+ \(([^)]+)\)`)
	// options are those of the AWS CLI calls that are printed, and labelled is
	// how labels speak of documents.
	options  = regexp.MustCompile(`--(?:bucket|role-name|policy-name|user-name|group-name|name)[ =]([\w+=,.@-]+)`)
	labelled = regexp.MustCompile(`\b(?:role|bucket|user|group|SCP|RCP|access point|(?:inline|managed) policy) ([\w+=,.@-]+)`)
	variable = regexp.MustCompile(`\$\{[^}]*\}`)
	nameText = regexp.MustCompile(`[\w+=,.@-]+`)
)

// names gives a stand-in to each name in a text.
func (r *redactor) names(text string) {
	for _, m := range arnText.FindAllStringSubmatch(text, -1) {
		service, account, resource := m[1], m[2], variable.ReplaceAllString(m[3], "*")
		if account == "aws" {
			continue
		}
		list := nameText.FindAllString(resource, -1)
		if service != "s3" && len(list) > 1 {
			// The type of the resource: role, assumed-role, policy, ...
			list = list[1:]
		}
		for _, name := range list {
			r.name(name)
		}
	}
	for _, m := range options.FindAllStringSubmatch(text, -1) {
		r.name(m[1])
	}
	for _, id := range ids.FindAllString(text, -1) {
		r.name(id)
	}
	for _, m := range paired.FindAllStringSubmatch(text, -1) {
		r.name(m[1])
	}
	for _, m := range level.FindAllStringSubmatch(text, -1) {
		r.words(m[1])
	}
}

// words gives each word of a name of several its stand-in.
func (r *redactor) words(name string) {
	for _, word := range nameText.FindAllString(name, -1) {
		r.name(word)
	}
}

// ours are words that stand where names do.
var ours = []string{"root", "aws", "policy", "role", "user", "group", "bucket", "object", "accesspoint", "FILE",
	"Version", "Statement", "Sid", "Effect", "Allow", "Deny", "Principal", "Action", "Resource", "Condition"}

// name gives a name its stand-in.
func (r *redactor) name(name string) {
	name = strings.TrimRight(name, ".,=")
	if len(name) < 3 || r.stand[name] != "" || slices.Contains(ours, name) {
		return
	}
	n := len(r.stand) + 1
	lead, digits := "n", strconv.FormatInt(int64(n), 36)
	switch {
	case strings.Trim(name, "0123456789") == "":
		lead, digits = "", strconv.Itoa(n)
	case len(name) >= 9:
		lead = "name-"
	}
	room := len(name) - len(lead)
	digits = digits[max(len(digits)-room, 0):]
	r.stand[name] = lead + strings.Repeat("0", room-len(digits)) + digits
}

// longest is the length of the longest name that IAM and S3 allow.
const longest = 128

// text replaces the names in a text where they stand alone. Escapes part words
// too, since texts are shown as they stand in a file.
func (r *redactor) text(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); {
		if n := escapeLength(s[i:]); n > 0 || !inName(s[i]) {
			b.WriteString(s[i : i+max(n, 1)])
			i += max(n, 1)
			continue
		}
		run := i
		for run < len(s) && run-i <= longest && inName(s[run]) {
			run++
		}
		end := run
		for end > i && (r.stand[s[i:end]] == "" || end < len(s) && inWord(s[end-1]) && inWord(s[end])) {
			end--
		}
		if end > i {
			b.WriteString(r.stand[s[i:end]])
			i = end
			continue
		}
		for i < run && inWord(s[i]) {
			b.WriteByte(s[i])
			i++
		}
		if i < run {
			b.WriteByte(s[i])
			i++
		}
	}
	return b.String()
}

// escapeLength is the length of the percent or JSON escape that s begins with.
func escapeLength(s string) int {
	switch {
	case len(s) > 5 && s[0] == '\\' && s[1] == 'u':
		return 6
	case len(s) > 1 && s[0] == '\\':
		return 2
	case len(s) > 2 && s[0] == '%' && isHex(s[1]) && isHex(s[2]):
		return 3
	}
	return 0
}

func isHex(c byte) bool  { return strings.IndexByte("0123456789abcdefABCDEF", c) >= 0 }
func inName(c byte) bool { return inWord(c) || strings.IndexByte("+=,.@", c) >= 0 }
func inWord(c byte) bool {
	return '0' <= c && c <= '9' || 'A' <= c && c <= 'Z' || 'a' <= c && c <= 'z' || c == '_' || c == '-'
}
