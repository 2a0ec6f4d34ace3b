#!/bin/sh
# Writes a snapshot of an AWS account for crossgrant, with calls of the AWS CLI
# that read and change nothing. All of them go through the function ask below,
# which lets nothing but get-, list- and describe- operations pass.
#
# Credentials and profile are those of the AWS CLI: AWS_PROFILE and so on. The
# managed policy SecurityAudit is enough for most; a call that is denied is kept
# as such, and the export goes on.
#
# FOLDER/ACCOUNT appears when it is complete, and not before. Each file is the
# untouched answer of one call. Where a call fails, FILE.error holds what the
# AWS CLI wrote on standard error instead of FILE; where that is no answer of AWS,
# the network or the credentials being gone, a line of this script follows it.
#
# It ends with 1 if the account could not be exported, or not to its end. What is
# there says so to crossgrant check.
set -eu
set -f
umask 077
export AWS_PAGER='' AWS_CLI_AUTO_PROMPT=off LC_ALL=C

# say prints one line; what a terminal would obey in it is shown as \033.
say() {
	printf '%s' "$*" | tr '\n\r' '  ' | awk '
		BEGIN { for (i = 1; i < 256; i++) if (i < 32 || i > 126) shown[sprintf("%c", i)] = sprintf("\\%03o", i) }
		{ for (i = 1; i <= length($0); i++) { c = substr($0, i, 1); line = line (c in shown ? shown[c] : c) } }
		END { print "export: " line }' >&2
}
die() {
	say "$*"
	exit 1
}

usage() {
	cat <<-END
		usage: sh export.sh [-d FOLDER] [-b BUCKET]... [-r REGION]... [-o] [-f]

		  -d FOLDER  where the account's folder is made (default: snapshot)
		  -b BUCKET  export this bucket instead of every bucket of the account
		  -r REGION  export the KMS keys, VPC endpoints and access points of this
		             Region too; those of the Regions of the exported buckets are
		             exported always
		  -o         export the organization's policies too, with the credentials
		             of its management account or of a delegated administrator
		  -f         replace an earlier export of the same account
	END
}

# ask FILE SERVICE OPERATION ARGUMENT... keeps the answer of one call in FILE,
# or its error text in FILE.error; it fails with the call. Once the credentials
# have expired nothing is asked any more.
ask() {
	file=$1
	shift
	case "$1 $2" in
	'sts get-caller-identity') ;;
	*' get-'* | *' list-'* | *' describe-'*) ;;
	*) die "refused to call aws $1 $2, which may change something" ;;
	esac
	[ -d "${file%/*}" ] || mkdir -p "${file%/*}"
	if [ -n "$expired" ]; then
		unanswered "$expired" "$2" 'not asked, the credentials have expired' >"$file.error"
		return 1
	fi
	if aws "$@" --output json >"$file" 2>"$file.error" </dev/null; then
		rm -f "$file.error"
		return 0
	fi
	[ -s "$file.error" ] || die "aws $1 $2 failed and said nothing; is ${file%/*} writable?"
	rm -f "$file"
	case $(sed -n 's/.*An error occurred (\([^)]*\)) when calling.*/\1/p' "$file.error" | head -n 1) in
	ExpiredToken) expired=ExpiredToken ;;
	ExpiredTokenException) expired=ExpiredTokenException ;;
	RequestExpired) expired=RequestExpired ;;
	'')
		silenced=yes
		unanswered NoAnswer "$2" 'the AWS CLI brought no answer' >>"$file.error"
		;;
	esac
	return 1
}

# unanswered CODE OPERATION WHY prints a sentence like those of the AWS CLI, with
# the operation as the API calls it.
unanswered() {
	name=$(printf '%s\n' "$2" | awk -F- '{ for (i = 1; i <= NF; i++) printf "%s%s", toupper(substr($i, 1, 1)), substr($i, 2) }')
	printf '\nexport: An error occurred (%s) when calling the %s operation: %s\n' "$1" "$name" "$3"
}

