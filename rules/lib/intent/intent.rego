# METADATA
# title: Intent
# description: |
#   Tells what may be so on purpose: a side that allows less than the other, or a
#   deny that cuts a hole, where some of what is meant is reached all the same.
package lib.intent

# on_purpose holds of what a layer does about an action, and of a deny statement.
on_purpose(thing) if thing.in_part

on_purpose(thing) := false if not thing.in_part
