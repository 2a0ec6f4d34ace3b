// Package reference knows which services, actions, resource types and condition
// keys AWS has, and the text of AWS-managed policies.
//
// Services come from a Table: the embedded one, or one from a file. A table is an
// archive with a block for each service, so asking about s3 inflates and parses s3
// and nothing else; ManagedPolicy likewise inflates the few documents that lie
// beside the one asked for. A process that asks nothing does nothing.
//
// What holds for all services at once, the global condition keys, and the S3 API
// operations that people mistake for actions are tables of our own, written from
// AWS's documentation. Which actions an operation needs, and when a key is present,
// is for packages s3 and authz to say.
package reference

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/crossgrant/crossgrant/internal/unknown"
)

//go:embed services.bin
var services string

// Table is a service reference: services with their actions, resource types and
// condition keys. It may be used by several goroutines.
type Table struct {
	archive archive
	parsed  []atomic.Pointer[Service]
	// elsewhere names, for a service in an ARN, the prefixes of other services that list
	// such resources.
	elsewhere map[string]string
	forms     sync.Map // []form by the service of their ARNs
	types     sync.Map // []ResourceType by the service of their ARNs, those that were asked for
}

// Embedded returns the table that is part of the program. What it has parsed stays
// with the returned value: keep one.
func Embedded() *Table { return newTable(embedded(services), elsewhere) }

// Open returns the table in data, a file that the generator wrote, after checking
// all of it.
func Open(data []byte) (*Table, error) {
	a, err := openArchive(string(data))
	if err != nil {
		return nil, err
	}
	var list []*Service
	err = a.verify(func(r record) error {
		s, err := decodeService(r.name, r.content)
		list = append(list, s)
		return err
	})
	if err != nil {
		return nil, err
	}
	if len(list) != a.blocks {
		return nil, fmt.Errorf("%d services in %d blocks: each must have its own", len(list), a.blocks)
	}
	return newTable(a, listedElsewhere(list)), nil
}

func newTable(a archive, elsewhere map[string]string) *Table {
	return &Table{archive: a, parsed: make([]atomic.Pointer[Service], a.blocks), elsewhere: elsewhere}
}

// PackServices writes a table, one service in a block.
func PackServices(source Source, list []*Service) ([]byte, error) {
	records := make([]record, len(list))
	for i, s := range list {
		records[i] = record{s.Prefix, s.encode()}
	}
	return pack(source, records, 1)
}

// Source says what the table was made from.
func (t *Table) Source() Source { return t.archive.source }

// Service returns the service of a prefix such as s3, in any case.
func (t *Table) Service(prefix string) (*Service, bool) {
	prefix = strings.ToLower(prefix)
	i := t.archive.find(prefix)
	if i < 0 || t.archive.first(i) != prefix {
		return nil, false
	}
	return t.service(i), true
}

// service parses the service of a block once. Two goroutines may both do it; the
// results are equal.
func (t *Table) service(block int) *Service {
	if s := t.parsed[block].Load(); s != nil {
		return s
	}
	records, err := t.archive.records(block)
	if err != nil {
		panic("reference: table: " + err.Error())
	}
	s, err := decodeService(records[0].name, records[0].content)
	if err != nil {
		panic(fmt.Sprintf("reference: table: %s: %v", records[0].name, err))
	}
	t.parsed[block].Store(s)
	return s
}

// Services returns the prefixes of all services, sorted.
func (t *Table) Services() []string {
	list := make([]string, t.archive.blocks)
	for i := range list {
		list[i] = t.archive.first(i)
	}
	return list
}

// Action returns the action of a full name such as s3:GetObject, in any case.
func (t *Table) Action(name string) (Action, bool) {
	prefix, action, _ := strings.Cut(name, ":")
	s, ok := t.Service(prefix)
	if !ok {
		return Action{}, false
	}
	return s.Action(action)
}

// Carries reports whether a request for the action can carry the condition key, in
// whatever case both are written. Global keys are carried by every action, but for
// those of GlobalKey.PerAction, and so is one that nobody knows yet. known is false
// when the table has no such action.
func (t *Table) Carries(action, key string) (carried, known bool) {
	a, ok := t.Action(action)
	if !ok {
		return false, false
	}
	if g, ok := Global(key); ok && !g.PerAction || unknown.In(key) {
		return true, true
	}
	return a.Carries(key) || alsoCarries(action, key), true
}

// ConditionKey returns the key of a full name such as s3:prefix or aws:RequestTag/team:
// a global one, or one of the service that defines it. Keys of OpenID Connect
// providers that AWS does not list are unknown here.
func (t *Table) ConditionKey(name string) (ConditionKey, bool) {
	if g, ok := Global(name); ok {
		return g.ConditionKey, true
	}
	for _, f := range foreignKeys {
		if len(name) >= len(f.prefix) && strings.EqualFold(name[:len(f.prefix)], f.prefix) {
			return t.keyOf(f.service, name)
		}
	}
	namespace, _, _ := strings.Cut(name, ":")
	if _, ok := t.Service(namespace); !ok {
		namespace = "sts"
	}
	return t.keyOf(namespace, name)
}

func (t *Table) keyOf(prefix, name string) (ConditionKey, bool) {
	s, ok := t.Service(prefix)
	if !ok {
		return ConditionKey{}, false
	}
	return s.ConditionKey(name)
}

// foreignKeys are the condition keys whose prefix is not that of the service that
// defines them. Others without a service of their own, those of SAML and of the web
// identity providers that AWS lists, are of STS.
var foreignKeys = [...]struct{ prefix, service string }{
	{"catalog:", "aws-marketplace"},
	{"cognito-identity-auth:", "cognito-identity"},
	{"cognito-identity-unauth:", "cognito-identity"},
	{"ec2:osuser", "ec2-instance-connect"},
	{"identitycenter:", "sso"},
	{"identitystore:GroupId", "qbusiness"},
	{"iot:JobId", "iotjobsdata"},
}
