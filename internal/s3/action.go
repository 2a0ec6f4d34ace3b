package s3

// Action is what matters about one S3 action beside its name.
type Action struct {
	// Existing: the action is about an object that exists, so who owns the
	// object counts (S3 User Guide, How Amazon S3 authorizes a request for an
	// object operation). Writing a new object and deleting are operations on
	// the bucket.
	Existing bool
	// ACL is the permission by which an access control list grants the action:
	// that of the object for actions on existing objects, else of the bucket
	// (S3 User Guide, Access control list overview, Mapping of permissions).
	ACL Permission
	// Key is the KMS action that the action needs on objects under SSE-KMS.
	Key string
	// OwnersAlone: callers of other accounts are refused whatever allows them
	// (S3 API Reference, PutBucketPolicy: 405 Method Not Allowed).
	OwnersAlone bool
}

// FindAction returns what is known of an action, whose full name is in lower
// case: s3:getobject. The zero Action is one of which nothing matters.
func FindAction(name string) Action { return actions[name] }

// actions lists those about which there is something to say.
var actions = map[string]Action{
	"s3:getbucketpolicy":    {OwnersAlone: true},
	"s3:putbucketpolicy":    {OwnersAlone: true},
	"s3:deletebucketpolicy": {OwnersAlone: true},

	"s3:listbucket":                 {ACL: ReadPermission},
	"s3:listbucketversions":         {ACL: ReadPermission},
	"s3:listbucketmultipartuploads": {ACL: ReadPermission},
	"s3:getbucketacl":               {ACL: ReadACPPermission},
	"s3:putbucketacl":               {ACL: WriteACPPermission},
	"s3:putobject":                  {ACL: WritePermission, Key: "kms:GenerateDataKey"},
	"s3:getobject":                  {Existing: true, ACL: ReadPermission, Key: "kms:Decrypt"},
	"s3:getobjectversion":           {Existing: true, ACL: ReadPermission, Key: "kms:Decrypt"},
	"s3:getobjectacl":               {Existing: true, ACL: ReadACPPermission},
	"s3:getobjectversionacl":        {Existing: true, ACL: ReadACPPermission},
	"s3:putobjectacl":               {Existing: true, ACL: WriteACPPermission},
	"s3:putobjectversionacl":        {Existing: true, ACL: WriteACPPermission},

	"s3:getobjecttagging":               {Existing: true},
	"s3:getobjectversiontagging":        {Existing: true},
	"s3:putobjecttagging":               {Existing: true},
	"s3:putobjectversiontagging":        {Existing: true},
	"s3:deleteobjecttagging":            {Existing: true},
	"s3:deleteobjectversiontagging":     {Existing: true},
	"s3:getobjectattributes":            {Existing: true},
	"s3:getobjectversionattributes":     {Existing: true},
	"s3:getobjectretention":             {Existing: true},
	"s3:putobjectretention":             {Existing: true},
	"s3:getobjectlegalhold":             {Existing: true},
	"s3:putobjectlegalhold":             {Existing: true},
	"s3:getobjecttorrent":               {Existing: true},
	"s3:getobjectversiontorrent":        {Existing: true},
	"s3:getobjectannotation":            {Existing: true},
	"s3:putobjectannotation":            {Existing: true},
	"s3:deleteobjectannotation":         {Existing: true},
	"s3:listobjectannotations":          {Existing: true},
	"s3:restoreobject":                  {Existing: true},
	"s3:updateobjectencryption":         {Existing: true},
	"s3:getobjectversionforreplication": {Existing: true},
}
