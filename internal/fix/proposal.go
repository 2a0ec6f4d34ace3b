package fix

import (
	"fmt"
	"strconv"

	"github.com/crossgrant/crossgrant/internal/access"
	"github.com/crossgrant/crossgrant/internal/source"
)

// ReadProposal reads the fix of a finding as rules state it (rules/lib/fix).
func ReadProposal(stated map[string]any) (*Proposal, error) {
	p := &Proposal{New: stated["document"]}
	p.Description, _ = stated["description"].(string)
	p.Unsafe, _ = stated["unsafe"].(bool)
	target, _ := stated["target"].(string)
	p.Target = Target(target)
	p.Commands = texts(stated["commands"])
	var err error
	if p.Settings, err = readSettings(stated["settings"]); err != nil {
		return nil, err
	}
	for _, item := range list(stated["wants"]) {
		object, _ := item.(map[string]any)
		p.Wants = append(p.Wants, access.Want{Actions: texts(object["actions"]), Resources: texts(object["resources"])})
	}
	for _, item := range list(stated["edits"]) {
		if err := p.readEdit(item); err != nil {
			return nil, err
		}
	}
	for _, item := range list(stated["otherwise"]) {
		object, _ := item.(map[string]any)
		next, err := ReadProposal(object)
		if err != nil {
			return nil, err
		}
		p.Otherwise = append(p.Otherwise, *next)
	}
	return p, nil
}

func texts(v any) (texts []string) {
	for _, item := range list(v) {
		texts = append(texts, fmt.Sprint(item))
	}
	return texts
}

func list(v any) []any {
	items, _ := v.([]any)
	return items
}

func (p *Proposal) readEdit(item any) error {
	stated, _ := item.(map[string]any)
	op, _ := stated["op"].(string)
	at, _ := stated["at"].(map[string]any)
	document, _ := at["document"].(string)
	if p.Document != "" && p.Document != document {
		return fmt.Errorf("edits: want one document, found %q and %q", p.Document, document)
	}
	p.Document = document
	path, err := ReadPath(at)
	p.Edits = append(p.Edits, Edit{Op: Op(op), Path: path, Value: stated["value"]})
	return err
}

// ReadPath reads the path of a place as rules state it: names of members and
// indexes of elements; key means the last member's name.
func ReadPath(at map[string]any) (source.Path, error) {
	var path source.Path
	for _, s := range list(at["path"]) {
		if name, ok := s.(string); ok {
			path = path.With(source.Member(name))
			continue
		}
		index, err := strconv.Atoi(fmt.Sprint(s))
		if err != nil {
			return nil, fmt.Errorf("path: want names and indexes, found %v", s)
		}
		path = path.With(source.Element(index))
	}
	if key, _ := at["key"].(bool); key && len(path) > 0 {
		path[len(path)-1].Key = true
	}
	return path, nil
}
