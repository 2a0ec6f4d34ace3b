package lint

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// bounded is how long no file may take to load, on any machine.
const bounded = 20 * time.Second

// TestHostileFiles holds what is said of files that are broken or made to do
// harm, that it is said in bounded time, and that the sound file beside them is
// read. Want is the beginning of an error; behind +, kinds of problems; behind
// ~, part of a note; or nothing, for what is no policy.
func TestHostileFiles(t *testing.T) {
	action := func(a string) string {
		return `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":` + a + `,"Resource":"*"}]}`
	}
	for name, row := range map[string]struct{ text, want string }{
		"an empty file":                     {"", "bad.json:1:1: the text is empty"},
		"invalid UTF-8":                     {"{\"Statement\":\"\xff\"}", "bad.json:1:15: the text is not valid UTF-8"},
		"half of UTF-16":                    {"\xff\xfe{", "bad.json:1:1: the text is UTF-16 and ends inside a character"},
		"zero bytes":                        {strings.Repeat("\x00", 1000), "bad.json:1:1: not JSON: invalid character '\\x00'"},
		"20 million brackets":               {strings.Repeat("[", 20_000_000), "bad.json:1:201: arrays and objects nest more than 200 deep"},
		"4 million objects in each other":   {strings.Repeat(`{"a":`, 4_000_000), "bad.json:1:1001: arrays and objects nest more than 200 deep"},
		"brackets inside a policy's string": {`{"Policy":"` + strings.Repeat("[", 20_000_000) + `"}`, "+not-json"},
		"a damaged gzip":                    {"\x1f\x8b\x08", "bad.json: unexpected EOF"},
		"a byte order mark":                 {"\ufeff" + action(`"s3:*"`), "+"},
		"lone surrogates":                   {action(`"s3:\ud800"`), "+"},
		"a name twice":                      {action(`"s3:*","Action":"a:b"`), "+repeated-key"},
		"a number for an action":            {action(`7`), "+wrong-type"},
		"a number for an account": {`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":111122223333},` +
			`"Action":"s3:*","Resource":"arn:aws:s3:::b/*"}]}`, "+wrong-type"},
		"a number for an ARN":   {`{"RoleDetailList":[{"RoleName":"r","Arn":12}]}`, "~found number, wanted string"},
		"a string of megabytes": {action(`"` + strings.Repeat("s3:*", 2_000_000) + `"`), "+"},
		"100,000 statements": {`{"Version":"2012-10-17","Statement":[` + strings.Repeat(`{"Effect":"Allow","Action":"s3:*","Resource":"*"},`, 100_000) +
			`{"Effect":"x","Action":"s3:*","Resource":"*"}]}`, "+effect-value"},
		"100,000 names in one object": {`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"Null":{` +
			manyNames(100_000) + `"n7":true}}}]}`, "+repeated-key"},
		"a pattern of 200,000 wildcards":       {action(`"` + strings.Repeat("s3:*?a", 100_000) + `"`), "+"},
		"300,000 strings that may be policies": {`{"a":[` + strings.Repeat(`"{\"Statement\"",`, 300_000) + `1]}`, ""},
		"strings inside strings":               {`{"a":` + inStrings(sound, 12) + `}`, ""},
		"300,000 statements of nothing":        {`{"a":[` + strings.Repeat(`{"Statement":[]},`, 300_000) + `1]}`, ""},
	} {
		t.Run(name, func(t *testing.T) {
			folder(t, map[string]string{"bad.json": row.text, "good.json": sound})
			start := time.Now()
			w := load(t, Options{}, ".")
			if took := time.Since(start); took > bounded {
				t.Errorf("it takes %s", took)
			}
			good, problems := false, ""
			for _, d := range w.Snapshot.Documents {
				if d.Policy.Origin().File.Name == "good.json" {
					good = len(d.Policy.Problems()) == 0
					continue
				}
				for _, p := range d.Policy.Problems() {
					problems += string(p.Kind)
				}
			}
			if !good {
				t.Error("the sound file is not read")
			}
			errors, notes := strings.Join(messages(w.Errors), "\n"), strings.Join(w.Notes, "\n")
			kinds, isProblem := strings.CutPrefix(row.want, "+")
			note, isNote := strings.CutPrefix(row.want, "~")
			switch {
			case isProblem && (problems != kinds || errors != ""),
				isNote && (!strings.Contains(notes, note) || errors != ""),
				!isProblem && !isNote && !strings.HasPrefix(errors, row.want),
				row.want == "" && (errors != "" || len(w.NotRecognised) != 1):
				t.Errorf("problems %.200q, errors %.200q, notes %.200q, want %s", problems, errors, notes, row.want)
			}
		})
	}
}

func manyNames(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, `"n%d":true,`, i)
	}
	return b.String()
}

func inStrings(text string, depth int) string {
	for range depth {
		text = `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(text) + `"`
	}
	return text
}
