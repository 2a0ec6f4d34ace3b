package report

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"io"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"
)

// command is a workflow command as GitHub's runner reads it.
type command struct {
	name, message string
	properties    map[string]string
}

// readCommands reads the commands among the lines of a log: name, properties
// up to the next "::", message; escapes are undone in that order.
func readCommands(log string) (list []command, rest []string) {
	unescape := strings.NewReplacer("%0D", "\r", "%0A", "\n", "%3A", ":", "%2C", ",", "%25", "%")
	plain := strings.NewReplacer("%0D", "\r", "%0A", "\n", "%25", "%")
	line := regexp.MustCompile(`^::(\w+) (.*?)::(.*)$`)
	for _, l := range strings.Split(strings.TrimSuffix(log, "\n"), "\n") {
		m := line.FindStringSubmatch(l)
		if m == nil {
			rest = append(rest, l)
			continue
		}
		c := command{name: m[1], message: plain.Replace(m[3]), properties: map[string]string{}}
		for _, p := range strings.Split(m[2], ",") {
			name, value, _ := strings.Cut(p, "=")
			c.properties[name] = unescape.Replace(value)
		}
		list = append(list, c)
	}
	return list, rest
}

// TestGitHub reads the annotations back and holds them against the findings.
func TestGitHub(t *testing.T) {
	run := sampleRun()
	run.Findings[0].At.File.Name = "a,b:c%2C\r\n.json"
	list, rest := readCommands(string(write(t, "github", run)))
	if len(rest) != 1 || rest[0] != run.Summary.Line() {
		t.Errorf("beside the commands: %q", rest)
	}
	if len(list) != len(run.Findings)+len(run.Summary.Errors) {
		t.Fatalf("%d commands for %d findings", len(list), len(run.Findings))
	}
	levels := map[string]string{"error": "error", "security-warning": "warning", "warning": "warning", "suggestion": "notice"}
	for i, f := range run.Findings {
		c := list[i+len(run.Summary.Errors)]
		start, end := f.At.File.Position(f.At.Span.Start), f.At.File.Position(f.At.Span.End)
		want := map[string]string{"file": Line(strings.TrimPrefix(f.At.File.Name, "./")), "title": f.Rule.ID,
			"line": strconv.Itoa(start.Line), "endLine": strconv.Itoa(end.Line)}
		if start.Line == end.Line {
			want["col"], want["endColumn"] = strconv.Itoa(start.Column), strconv.Itoa(end.Column-1)
		}
		for name, value := range want {
			if c.properties[name] != value {
				t.Errorf("%s: %s is %q, want %q", f.Rule.ID, name, c.properties[name], value)
			}
		}
		if len(c.properties) != len(want) || c.name != levels[f.Rule.Severity.String()] || !strings.HasPrefix(c.message, Line(f.Message)) {
			t.Errorf("%s: ::%s %v::%s", f.Rule.ID, c.name, c.properties, c.message)
		}
	}
}

// TestJUnit reads the suites back: counts are sums, names are rules and
// subjects, and of one rule and subject there is one test.
func TestJUnit(t *testing.T) {
	run := sampleRun()
	var got junitSuites
	if err := xml.Unmarshal(write(t, "junit", run), &got); err != nil {
		t.Fatal(err)
	}
	type key struct{ rule, subject string }
	want := map[key]int{}
	for _, f := range run.Findings {
		want[key{f.Rule.ID, f.Subject.ID}]++
	}
	tests, failures, errors := 0, 0, 0
	for _, s := range got.Suites {
		f, e := 0, 0
		for _, c := range s.Cases {
			if c.ClassName != s.Name {
				t.Errorf("%s holds a test of %s", s.Name, c.ClassName)
			}
			if c.Error != nil {
				e++
			}
			if c.Failure == nil {
				continue
			}
			f++
			k := key{c.ClassName, c.Name}
			if want[k] == 0 || strings.Count(c.Failure.Text, c.File+":") < want[k] {
				t.Errorf("%v: %q for %d findings", k, c.Failure.Text, want[k])
			}
			delete(want, k)
		}
		if len(s.Cases) != s.Tests || f != s.Failures || e != s.Errors {
			t.Errorf("%s: counts do not add up", s.Name)
		}
		tests, failures, errors = tests+s.Tests, failures+f, errors+e
	}
	if len(want) > 0 || tests != got.Tests || failures != got.Failures || errors != got.Errors || errors != len(run.Summary.Errors) {
		t.Errorf("left over %v; %d tests, %d failures, %d errors", want, got.Tests, got.Failures, got.Errors)
	}
}

// hostile are texts that have to come through every format.
var hostile = []string{
	"", "::error::x", "a%0Ab%25", "x::y,z=1", "]]>", "</failure><!--", "\x00\x1b[31m\x07", "\xff\xfe", "\u2028\u2029\ufffe", `\"}`,
	"line\nline\r\n\tline", "<script>&amp;", "{0} {{1}}", "[a](1) [b](2", `\](3)`, strings.Repeat("long ", 10000), "\ud7ff\U0010ffff",
}

// TestHostileTexts puts such texts into everything that a document or a file
// name can bring in, and reads each format back with a foreign parser.
func TestHostileTexts(t *testing.T) {
	check, line := strict(t, "check"), strict(t, "ndjson")
	for _, text := range hostile {
		run := sampleRun()
		for i := range run.Findings {
			f := &run.Findings[i]
			f.Message, f.Subject.ID, f.At.Sid, f.At.Label = text, text, text, text
			if f.Fix != nil {
				f.Fix.Description, f.Fix.Gains, f.Fix.Commands = text, text, []string{text, text}
			}
			for j := range f.Related {
				f.Related[j].Message = text
			}
			for j := range f.At.Path {
				f.At.Path[j].Name = text
			}
			f.At.File.Name = text
		}
		s := &run.Summary
		s.Errors, s.Notes, s.Assuming, s.NotRecognised = []string{text}, []string{text}, []string{text}, []string{text}

		validate(t, check, write(t, "json", run))
		for _, l := range bytes.Split(bytes.TrimSpace(write(t, "ndjson", run)), []byte("\n")) {
			validate(t, line, l)
		}
		for i, r := range readSARIF(t, write(t, "sarif", run)).Results {
			if whole := strings.ToValidUTF8(noLink(text), "\ufffd"); !strings.HasPrefix(*r.Message.Text, whole) && utf8.ValidString(text) {
				t.Errorf("%.20q: message %d is %.40q", text, i, *r.Message.Text)
			}
		}
		if list, rest := readCommands(string(write(t, "github", run))); len(list) != len(run.Findings)+1 || len(rest) != 1 {
			t.Errorf("%.20q: %d commands, beside them %.100q", text, len(list), rest)
		}
		d := xml.NewDecoder(bytes.NewReader(write(t, "junit", run)))
		for {
			if _, err := d.Token(); err == io.EOF {
				break
			} else if err != nil {
				t.Errorf("%.20q: %v", text, err)
				break
			}
		}
	}
}

// TestJSONKeepsHostileTexts holds that what is valid UTF-8 comes back as it is.
func TestJSONKeepsHostileTexts(t *testing.T) {
	for _, text := range hostile {
		run := sampleRun()
		run.Findings = run.Findings[:1]
		run.Findings[0].Message = text
		var got struct{ Findings []struct{ Message string } }
		if err := json.Unmarshal(write(t, "json", run), &got); err != nil {
			t.Fatal(err)
		}
		if utf8.ValidString(text) && got.Findings[0].Message != text {
			t.Errorf("%q comes back as %q", text, got.Findings[0].Message)
		}
	}
}
