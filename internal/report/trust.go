package report

import (
	"strings"

	"github.com/crossgrant/crossgrant/internal/access"
)

// assumedBy names those who may become a role, each once and by the statement
// that lets it get furthest.
func assumedBy(trustees []access.Trustee) (list []string) {
	best := map[string]*access.Trustee{}
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
func who(t *access.Trustee) string {
	switch t.Kind {
	case access.EveryoneKind:
		return "anybody in AWS"
	case access.AllButKind:
		return "anybody in AWS but those that NotPrincipal lists"
	case access.AccountKind:
		return "account " + t.Account
	}
	return t.Value
}
