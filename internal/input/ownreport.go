package input

import (
	"bytes"
	"slices"
	"unsafe"

	"github.com/tidwall/gjson"
)

// A report that lies among the inputs is what an earlier run wrote there: it quotes
// policies, and none of them is one that AWS has.

// reportShape is an object that Crossgrant writes: its members, and where its name stands,
// if it does. There are no others, so that nothing hides behind a report's name.
type reportShape struct {
	members []string
	name    string
}

var reportShapes = []reportShape{
	{[]string{"version", "tool", "findings", "summary"}, "tool.name"},
	{[]string{"$schema", "version", "runs"}, "runs.0.tool.driver.name"},
	{[]string{"run"}, "run.tool.name"}, // a first line of NDJSON
	{[]string{"version", "role", "bucket", "access_point", "account", "account_by", "cross_account", "capabilities",
		"assuming", "fixes"}, ""},
}

// IsReport reports whether a text is a report that Crossgrant wrote.
func IsReport(text []byte) bool {
	text = bytes.TrimSpace(text)
	if !bytes.HasPrefix(text, []byte("{")) {
		return false
	}
	line, rest, several := bytes.Cut(text, []byte("\n"))
	if several && bytes.HasPrefix(line, []byte(`{"run":`)) {
		return ofShape(line, &reportShapes[2]) && reportLines(rest)
	}
	return slices.ContainsFunc(reportShapes, func(s reportShape) bool { return ofShape(text, &s) })
}

// ofShape reports whether an object is one of a shape. What none of them begins with
// is left after its first member.
func ofShape(text []byte, s *reportShape) bool {
	if !begins(text, s.members) {
		return false
	}
	var members int
	known := true
	whole := gjson.Parse(unsafe.String(unsafe.SliceData(text), len(text))) // a text can be large, and is never changed
	whole.ForEach(func(key, _ gjson.Result) bool {
		members++
		known = slices.Contains(s.members, key.Str)
		return known
	})
	switch {
	case !known || members == 0:
		return false
	case s.name != "":
		return whole.Get(s.name).Str == "crossgrant"
	}
	return whole.Get("capabilities.0.verdict").Exists() && whole.Get("version").Exists()
}

// reportLines reports whether all lines are findings or the summary of a report.
func reportLines(text []byte) bool {
	all := true
	gjson.ForEachLine(string(text), func(line gjson.Result) bool {
		all = line.Get("finding").IsObject() || line.Get("summary").IsObject()
		return all
	})
	return all
}
