package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"regexp"
	"sort"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// kind is what a topic's records are: the schema's name, the field that is the entry's time, and
// the class by which the records are kept; an event's class is its category.
type kind struct{ schema, time, class string }

var kinds = map[string]kind{
	"events":     {"AuditEvent", "time", ""},
	"violations": {"Violation", "time", "VIOLATION"},
	"decisions":  {"Decision", "evaluated_at", "DECISION"},
	"policies":   {class: "POLICY"}, // signed JSON, without a schema
}

func isKind(word string) bool {
	_, ok := kinds[word]
	return ok
}

// policies holds the seal's policy set against the heads of policies up to here.
func (e *epochCheck) policies(f headsFile) {
	before := e.w.policySet
	if e.epoch != e.w.policyEpoch {
		// An epoch in between could not be read: what this one says is all there is.
		e.w.policySet, e.w.policyEpoch = e.seal.policySet, e.epoch+1
		return
	}
	var heads []*head
	for i := range f.heads {
		if f.heads[i].records == "policies" {
			heads = append(heads, &f.heads[i])
		}
	}
	sort.SliceStable(heads, func(i, j int) bool {
		a, b := heads[i], heads[j]
		if a.topic != b.topic {
			return a.topic < b.topic
		}
		if a.partition != b.partition {
			return a.partition < b.partition
		}
		return a.from < b.from
	})
	for _, h := range heads {
		before = sha256.Sum256([]byte("sealstream-policies/1\n" + string(before[:]) + string(h.batchRoot[:])))
	}
	if before != e.seal.policySet {
		e.problem("POLICY_SET", "policy_set is %x, the sealed policies give %x", e.seal.policySet, before)
	}
	e.w.policySet, e.w.policyEpoch = before, e.epoch+1
}

// kindOf learns what the topic's records are; it stays so in the whole archive.
func (b *batch) kindOf() {
	before, ok := b.e.w.kinds[b.h.topic]
	if !ok {
		b.e.w.kinds[b.h.topic] = b.h.records
	} else if before != b.h.records {
		b.problem("RELABELLED", "sealed as %s, but %s was one of %s", b.h.records, b.h.topic, before)
	}
}

var instantForm = regexp.MustCompile(`^[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,9})?Z$`)
var versionForm = regexp.MustCompile(`^[1-9][0-9]{0,18}$`)

// judgePolicy reads a signed policy as far as its entry names it.
func judgePolicy(value []byte) (j judgement) {
	if value == nil {
		j.reason = reasonTombstone
		return j
	}
	j.reason = reasonMalformed
	envelope, err := strictObject(value)
	if err != nil || text(envelope["payloadType"]) != "application/vnd.sealstream.policy+json" {
		return j
	}
	encoded, ok := envelope["payload"].(string)
	payload, err := base64.StdEncoding.DecodeString(encoded)
	if !ok || err != nil || base64.StdEncoding.EncodeToString(payload) != encoded {
		return j
	}
	statement, err := strictObject(payload)
	if err != nil {
		return j
	}
	version := asNumber(statement["version"]).String()
	if _, err := strconv.ParseInt(version, 10, 64); err != nil || !versionForm.MatchString(version) {
		return j
	}
	at := text(statement["publishedAt"])
	published, err := time.Parse(time.RFC3339Nano, at)
	if err != nil || !instantForm.MatchString(at) || published.Year() < 1 {
		return j
	}
	name, ok := statement["id"].(string)
	if !ok {
		return j
	}
	id := name + "@" + version
	if j.reason = 0; !isID(id) || strings.ContainsRune(id, utf8.RuneError) {
		j.reason = reasonID
	}
	j.got = map[string]any{"id": id, "time": published.UnixMilli(), "tenant_id": platform}
	return j
}

// strictObject reads one JSON object without a name that comes twice, nested 1,000 deep at most.
func strictObject(data []byte) (map[string]any, error) {
	if !utf8.Valid(data) {
		return nil, errors.New("not UTF-8")
	}
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.UseNumber()
	value, err := strictValue(decoder, 0)
	if err != nil {
		return nil, err
	}
	if _, err := decoder.Token(); err != io.EOF {
		return nil, errors.New("text after the value")
	}
	object, ok := value.(map[string]any)
	if !ok {
		return nil, errors.New("no object")
	}
	return object, nil
}

func strictValue(decoder *json.Decoder, depth int) (any, error) {
	token, err := decoder.Token()
	open, ok := token.(json.Delim)
	if err != nil || !ok {
		return token, err
	}
	if depth >= 1_000 {
		return nil, errors.New("nested too deeply")
	}
	members := map[string]any{}
	for decoder.More() {
		name := any("")
		if open == '{' {
			if name, err = decoder.Token(); err != nil {
				return nil, err
			}
			if _, twice := members[text(name)]; twice {
				return nil, errors.New("a name comes twice")
			}
		}
		value, err := strictValue(decoder, depth+1)
		if err != nil {
			return nil, err
		}
		members[text(name)] = value
	}
	_, err = decoder.Token()
	if open == '{' {
		return members, err
	}
	return nil, err
}
