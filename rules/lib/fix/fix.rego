# METADATA
# title: Fixes
# description: |
#   Builds the fix of a finding: edits of documents that exist, a whole
#   document where none does, or commands where no document is wrong. Values
#   are put as they are; Go decides whether the fix grants more than it should.
package lib.fix

import data.lib.finding

# edits is a fix by edits of documents, which is to let in nothing.
edits(description, list) := {"description": description, "edits": list}

# meant is a fix by edits about a pair. It may let in what somebody meant the pair to do.
meant(description, list) := object.union(wants, edits(description, list))

# document is a fix by a new document of a pair: what it is of, as its facts name it. It
# may let in the same.
document(description, target, content) := object.union(wants, {
	"description": description,
	"target": target,
	"document": content,
})

# wants is what may be let in; a rule may state less of it.
default wants := {}

wants := {"wants": input.wanted}

# commands is a fix that the user runs. What it does to others nobody can prove:
# where commands put settings of the bucket, use put_settings.
commands(description, list) := {"description": description, "commands": list, "unsafe": true}

# put_settings is a fix by commands that put settings of the bucket: object_ownership,
# acl, block_public_access, payer, in AWS's words. Go judges the bucket's pairs again.
put_settings(description, settings, list) := {
	"description": description,
	"settings": settings,
	"commands": list,
}

# add inserts a value into the array, object or scalar-or-array element; at an
# element of an array, into that array.
add(thing, value) := {"op": "add", "at": finding.place(thing), "value": value}

# replace puts another value in the place.
replace(thing, value) := {"op": "replace", "at": finding.place(thing), "value": value}

# remove takes the place away.
remove(thing) := {"op": "remove", "at": finding.place(thing)}

# unsafe is a fix at which somebody has to look, even if it grants nothing else.
unsafe(fix) := object.union(fix, {"unsafe": true})

# first is the first of several fixes that can be made and is safe.
first(list) := object.union(list[0], {"otherwise": array.slice(list, 1, count(list))})
