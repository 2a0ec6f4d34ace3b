package verdict

import (
	"strings"

	"github.com/crossgrant/crossgrant/internal/access"
	"github.com/crossgrant/crossgrant/internal/trust"
)

// assumedBy names those who may become a role, each once and by the statement
// that lets it get furthest.
func assumedBy(trustees []trust.Trustee) (list []string) {
	best := map[string]*trust.Trustee{}
	var order []string
	for i := range trustees {
		t := &trustees[i]
		known := best[t.Value]
		if known == nil {
			order = append(order, t.Value)
		}
		if known == nil || known.Verdict.WorseThan(t.Verdict) {
			best[t.Value] = t
		}
	}
	for _, value := range order {
		switch t := best[value]; t.Verdict {
		case access.No:
		case access.Conditional:
			list = append(list, who(t)+" (depends on "+strings.Join(t.DependsOn, ", ")+")")
		default:
			list = append(list, who(t))
		}
	}
	return list
}

// who says whom a principal that is no single caller stands for.
func who(t *trust.Trustee) string {
	switch t.Kind {
	case trust.EveryoneKind:
		return "anybody in AWS"
	case trust.AllButKind:
		return "anybody in AWS but those that NotPrincipal lists"
	case trust.AccountKind:
		return "account " + t.Account
	}
	return t.Value
}