# keep asks and goes on where the call fails.
keep() { ask "$@" || :; }

# need asks what an export is nothing without.
need() { ask "$@" || lost="$lost, $2 $3"; }

# spelt prints a name as a path: a file system takes no name of more than 255
# bytes, so a long one becomes folders, each but the last with ~ at its end.
spelt() {
	rest=$1
	while [ ${#rest} -gt 200 ]; do
		piece=$(printf '%.200s' "$rest")
		printf '%s~/' "$piece"
		rest=${rest#"$piece"}
	done
	printf '%s\n' "$rest"
}

# values NAME FILE prints the strings that members of that name have, if they
# are names or ids: a value becomes the name of a folder.
values() {
	[ -f "$2" ] || return 0
	tr '{}' ',,' <"$2" | tr ',' '\n' |
		sed -n 's/^[[:space:]]*"'"$1"'":[[:space:]]*"\([A-Za-z0-9_][A-Za-z0-9._-]*\)"[][:space:]]*$/\1/p'
}

bucket() {
	at=$work/buckets/$(spelt "$1")
	keep "$at/location.json" s3api get-bucket-location --bucket "$1" --expected-bucket-owner "$account"
	# Asked in its own Region a bucket answers without a detour. Without a
	# constraint it is in us-east-1, and EU is the old name of eu-west-1.
	region=$(values LocationConstraint "$at/location.json")
	case $region in
	EU) region=eu-west-1 ;;
	'') if [ -f "$at/location.json" ]; then region=$first; fi ;;
	esac
	[ -z "$region" ] || regions="$regions $region"
	for pair in policy:get-bucket-policy policy-status:get-bucket-policy-status acl:get-bucket-acl \
		ownership-controls:get-bucket-ownership-controls public-access-block:get-public-access-block \
		encryption:get-bucket-encryption tagging:get-bucket-tagging versioning:get-bucket-versioning \
		request-payment:get-bucket-request-payment; do
		keep "$at/${pair%%:*}.json" s3api "${pair#*:}" --bucket "$1" --expected-bucket-owner "$account" \
			${region:+--region "$region"}
	done
}

# keys exports the KMS keys of a Region: without the policy of the key a bucket
# is encrypted with, no answer about its objects is complete.
keys() {
	keep "$work/aliases/$1.json" kms list-aliases --region "$1"
	ask "$work/key-lists/$1.json" kms list-keys --region "$1" || return 0
	for key in $(values KeyId "$work/key-lists/$1.json"); do
		at=$work/keys/$(spelt "$key")
		# A multi-Region key has the same id in each of its Regions.
		[ ! -e "$at" ] || at=$at@$1
		keep "$at/key.json" kms describe-key --key-id "$key" --region "$1"
		keep "$at/policy.json" kms get-key-policy --key-id "$key" --policy-name default --region "$1"
		keep "$at/grants.json" kms list-grants --key-id "$key" --region "$1"
	done
}

# ways exports the VPC endpoints and the access points of a Region: what else a
# request for a bucket may have to get through.
ways() {
	keep "$work/vpc-endpoints/$1.json" ec2 describe-vpc-endpoints --region "$1"
	ask "$work/access-point-lists/$1.json" s3control list-access-points --account-id "$account" --region "$1" || return 0
	for point in $(values Name "$work/access-point-lists/$1.json"); do
		# Each Region may have an access point of the same name.
		at=$work/access-points/$(spelt "$point@$1")
		keep "$at/access-point.json" s3control get-access-point --account-id "$account" --name "$point" --region "$1"
		keep "$at/policy.json" s3control get-access-point-policy --account-id "$account" --name "$point" --region "$1"
	done
}

# policy_types are the types of organization policies that decide about access,
# each with the end of the name of its files.
policy_types='SERVICE_CONTROL_POLICY: RESOURCE_CONTROL_POLICY:-rcp S3_POLICY:-s3'

organization() {
	ask "$work/organization.json" organizations describe-organization || return 0
	keep "$work/accounts.json" organizations list-accounts
	for pair in $policy_types; do
		list=$work/policies${pair#*:}.json
		ask "$list" organizations list-policies --filter "${pair%%:*}" || continue
		for policy in $(values Id "$list"); do
			keep "$work/policies/$(spelt "$policy").json" organizations describe-policy --policy-id "$policy"
		done
	done
	ask "$work/roots.json" organizations list-roots || return 0
	for root in $(values Id "$work/roots.json"); do
		unit "$root"
	done
}

# unit exports a root or organizational unit and what is below it, each once.
unit() {
	case " $units " in
	*" $1 "*)
		say "$1 is in the organization twice, or below itself"
		return 0
		;;
	esac
	units="$units $1"
	target "$1"
	keep "$work/targets/$(spelt "$1")/accounts.json" organizations list-accounts-for-parent --parent-id "$1"
	for child in $(values Id "$work/targets/$(spelt "$1")/accounts.json"); do
		target "$child"
	done
	keep "$work/targets/$(spelt "$1")/units.json" organizations list-organizational-units-for-parent --parent-id "$1"
	for child in $(values Id "$work/targets/$(spelt "$1")/units.json"); do
		unit "$child"
	done
}

target() {
	for pair in $policy_types; do
		keep "$work/targets/$(spelt "$1")/policies${pair#*:}.json" organizations list-policies-for-target \
			--target-id "$1" --filter "${pair%%:*}"
	done
	case $1 in
	r-*) ;;
	*) keep "$work/targets/$(spelt "$1")/parents.json" organizations list-parents --child-id "$1" ;;
	esac
}

