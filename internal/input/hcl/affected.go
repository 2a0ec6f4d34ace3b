package hcl

import (
	"path"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/crossgrant/crossgrant/internal/source"
)

// piece is what a name of a folder leads to, a block or an argument of locals, with the names
// that stand in it.
type piece struct {
	folder *folder
	block  *block
	at     source.Span
	name   string
	refers map[string]bool
}

// piecesOf takes the blocks of a folder for what their names say.
func piecesOf(f *folder) (list []*piece) {
	for _, b := range f.blocks {
		if b.kind == "locals" {
			for name, a := range b.body.Attributes {
				list = append(list, &piece{f, b, spanOf(a), "local." + name, namesIn(a.Expr)})
			}
			continue
		}
		p := &piece{folder: f, block: b, at: b.at.Span, name: strings.Join(b.labels, "."), refers: namesIn(b.body)}
		switch b.kind {
		case "resource":
		case "variable":
			p.name = "var." + p.name
		default:
			p.name = b.kind + "." + p.name
		}
		list = append(list, p)
	}
	return list
}

// namesIn are the names that stand in syntax, as far as they lead to a piece.
func namesIn(n hclsyntax.Node) map[string]bool {
	out := map[string]bool{}
	_ = hclsyntax.VisitAll(n, func(n hclsyntax.Node) hcl.Diagnostics {
		if e, ok := n.(*hclsyntax.ScopeTraversalExpr); ok && len(e.Traversal) > 1 {
			parts := []string{e.Traversal.RootName()}
			for _, t := range e.Traversal[1:min(len(e.Traversal), 3)] {
				text, _, _ := step(t)
				parts = append(parts, text)
			}
			if parts[0] != "data" {
				parts = parts[:2]
			}
			out[strings.Join(parts, ".")] = true
		}
		return nil
	})
	return out
}

// affected returns the blocks in which something may be another once what stands at places
// of a file is; ok is false where that may be all.
func (r *reading) affected(file *source.File, edits []source.Edit) (blocks map[*block]bool, ok bool) {
	blocks = map[*block]bool{}
	seen := map[*piece]bool{}
	var queue []*piece
	add := func(p *piece) {
		if blocks[p.block] = true; !seen[p] {
			seen[p] = true
			queue = append(queue, p)
		}
	}
	for _, e := range edits {
		found := false
		for _, p := range r.pieces {
			if p.block.file == file && p.at.Start <= e.Span.Start && e.Span.End <= p.at.End {
				found = true
				add(p)
			}
		}
		if !found {
			return nil, false
		}
	}
	returned := map[*piece]bool{} // calls of which what they return may be another
	referring := func(p *piece) {
		for _, other := range r.pieces {
			if other.folder == p.folder && other.refers[p.name] {
				add(other)
			}
		}
	}
	for len(queue) > 0 {
		p := queue[0]
		queue = queue[1:]
		switch p.block.kind {
		case "provider":
			return nil, false
		case "module":
			of := path.Join(p.folder.dir, local(p.block))
			for _, other := range r.pieces {
				if local(p.block) != "" && other.folder.dir == of {
					add(other)
				}
			}
		case "output":
			for _, call := range r.pieces {
				if call.block.kind == "module" && path.Join(call.folder.dir, local(call.block)) == p.folder.dir && !returned[call] {
					returned[call] = true
					referring(call)
				}
			}
		}
		referring(p)
	}
	return blocks, true
}

// replaced are the folders with the blocks that edits of a file change taken apart again; ok
// is false where they become no such blocks. Origins leads from these to those before.
func (r *reading) replaced(file, changed *source.File, edits []source.Edit) (folders map[string]*folder, origins map[*block]*block, ok bool) {
	folders, origins = map[string]*folder{}, map[*block]*block{}
	if strings.HasSuffix(file.Name, jsonEnding) {
		return r.replacedJSON(file, changed)
	}
	for dir, f := range r.before.folders {
		next := &folder{dir: dir, files: f.files}
		for _, b := range f.blocks {
			inside, ahead := 0, 0
			for _, e := range edits {
				switch grown := len(e.New) - (e.Span.End - e.Span.Start); {
				case b.file != file || e.Span.Start > b.at.Span.End:
				case e.Span.Start >= b.at.Span.Start:
					inside += grown
					origins[b] = b
				default:
					ahead += grown
				}
			}
			if origins[b] != b {
				next.blocks = append(next.blocks, b)
				continue
			}
			delete(origins, b)
			start, end := b.at.Span.Start+ahead, b.at.Span.End+ahead+inside
			if start < 0 || end > len(changed.Text) {
				return nil, nil, false
			}
			parsed, diagnostics := hclsyntax.ParseConfig(changed.Text[start:end], file.Name, hcl.Pos{Line: 1, Column: 1, Byte: start})
			body, is := parsed.Body.(*hclsyntax.Body)
			if diagnostics.HasErrors() || !is || len(body.Blocks) != 1 || len(body.Attributes) > 0 ||
				body.Blocks[0].Type != b.kind || strings.Join(body.Blocks[0].Labels, ".") != strings.Join(b.labels, ".") {
				return nil, nil, false
			}
			one := body.Blocks[0]
			now := &block{file: changed, kind: b.kind, labels: b.labels, body: one.Body, at: placeOf(changed, one.Range())}
			origins[now] = b
			next.blocks = append(next.blocks, now)
		}
		folders[dir] = next
	}
	return folders, origins, true
}

// replacedJSON is replaced for a file in JSON, which is taken apart as a whole.
func (r *reading) replacedJSON(file, changed *source.File) (folders map[string]*folder, origins map[*block]*block, ok bool) {
	p := newProject(r.dir, r.reader, r.hints)
	body := p.parseJSON(changed, false)
	if body == nil {
		return nil, nil, false
	}
	folders, origins, ok = map[string]*folder{}, map[*block]*block{}, true
	for dir, f := range r.before.folders {
		next, at := &folder{dir: dir, files: f.files}, 0
		for _, b := range f.blocks {
			if b.file != file {
				next.blocks = append(next.blocks, b)
				continue
			}
			if at == len(body.Blocks) || body.Blocks[at].Type != b.kind || !slices.Equal(body.Blocks[at].Labels, b.labels) {
				return nil, nil, false
			}
			one := body.Blocks[at]
			now := &block{file: changed, kind: b.kind, labels: b.labels, body: one.Body, at: placeOf(changed, one.Range())}
			next.blocks, at = append(next.blocks, now), at+1
			origins[now] = b
		}
		ok = ok && (at == 0 || at == len(body.Blocks))
		folders[dir] = next
	}
	return folders, origins, ok
}
