package organizations

import (
	"github.com/tidwall/gjson"

	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/policy"
)

// effective reads describe-effective-policy, which is not offered for SCPs and
// RCPs. That of type S3_POLICY replaces the account's own Block Public Access:
// all four settings are on or all are off (S3 User Guide, Blocking public access
// to your Amazon S3 storage).
func effective(r *input.Reader, v gjson.Result) {
	var p effectivePolicy
	effectiveFields.Read(r, v, &p)
	if p.policyType != "S3_POLICY" || p.target == "" {
		return
	}
	var block gjson.Result
	if policy.CheckJSON([]byte(p.content.Str)) == nil {
		block = gjson.Get(p.content.Str, "s3_attributes.public_access_block_configuration")
	}
	if assigned := input.Find(block, "@@assign"); assigned.Exists() {
		block = assigned
	}
	if block.Str != "all" && block.Str != "none" {
		r.Odd(p.content, `a public_access_block_configuration of "all" or "none"`)
		return
	}
	on := block.Str == "all"
	r.Records.Accounts = append(r.Records.Accounts, input.Account{ID: p.target, At: r.Place(v), PublicAccessBlock: input.Stated(r, v,
		input.PublicAccessBlock{BlockPublicAcls: on, IgnorePublicAcls: on, BlockPublicPolicy: on, RestrictPublicBuckets: on})})
}

type effectivePolicy struct {
	content            gjson.Result
	policyType, target string
}

var effectiveFields = input.Fields[effectivePolicy]{
	"PolicyContent": func(_ *input.Reader, p *effectivePolicy, v gjson.Result) { p.content = v },
	"PolicyType":    func(r *input.Reader, p *effectivePolicy, v gjson.Result) { p.policyType = r.Text(v) },
	"TargetId":      func(r *input.Reader, p *effectivePolicy, v gjson.Result) { p.target = r.Text(v) },
}
