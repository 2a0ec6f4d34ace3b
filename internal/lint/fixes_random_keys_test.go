package lint

import "strings"

var (
	keyActions = []string{"kms:Decrypt", "kms:GenerateDataKey", "kms:CreateGrant", "kms:PutKeyPolicy"}
	callKeys   = []string{keyARN, strings.Replace(keyARN, "1234", "5678", 1)} // the second is no bucket's
)

// onKey is a statement about the key by which the bucket encrypts, or about more than
// that; a key's own policy says who.
func (s slips) onKey(who string) string {
	resource := s.of(`"`+keyARN+`"`, `"`+keyARN+`"`, `"*"`, `"arn:aws:kms:eu-west-1:444455556666:key/*"`)
	if who != "" {
		resource = `"*"`
	}
	actions := s.of(`"kms:Decrypt"`, `["kms:GenerateDataKey", "kms:Decrypt"]`, `["kms:GenerateDataKey", "kms:Decrypt"]`, `"kms:GenerateDataKey*"`, `["kms:Decrypts", "kms:Encrypt"]`, `"kms:DescribeKey"`, `"kms:DescribeKey"`, `"kms:*"`)
	return `{"Effect": "` + s.of("Allow", "Allow", "Allow", "Allow", "Deny") + `", ` + who + `"Action": ` + actions + `, "Resource": ` + resource +
		s.of("", "", `, "Condition": {"StringEquals": {"kms:ViaService": "s3.eu-west-1.amazonaws.com"}}`, `, "Condition": {"StringEquals": {"aws:PrincipalTag/team": "logs"}}`) + `}`
}

// keyPolicy is the policy of that key: it lets its account decide, and mostly somebody else.
func (s slips) keyPolicy() string {
	statements := []string{`{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::444455556666:root"}, "Action": "kms:*", "Resource": "*"}`}
	for range s.IntN(3) {
		statements = append(statements, s.onKey(`"Principal": `+s.of(`{"AWS": "`+appARN+`"}`, `{"AWS": "`+appARN+`"}`, `{"AWS": ["`+appARN+`", "`+apiARN+`"]}`,
			`{"AWS": "arn:aws:iam::111122223333:role/app"}`, `{"AWS": "arn:aws:iam::111122223333:root"}`)+`, `))
	}
	return policyOf(statements...)
}

// encrypt has the bucket encrypt by a key; of half of the worlds all but what the role's
// policies say of keys is in order.
func (s slips) encrypt(w *world) {
	if w.key = s.keyPolicy(); s.IntN(2) == 0 {
		return
	}
	all := ownAll
	if s.IntN(2) == 0 {
		all = strings.Replace(all, `["arn:aws:s3:::bkt", "arn:aws:s3:::bkt/*"]`, `"*"`, 1)
	}
	w.identity, w.bucket, w.boundary, w.scp = policyOf(s.onKey(""), all), policyOf(appList, appObjects), "", ""
	w.key = policyOf(`{"Effect": "Allow", ` + toApp + `, "Action": "kms:*", "Resource": "*"}`)
}
