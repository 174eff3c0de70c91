package main

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"
	"golang.org/x/mod/sumdb/note"
)

// sample writes an archive of three epochs, the first of them idle, with whatever lies the hooks
// tell before everything is hashed and signed.
type sample struct {
	t         *testing.T
	folder    string
	signer    note.Signer
	public    string                                        // in Base64
	value     func(offset int64) []byte                     // of an event, nil for a tombstone
	rows      func(epoch int64, rows []row) []row           // of one object
	pack      func(rows []byte, count int) ([]byte, string) // a block, and the codec's name
	seal      func(epoch int64, text string) string
	heads     func(epoch int64, text string) string
	head      func(epoch int64, text string) string
	root      func(epoch int64, root hash) hash // that is signed
	schema    string
	sync      string // what the sync marker is made from, with the key
	retention string

	tree     frontier
	tiles    []byte
	previous hash
	chains   map[string]*tenantState
}

const (
	origin     = "test.example/log"
	testTable  = `{"author":"a","format":"sealstream-retention/1","reason":"r","rules":[{"class":"*","lock_mode":"NONE","storage_class":"STANDARD","tenant":"*","tier":"standard","years":0}],"version":1}`
	testSchema = `{"fields":[{"name":"id","type":"string"},{"name":"time","type":"long"},{"name":"tenant_id","type":"string"},{"name":"labels","type":{"type":"map","values":["null","string"]}},{"name":"emitter","type":{"fields":[{"name":"id","type":"string"},{"name":"epoch","type":"long"},{"name":"seq","type":"int"}],"name":"E","type":"record"}}],"name":"AuditEvent","type":"record"}`
)

func newSample(t *testing.T) *sample {
	return &sample{t: t, folder: t.TempDir(), chains: map[string]*tenantState{}, schema: testSchema, retention: testTable, sync: "sealstream-sync/1\n", value: eventValue,
		rows: func(_ int64, rows []row) []row { return rows },
		head: func(_ int64, text string) string { return text }, root: func(_ int64, root hash) hash { return root },
		seal: func(_ int64, text string) string { return text }, heads: func(_ int64, text string) string { return text },
		pack: func(rows []byte, count int) ([]byte, string) { return pack(rows), "zstandard" }}
}

func pack(data []byte) []byte {
	encoder, _ := zstd.NewWriter(nil)
	defer encoder.Close()
	return encoder.EncodeAll(data, nil)
}

func eventValue(offset int64) []byte {
	var w avroWriter
	w.Write([]byte{0, 0, 0, 0, 7})
	w.text(fmt.Sprint("evt-", offset)).long(1000 + offset).text("acme")
	w.long(1).text("k").long(1).text("v").long(0)
	w.text("e").long(1).long(offset - offset/3) // each third is a tombstone
	return w.Bytes()
}

type avroWriter struct{ bytes.Buffer }

func (w *avroWriter) long(n int64) *avroWriter {
	w.Write(binary.AppendUvarint(nil, uint64(n<<1)^uint64(n>>63)))
	return w
}

func (w *avroWriter) text(text string) *avroWriter {
	w.long(int64(len(text)))
	w.WriteString(text)
	return w
}

func (w *avroWriter) nullable(data []byte) {
	if data == nil {
		w.long(0)
	} else {
		w.long(1).text(string(data))
	}
}

func (w *avroWriter) row(r row) {
	w.long(r.offset).long(int64(r.leaderEpoch)).long(r.timestamp).long(int64(r.timestampType)).text(r.tenant).long(int64(r.reason))
	if f := r.event; f == nil {
		w.long(0)
	} else {
		w.long(1).text(f.id).long(f.time).text(f.emitter).long(f.emitterEpoch).long(f.seq)
		w.Write(f.schema[:])
	}
	w.nullable(r.key)
	w.nullable(r.value)
	for _, h := range r.headers {
		w.long(1).text(h.name)
		w.nullable(h.value)
	}
	w.long(0)
	w.Write(r.salts)
	w.Write(r.leaf[:])
}