# publish gives the folder that was made its name.
publish() {
	# Between the two moves there is no export at all.
	trap '' INT TERM HUP
	if [ -n "$replace" ] && [ -d "$folder/$1" ]; then mv "$folder/$1" "$temporary/old"; fi
	[ ! -e "$folder/$1" ] || die "$folder/$1 came into being meanwhile"
	mv "$work" "$folder/$1"
	interruptible
	rm -rf "$temporary/old"
}

# free fails if a name is taken and must not be replaced.
free() {
	if [ ! -e "$folder/$1" ] && [ ! -h "$folder/$1" ]; then return 0; fi
	[ -n "$replace" ] || die "$folder/$1 is there already; -f replaces it, -d FOLDER writes elsewhere"
	if [ ! -d "$folder/$1" ] || [ -h "$folder/$1" ]; then die "$folder/$1 is no folder of an export"; fi
}

# silent tells the answers that say "there is none" from calls that failed.
silent='NoSuchBucketPolicy|NoSuchPublicAccessBlockConfiguration|OwnershipControlsNotFoundError'
silent="$silent|ServerSideEncryptionConfigurationNotFoundError|NoSuchTagSet|NoSuchAccessPointPolicy"

# failures counts the calls that failed, by error.
failures() {
	find "$1" -name '*.error' -exec sed -n 's/.*An error occurred (\([^)]*\)).*/\1/p' {} + |
		sort | uniq -c | grep -Ev " ($silent)\$" | while read -r times code; do
		say "calls answered by $code: $times"
	done
	find "$1" -name '*.error' -exec grep -q 'An error occurred (NoAnswer)' {} \; -exec sed -n '/./{
		p
		q
	}' {} \; | sort | uniq -c | while read -r times text; do
		say "calls without an answer: $times: $text"
	done
}

# whole NAME fails if what was exported is not whole, and says so; an earlier
# export is better than that.
whole() {
	if [ -n "$lost" ]; then
		say "$1 is not exported: ${lost#, } failed"
	elif [ -n "$expired" ]; then
		say "$1 is not exported to its end: the credentials have expired ($expired)"
	elif [ -n "$silenced" ]; then
		say "$1 is not exported to its end: some calls brought no answer"
	else
		return 0
	fi
	status=1
	if [ -e "$folder/$1" ]; then die "$folder/$1 is left as it was"; fi
}

