package main

import (
	"crypto/sha256"
	"fmt"
	"math"
	"regexp"
	"strings"
	"time"
)

// cell is one partition in one epoch: what the coverage says, and what heads and rows came to.
type cell struct {
	coverage
	headCount, headUndecodable int64
	epochMin, epochMax         int32
	offsets                    map[int64]uint64 // a bit per offset that a row has
	distinct                   int64
}

type epochCheck struct {
	w       *walk
	seal    *seal
	epoch   int64
	place   string
	cells   map[partition]*cell
	schemas map[int32]hash
}

func (e *epochCheck) problem(code, format string, args ...any) {
	e.w.a.report.problem(code, e.place, format, args...)
}

func (e *epochCheck) coverage() {
	before := e.w.partitions
	now := map[partition]reached{}
	for i, v := range e.seal.coverage {
		id := partition{v.topic, v.partition}
		if i > 0 {
			last := e.seal.coverage[i-1]
			if last.topic > v.topic || last.topic == v.topic && last.partition > v.partition {
				e.problem("NON_CANONICAL", "coverage is not sorted at %s-%d", v.topic, v.partition)
			}
		}
		if e.cells[id] != nil {
			e.problem("COVERAGE_OVERLAP", "%s-%d is covered twice", v.topic, v.partition)
		}
		e.cells[id] = &cell{coverage: v, epochMin: math.MaxInt32, epochMax: math.MinInt32, offsets: map[int64]uint64{}}
		last, ok := before[id]
		if ok {
			e.follows(v, last)
		}
		e.adds(v)
		now[id] = reached{v.to, max32(v.epochMax, last.epochMax)}
		if !ok {
			now[id] = reached{v.to, v.epochMax}
		}
	}
	for id := range before {
		if _, ok := now[id]; !ok {
			e.problem("PARTITION_LOST", "%s-%d is no longer covered", id.topic, id.id)
			now[id] = before[id]
		}
	}
	e.w.partitions = now
}

func (e *epochCheck) follows(v coverage, last reached) {
	switch {
	case v.from > last.to:
		e.problem("COVERAGE", "%s-%d: offsets %d to %d are in no epoch", v.topic, v.partition, last.to, v.from)
	case v.from < last.to:
		e.problem("COVERAGE_OVERLAP", "%s-%d: begins at %d, the seal before ended at %d", v.topic, v.partition, v.from, last.to)
	}
	if v.epochMin >= 0 && v.epochMin < last.epochMax {
		e.problem("BROKER_REWRITE", "%s-%d: leader epoch %d after %d", v.topic, v.partition, v.epochMin, last.epochMax)
	}
}

// adds checks one partition's coverage in itself.
func (e *epochCheck) adds(v coverage) {
	at := fmt.Sprintf("%s-%d", v.topic, v.partition)
	if v.from < 0 || v.to < v.from || v.sealed < 0 || v.controlSlots < 0 || v.undecodable < 0 {
		e.problem("COVERAGE", "%s: a range or a count is below nothing", at)
		return
	}
	left, lastEnd := v.to-v.from, v.from
	for _, l := range v.lost {
		if l.from < lastEnd || l.to <= l.from || l.to > v.to {
			e.problem("COVERAGE", "%s: lost range %d to %d is empty, out of order or outside", at, l.from, l.to)
			return
		}
		left -= l.to - l.from
		lastEnd = l.to
	}
	// Written so that no sum can overflow.
	if v.sealed > left || left-v.sealed != v.controlSlots || v.undecodable > v.sealed {
		e.problem("COUNT_EQUATION", "%s: %d offsets not lost, %d sealed (%d undecodable), %d control slots", at, left, v.sealed, v.undecodable, v.controlSlots)
	}
	if v.controlSlots > 0 && (!v.gapsDeclared || e.w.trust.isGapFree(v.topic)) {
		e.problem("GAP_NOT_ALLOWED", "%s: %d holes", at, v.controlSlots)
	}
	if v.sealed == 0 && (v.epochMin != -1 || v.epochMax != -1) || v.epochMin > v.epochMax || v.epochMin < -1 {
		e.problem("BROKER_REWRITE", "%s: leader epochs %d to %d with %d sealed", at, v.epochMin, v.epochMax, v.sealed)
	}
}

