package terraform

import (
	"strconv"
	"strings"

	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/unknown"
)

// configuration is what a plan repeats of the sources: for each expression the
// references in it, and constants.
type configuration struct {
	set  *Set
	root *Value
	// modules are the parts of the configuration by the addresses of modules,
	// without indexes.
	modules   map[string]*Value
	providers *Value
	// instances are the resources by address without indexes.
	instances map[string][]*Resource
	own       map[*Resource]*Value
}

func newConfiguration(s *Set, r *reader, c input.Candidate) *configuration {
	v := r.value(c.Member("configuration"))
	out := &configuration{set: s, root: v.Get("root_module"), modules: map[string]*Value{}, providers: v.Get("provider_config"),
		instances: map[string][]*Resource{}, own: map[*Resource]*Value{}}
	out.gather("", out.root, maxSteps)
	return out
}

func (c *configuration) gather(address string, module *Value, depth int) {
	if module == nil || depth == 0 {
		return
	}
	c.modules[address] = module
	if calls := module.Get("module_calls"); calls != nil {
		for _, m := range calls.Members {
			c.gather(inside(address, "module."+m.Name), m.Value.Get("module"), depth-1)
		}
	}
}

func inside(module, name string) string {
	if module == "" {
		return name
	}
	return module + "." + name
}

// attach gives each resource the expressions that it was made of.
func (c *configuration) attach() {
	s := c.set
	blocks := map[string]*Value{}
	for module, v := range c.modules {
		for _, block := range v.Get("resources").each() {
			blocks[inside(module, block.string("address"))] = block
		}
	}
	for _, r := range s.Resources {
		plain := unindexed(r.Address)
		c.instances[plain] = append(c.instances[plain], r)
		if block := blocks[plain]; block != nil {
			r.references = block.Get("expressions")
			if key := block.string("provider_config_key"); key != "" {
				r.Provider = key
			}
		}
	}
	if c.providers != nil {
		for _, m := range c.providers.Members {
			c.provider(m.Name, m.Value.Get("expressions"))
		}
	}
	if len(c.modules) > 0 {
		s.Follow, s.fill = c.follow, c.fill
		c.mention()
	}
}

// mention finds the data sources whose documents stand in resources that are read,
// or are handed on to modules and outputs.
func (c *configuration) mention() {
	c.set.mentioned = map[string]bool{}
	for module, v := range c.modules {
		var visit func(v *Value)
		visit = func(v *Value) {
			if v == nil {
				return
			}
			for _, item := range v.Items {
				visit(item)
			}
			for _, m := range v.Members {
				if m.Name == "references" {
					for _, ref := range m.Value.Texts() {
						if parts := split(ref); len(parts) >= 3 && parts[0] == "data" {
							c.set.mentioned[inside(module, strings.Join(parts[:3], "."))] = true
						}
					}
				} else if m.Name != "module" {
					visit(m.Value)
				}
			}
		}
		for _, block := range v.Get("resources").each() {
			if kind := block.string("type"); reads(kind) || kind == "aws_iam_policy_document" {
				visit(block.Get("expressions"))
			}
		}
		visit(v.Get("outputs"))
		visit(v.Get("module_calls"))
	}
}

// provider reads the account and the Region of the configuration of a provider.
func (c *configuration) provider(key string, v *Value) {
	if region := v.string("region", "constant_value"); region != "" {
		c.set.Regions[key] = region
	}
	if parts := strings.SplitN(v.string("assume_role", "role_arn", "constant_value"), ":", 6); len(parts) == 6 {
		c.set.Accounts[key] = parts[4]
	}
	if allowed := v.Path("allowed_account_ids", "constant_value").Texts(); len(allowed) == 1 {
		c.set.Accounts[key] = allowed[0]
	}
}

// unindexed returns an address without the indexes of its instances.
func unindexed(address string) string {
	if !strings.Contains(address, "[") {
		return address
	}
	var b strings.Builder
	depth, quoted := 0, false
	for i := 0; i < len(address); i++ {
		switch ch := address[i]; {
		case quoted && ch == '\\':
			i++
		case ch == '"':
			quoted = !quoted
		case quoted:
		case ch == '[':
			depth++
		case ch == ']':
			depth--
		case depth == 0:
			b.WriteByte(ch)
		}
	}
	return b.String()
}

// follow leads from an attribute that is known after apply to the one attribute
// that its expression refers to. An expression that refers to several, or makes
// another text of one, leads nowhere; of attributes that name a thing, and of
// policies, the plan does not tell "it" from "made of it", and nobody writes the
// latter.
func (c *configuration) follow(r *Resource, attribute string) (*Resource, string) {
	refs := r.references.Path(strings.Split(attribute, ".")...).Path("references").Texts()
	return c.lead(refs, unindexed(r.Module), r, attribute, maxSteps)
}

