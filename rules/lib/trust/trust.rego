# METADATA
# title: Trust
# description: |
#   Reads what a trust policy says to callers that it does not speak of.
package lib.trust

# admits holds where such a caller becomes the role: always, or whenever he
# says of himself what the policy asks for.
admits(unrelated) if unrelated.verdict.yes

admits(unrelated) if {
	unrelated.verdict.conditional
	every fact in unrelated.depends_on {
		fact.caller_chooses
	}
}
