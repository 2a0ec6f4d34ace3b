# METADATA
# title: EKS Pod Identity may not tag its sessions
# description: |
#   EKS Pod Identity tags the sessions that it makes for a pod with its cluster, namespace
#   and service account. Where the trust policy does not let it call sts:TagSession, the pod
#   gets no credentials, unless its association switches session tags off.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html
# schemas:
#   - input: schema.document
# custom:
#   severity: warning
#   subject: document
#   remedy: allow it sts:TagSession beside sts:AssumeRole
#   since: 0.2.0
package rules.trust["pod-identity-without-tags"]

import data.lib.finding

findings contains finding.at(entry, "EKS Pod Identity may not tag its sessions: sts:TagSession is not allowed") if {
	input.of.trust
	some statement in input.statements
	statement.allow
	grant := statement.allows["sts:AssumeRole"]
	not grant.refuted
	some entry in statement.principal.entries
	entry.under.Service
	entry.value == "pods.eks.amazonaws.com"
	not tagging
}

tagging if {
	some statement in input.statements
	statement.allows["sts:TagSession"]
	some entry in statement.principal.entries
	entry.value == "pods.eks.amazonaws.com"
}
