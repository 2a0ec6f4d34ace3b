package written

import (
	"strings"

	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/lazy"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/reference"
)

// forms are what values of some keys are written like (IAM User Guide, AWS global
// condition context keys; KMS Developer Guide, kms:ViaService and key ARNs).
var forms = map[reference.Holds]struct {
	name string
	like func(string) bool
}{
	reference.VPCs:             {"vpc", like(`^vpc-([0-9a-z]{8}|[0-9a-z]{17})$`)},
	reference.VPCEndpoints:     {"vpce", like(`^vpce-([0-9a-z]{8}|[0-9a-z]{17})$`)},
	reference.ServiceNames:     {"service_principal", policy.IsService},
	reference.RegionalServices: {"via_service", like(`^[a-z0-9-]+\.[a-z]{2}(-[a-z]+)+-[0-9]+\.amazonaws\.com(\.cn)?$`)},
	reference.KMSKeys:          {"kms_key", like(`^arn:[a-z0-9-]+:kms:[a-z0-9-]+:[0-9]{12}:key/.+$`)},
}

// like reports whether a value fits a regular expression.
func like(pattern string) func(string) bool {
	compiled := lazy.Regexp(pattern)
	return func(value string) bool { return compiled().MatchString(value) }
}

// form states whether the value is written as the values of the key are. Wildcards and
// variables stand for what nobody knows here.
func (v *Value) form(held reference.Holds) {
	if open(v.Value) || v.Value == "" {
		return
	}
	if held == reference.Regions {
		if _, known := reference.MayBeRegion(v.Value); !known {
			v.UnknownRegion = &Unknown{Value: v.Value}
			v.UnknownRegion.Nearest, _ = reference.NearestRegion(v.Value)
		}
		return
	}
	if f, ok := forms[held]; ok && !f.like(v.Value) {
		v.NotOfForm = set(f.name)
	}
	if held == reference.AccountIDs && !arn.IsAccountID(v.Value) {
		v.NotOfForm = set("account")
	}
}

// short is how many characters in a row have to stand directly before a wildcard or a
// variable for it not to take in others (IAM policy validation check reference, Wildcard
// usage too permissive).
const short = 6

// stretch states whether fewer stand before one of its wildcards or variables. Letters,
// digits and the like count; what separates the parts of a value ends a run.
func (v *Value) stretch() {
	run := 0
	for i := 0; i < len(v.Value); i++ {
		switch c := v.Value[i]; {
		case strings.HasPrefix(v.Value[i:], "${"):
			if run < short {
				v.ShortBeforeVariable = true
			}
			end := strings.IndexByte(v.Value[i:], '}')
			if end < 0 {
				return
			}
			i, run = i+end, 0
		case c == '*' || c == '?':
			if run < short {
				v.ShortBeforeWildcard = true
			}
			run = 0
		default:
			run++
		}
	}
}

// userID states where the value of aws:userid lets in other principals than one: a
// wildcard or a variable left of the colon, unless it is all that stands there.
func (v *Value) userID() {
	id, _, ok := strings.Cut(v.Value, ":")
	v.OpenUserID = wild(id) && (id != "*" || !ok)
	v.VariableInUserID = strings.Contains(id, "${") && v.Value != "${aws:userid}" && !strings.HasPrefix(v.Value, "${aws:userid}:")
}

// identifiers reports whether all variables of a text are keys whose values AWS makes to
// identify one thing.
func identifiers(text string) bool {
	for _, key := range condition.ParseTemplate(text, true).Keys() {
		if k, ok := reference.Global(key); !ok || !k.Identifier {
			return false
		}
	}
	return true
}
