package input

import (
	"bytes"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/tidwall/gjson"

	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/source"
)

// Format reads files of one kind. Decode reports with ok whether the candidate
// is of that kind, which it tells from content.
type Format interface {
	Name() string
	Decode(c Candidate) (records Records, ok bool)
}

// Decode offers a file to the formats in turn and returns what the first that
// recognises it reads. A file of several JSON values, or of one array of
// objects, is offered value by value. Where no format recognises anything,
// Records.Format is empty and TopLevel says what was there; but under
// hints.Type the file is then a document of that type, even if it is no JSON.
// The error names the place: path:line:column.
func Decode(formats []Format, file *source.File, hints Hints) (Records, error) {
	body := source.Span{Start: 0, End: len(file.Text)}
	if bytes.HasPrefix(file.Text, []byte("\ufeff")) {
		body.Start = len("\ufeff")
	}
	return DecodePart(formats, file, body, hints)
}

// DecodePart is Decode of a part of a file.
func DecodePart(formats []Format, file *source.File, body source.Span, hints Hints) (Records, error) {
	d := decoder{formats: formats, file: file, hints: hints, texts: &policy.Shared{Room: new(policy.Room)}}
	roots, err := d.roots(body)
	if err != nil {
		if d.offer(gjson.Result{}, body) {
			return d.records, nil
		}
		if hints.Type == "" {
			return Records{}, d.instead(body, err)
		}
	}
	if err == nil {
		d.all(roots, body.End-body.Start)
	}
	d.finish(body)
	d.records.Lost = append(d.records.Lost, d.lost...)
	return d.records, nil
}

// Whole returns a file that is one JSON value as a candidate, for who knows by its name
// what it is. The error names the place.
func Whole(file *source.File, hints Hints) (Candidate, error) {
	return Part(file, source.Span{Start: 0, End: len(file.Text)}, hints)
}

// Part is Whole of a part of a file.
func Part(file *source.File, body source.Span, hints Hints) (Candidate, error) {
	d := decoder{file: file, hints: hints, texts: &policy.Shared{}}
	if err := policy.CheckJSON(file.Text[body.Start:body.End]); err != nil {
		return Candidate{}, d.failure(body.Start, err)
	}
	v := root(file, trim(file.Text, body))
	return Candidate{File: file, Body: body, Root: v, Members: membersOf(v), Hints: hints, texts: d.texts}, nil
}

type decoder struct {
	formats []Format
	file    *source.File
	hints   Hints
	records Records
	unknown int // values that no format recognised
	first   gjson.Result
	lost    []error // lines that are no JSON
	texts   *policy.Shared
}

// roots checks the text and returns where the JSON values are that it consists of.
func (d *decoder) roots(body source.Span) (iter.Seq[source.Span], error) {
	text := d.file.Text[body.Start:body.End]
	err := policy.CheckJSON(text)
	if err == nil {
		one := trim(d.file.Text, body)
		return func(yield func(source.Span) bool) { yield(one) }, nil
	}
	switch each, some := d.asLines(body); {
	case each:
		return lines(d.file.Text, body), nil
	case some:
		return d.sound(body), nil
	}
	if !isSequence(d.file.Text, body) {
		return nil, d.failure(body.Start, err)
	}
	for part := range sequence(d.file.Text, body) {
		if err := policy.CheckJSON(d.file.Text[part.Start:part.End]); err != nil {
			return nil, d.failure(part.Start, err)
		}
	}
	return sequence(d.file.Text, body), nil
}

// maxLost bounds how many lines are named that are no JSON.
const maxLost = 100

// asLines reports whether the text is JSON Lines: each line that holds something an object
// or, of a text some of whose lines are no JSON, some of them. A bad line loses that line
// alone, and is named.
func (d *decoder) asLines(body source.Span) (each, some bool) {
	var lost []error
	sound, broken := 0, 0
	for at := range lines(d.file.Text, body) {
		switch err := policy.CheckJSON(d.file.Text[at.Start:at.End]); {
		case err == nil && d.file.Text[at.Start] == '{':
			sound++
		case err == nil:
			return false, false
		default:
			if broken++; broken <= maxLost {
				lost = append(lost, d.failure(at.Start, err))
			}
		}
		// A document over many lines has hardly one that is an object by itself.
		if broken > sound {
			return false, false
		}
	}
	if broken == 0 || sound < 2 {
		return broken == 0 && sound > 1, false
	}
	if broken > maxLost {
		lost = append(lost, fmt.Errorf("%s: %d more lines that are not JSON", d.file.Name, broken-maxLost))
	}
	d.lost = lost
	return false, true
}

// sound yields the lines that are JSON.
func (d *decoder) sound(body source.Span) iter.Seq[source.Span] {
	return func(yield func(source.Span) bool) {
		for at := range lines(d.file.Text, body) {
			if policy.CheckJSON(d.file.Text[at.Start:at.End]) == nil && !yield(at) {
				return
			}
		}
	}
}