// identities are the attributes that hold what another resource is, by the
// attribute of that resource that is meant where an index hides it.
var identities = map[string]string{
	"bucket": "id", "role": "id", "roles": "id", "user": "id", "users": "id", "group": "id", "groups": "id", "policy_arn": "arn",
	"permissions_boundary": "arn", "managed_policy_arns": "arn", "policy": "json", "assume_role_policy": "json", "access_point_arn": "arn",
	"key_id": "id", "target_key_id": "id", "kms_master_key_id": "arn", "vpc_endpoint_id": "id", "grantee_principal": "arn", "content": "json",
	"policy_document": "json", "access_policies": "json", "access_policy": "json", "resource_policy": "json", "inline_policy": "json",
}

func (c *configuration) lead(refs []string, module string, from *Resource, attribute string, steps int) (*Resource, string) {
	name := attribute[strings.LastIndexByte(attribute, '.')+1:]
	if _, is := identities[name]; !is || steps == 0 {
		return nil, ""
	}
	whole := longest(refs)
	if len(whole) != 1 {
		return nil, ""
	}
	parts := split(whole[0])
	switch {
	case len(parts) >= 3 && parts[0] == "module":
		output := c.modules[inside(module, "module."+parts[1])].Get("outputs").Path(parts[2], "expression", "references").Texts()
		return c.lead(output, inside(module, "module."+parts[1]), from, attribute, steps-1)
	case len(parts) == 2 && parts[0] == "var" && module != "":
		outer, call := "", module
		if i := strings.LastIndex(module, ".module."); i >= 0 {
			outer, call = module[:i], module[i+1:]
		}
		given := c.modules[outer].Get("module_calls").Path(strings.TrimPrefix(call, "module."), "expressions", parts[1], "references").Texts()
		return c.lead(given, outer, from, attribute, steps-1)
	}
	size := 2
	if parts[0] == "data" {
		size = 3
	}
	if len(parts) < size {
		return nil, ""
	}
	target := c.instance(inside(module, strings.Join(parts[:size], ".")), index(whole[0]), from)
	if target == nil {
		return nil, ""
	}
	if len(parts) == size {
		return target, identities[name]
	}
	return target, parts[size]
}

// instance chooses the instance that an expression means: the only one, that of
// the index in the reference, or that of the same key.
func (c *configuration) instance(address, index string, from *Resource) *Resource {
	list := c.instances[address]
	var found *Resource
	for _, r := range list {
		if sameModule(r, from) && (len(list) == 1 && r.Index == "" || index != "" && r.Index == index || index == "" && r.Index == from.Index) {
			if found != nil {
				return nil
			}
			found = r
		}
	}
	if found == nil && len(list) == 1 {
		return list[0]
	}
	return found
}

// sameModule reports whether a resource stands in the same instance of a module,
// as far as both stand in it.
func sameModule(r, from *Resource) bool {
	return r.Module == from.Module || unindexed(r.Module) != unindexed(from.Module)
}

// longest are the references of which no other one is a part, without what
// repeats a resource.
func longest(refs []string) (list []string) {
	for _, ref := range refs {
		if strings.HasPrefix(ref, "each.") || strings.HasPrefix(ref, "count.") || strings.HasPrefix(ref, "path.") {
			continue
		}
		part := false
		for _, other := range refs {
			part = part || len(other) > len(ref) && strings.HasPrefix(other, ref) && strings.ContainsRune(".[", rune(other[len(ref)]))
		}
		if !part {
			list = append(list, ref)
		}
	}
	return list
}

// split takes a reference apart at its dots.
func split(ref string) []string { return strings.Split(unindexed(ref), ".") }

// index returns what stands in the first brackets of a reference.
func index(ref string) string {
	_, after, ok := strings.Cut(ref, "[")
	inner, _, closes := strings.Cut(after, "]")
	if !ok || !closes {
		return ""
	}
	return inner
}

// fill puts into the statements of a data source what the references tell of
// resources: one that is made of a single ARN begins with it, for no resource of a
// statement is anything but an ARN.
func (c *configuration) fill(r *Resource) {
	blocks := r.references.Get("statement").each()
	for i, statement := range r.Values.Get("statement").each() {
		if i >= len(blocks) {
			return
		}
		for _, name := range []string{"resources", "not_resources"} {
			refs, list := longest(blocks[i].Path(name, "references").Texts()), statement.Get(name)
			if len(refs) != 1 || !strings.HasSuffix(refs[0], ".arn") || list == nil || list.Open {
				continue
			}
			target, of := c.lead(refs, unindexed(r.Module), r, "policy_arn", maxSteps)
			if target == nil || of != "arn" {
				continue
			}
			for n, item := range list.each() {
				if item.Open {
					scope := c.set.Scope + " " + r.Address + " " + name + " " + strconv.Itoa(i) + " " + strconv.Itoa(n)
					*item = Value{Kind: Scalar, At: item.At, Text: c.set.Attribute(target, "arn") + unknown.Given(scope, "rest")}
				}
			}
		}
	}
}
