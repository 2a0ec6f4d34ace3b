package access

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/s3"
	"github.com/crossgrant/crossgrant/internal/snapshot"
	"github.com/crossgrant/crossgrant/internal/source"
)

// TestTaggingAgainstDecide compares what is said of tags with decisions about
// uploads without tags and with each tag that policies speak of, from where they
// may and from elsewhere.
func TestTaggingAgainstDecide(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	pick := func(list ...string) string { return list[random.IntN(len(list))] }
	rest := func() string {
		return pick("", "", `,"Condition":{"StringEquals":{"s3:RequestObjectTag/k":"a"}}`, `,"Condition":{"StringEquals":{"s3:RequestObjectTag/k":["a","b"]}}`,
			`,"Condition":{"Null":{"s3:RequestObjectTag/k":"`+pick("true", "false")+`"}}`,
			`,"Condition":{"`+pick("IpAddress", "NotIpAddress")+`":{"aws:SourceIp":"192.0.2.0/24"}}`)
	}
	action := func() string {
		return pick(`"s3:PutObject"`, `"s3:PutObject"`, `"s3:PutObjectTagging"`, `["s3:PutObject","s3:PutObjectTagging"]`, `"s3:PutObject*"`, `"s3:Put*"`, `"s3:*"`)
	}
	statement := func(principal string) string {
		return fmt.Sprintf(`{"Effect":%q%s,"Action":%s,"Resource":"arn:aws:s3:::bkt/*"%s}`,
			pick("Allow", "Allow", "Allow", "Deny"), principal, action(), rest())
	}
	const role = `,"Principal":{"AWS":"` + roleARN + `"}`
	demanded, listed := 0, 0
	for range 1500 {
		account := pick(ours, theirs)
		p := judge(t, account, statement("")+","+statement(""), statement(role)+","+statement(role))
		texts := fmt.Sprintf("%s\n%s", p.Role.Inline[0].Policy.Text(), p.Bucket.Policy.Policy.Text())
		plain, through, wouldBut, tags := false, false, false, false
		for _, from := range []string{"192.0.2.1", "198.51.100.1"} {
			plain = plain || decides(p, account, "s3:PutObject", "", from)
			for _, tag := range []string{"a", "b", "c"} {
				upload, tagged := decides(p, account, "s3:PutObject", tag, from), decides(p, account, putTagging, tag, from)
				through, wouldBut, tags = through || upload && tagged, wouldBut || upload, tags || tagged
			}
		}
		tagging := p.Uploads().Tagging
		meant := p.Capability(s3.Write).Meant
		switch {
		case tagging != nil && !meant:
			t.Fatalf("uploads are not meant\n%s", texts)
		case tagging == nil && meant && !plain && wouldBut && !tags:
			t.Fatalf("no upload gets through for want of %s, and nothing is said\n%s", putTagging, texts)
		case tagging == nil:
			continue
		case tagging.Demands != nil:
			demanded++
			if plain || through || !wouldBut {
				t.Fatalf("tags are said to be demanded in vain\n%s", texts)
			}
		case tagging.Listed == nil:
			t.Fatalf("nothing asks for tags\n%s", texts)
		default:
			listed++
			if tags || account == ours {
				t.Fatalf("%s is said to be denied\n%s", putTagging, texts)
			}
		}
	}
	if demanded < 20 || listed < 50 {
		t.Errorf("%d pairs demand tags and %d list them: too few to mean anything", demanded, listed)
	}
}

// decides decides one request of the role for an object, with the tag k or
// without tags, from an address.
func decides(p *Pair, account, action, tag, from string) bool {
	caller := authz.Caller{ID: "AROAEXAMPLE", Session: "s"}
	caller.Role, _ = arn.Parse(roleARN)
	object, _ := arn.Parse("arn:aws:s3:::bkt/key")
	keys := authz.Known(&caller, authz.Knowledge{Owner: account})
	keys["aws:sourceip"] = authz.One(from)
	if tag != "" {
		keys["s3:requestobjecttag/k"] = authz.One(tag)
		keys[tagKeys] = condition.Value{State: condition.Present, Values: []string{"k"}, Set: true}
	}
	return authz.Decide(&p.Layers, &authz.Request{Caller: caller, Action: action, Resource: object, Owner: account, Creates: true,
		Context: authz.Context{Keys: keys}}).Verdict == authz.Allowed
}

