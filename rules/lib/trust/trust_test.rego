package lib.trust_test

import data.lib.trust

test_admits_without_more if trust.admits({"verdict": {"yes": true}})

test_admits_on_what_the_caller_says if {
	trust.admits({"verdict": {"conditional": true}, "depends_on": {"aud": {"caller_chooses": true}}})
}

test_a_fact_that_is_not_his_keeps_him_out if {
	not trust.admits({"verdict": {"conditional": true}, "depends_on": {"aud": {"caller_chooses": true}, "aws:sourceip": {}}})
	not trust.admits({"verdict": {"no": true}})
}