func (s *sample) write(key string, data []byte) {
	path := filepath.Join(s.folder, "archive", key)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		s.t.Fatal(err)
	}
	if err := os.WriteFile(path, data, 0o644); err != nil {
		s.t.Fatal(err)
	}
}

// build writes everything and gives the folder of the archive.
func (s *sample) build() *sample {
	secret, public, err := note.GenerateKey(rand.Reader, origin)
	if err != nil {
		s.t.Fatal(err)
	}
	s.signer, _ = note.NewSigner(secret)
	raw, _ := base64.StdEncoding.DecodeString(strings.SplitN(public, "+", 3)[2])
	s.public = base64.StdEncoding.EncodeToString(raw[1:])
	trust := fmt.Sprintf(`{"format":"sealstream-trust/1","origin":%q,"required_signatures":1,"keys":[{"name":%q,"algorithm":"ed25519","public_key":%q,"key_id":"%08x","from_size":"1"}],"gap_free_topics":["t"]}`,
		origin, origin, s.public, s.signer.KeyHash())
	s.write("../trust.json", []byte(trust))
	s.write(fmt.Sprintf("schemas/%x.avsc", sha256.Sum256([]byte(s.schema))), []byte(s.schema))
	s.write(fmt.Sprintf("retention/%x.json", sha256.Sum256([]byte(s.retention))), []byte(s.retention))
	s.epoch(0, 0, nil)
	for epoch := int64(1); epoch < 3; epoch++ {
		s.epoch(epoch, 3, map[string][]int64{"acme": {3*epoch - 3, 3*epoch - 2}, unattributed: {3*epoch - 1}})
	}
	return s
}

func (s *sample) epoch(epoch, count int64, offsets map[string][]int64) {
	var texts []string
	var tree frontier
	for _, tenant := range []string{unattributed, "acme"} { // the order of their blinded ids
		if len(offsets[tenant]) > 0 {
			text := s.object(epoch, tenant, offsets[tenant])
			tree.add(leafHash([]byte(text)))
			texts = append(texts, fmt.Sprintf(`{"head":%s,"salt":"%032d","tenant":"%s"}`, text, 0, tenant))
		}
	}
	schemas := `"schemas":[]`
	leader := -1
	if count > 0 {
		schemas = fmt.Sprintf(`"schemas":[{"registry_id":7,"sha256":"%x"}]`, sha256.Sum256([]byte(s.schema)))
		leader = 4
	}
	file := s.heads(epoch, fmt.Sprintf(`{"epoch":"%d","format":"sealstream-heads/1","heads":[%s],%s,"tenants":[]}`, epoch, strings.Join(texts, ","), schemas))
	fileHash := sha256.Sum256([]byte(file))
	s.write(fmt.Sprintf("heads/%020d-%x.json", epoch, fileHash), []byte(file))
	from := max64(0, 3*epoch-3)
	text := s.seal(epoch, fmt.Sprintf(`{"abandoned":[],"closed_at":"%d","coverage":[{"control_slots":"0","from":"%d","gaps_declared":false,"leader_epoch_max":%d,"leader_epoch_min":%d,"lost":[],"partition":0,"sealed":"%d","to":"%d","topic":"t","undecodable":"%d"}],"epoch":"%d","format":"sealstream-seal/1","heads_file":"%x","heads_root":"%x","opened_at":"%d","previous_seal":"%x","provenance":{"configuration":"%064d","job_version":"1","policy_set":"%064d","retention_table":"%x","schema_set":"%x","signers":[{"algorithm":"ed25519","name":"%s","public_key":"%s"}]},"receipt_epoch":"-1","receipt_sha256":"%064d"}`,
		10+epoch, from, leader, leader, count, from+count, count/3, epoch, fileHash, tree.root(), 9+epoch, s.previous, 0, 0, sha256.Sum256([]byte(s.retention)), sha256.Sum256([]byte("{"+schemas+"}")), origin, s.public, 0))
	s.write(sealKey(epoch), []byte(text))
	s.previous = leafHash([]byte(text))
	s.tree.add(s.previous)
	s.tiles = append(s.tiles, s.previous[:]...)
	s.write(tilePath(0, 0, int(epoch)+1), s.tiles)
	root := s.root(epoch, s.tree.root())
	signed, err := note.Sign(&note.Note{Text: fmt.Sprintf("%s\n%d\n%s\n", origin, epoch+1, base64.StdEncoding.EncodeToString(root[:]))}, s.signer)
	if err != nil {
		s.t.Fatal(err)
	}
	s.write(fmt.Sprintf("note/%020d.txt", epoch+1), signed)
	s.write("checkpoint", signed)
}

