package report

import (
	_ "embed"
	"strings"
	"sync"

	"github.com/crossgrant/crossgrant/internal/lazy"
	"github.com/crossgrant/crossgrant/internal/reference"
)

// What stays readable in redacted output is what AWS named and what this program
// says. Both are lists of what may stay: a word that stands in neither is
// replaced, wherever it came from, so that a word missing here costs a sentence
// its sense and never a secret.
var (
	// names are AWS's words with capitals: elements, members, operations, values.
	//go:embed words/names.txt
	nameWords string
	// sentences are the words that our own sentences are made of.
	//go:embed words/sentences.txt
	sentenceWords string
)

// grammar are AWS's words in small letters that stand in documents, ARNs and the
// paths of an export.
const grammar = `arn aws aws-cn aws-us-gov s3 s3express s3api iam sts kms ec2 organizations root role user group policy
assumed-role federated-user saml-provider oidc-provider instance-profile accesspoint object key alias job bucket
service-role aws-service-role aws-reserved true false null vpc vpce http https amazonaws com cn
roles users groups buckets access-points organization targets policies inline attached account accounts versions
acl encryption location ownership-controls public-access-block policy-status endpoints vpc-endpoints keys tags
private public-read public-read-write authenticated-read bucket-owner-full-control bucket-owner-read aws-exec-read
log-delivery-write aes256 www docs amazon html json yaml rego txtar error gz jsonl ndjson userguide oidc eks crossgrant`

type vocabulary struct {
	names, grammar, sentences map[string]bool
	services                  map[string]bool
}

var words = sync.OnceValue(func() vocabulary {
	v := vocabulary{set(nameWords), set(grammar), set(sentenceWords), set(strings.Join(reference.Embedded().Services(), " "))}
	for p := range reference.ManagedPolicies() {
		v.names[p.Name] = true
	}
	v.services["aws"], v.services["s3express"] = true, true
	return v
})

func set(list string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(list) {
		m[w] = true
	}
	return m
}

var (
	region   = lazy.Regexp(`^(?:us|eu|ap|ca|sa|me|af|il|mx|cn)-(?:gov-|iso[a-z]?-)?(?:north|south|east|west|central|northeast|southeast|northwest|southwest)-[1-9][a-f]?$`)
	language = lazy.Regexp(`^20(?:08-10-17|12-10-17)$`)
	digits   = lazy.Regexp(`^[0-9]+$`)
	address  = lazy.Regexp(`^[0-9]+(?:\.[0-9]+){3}$`)
	endings  = lazy.Regexp(`\.(?:jsonl?|ndjson|error|gz|ya?ml|rego|txt|json\.error|json\.gz)$`)
	accounts = lazy.Regexp(`^[0-9]{12}$`)
)

// isAWS reports whether a word of a document is one that AWS gave.
func (v *vocabulary) isAWS(word string) bool {
	switch {
	case v.names[word], v.grammar[word], region().MatchString(word), language().MatchString(word):
		return true
	case strings.HasSuffix(word, ".amazonaws.com"), strings.HasSuffix(word, ".amazonaws.com.cn"):
		for _, label := range strings.Split(word, ".") {
			if !v.grammar[label] && !v.services[label] && !v.sentences[label] && !region().MatchString(label) {
				return false
			}
		}
		return true
	}
	if stem := endings().ReplaceAllString(word, ""); stem != word {
		return v.isAWS(stem)
	}
	return false
}

// isOurs reports whether a word of a sentence is one that this program says.
func (v *vocabulary) isOurs(word string) bool {
	if v.sentences[word] || v.sentences[strings.ToLower(word[:1])+word[1:]] || digits().MatchString(word) && len(word) < 10 {
		return true
	}
	parts := strings.FieldsFunc(word, func(r rune) bool { return strings.ContainsRune("-_.", r) })
	for _, p := range parts {
		if !v.sentences[p] && !v.sentences[strings.ToLower(p)] && !v.names[p] && !v.grammar[p] && !(digits().MatchString(p) && len(p) < 5) {
			return false
		}
	}
	return len(parts) > 1
}

// isAction reports whether what follows a service's prefix is an action or a key
// of a condition, with wildcards or nearly: s3:Get*, s3:PutObjet, aws:SourceIp.
func (v *vocabulary) isAction(service, name string) bool {
	table := reference.Embedded()
	full := service + ":" + name
	if _, ok := reference.Global(full); ok {
		return true
	}
	if _, ok := table.ConditionKey(full); ok {
		return true
	}
	if len(table.Actions(full)) > 0 {
		return true
	}
	_, near := table.Nearest(full)
	return near
}