interruptible() {
	trap 'exit 130' INT
	trap 'exit 143' TERM HUP
}

folder=snapshot buckets='' regions='' with_organization='' replace=''
status=0 lost='' expired='' silenced='' units=''
while getopts d:b:r:ofh option; do
	case $option in
	d) folder=$OPTARG ;;
	b)
		case $OPTARG in
		*[!A-Za-z0-9._-]* | .* | -* | '') die "-b $OPTARG: want the name of a bucket" ;;
		esac
		buckets="$buckets $OPTARG"
		;;
	r)
		case $OPTARG in
		*[!a-z0-9-]* | -* | '') die "-r $OPTARG: want the name of a Region" ;;
		esac
		regions="$regions $OPTARG"
		;;
	o) with_organization=yes ;;
	f) replace=yes ;;
	h)
		usage
		exit 0
		;;
	*)
		usage >&2
		exit 2
		;;
	esac
done
shift $((OPTIND - 1))
[ $# -eq 0 ] || die "$1: there is nothing to name but options"
command -v aws >/dev/null || die 'the AWS CLI is not installed'

# A name that begins with - would be taken for an option.
case $folder in
-*) folder=./$folder ;;
esac
mkdir -p "$folder"
temporary=$folder/.export.$$
mkdir "$temporary"
trap 'rm -rf "$temporary"' EXIT
interruptible

work=$temporary/new
if ! ask "$work/caller.json" sts get-caller-identity && grep -q 'specify a region' "$work/caller.json.error"; then
	export AWS_DEFAULT_REGION=us-east-1
	silenced=''
	keep "$work/caller.json" sts get-caller-identity
fi
[ -f "$work/caller.json" ] || die "who calls is not known:" "$(cat "$work/caller.json.error")"
account=$(values Account "$work/caller.json")
case $account in
*[!0-9]* | '') die "sts get-caller-identity names no account" ;;
esac
[ ${#account} -eq 12 ] || die "sts get-caller-identity names no account"
# The Region of a bucket without a location constraint.
case $(cat "$work/caller.json") in
*'"arn:aws-cn:'*) first=cn-north-1 ;;
*'"arn:aws-us-gov:'*) first=us-gov-west-1 ;;
*) first=us-east-1 ;;
esac
free "$account"
[ -z "$with_organization" ] || free organization
say "account $account"

need "$work/account.json" iam get-account-authorization-details
if [ -n "$buckets" ]; then
	keep "$work/buckets.json" s3api list-buckets
else
	need "$work/buckets.json" s3api list-buckets
	buckets=$(values Name "$work/buckets.json")
fi
for bucket in $buckets; do
	say "bucket $bucket"
	bucket "$bucket"
done
regions=$(for region in $regions; do printf '%s\n' "$region"; done | sort -u)
# The account's Block Public Access is the same in every Region.
for region in $regions "${AWS_REGION:-${AWS_DEFAULT_REGION:-$first}}"; do
	break
done
keep "$work/public-access-block.json" s3control get-public-access-block --account-id "$account" --region "$region"
for region in $regions; do
	say "keys, VPC endpoints and access points of $region"
	keys "$region"
	ways "$region"
done
failures "$work"
whole "$account"
publish "$account"
say "$folder/$account is written"

if [ -n "$with_organization" ]; then
	work=$temporary/organization
	organization
	[ -f "$work/organization.json" ] || die "the organization is not known:" "$(cat "$work/organization.json.error")"
	id=$(values Id "$work/organization.json")
	if [ -d "$folder/organization" ] && [ "$(values Id "$folder/organization/organization.json")" != "$id" ]; then
		die "$folder/organization is of another organization than $id"
	fi
	failures "$work"
	whole organization
	publish organization
	say "$folder/organization is written"
fi
exit "$status"
