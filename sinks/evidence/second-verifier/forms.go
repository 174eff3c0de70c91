package main

import (
	"crypto/sha256"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

type span struct{ from, to int64 }

type coverage struct {
	controlSlots, from, sealed, to, undecodable int64
	gapsDeclared                                bool
	epochMax, epochMin, partition               int32
	lost                                        []span
	topic                                       string
}

type seal struct {
	abandoned                      []string
	closedAt, openedAt, epoch      int64
	coverage                       []coverage
	headsFile, headsRoot, previous hash
	schemaSet                      hash
	receiptEpoch                   int64
	receipt                        hash
	configuration, policySet       hash
	jobVersion                     string
	signers                        []noteKey
	retention                      hash
}

type head struct {
	batchRoot, object, previous, blinded      hash
	count, from, to, retainUntil, sequence    int64
	timeMin, timeMax, undecodable, valueBytes int64
	epochMin, epochMax, partition             int32
	lockMode, key, records, tier, topic       string
	salt, tenant                              string // outside of the head itself
	text                                      hash   // of the head
}

type schemaRef struct {
	id   int32
	hash hash
}

type tenantState struct {
	head     hash
	salt     string
	sequence int64
}

type namedState struct {
	tenantState
	tenant string
}

type headsFile struct {
	epoch     int64
	heads     []head
	schemas   []schemaRef
	schemaSet hash
	tenants   []namedState
}

func leafHash(data []byte) hash      { return hash(tlog.RecordHash(data)) }
func nodeHash(left, right hash) hash { return hash(tlog.NodeHash(tlog.Hash(left), tlog.Hash(right))) }

func readSeal(text []byte) (s seal, err error) {
	c := &canonical{text: text}
	c.token(`{"abandoned":`)
	c.array(func() {
		key := c.str()
		if !strings.HasPrefix(key, "events/") && !strings.HasPrefix(key, "heads/") {
			c.fail("the key of a batch object or a heads file")
		}
		s.abandoned = append(s.abandoned, key)
	})
	c.token(`,"closed_at":`)
	s.closedAt = c.int64()
	c.token(`,"coverage":`)
	c.array(func() { s.coverage = append(s.coverage, readCoverage(c)) })
	c.token(`,"epoch":`)
	s.epoch = c.int64()
	c.token(`,"format":"sealstream-seal/1","heads_file":`)
	s.headsFile = c.hash()
	c.token(`,"heads_root":`)
	s.headsRoot = c.hash()
	c.token(`,"opened_at":`)
	s.openedAt = c.int64()
	c.token(`,"previous_seal":`)
	s.previous = c.hash()
	c.token(`,"provenance":{"configuration":`)
	s.configuration = c.hash()
	c.token(`,"job_version":`)
	s.jobVersion = c.str()
	c.token(`,"policy_set":`)
	s.policySet = c.hash()
	c.token(`,"retention_table":`)
	s.retention = c.hash()
	c.token(`,"schema_set":`)
	s.schemaSet = c.hash()
	c.token(`,"signers":`)
	s.signers = readSigners(c)
	c.token(`},"receipt_epoch":`)
	s.receiptEpoch = c.int64()
	c.token(`,"receipt_sha256":`)
	s.receipt = c.hash()
	c.token(`}`)
	return s, c.end()
}

const maxSigners = 8

// readSigners wants them sorted by algorithm and public key, all of one name.
func readSigners(c *canonical) (keys []noteKey) {
	previous := ""
	c.array(func() {
		c.token(`{"algorithm":`)
		algorithm := c.str()
		c.token(`,"name":`)
		name := c.str()
		c.token(`,"public_key":`)
		text := c.str()
		c.token(`}`)
		public, ok := strictBase64(text)
		key, err := newNoteKey(name, algorithm, public)
		if !ok || err != nil || len(keys) > 0 && keys[0].name != name || algorithm+" "+text <= previous {
			c.fail("keys of one name, sorted")
		}
		previous = algorithm + " " + text
		keys = append(keys, key)
	})
	if len(keys) < 1 || len(keys) > maxSigners {
		c.fail("1 to 8 signers")
	}
	return keys
}

func readCoverage(c *canonical) (v coverage) {
	c.token(`{"control_slots":`)
	v.controlSlots = c.int64()
	c.token(`,"from":`)
	v.from = c.int64()
	c.token(`,"gaps_declared":`)
	v.gapsDeclared = c.boolean()
	c.token(`,"leader_epoch_max":`)
	v.epochMax = c.int32()
	c.token(`,"leader_epoch_min":`)
	v.epochMin = c.int32()
	c.token(`,"lost":`)
	c.array(func() {
		c.token(`{"from":`)
		from := c.int64()
		c.token(`,"to":`)
		v.lost = append(v.lost, span{from, c.int64()})
		c.token(`}`)
	})
	c.token(`,"partition":`)
	v.partition = c.int32()
	c.token(`,"sealed":`)
	v.sealed = c.int64()
	c.token(`,"to":`)
	v.to = c.int64()
	c.token(`,"topic":`)
	v.topic = c.str()
	c.token(`,"undecodable":`)
	v.undecodable = c.int64()
	c.token(`}`)
	return v
}

func readHeadsFile(text []byte) (f headsFile, err error) {
	c := &canonical{text: text}
	c.token(`{"epoch":`)
	f.epoch = c.int64()
	c.token(`,"format":"sealstream-heads/1","heads":`)
	c.array(func() {
		c.token(`{"head":`)
		from := c.at
		h := readHead(c)
		h.text = leafHash(c.text[from:c.at])
		c.token(`,"salt":`)
		h.salt = string(c.hex(16))
		c.token(`,"tenant":`)
		h.tenant = c.tenant()
		c.token(`}`)
		f.heads = append(f.heads, h)
	})
	c.token(`,`)
	from := c.at
	c.token(`"schemas":`)
	c.array(func() {
		c.token(`{"registry_id":`)
		id := c.int32()
		c.token(`,"sha256":`)
		f.schemas = append(f.schemas, schemaRef{id, c.hash()})
		c.token(`}`)
	})
	f.schemaSet = sha256.Sum256([]byte("{" + string(c.text[from:c.at]) + "}"))
	c.token(`,"tenants":`)
	c.array(func() {
		var s namedState
		c.token(`{"head":`)
		s.head = c.hash()
		c.token(`,"salt":`)
		s.salt = string(c.hex(16))
		c.token(`,"sequence":`)
		s.sequence = c.int64()
		c.token(`,"tenant":`)
		s.tenant = c.tenant()
		c.token(`}`)
		f.tenants = append(f.tenants, s)
	})
	c.token(`}`)
	return f, c.end()
}

func readHead(c *canonical) (h head) {
	c.token(`{"batch_root":`)
	h.batchRoot = c.hash()
	c.token(`,"count":`)
	h.count = c.int64()
	c.token(`,"from":`)
	h.from = c.int64()
	c.token(`,"leader_epoch_max":`)
	h.epochMax = c.int32()
	c.token(`,"leader_epoch_min":`)
	h.epochMin = c.int32()
	c.token(`,"lock_mode":`)
	if h.lockMode = c.str(); h.lockMode != "NONE" && h.lockMode != "GOVERNANCE" && h.lockMode != "COMPLIANCE" {
		c.fail("a lock mode")
	}
	c.token(`,"object_key":`)
	h.key = c.str()
	c.token(`,"object_sha256":`)
	h.object = c.hash()
	c.token(`,"partition":`)
	h.partition = c.int32()
	c.token(`,"previous_head":`)
	h.previous = c.hash()
	c.token(`,"records":`)
	if h.records = c.str(); !isKind(h.records) {
		c.fail("a kind of records")
	}
	c.token(`,"retain_until":`)
	h.retainUntil = c.int64()
	c.token(`,"sequence":`)
	h.sequence = c.int64()
	c.token(`,"tenant":`)
	h.blinded = c.hash()
	c.token(`,"tier":`)
	h.tier = c.str()
	c.token(`,"time_max":`)
	h.timeMax = c.int64()
	c.token(`,"time_min":`)
	h.timeMin = c.int64()
	c.token(`,"to":`)
	h.to = c.int64()
	c.token(`,"topic":`)
	h.topic = c.str()
	c.token(`,"undecodable":`)
	h.undecodable = c.int64()
	c.token(`,"value_bytes":`)
	h.valueBytes = c.int64()
	c.token(`}`)
	return h
}

// readReceipt gives only the epoch: what the store said is checked for its form.
func readReceipt(text []byte) (epoch int64, sorted bool, err error) {
	c := &canonical{text: text}
	sorted = true
	c.token(`{"epoch":`)
	epoch = c.int64()
	c.token(`,"format":"sealstream-receipt/1","objects":`)
	previous := ""
	c.array(func() {
		c.token(`{"etag":`)
		c.str()
		c.token(`,"key":`)
		key := c.str()
		sorted = sorted && key > previous
		previous = key
		c.token(`,"lock_mode":`)
		c.str()
		c.token(`,"retain_until":`)
		c.int64()
		c.token(`,"size":`)
		c.int64()
		c.token(`,"version_id":`)
		c.str()
		c.token(`}`)
	})
	c.token(`}`)
	return epoch, sorted, c.end()
}

// tenant takes no id that an event could not have: look-alikes end here.
func (c *canonical) tenant() string {
	id := c.str()
	if !isTenant(id) && id != unattributed && id != platform {
		c.fail("a tenant id")
	}
	return id
}
