# METADATA
# title: Findings
# description: |
#   Builds the objects that the set `findings` of a rule holds. A call reads as
#   a sentence: `finding.at(statement.resource, "iam:PassRole is allowed on
#   every role")`, and the other functions add to a finding.
package lib.finding

# at is a finding at a place of a document. What facts give carries its place
# either as itself or as the member `at`.
at(thing, message) := {"message": message, "at": place(thing)}

# related adds another place with what is to be seen there.
related(found, thing, message) := object.union(found, {"related": array.concat(
	object.get(found, "related", []),
	[{"at": place(thing), "message": message}],
)})

# noted adds several places, as {"at", "message"}.
noted(found, notes) := object.union(found, {"related": array.concat(
	object.get(found, "related", []),
	[note | some note in notes],
)})

# graded makes of a finding a suggestion where what it speaks of may be so on
# purpose: where some of what is meant is reached, and nothing is nearly named.
# Its fix is for those who want more.
graded(found, on_purpose) := object.union(found, object.union({"severity": "suggestion"}, doubtful(found))) if {
	on_purpose == true
}

graded(found, on_purpose) := found if on_purpose == false

doubtful(found) := {"fix": {
	"unsafe": true,
	"otherwise": [object.union(other, {"unsafe": true}) | some other in object.get(found.fix, "otherwise", [])],
}} if {
	found.fix
}

doubtful(found) := {} if not found.fix

# capped gives a finding at most a severity.
capped(found, severity) := object.union(found, {"severity": severity})

# fixed adds a fix, made by lib.fix.
fixed(found, fix) := object.union(found, {"fix": fix})

# at_key is a finding at the name of a member instead of its value.
at_key(thing, message) := {"message": message, "at": object.union(place(thing), {"key": true})}

# place is the place of a thing that facts give.
place(thing) := thing.at

place(thing) := thing if {
	thing.document
	not thing.at
}

# enumerated writes names one after the other, in their order.
enumerated(names) := concat(" and ", sorted(names)) if count(names) < 3

enumerated(names) := sprintf("%s and %s", [concat(", ", array.slice(list, 0, last)), list[last]]) if {
	count(names) > 2
	list := sorted(names)
	last := count(list) - 1
}

sorted(names) := sort([name | some name in names])

# several names up to three of the actions that an entry with wildcards means, or
# the entry where there are no others.
several(actions) := actions.value if actions.all

several(actions) := enumerated(object.keys(actions.such)) if {
	not actions.all
	actions.count == count(actions.such)
}

several(actions) := sprintf("%s and %d more actions", [concat(", ", sorted(object.keys(actions.such))), actions.count - count(actions.such)]) if {
	not actions.all
	actions.count > count(actions.such)
}