func (t *trustFile) isGapFree(topic string) bool {
	for _, name := range t.GapFreeTopics {
		if name == topic {
			return true
		}
	}
	return false
}

func (e *epochCheck) heads() {
	key := fmt.Sprintf("heads/%020d-%x.json", e.epoch, e.seal.headsFile)
	delete(e.w.a.unnamed, key)
	text, err := e.w.a.read(key)
	if err != nil {
		e.problem(codeFor(err, "HEAD_ROOT"), "heads file %s: %v", key, err)
		e.w.policySet = e.seal.policySet
		return
	}
	if sha256.Sum256(text) != e.seal.headsFile {
		e.w.a.report.problem("HEAD_ROOT", key, "is not what the seal names")
	}
	f, err := readHeadsFile(text)
	if err != nil {
		e.w.a.report.problem("NON_CANONICAL", key, "%v", err)
		e.w.policySet = e.seal.policySet
		return
	}
	e.policies(f)
	e.place = key
	if f.epoch != e.epoch {
		e.problem("HEAD_ROOT", "says it is of epoch %d", f.epoch)
	}
	e.bindSchemas(f)
	var tree frontier
	for i := range f.heads {
		tree.add(f.heads[i].text)
		if i > 0 && !ordered(&f.heads[i-1], &f.heads[i]) {
			e.problem("NON_CANONICAL", "head %d is not in order", i)
		}
		e.chain(&f.heads[i])
		e.head(&f.heads[i])
		e.kept(&f.heads[i])
	}
	if tree.root() != e.seal.headsRoot {
		e.problem("HEAD_ROOT", "the heads give another root than the seal has")
	}
	e.sums()
	e.snapshot(f)
	for i := range f.heads {
		e.object(&f.heads[i])
	}
	e.offsets()
}

func ordered(a, b *head) bool {
	if a.blinded != b.blinded {
		return string(a.blinded[:]) < string(b.blinded[:])
	}
	return a.sequence < b.sequence
}

func (e *epochCheck) bindSchemas(f headsFile) {
	e.schemas = map[int32]hash{}
	if f.schemaSet != e.seal.schemaSet {
		e.problem("SCHEMA_BIND", "the schemas are not those of the seal's schema_set")
	}
	for _, s := range f.schemas {
		if other, ok := e.schemas[s.id]; ok && other != s.hash {
			e.problem("SCHEMA_BIND", "registry id %d has two schemas", s.id)
		}
		if other, ok := e.w.schemas.byID[s.id]; ok && other != s.hash {
			e.problem("SCHEMA_BIND", "registry id %d stood for another schema in an earlier epoch", s.id)
		}
		e.schemas[s.id] = s.hash
		e.w.schemas.load(s, e.seal.closedAt)
	}
}

// chain checks a head's place in its tenant's chain.
func (e *epochCheck) chain(h *head) {
	at := fmt.Sprintf("tenant %s, head %d", h.tenant, h.sequence)
	last, ok := e.w.tenants[h.tenant]
	if !ok {
		last = tenantState{sequence: -1, salt: h.salt}
	}
	if sha256.Sum256([]byte(h.salt+h.tenant)) != h.blinded || last.salt != h.salt {
		e.problem("TENANT_BIND", "%s: the salt does not open the blinded tenant, or is not the tenant's", at)
	}
	switch {
	case h.sequence != last.sequence+1:
		e.problem("TENANT_GAP", "%s: the one before is %d", at, last.sequence)
	case h.previous != last.head:
		e.problem("TENANT_GAP", "%s: names another head as the one before", at)
	}
	e.w.tenants[h.tenant] = tenantState{h.text, last.salt, h.sequence}
}

