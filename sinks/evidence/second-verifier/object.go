package main

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"math"
)

// batch is what the rows of one object came to.
type batch struct {
	e                  *epochCheck
	h                  *head
	tree               frontier
	count, rejected    int64
	valueBytes         int64
	first, last        int64
	timeMin, timeMax   int64
	epochMin, epochMax int32
	lastLeaf           hash
	badRow             bool // a row was reported, which explains another root
}

func (b *batch) problem(code, format string, args ...any) {
	b.e.w.a.report.problem(code, b.h.key, format, args...)
}

func (e *epochCheck) object(h *head) {
	e.w.a.report.objects++
	delete(e.w.a.unnamed, h.key)
	b := &batch{e: e, h: h, timeMin: math.MaxInt64, timeMax: math.MinInt64, epochMin: math.MaxInt32, epochMax: math.MinInt32}
	b.kindOf()
	file, err := e.w.a.open(h.key)
	if err != nil {
		b.problem("LEAF_MISSING", "the object with %d records: %v", h.count, err)
		return
	}
	defer file.Close()
	digest := sha256.New()
	tee := io.TeeReader(file, digest)
	readErr := b.rows(tee)
	if _, err := io.Copy(io.Discard, tee); err != nil {
		b.problem("OBJECT_HASH", "cannot be read: %v", err)
	}
	if string(digest.Sum(nil)) != string(h.object[:]) {
		b.problem("OBJECT_HASH", "is not what the head names")
	}
	if readErr != nil {
		b.problem(codeFor(readErr, "OBJECT_HASH"), "after %d rows: %v", b.count, readErr)
		return
	}
	b.compare()
}

func (b *batch) rows(in io.Reader) error {
	c, err := openContainer(in)
	if err != nil {
		return err
	}
	defer c.close()
	if code, err := c.check(b.h.key); err != nil {
		if code != "PATH_BIND" {
			return err
		}
		b.problem(code, "%v", err)
	}
	for {
		data, count, err := c.block()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		rows := newInput(data)
		for ; count > 0; count-- {
			r := readRow(rows)
			if rows.err != nil {
				return fmt.Errorf("a row does not decode: %w", rows.err)
			}
			b.row(&r)
		}
		if len(rows.data) > 0 {
			return errors.New("bytes are left over after the rows of a block")
		}
	}
}

func (b *batch) row(r *row) {
	b.e.w.a.report.records++
	bad := func(code, format string, args ...any) {
		b.problem(code, "offset %d: %s", r.offset, fmt.Sprintf(format, args...))
		b.badRow = true
	}
	leaf := r.entryLeaf(b.h) // under the batch's tenant, whatever the row says
	if leaf != r.leaf || r.timestampType < 0 || r.timestampType > 2 {
		bad("PAYLOAD_HASH", "the row is not what was sealed: another leaf")
	}
	b.tree.add(leaf)
	twice := b.count > 0 && r.offset == b.last
	switch {
	case b.count == 0:
		b.first = r.offset
	case twice:
		bad("OFFSET_DUP", "comes twice")
		if leaf != b.lastLeaf {
			bad("BROKER_REWRITE", "comes twice, with two contents")
		}
	case r.offset < b.last:
		bad("ORDER", "comes after %d", b.last)
	}
	if b.count > 0 && r.leaderEpoch >= 0 && r.leaderEpoch < b.epochMax && r.offset > b.last {
		bad("BROKER_REWRITE", "leader epoch %d after %d", r.leaderEpoch, b.epochMax)
	}
	b.count++
	b.last, b.lastLeaf = r.offset, leaf
	b.valueBytes += int64(len(r.value))
	at := r.timestamp
	if r.event != nil {
		at = r.event.time
	} else {
		b.rejected++
		b.e.w.a.report.rejected++
	}
	if b.timeMin > at {
		b.timeMin = at
	}
	if b.timeMax < at {
		b.timeMax = at
	}
	b.epochMin, b.epochMax = min32(b.epochMin, r.leaderEpoch), max32(b.epochMax, r.leaderEpoch)
	if !twice {
		b.e.offset(b, r, bad)
	}
	b.tenant(r, bad)
	b.e.value(b, r, bad)
}

func (b *batch) tenant(r *row, bad func(string, string, ...any)) {
	isReject := r.event == nil
	if r.tenant != b.h.tenant || isReject != (r.tenant == unattributed) {
		bad("TENANT_BIND", "tenant %s in a batch of %s", r.tenant, b.h.tenant)
	}
	if isReject != (r.reason != 0) || r.reason < 0 || r.reason > reasonIndexRefused {
		bad("RELABELLED", "reason %d does not fit the tag", r.reason)
	}
}

// compare holds the rows against the head.
func (b *batch) compare() {
	h := b.h
	if b.tree.root() != h.batchRoot {
		b.problem("HEAD_ROOT", "the rows give another batch root than the head has")
	}
	switch {
	case b.count < h.count:
		b.problem("LEAF_MISSING", "%d rows, the head has %d", b.count, h.count)
	case b.count > h.count:
		b.problem("COUNT", "%d rows, the head has %d", b.count, h.count)
	case b.badRow:
	case b.rejected != h.undecodable || b.valueBytes != h.valueBytes || b.first != h.from || b.last != h.to-1 ||
		b.timeMin != h.timeMin || b.timeMax != h.timeMax:
		b.problem("COUNT", "rows: %d to %d, %d undecodable, %d bytes, times %d to %d; head: %d to %d, %d, %d, %d to %d",
			b.first, b.last+1, b.rejected, b.valueBytes, b.timeMin, b.timeMax, h.from, h.to, h.undecodable, h.valueBytes, h.timeMin, h.timeMax)
	case b.epochMin != h.epochMin || b.epochMax != h.epochMax:
		b.problem("BROKER_REWRITE", "rows have leader epochs %d to %d, the head %d to %d", b.epochMin, b.epochMax, h.epochMin, h.epochMax)
	}
}

// offset marks the row's offset in its partition's set.
func (e *epochCheck) offset(b *batch, r *row, bad func(string, string, ...any)) {
	c := e.cells[partition{b.h.topic, b.h.partition}]
	if c == nil {
		return // reported with the head
	}
	if r.offset < c.from || r.offset >= c.to {
		bad("COVERAGE", "is outside of the coverage, %d to %d", c.from, c.to)
		return
	}
	for _, l := range c.lost {
		if r.offset >= l.from && r.offset < l.to {
			bad("COVERAGE", "is sealed as lost")
		}
	}
	word, bit := r.offset>>6, uint64(1)<<uint(r.offset&63)
	if c.offsets[word]&bit != 0 {
		bad("OFFSET_DUP", "was there before")
		return
	}
	c.offsets[word] |= bit
	c.distinct++
}

// offsets holds what the rows came to against the coverage.
func (e *epochCheck) offsets() {
	for _, v := range e.seal.coverage {
		c := e.cells[partition{v.topic, v.partition}]
		if c.distinct != v.sealed {
			e.w.a.report.problem("COVERAGE", e.place, "%s-%d: rows have %d offsets, the seal %d", v.topic, v.partition, c.distinct, v.sealed)
		}
	}
}