// TestMeansTagging tells a list of uploads with tags from one of all writes.
func TestMeansTagging(t *testing.T) {
	for action, want := range map[string]bool{
		"s3:PutObjectTagging": true, "S3:putobjecttagging": true, "s3:PutObjectT*": true, "s3:PutObject*Tagging": true,
		"s3:PutObject*": false, "s3:PutO*": false,
		"s3:Put*": false, "s3:P*": false, "s3:*": false, "*": false, "s3:*Object*": false, "s3:PutObject": false,
	} {
		p := judge(t, theirs, allow(action, "arn:aws:s3:::bkt/*"), to(roleARN, "Allow", "s3:PutObject", "arn:aws:s3:::bkt/*", ""))
		if got := meansTagging(&p.Role.Inline[0].Policy.Statements()[0].Action); got != want {
			t.Errorf("%s: %v, want %v", action, got, want)
		}
	}
}

// TestMultipart holds when kms:Decrypt is what uploads in parts alone lack.
func TestMultipart(t *testing.T) {
	const key, objects = keyName, "arn:aws:s3:::bkt/*"
	dataKey, decrypt := allow("kms:GenerateDataKey", key), allow("kms:Decrypt", key)
	for _, row := range []struct {
		name, identity, key string
		want                int
	}{
		{"both sides allow", allow("s3:PutObject", objects) + "," + dataKey + "," + decrypt, key, 0},
		{"the role may not decrypt", allow("s3:PutObject", objects) + "," + dataKey, key, 1},
		{"the role may not make data keys", allow("s3:PutObject", objects) + "," + decrypt, key, 0},
		{"the role may do neither", allow("s3:PutObject", objects), key, 1},
		{"the key of S3", allow("s3:PutObject", objects), "", 0},
		{"a key that only an alias names", allow("s3:PutObject", objects), "alias/results", 0},
		{"nobody means to write", allow("s3:GetObject", objects) + "," + dataKey, key, 0},
	} {
		set := input.Bucket{PublicAccessBlock: off, Region: input.Setting[string]{State: input.Present, Value: "eu-west-1"},
			Encryption: input.Setting[input.Encryption]{State: input.Present, Value: input.Encryption{Algorithm: "aws:kms", KeyID: row.key, BucketKey: true}}}
		s := buildWith(t, theirs, row.identity, to(roleARN, "Allow", "s3:*", objects, ""), set, input.Account{})
		file := source.NewFile("key.json", []byte(`{"Statement":[`+to(roleARN, "Allow", "kms:*", "*", "")+`]}`))
		if row.key == keyName {
			s.Buckets[0].Key = &snapshot.Key{Key: input.Key{ARN: row.key},
				Policy: &snapshot.Document{Policy: policy.Parse(source.Whole(file), policy.Key)}}
		}
		p := NewJudge(s).Pair(s.Pair(s.Roles[0], s.Buckets[0]))
		if got := p.Uploads().Multipart; len(got) != row.want || len(got) > 0 && got[0].Action != "kms:Decrypt" {
			t.Errorf("%s: %d actions are said to be lacking, want %d", row.name, len(got), row.want)
		}
	}
}

// BenchmarkUploads judges fuller uploads of a pair of which nobody says more
// than that it writes, and of one that lists tags.
func BenchmarkUploads(b *testing.B) {
	for _, action := range []string{"s3:*", "s3:PutObject*"} {
		b.Run(action, func(b *testing.B) {
			p := judge(b, theirs, allow(action, "arn:aws:s3:::bkt/*"), to(roleARN, "Allow", "s3:*", "arn:aws:s3:::bkt/*", ""))
			b.ReportAllocs()
			for b.Loop() {
				p.uploads = nil
				p.Uploads()
			}
		})
	}
}
