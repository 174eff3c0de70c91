package main

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	gohash "hash"
	"unicode/utf8"
)

var errShort = errors.New("ends too early")

// input reads Avro binary from bytes; the first fault sticks.
type input struct {
	data []byte
	err  error
	// Items of arrays and maps that may still come: each takes a byte, but for these few.
	items int64
}

const freeItems = 1024

func newInput(data []byte) *input { return &input{data: data, items: int64(len(data)) + freeItems} }

func (in *input) fail(err error) {
	if in.err == nil {
		in.err = err
	}
	in.data = nil
}

func (in *input) take(size int64) []byte {
	if in.err != nil || size < 0 || size > int64(len(in.data)) {
		in.fail(errShort)
		return nil
	}
	taken := in.data[:size:size]
	in.data = in.data[size:]
	return taken
}

func (in *input) long() int64 {
	var bits uint64
	for i := 0; i < 10; i++ {
		if i >= len(in.data) {
			in.fail(errShort)
			return 0
		}
		bits |= uint64(in.data[i]&0x7f) << (7 * uint(i))
		if in.data[i] < 0x80 {
			in.data = in.data[i+1:]
			return int64(bits>>1) ^ -int64(bits&1)
		}
	}
	in.fail(errors.New("a number is longer than 10 bytes"))
	return 0
}

func (in *input) int() int32 {
	n := in.long()
	if n != int64(int32(n)) {
		in.fail(errors.New("an int has more than 32 bits"))
	}
	return int32(n)
}

func (in *input) bytes() []byte { return in.take(in.long()) }

func (in *input) str() string {
	text := in.bytes()
	if !utf8.Valid(text) {
		in.fail(errors.New("text is not UTF-8"))
	}
	return string(text)
}

// blocks reads an array or a map: item is called for each element.
func (in *input) blocks(item func()) {
	for in.err == nil {
		count := in.long()
		if count == 0 {
			return
		}
		if count < 0 {
			in.long()
			count = -count
		}
		if in.items -= count; count < 0 || in.items < 0 {
			in.fail(errors.New("more items than bytes"))
		}
		for ; count > 0 && in.err == nil; count-- {
			item()
		}
	}
}

func (in *input) nullable() []byte {
	switch in.long() {
	case 0:
		return nil
	case 1:
		if data := in.bytes(); data != nil {
			return data
		}
		return []byte{}
	}
	in.fail(errors.New("no such branch of a union"))
	return nil
}

type facts struct {
	id, emitter             string
	time, emitterEpoch, seq int64
	schema                  [32]byte
}

type header struct {
	name  string
	value []byte
}

type row struct {
	offset, timestamp                  int64
	leaderEpoch, timestampType, reason int32
	tenant                             string
	event                              *facts
	key, value                         []byte
	headers                            []header
	salts                              []byte
	leaf                               [32]byte
}

func readRow(in *input) (r row) {
	r.offset = in.long()
	r.leaderEpoch = in.int()
	r.timestamp = in.long()
	r.timestampType = in.int()
	r.tenant = in.str()
	r.reason = in.int()
	switch in.long() {
	case 0:
	case 1:
		f := &facts{id: in.str(), time: in.long(), emitter: in.str(), emitterEpoch: in.long(), seq: in.long()}
		copy(f.schema[:], in.take(32))
		r.event = f
	default:
		in.fail(errors.New("no such branch of a union"))
	}
	r.key = in.nullable()
	r.value = in.nullable()
	in.blocks(func() {
		if len(r.headers) == maxHeaders {
			in.fail(errTooLarge)
			return
		}
		name := in.str()
		r.headers = append(r.headers, header{name, in.nullable()})
	})
	r.salts = in.take(48)
	copy(r.leaf[:], in.take(32))
	return r
}

// entryLeaf is the leaf hash of the row's entry; the rest comes from the head.
func (r *row) entryLeaf(h *head) (leaf [32]byte) {
	out := &layout{sha256.New()}
	out.raw([]byte{0x00})
	out.entry(r, h)
	out.Sum(leaf[:0])
	return leaf
}

// layout writes the big-endian binary form of an entry.
type layout struct{ gohash.Hash }

func (l *layout) raw(data []byte) { l.Write(data) }
func (l *layout) byte(b byte)     { l.Write([]byte{b}) }
func (l *layout) i16(n int32)     { l.raw(binary.BigEndian.AppendUint16(nil, uint16(n))) }
func (l *layout) i32(n int32)     { l.raw(binary.BigEndian.AppendUint32(nil, uint32(n))) }
func (l *layout) i64(n int64)     { l.raw(binary.BigEndian.AppendUint64(nil, uint64(n))) }

func (l *layout) text(text string) {
	l.i32(int32(len(text)))
	l.raw([]byte(text))
}

func (l *layout) entry(r *row, h *head) {
	tag, flags, event := byte(2), byte(0), &facts{}
	if r.event != nil {
		tag, event = 1, r.event
	}
	if r.key != nil {
		flags |= 1
	}
	if r.value != nil {
		flags |= 2
	}
	l.raw([]byte{1, tag, flags})
	l.text(h.tenant)
	l.text(h.tier)
	l.text(h.topic)
	l.i32(h.partition)
	l.i64(r.offset)
	l.i32(r.leaderEpoch)
	l.i64(r.timestamp)
	l.byte(byte(r.timestampType))
	l.i16(r.reason)
	l.text(event.id)
	l.i64(event.time)
	l.text(event.emitter)
	l.i64(event.emitterEpoch)
	l.i64(event.seq)
	l.raw(event.schema[:])
	l.text("") // key reference: rows are plaintext
	for i, stored := range [][]byte{r.value, r.key, nil} {
		commitment := &layout{sha256.New()}
		commitment.byte(0x02)
		commitment.raw(r.salts[16*i : 16*i+16])
		commitment.raw(stored)
		if i == 2 {
			commitment.headers(r.headers)
		}
		l.raw(commitment.Sum(nil))
	}
	l.byte(0)
}

func (l *layout) headers(headers []header) {
	l.i32(int32(len(headers)))
	for _, h := range headers {
		l.text(h.name)
		if h.value == nil {
			l.i32(-1)
			continue
		}
		l.i32(int32(len(h.value)))
		l.raw(h.value)
	}
}
