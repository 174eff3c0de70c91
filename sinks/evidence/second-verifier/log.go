package main

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

// frontier is an RFC 6962 tree that keeps one hash per level.
type frontier struct {
	size int64
	full []*hash
}

func (f *frontier) add(leaf hash) {
	f.size++
	for level := 0; ; level++ {
		if level == len(f.full) {
			f.full = append(f.full, nil)
		}
		if f.full[level] == nil {
			f.full[level] = &leaf
			return
		}
		leaf = nodeHash(*f.full[level], leaf)
		f.full[level] = nil
	}
}

func (f *frontier) root() hash {
	if f.size == 0 {
		return sha256.Sum256(nil)
	}
	var root *hash
	for _, left := range f.full {
		switch {
		case left == nil:
		case root == nil:
			root = left
		default:
			joined := nodeHash(*left, *root)
			root = &joined
		}
	}
	return *root
}

// tiles compares each tile of each size with the hashes that the seals give: per level at most
// one tile of 256 hashes is held.
type tiles struct {
	a      *archive
	levels [][]hash
	faults []string // told only if the newest note holds: else the seals may be what is wrong
}

const tileWidth = 256

func (t *tiles) add(level int, index int64, h hash) {
	if level == len(t.levels) {
		t.levels = append(t.levels, nil)
	}
	t.levels[level] = append(t.levels[level], h)
	width := len(t.levels[level])
	t.compare(level, index/tileWidth, width)
	if width < tileWidth {
		return
	}
	var tree frontier
	for _, h := range t.levels[level] {
		tree.add(h)
	}
	t.levels[level] = nil
	t.add(level+1, index/tileWidth, tree.root())
}

func tilePath(level int, index int64, width int) string {
	path := tlog.Tile{H: 8, L: level, N: index, W: width}.Path()
	return "tile/" + strings.TrimPrefix(path, "tile/8/")
}

func (t *tiles) compare(level int, index int64, width int) {
	key := tilePath(level, index, width)
	data, err := t.a.read(key)
	if err != nil {
		t.a.report.problem(codeFor(err, "TILE"), key, "%v", err)
		return
	}
	var want bytes.Buffer
	for _, h := range t.levels[level][:width] {
		want.Write(h[:])
	}
	if !bytes.Equal(data, want.Bytes()) {
		if len(t.faults) < maxLines {
			t.faults = append(t.faults, key)
		}
	}
}

// keep remembers the checkpoints of the auditor and the hint, to be compared when their size comes.
func (w *walk) keep(known [][]byte) {
	for i, text := range known {
		if point, holds := checkNote(w.a.report, fmt.Sprintf("known-note-%d", i+1), text, w.trust); holds {
			w.remember(point)
		}
	}
	text, err := w.a.read("checkpoint")
	if err != nil {
		return // a hint may be missing
	}
	if point, holds := checkNote(newReport(io.Discard, false), "checkpoint", text, w.trust); holds {
		w.remember(point) // and one that does not hold says nothing: anybody may write it
	}
}

func (w *walk) remember(point checkpoint) {
	if point.size > w.size {
		w.a.report.problem("STALE_HEAD", point.place, "is over %d seals, the newest note over %d", point.size, w.size)
		if w.a.exists(sealKey(point.size - 1)) {
			w.a.report.problem("ROLLBACK", point.place, "and the seals are there")
		}
		return
	}
	for _, n := range w.notes {
		if n.size == point.size && n.root != point.root {
			w.a.report.problem("EQUIVOCATION", point.place, "another root than %s, both signed", n.place)
		}
		if n.size == point.size && n.root == point.root && point.place == "checkpoint" {
			return // a copy, as it should be
		}
	}
	w.known = append(w.known, point)
}

// roots compares the root over the seals so far with every checkpoint over as many.
func (w *walk) roots(size int64) {
	if w.broken {
		return
	}
	root := w.tree.root()
	for ; len(w.notes) > 0 && w.notes[0].size == size; w.notes = w.notes[1:] {
		switch {
		case w.notes[0].root == root:
		case size == w.size:
			w.a.report.problem("CHECKPOINT_ROOT", w.notes[0].place, "the seals give another root")
			w.offTrack = append(w.offTrack, w.notes[0])
		default:
			w.offTrack = append(w.offTrack, w.notes[0])
		}
	}
	for _, point := range w.known {
		if point.size == size && point.root != root {
			w.a.report.problem("INCONSISTENT", point.place, "the seals give another root at its size")
		}
	}
}

// judgeOlder: if the newest note holds, an older one that does not is of another history.
func (w *walk) judgeOlder() {
	newestHolds := !w.broken && (len(w.offTrack) == 0 || w.offTrack[len(w.offTrack)-1].size < w.size)
	for _, key := range w.tiles.faults {
		if newestHolds {
			w.a.report.problem("TILE", key, "does not hold what the seals give")
		}
	}
	for _, point := range w.offTrack {
		switch {
		case point.size == w.size:
		case newestHolds:
			w.a.report.problem("INCONSISTENT", point.place, "signed, and not of the newest note's history")
		default:
			w.a.report.problem("CHECKPOINT_ROOT", point.place, "the seals give another root")
		}
	}
}
