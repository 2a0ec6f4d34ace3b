package database

import (
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/input/collect"
	"github.com/crossgrant/crossgrant/internal/source"
)

// holding is a table in which iam-collect keeps what it writes into files otherwise, with
// the columns that say into which: those of the folder, and of the file in it.
type holding struct {
	columns []string
	folder  func(row map[string]string) string
	file    func(row map[string]string) string
}

// holdings are the tables of iam-collect (its src/persistence/sqlite, schema of 2025-10-14). What
// is said of units by themselves, of shares and in indexes no reader of its folders reads
// either.
var holdings = map[string]holding{
	"resource_metadata": {[]string{"partition", "account_id", "arn", "metadata_type", "data", "service", "region", "resource_type", "arn_account"},
		ofResource, ofKind},
	"account_metadata": {[]string{"partition", "account_id", "metadata_type", "data"},
		func(row map[string]string) string { return account(row) }, ofKind},
	"organization_metadata": {[]string{"partition", "organization_id", "metadata_type", "data"}, ofOrganization, ofKind},
	"organization_policy_metadata": {[]string{"partition", "organization_id", "policy_type", "policy_id", "metadata_type", "data"}, ofOrganization,
		func(row map[string]string) string {
			return row["policy_type"] + "/" + row["policy_id"] + "/" + ofKind(row)
		}},
}

func ofKind(row map[string]string) string { return row["metadata_type"] + ".json" }

func account(row map[string]string) string {
	return "aws/" + row["partition"] + "/accounts/" + row["account_id"]
}

func ofOrganization(row map[string]string) string {
	return "aws/" + row["partition"] + "/organizations/" + row["organization_id"]
}

// ofResource is the folder of a resource: iam-collect's buildResourcePath.
func ofResource(row map[string]string) string {
	parts := []string{account(row), row["service"], row["region"]}
	if row["arn_account"] == "aws" {
		parts = append(parts, "aws")
	}
	parts = append(parts, row["resource_type"])
	fields := strings.SplitN(row["arn"], ":", 6)
	id := fields[len(fields)-1]
	if of := row["resource_type"]; of != "" && strings.HasPrefix(id, of) {
		id = strings.TrimLeft(strings.TrimPrefix(id, of), ":/")
	}
	id = strings.ReplaceAll(url.QueryEscape(strings.TrimSpace(id)), "+", "%20")
	parts = append(parts, strings.ToLower(id))
	return strings.Join(slices.DeleteFunc(parts, func(part string) bool { return part == "" }), "/")
}

// collects reports whether a table is one of iam-collect, of whichever version: another
// tool has no such names and columns together.
func collects(t listed) bool {
	_, ok := holdings[t.name]
	return ok && slices.Contains(t.columns, "partition") && slices.Contains(t.columns, "metadata_type")
}

// filed is what would be a file of iam-collect's.
type filed struct {
	folder, name string
	at           source.Span
}

// collected writes the values of a table and says which files they are.
func (w *writer) collected(t listed) (files []filed) {
	h := holdings[t.name]
	for _, name := range h.columns {
		if !slices.Contains(t.columns, name) {
			w.lose(source.Cell{Table: t.name}, fmt.Errorf("there is no column %s: the table is of a version of iam-collect that is not known", name))
			return nil
		}
	}
	err := w.rows(t, h.columns, func(row int64, values []value) error {
		at := source.Cell{Table: t.name, Row: row, Column: "data"}
		says := map[string]string{}
		for i, name := range h.columns {
			if !readable(values[i].text) {
				at.Column = name
				w.lose(at, errNoText)
				return nil
			}
			if name != "data" {
				says[name] = string(values[i].text)
			} else {
				at.At.Start = len(w.text)
				w.text = append(w.text, values[i].text...)
				at.At.End = len(w.text)
			}
		}
		w.cells = append(w.cells, at)
		w.text = append(w.text, '\n')
		files = append(files, filed{h.folder(says), h.file(says), at.At})
		return w.writable(len(w.text), w.limit)
	})
	if err != nil {
		w.lose(source.Cell{Table: t.name}, err)
	}
	return files
}

// folders reads the folders that files are in.
func folders(file *source.File, files []filed) (all []input.Records) {
	in := map[string]map[string]source.Span{}
	var twice []error
	for _, f := range files {
		if in[f.folder] == nil {
			in[f.folder] = map[string]source.Span{}
		}
		if _, again := in[f.folder][f.name]; again {
			twice = append(twice, fmt.Errorf("%s: a second %s of one resource", file.Place(f.at.Start), strings.TrimSuffix(f.name, ".json")))
		}
		in[f.folder][f.name] = f.at
	}
	for _, folder := range slices.Sorted(maps.Keys(in)) {
		one := collect.Read(folder, slices.Sorted(maps.Keys(in[folder])), func(name string, hints input.Hints) (input.Candidate, error) {
			return input.Part(file, in[folder][name], hints)
		})
		one.Lost = append(one.Lost, twice...)
		twice = nil
		all = append(all, one)
	}
	return all
}
