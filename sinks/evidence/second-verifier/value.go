package main

import (
	"encoding/binary"
	"math"
	"unicode"
)

// The reasons that judging again names or leaves open.
const (
	reasonTombstone     = 1
	reasonTooLarge      = 2
	reasonBadMagic      = 3
	reasonUnknownSchema = 4
	reasonIncompatible  = 5
	reasonMalformed     = 6
	reasonTrailing      = 7
	reasonTenant        = 8
	reasonID            = 9
	reasonNotBound      = 10
	reasonFuture        = 11
	reasonIndexRefused  = 12
)

const (
	schemaGraceMillis = 60_000
	yearOne           = -62135596800000
	endOfYear9999     = 253402300799999
)

type judgement struct {
	reason int32 // 0: an event
	open   bool  // the archive does not tell
	id     int32
	hash   hash
	got    map[string]any
}

// judge decodes a value as the job did, in the order of the reasons.
func (e *epochCheck) judge(records string, value []byte) (j judgement) {
	switch {
	case records == "policies":
		return judgePolicy(value)
	case value == nil:
		j.reason = reasonTombstone
		return j
	case len(value) < 5 || value[0] != 0:
		j.reason = reasonBadMagic
		return j
	}
	j.id = int32(binary.BigEndian.Uint32(value[1:]))
	var ok bool
	if j.hash, ok = e.schemas[j.id]; !ok {
		if j.hash, ok = e.w.schemas.byID[j.id]; !ok {
			j.open = true
			return j
		}
	}
	writer := e.w.schemas.byHash[j.hash]
	if writer == nil {
		j.open = true // reported with the schema
		return j
	}
	if writer.name != kinds[records].schema {
		j.reason = reasonIncompatible
		return j
	}
	in := newInput(value[5:])
	j.got = map[string]any{}
	in.decode(writer, "", j.got, 0)
	if at, ok := j.got[kinds[records].time]; ok {
		j.got["time"] = at
	}
	switch {
	case in.err != nil || !isTime(j.got["time"]) || !isTime(j.got["observed_time"]) ||
		!isFinite(j.got["source.geo.lat"]) || !isFinite(j.got["source.geo.lon"]):
		j.reason = reasonMalformed
	case len(in.data) > 0:
		j.reason = reasonTrailing
	case !isTenant(text(j.got["tenant_id"])) && (records == "events" || j.got["tenant_id"] != platform):
		j.reason = reasonTenant
	case !isID(text(j.got["id"])):
		j.reason = reasonID
	}
	return j
}

func (e *epochCheck) value(b *batch, r *row, bad func(string, string, ...any)) {
	records := b.h.records
	j := e.judge(records, r.value)
	if r.event != nil {
		if e.event(records, r, j, bad) {
			b.tier(classOf(records, j), bad)
		}
		return
	}
	b.tier(noEvent, bad)
	isOfEvents := r.reason == reasonNotBound || r.reason == reasonFuture || r.reason == reasonIndexRefused
	if records != "events" && isOfEvents || records == "policies" && r.reason != reasonTooLarge {
		e.sameReason(r, j, bad)
		return
	}
	switch r.reason {
	case reasonTooLarge, reasonNotBound, reasonIndexRefused:
		if r.value == nil || r.reason != reasonTooLarge && j.reason == reasonBadMagic {
			bad("RELABELLED", "reason %d of a value that has none to give", r.reason)
			return
		}
		e.w.a.report.undecid++
	case reasonUnknownSchema:
		since, known := e.w.schemas.since[j.id]
		switch {
		case j.reason == reasonTombstone || j.reason == reasonBadMagic:
			bad("RELABELLED", "sealed as an unknown schema, found is reason %d", j.reason)
		case !j.open && known && e.seal.openedAt-since >= schemaGraceMillis:
			bad("RELABELLED", "schema %d was in use before", j.id)
		default:
			e.w.a.report.undecid++
		}
	case reasonFuture:
		if j.open {
			e.w.a.report.undecid++
		} else if at, ok := j.got["time"].(int64); j.reason != 0 || !ok || r.timestampType == 0 || at <= r.timestamp {
			bad("RELABELLED", "sealed as too far in the future, found is reason %d", j.reason)
		}
	default:
		e.sameReason(r, j, bad)
	}
}

func (e *epochCheck) sameReason(r *row, j judgement, bad func(string, string, ...any)) {
	if j.open {
		e.w.a.report.undecid++
	} else if j.reason != r.reason {
		bad("RELABELLED", "sealed with reason %d, found is %d", r.reason, j.reason)
	}
}

// event holds an event's value against its entry, and tells whether the value can be read.
func (e *epochCheck) event(records string, r *row, j judgement, bad func(string, string, ...any)) bool {
	if records == "events" {
		e.w.emitters.add(r)
	}
	if records == "policies" {
		if r.event.schema != [32]byte{} {
			bad("SCHEMA_BIND", "a policy has no schema")
		}
	} else if sealed, ok := e.schemas[j.id]; j.reason == reasonTombstone || j.reason == reasonBadMagic || !ok || sealed != r.event.schema {
		bad("SCHEMA_BIND", "its schema is not the one sealed for the value's id")
	}
	if j.open {
		return false
	}
	if j.reason != 0 {
		bad("SCHEMA_BIND", "sealed as an event, found is reason %d", j.reason)
		return false
	}
	if text(j.got["tenant_id"]) != r.tenant {
		bad("TENANT_BIND", "the value names tenant %s", text(j.got["tenant_id"]))
	}
	f := r.event
	if records != "events" {
		j.got["emitter.id"], j.got["emitter.epoch"], j.got["emitter.seq"] = "", int64(0), int64(0)
	}
	if text(j.got["id"]) != f.id || j.got["time"] != f.time || text(j.got["emitter.id"]) != f.emitter ||
		j.got["emitter.epoch"] != f.emitterEpoch || j.got["emitter.seq"] != f.seq {
		bad("PAYLOAD_HASH", "the facts of event %s are not those of its value", f.id)
	}
	return true
}

func text(value any) string {
	s, _ := value.(string)
	return s
}

func isTime(value any) bool {
	millis, ok := value.(int64)
	return !ok || millis >= yearOne && millis <= endOfYear9999
}

func isFinite(value any) bool {
	number, ok := value.(float64)
	return !ok || !math.IsNaN(number) && !math.IsInf(number, 0)
}

func isTenant(id string) bool {
	if id == "" || len(id) > 64 || id[0] == '_' {
		return false
	}
	for _, c := range []byte(id) {
		if c != '_' && (c < 'a' || c > 'z') && (c < '0' || c > '9') {
			return false
		}
	}
	return true
}

func isID(id string) bool {
	blank := true
	for _, c := range id {
		if unicode.IsControl(c) {
			return false
		}
		isNoBreak := c == 0xa0 || c == 0x2007 || c == 0x202f
		blank = blank && unicode.IsSpace(c) && !isNoBreak
	}
	return !blank && len(id) <= 512
}