// instead is the error of a text that is no JSON, or what it is instead.
func (d *decoder) instead(body source.Span, err error) error {
	var syntax *policy.SyntaxError
	if !errors.As(err, &syntax) || !syntax.NotJSON {
		return err
	}
	if other := notation(d.file); other != nil {
		return d.failure(body.Start, other)
	}
	return err
}

// failure names the place of an error in the text that begins at base.
func (d *decoder) failure(base int, err error) error {
	var syntax *policy.SyntaxError
	if errors.As(err, &syntax) {
		base += syntax.Offset
	}
	return fmt.Errorf("%s: %w", d.file.Place(base), err)
}

// one offers a value.
func (d *decoder) one(v gjson.Result) {
	if d.unknown > 0 && v.Raw == d.first.Raw {
		d.unknown++
		return
	}
	if d.offer(v, spanOf(v)) || d.unwrap(v) || d.search(v) {
		return
	}
	if d.unknown++; d.unknown == 1 {
		d.first = v
	}
}

// offer adds what the first format that recognises the value reads.
func (d *decoder) offer(v gjson.Result, body source.Span) bool {
	c := Candidate{File: d.file, Body: body, Root: v, Members: membersOf(v), Hints: d.hints, texts: d.texts}
	for _, f := range d.formats {
		if records, ok := f.Decode(c); ok {
			records.File, records.Format = d.file, f.Name()
			d.rest(v, c.Members, &records)
			d.records.Add(records)
			return true
		}
	}
	return false
}

// finish accounts for what no format recognised.
func (d *decoder) finish(body source.Span) {
	switch {
	case d.records.Format != "" && d.unknown > 0:
		d.records.odd(Odd{At: Place{d.file, spanOf(d.first)},
			Found: fmt.Sprintf("%d JSON values of an unknown kind", d.unknown), Wanted: "an export or a policy document"})
	case d.records.Format != "":
	case d.hints.Type != "":
		c := Candidate{File: d.file, Body: body, Hints: d.hints, texts: d.texts}
		d.records = c.Bare()
		d.records.File, d.records.Format = d.file, bareFormat
	default:
		d.records.File = d.file
		for _, m := range membersOf(d.first) {
			d.records.TopLevel = append(d.records.TopLevel, strings.Clone(m.Name))
		}
	}
}

// bareFormat names a file that is a document by the user's word alone.
const bareFormat = "document"

// Add appends the records of a further part of the same file.
func (r *Records) Add(more Records) {
	if r.Format == "" {
		more.Odd = slices.Concat(r.Odd, more.Odd)
		*r = more
		return
	}
	if r.Format != more.Format { // mostly they are the same
		for _, name := range strings.Split(more.Format, ", ") {
			if !slices.Contains(strings.Split(r.Format, ", "), name) {
				r.Format += ", " + name
			}
		}
	}
	r.Documents = append(r.Documents, more.Documents...)
	r.Keys = append(r.Keys, more.Keys...)
	r.Aliases = append(r.Aliases, more.Aliases...)
	r.Roles = append(r.Roles, more.Roles...)
	r.Users = append(r.Users, more.Users...)
	r.Groups = append(r.Groups, more.Groups...)
	r.Policies = append(r.Policies, more.Policies...)
	r.Buckets = append(r.Buckets, more.Buckets...)
	r.Accounts = append(r.Accounts, more.Accounts...)
	r.Organizations = append(r.Organizations, more.Organizations...)
	r.Targets = append(r.Targets, more.Targets...)
	r.OrgPolicies = append(r.OrgPolicies, more.OrgPolicies...)
	r.Endpoints = append(r.Endpoints, more.Endpoints...)
	r.AccessPoints = append(r.AccessPoints, more.AccessPoints...)
	r.Failures = append(r.Failures, more.Failures...)
	r.Notes = append(r.Notes, more.Notes...)
	r.Lost = append(r.Lost, more.Lost...)
	for _, o := range more.Odd {
		r.odd(o)
	}
	if r.Links == nil {
		r.Links = more.Links
	}
	if r.Unjudged == "" {
		r.Unjudged = more.Unjudged
	}
	if r.Guessed == "" {
		r.Guessed = more.Guessed
	}
	// Of several pages the last says whether another one follows.
	r.Truncated = more.Truncated
}

// maxOdd bounds what a hostile file can make of small wrong values.
const maxOdd = 100

func (r *Records) odd(o Odd) {
	switch {
	case len(r.Odd) < maxOdd:
		r.Odd = append(r.Odd, o)
	case len(r.Odd) == maxOdd:
		r.Odd = append(r.Odd, Odd{At: o.At, Found: "further values that were not expected", Wanted: o.Wanted})
	}
}