func max64(a, b int64) int64 {
	if a > b {
		return a
	}
	return b
}

// object writes one object and gives the text of its head.
func (s *sample) object(epoch int64, tenant string, offsets []int64) string {
	h := &head{tenant: tenant, tier: "standard", topic: "t"}
	key := fmt.Sprintf("events/tenant=%s/tier=standard/date=1970-01-01/hour=00/t-0-%d-run.avro", tenant, offsets[0])
	var rows []row
	for _, offset := range offsets {
		r := row{offset: offset, leaderEpoch: 4, timestamp: 2000 + offset, timestampType: 2, tenant: tenant, salts: make([]byte, 48), headers: []header{{"h", nil}}}
		if tenant == unattributed {
			r.reason = reasonTombstone
		} else {
			r.value = s.value(offset)
			r.event = &facts{id: fmt.Sprint("evt-", offset), time: 1000 + offset, emitter: "e", emitterEpoch: 1, seq: offset - offset/3, schema: sha256.Sum256([]byte(s.schema))}
		}
		rows = append(rows, r)
	}
	var tree frontier
	var packed avroWriter
	bytesOfValues, undecodable := 0, 0
	timeMin, timeMax := int64(1)<<62, int64(0)
	rows = s.rows(epoch, rows)
	for i := range rows {
		r := &rows[i]
		r.leaf = r.entryLeaf(h)
		tree.add(r.leaf)
		packed.row(*r)
		bytesOfValues += len(r.value)
		at := r.timestamp
		if r.event != nil {
			at = r.event.time
		} else {
			undecodable++
		}
		timeMin, timeMax = -max64(-timeMin, -at), max64(timeMax, at)
	}
	block, codec := s.pack(packed.Bytes(), len(rows))
	schema, _ := os.ReadFile("../src/main/resources/io/sealstream/evidence/format/batch-row.avsc")
	var file avroWriter
	file.WriteString("Obj\x01")
	file.long(4).text("avro.schema").text(string(schema)).text("avro.codec").text(codec)
	file.text("sealstream.format").text("sealstream-batch/1").text("sealstream.key").text(key).long(0)
	sync := sha256.Sum256([]byte(s.sync + key))
	file.Write(sync[:16])
	file.long(int64(len(rows))).text(string(block))
	file.Write(sync[:16])
	s.write(key, file.Bytes())
	chain := s.chains[tenant]
	if chain == nil {
		chain = &tenantState{sequence: -1}
		s.chains[tenant] = chain
	}
	chain.sequence++
	text := s.head(epoch, fmt.Sprintf(`{"batch_root":"%x","count":"%d","from":"%d","leader_epoch_max":4,"leader_epoch_min":4,"lock_mode":"NONE","object_key":"%s","object_sha256":"%x","partition":0,"previous_head":"%x","records":"events","retain_until":"0","sequence":"%d","tenant":"%x","tier":"standard","time_max":"%d","time_min":"%d","to":"%d","topic":"t","undecodable":"%d","value_bytes":"%d"}`,
		tree.root(), len(rows), offsets[0], key, sha256.Sum256(file.Bytes()), chain.head, chain.sequence, blinded(tenant), timeMax, timeMin, offsets[len(offsets)-1]+1, undecodable, bytesOfValues))
	chain.head = leafHash([]byte(text))
	return text
}

func blinded(tenant string) hash {
	return sha256.Sum256(append(make([]byte, 16), tenant...))
}

// verify gives the exit code and all that was printed.
func (s *sample) verify() (int, string) {
	var out bytes.Buffer
	code := run([]string{s.folder + "/archive", "--trust", s.folder + "/trust.json"}, &out, &out)
	return code, out.String()
}
