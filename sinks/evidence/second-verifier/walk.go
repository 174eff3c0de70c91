package main

import (
	"crypto/sha256"
	"fmt"
	"sort"
)

type partition struct {
	topic string
	id    int32
}

type reached struct {
	to       int64
	epochMax int32
}

// walk goes through the seals in order, with the state that one seal leaves to the next.
type walk struct {
	a     *archive
	trust *trustFile
	notes []checkpoint // not yet reached
	known []checkpoint
	// Older notes whose root the seals do not give, and the newest if it is one.
	offTrack []checkpoint
	size     int64 // of the newest note that holds
	tree     frontier
	tiles    tiles

	broken      bool      // a seal is missing: roots cannot be known
	gap         bool      // the seal before is missing: the next one cannot name it
	previous    hash      // of the seal before
	signers     []noteKey // of the seal before; none if that could not be read
	closedAt    int64     // likewise
	lastReceipt int64
	partitions  map[partition]reached
	tenants     map[string]tenantState
	schemas     *schemas
	emitters    emitters
	kinds       map[string]string // of each topic's records
	policySet   hash              // after the epoch before
	policyEpoch int64             // the next that policySet is good for

	tableSeen          bool // a seal has named one
	tableHash          hash // of the newest named
	table, tableBefore *table
}

func newWalk(a *archive, trust *trustFile, notes []checkpoint) *walk {
	w := &walk{a: a, trust: trust, notes: notes, tiles: tiles{a: a}, lastReceipt: -1,
		partitions: map[partition]reached{}, tenants: map[string]tenantState{},
		schemas: newSchemas(a), emitters: emitters{}, kinds: map[string]string{}}
	sort.Slice(w.notes, func(i, j int) bool { return w.notes[i].size < w.notes[j].size })
	if len(notes) > 0 {
		w.size = w.notes[len(notes)-1].size
	}
	a.report.size = w.size
	return w
}

func sealKey(epoch int64) string { return fmt.Sprintf("seal/%020d.json", epoch) }

func (w *walk) seals() {
	w.roots(0)
	missing := 0
	for epoch := int64(0); epoch < w.size; epoch++ {
		key := sealKey(epoch)
		text, err := w.a.read(key)
		if err != nil {
			w.a.report.problem(codeFor(err, "EPOCH_GAP"), key, "%v", err)
			w.broken, w.gap, w.signers = true, true, nil
			if missing++; missing > maxLines {
				w.a.report.problem("EPOCH_GAP", key, "too many seals are missing: stopped here")
				return
			}
			continue
		}
		leaf := leafHash(text)
		w.tree.add(leaf)
		if !w.broken {
			w.tiles.add(0, epoch, leaf)
		}
		w.seal(epoch, key, text)
		w.previous, w.gap = leaf, false
		w.roots(epoch + 1)
	}
	w.judgeOlder()
	w.emitters.report(w.a.report)
}

func (w *walk) seal(epoch int64, key string, text []byte) {
	report := w.a.report
	s, err := readSeal(text)
	if err != nil {
		w.signers = nil
		report.problem("NON_CANONICAL", key, "%v", err)
		return
	}
	if s.epoch != epoch {
		report.problem("EPOCH_GAP", key, "says it is of epoch %d", s.epoch)
	}
	if s.previous != w.previous && !w.gap {
		report.problem("CHAIN", key, "does not name the seal before it")
	}
	if s.closedAt < s.openedAt || epoch > 0 && s.closedAt < w.closedAt {
		report.problem("TIME_ORDER", key, "closed at %d, opened at %d, the seal before closed at %d", s.closedAt, s.openedAt, w.closedAt)
	}
	w.closedAt = s.closedAt
	w.noteSigners(epoch, s.signers)
	w.receipt(key, s)
	if !sort.StringsAreSorted(s.abandoned) {
		report.problem("NON_CANONICAL", key, "abandoned keys are not sorted")
	}
	for _, name := range s.abandoned {
		delete(w.a.unnamed, name)
	}
	w.learn(key, s.retention)
	e := &epochCheck{w: w, seal: &s, epoch: epoch, place: key, cells: map[partition]*cell{}}
	e.coverage()
	e.heads()
}

func (w *walk) receipt(place string, s seal) {
	report := w.a.report
	if s.receiptEpoch < 0 {
		if s.receiptEpoch != -1 || s.receipt != (hash{}) || w.lastReceipt >= 0 {
			report.problem("RECEIPT", place, "names no receipt, though an earlier seal did, or with a hash")
		}
		return
	}
	if s.receiptEpoch >= s.epoch || s.receiptEpoch < w.lastReceipt {
		report.problem("RECEIPT", place, "names the receipt of epoch %d", s.receiptEpoch)
	}
	w.lastReceipt = s.receiptEpoch
	key := fmt.Sprintf("receipt/%020d.json", s.receiptEpoch)
	text, err := w.a.read(key)
	if err != nil {
		report.problem(codeFor(err, "RECEIPT"), key, "%v", err)
		return
	}
	if sha256.Sum256(text) != s.receipt {
		report.problem("RECEIPT", key, "is not the one that %s names", place)
		return
	}
	epoch, sorted, err := readReceipt(text)
	if err != nil || !sorted {
		report.problem("NON_CANONICAL", key, "not sorted, or: %v", err)
	} else if epoch != s.receiptEpoch {
		report.problem("RECEIPT", key, "says it is of epoch %d", epoch)
	}
}