// head checks a head against the seal: key, range, and what adds up to the coverage.
func (e *epochCheck) head(h *head) {
	at := fmt.Sprintf("head of %s", h.key)
	// The date and the hour are the writer's, when it began the batch: nothing tells them again.
	folder := fmt.Sprintf("events/tenant=%s/tier=%s/date=", h.tenant, h.tier)
	name := fmt.Sprintf("/%s-%d-%d-", h.topic, h.partition, h.from)
	rest, ok := cutPrefix(h.key, folder)
	hour, last, _ := strings.Cut(rest, "/hour=")
	if day, isDate := time.Parse("2006-01-02", hour); !ok || isDate != nil || day.Year() < 1 || len(last) < 2 ||
		last[:2] < "00" || last[:2] > "23" || !isUnique(last[2:], name) {
		e.problem("PATH_BIND", "%s: want a key of the form %sDATE/hour=HH%sUNIQUE.avro", at, folder, name)
	}
	c := e.cells[partition{h.topic, h.partition}]
	if c == nil {
		e.problem("COVERAGE", "%s: the seal does not cover %s-%d", at, h.topic, h.partition)
		return
	}
	if h.from < c.from {
		e.problem("COVERAGE_OVERLAP", "%s: begins at %d, covered are %d to %d", at, h.from, c.from, c.to)
	}
	if h.to > c.to || h.count < 1 || h.from < 0 || h.from >= h.to || h.count > h.to-h.from {
		e.problem("COVERAGE", "%s: %d records from %d to %d, covered are %d to %d", at, h.count, h.from, h.to, c.from, c.to)
	}
	isReject := h.tenant == unattributed
	if h.undecodable < 0 || isReject && h.undecodable != h.count || !isReject && h.undecodable != 0 {
		e.problem("COUNT_EQUATION", "%s: %d of %d undecodable", at, h.undecodable, h.count)
	}
	if h.count < 0 || c.headCount > math.MaxInt64-h.count {
		e.problem("COUNT_EQUATION", "%s: counts overflow", at)
		return
	}
	c.headCount += h.count
	c.headUndecodable += h.undecodable
	c.epochMin, c.epochMax = min32(c.epochMin, h.epochMin), max32(c.epochMax, h.epochMax)
}

func cutPrefix(text, prefix string) (string, bool) {
	return strings.TrimPrefix(text, prefix), strings.HasPrefix(text, prefix)
}

func isUnique(text, name string) bool {
	rest, ok := cutPrefix(text, name)
	return ok && unique.MatchString(rest)
}

var unique = regexp.MustCompile(`^[A-Za-z0-9._-]{1,100}\.avro$`)

const (
	unattributed = "_unattributed"
	platform     = "_sealstream" // of policies, and of what the policy job says of itself
)

func (e *epochCheck) sums() {
	for _, v := range e.seal.coverage {
		c := e.cells[partition{v.topic, v.partition}]
		if c.headCount != v.sealed || c.headUndecodable != v.undecodable {
			e.problem("COUNT_EQUATION", "%s-%d: heads have %d records (%d undecodable), the seal %d (%d)",
				v.topic, v.partition, c.headCount, c.headUndecodable, v.sealed, v.undecodable)
		}
		if c.headCount > 0 && (c.epochMin != v.epochMin || c.epochMax != v.epochMax) {
			e.problem("BROKER_REWRITE", "%s-%d: heads have leader epochs %d to %d, the seal %d to %d",
				v.topic, v.partition, c.epochMin, c.epochMax, v.epochMin, v.epochMax)
		}
	}
}

// snapshot checks the tenants' states, which epochs divisible by 64 have.
func (e *epochCheck) snapshot(f headsFile) {
	if e.epoch%64 != 0 {
		if len(f.tenants) > 0 {
			e.problem("TENANT_GAP", "has states of tenants, and its epoch is not divisible by 64")
		}
		return
	}
	seen := map[string]bool{}
	for _, s := range f.tenants {
		if state, ok := e.w.tenants[s.tenant]; !ok || state != s.tenantState {
			e.problem("TENANT_GAP", "the state of tenant %s is not what its heads came to", s.tenant)
		}
		seen[s.tenant] = true
	}
	for _, name := range sortedKeys(e.w.tenants) {
		if !seen[name] {
			e.problem("TENANT_GAP", "the state of tenant %s is missing", name)
		}
	}
}

func min32(a, b int32) int32 {
	if a < b {
		return a
	}
	return b
}

func max32(a, b int32) int32 {
	if a > b {
		return a
	}
	return b
}
