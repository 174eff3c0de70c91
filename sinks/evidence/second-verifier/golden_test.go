package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"strings"
	"testing"
)

func golden(t *testing.T) map[string]string {
	text, err := os.ReadFile("../src/test/resources/golden/evidence-v1.txt")
	if err != nil {
		t.Fatal(err)
	}
	vectors := map[string]string{}
	for _, line := range strings.Split(strings.TrimSpace(string(text)), "\n") {
		name, value, _ := strings.Cut(line, " ")
		vectors[name] = value
	}
	return vectors
}

func same(t *testing.T, what, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("%s:\n got %s\nwant %s", what, got, want)
	}
}

type recording struct{ bytes.Buffer }

func (recording) Sum(prefix []byte) []byte { return prefix }
func (recording) Size() int                { return 0 }
func (recording) BlockSize() int           { return 1 }

func TestEntryAndLeaf(t *testing.T) {
	v := golden(t)
	r := row{offset: 5, leaderEpoch: 4, timestamp: 1764000000000, timestampType: 2, tenant: "acme", value: []byte("value"),
		headers: []header{{name: "h"}}, salts: make([]byte, 48),
		event: &facts{id: "evt-1", time: -1, emitter: "emitter", emitterEpoch: 2, seq: 3, schema: sha256.Sum256([]byte("schema"))}}
	h := &head{tenant: "acme", tier: "standard", topic: "audit.events", partition: 3}
	var entry recording
	(&layout{&entry}).entry(&r, h)
	same(t, "entry", hex.EncodeToString(entry.Bytes()), v["entry"])
	same(t, "leaf", fmt.Sprintf("%x", r.entryLeaf(h)), v["leaf"])
}

func TestHeadsFileSealAndNote(t *testing.T) {
	v := golden(t)
	f, err := readHeadsFile([]byte(v["heads_file"]))
	if err != nil {
		t.Fatal(err)
	}
	same(t, "head", fmt.Sprintf("%x", f.heads[0].text), v["head_hash"])
	same(t, "schema set", fmt.Sprintf("%x", f.schemaSet), v["schema_set_hash"])
	same(t, "key", fmt.Sprintf("heads/%020d-%x.json", f.epoch, sha256.Sum256([]byte(v["heads_file"]))), v["heads_key"])
	s, err := readSeal([]byte(v["seal"]))
	if err != nil {
		t.Fatal(err)
	}
	same(t, "seal", fmt.Sprintf("%x", leafHash([]byte(v["seal"]))), v["seal_hash"])
	same(t, "root of one head", fmt.Sprintf("%x", s.headsRoot), v["head_hash"])
	for i, algorithm := range []string{"ecdsa-p256", "ed25519"} {
		same(t, "key id", fmt.Sprintf("%08x", s.signers[i].id), v["key_id_"+algorithm])
	}
	text := strings.ReplaceAll(v["note"], `\n`, "\n")
	origin, point, n, err := parseNote([]byte(text))
	if err != nil || origin != "golden.example/log" || point.size != 5 || point.root != leafHash(nil) || len(n.UnverifiedSigs) != 1 {
		t.Fatal(origin, point, err)
	}
}

// Whatever byte of a canonical text changes: it reads as another text, or it is refused.
func TestNoOtherSpellingIsTaken(t *testing.T) {
	text := []byte(golden(t)["seal"])
	if _, err := readSeal(append(text, ' ')); err == nil {
		t.Error("white space at the end is taken")
	}
	for _, change := range [][2]string{
		{`"epoch":"0"`, `"epoch":"00"`}, {`"epoch":"0"`, `"epoch":0`}, {`"epoch":"0"`, `"epoch":"-0"`}, {`"epoch":"0"`, `"epoch":"\u0030"`},
		{`"partition":3`, `"partition":3.0`}, {`"partition":3`, `"partition":3e0`}, {`"partition":3`, `"partition":2147483648`},
		{`"topic":"audit.events"`, `"topic":"audit\u002eevents"`}, {`"topic":"audit.events"`, "\"topic\":\"\xff\""},
		{`{"abandoned"`, `{"abandoned":[],"abandoned"`}, {`{"abandoned"`, ` {"abandoned"`}, {`"job_version":"1"`, `"job_version":"\ud800"`},
	} {
		changed := strings.Replace(string(text), change[0], change[1], 1)
		if _, err := readSeal([]byte(changed)); err == nil || changed == string(text) {
			t.Errorf("%s is taken", change[1])
		}
	}
	for i := range text {
		if _, err := readSeal(text[:i]); err == nil {
			t.Errorf("%d bytes are taken", i)
		}
	}
}

func TestStringsAsRFC8785WritesThem(t *testing.T) {
	value, err := parseJSON([]byte(` { "\u20ac" : 1E2, "a" : [ 1.50, -0, true, null, "\u000f\n\"\\\/é" ], "\ud83d\ude00": 1e21, "\ufb33": 0.000001 }`))
	if err != nil {
		t.Fatal(err)
	}
	same(t, "text", string(rewrite(nil, value)),
		`{"a":[1.5,0,true,null,"\u000f\n\"\\/é"],"€":100,"😀":1e+21,"`+"\ufb33"+`":0.000001}`)
}

func TestTheRowsSchemaIsTheOneInTheRepository(t *testing.T) {
	text, err := os.ReadFile("../src/main/resources/io/sealstream/evidence/format/batch-row.avsc")
	if err != nil {
		t.Fatal(err)
	}
	value, err := parseJSON(text)
	if err != nil {
		t.Fatal(err)
	}
	same(t, "schema", fmt.Sprintf("%x", sha256.Sum256(rewrite(nil, value))), rowSchema)
}

func TestMalformedNotes(t *testing.T) {
	good := strings.ReplaceAll(golden(t)["note"], `\n`, "\n")
	line := good[strings.Index(good, "\u2014"):]
	for what, bad := range map[string]string{
		"carriage return":    strings.Replace(good, "\n", "\r\n", 1),
		"leading zero":       strings.Replace(good, "\n5\n", "\n05\n", 1),
		"byte order mark":    "\ufeff" + good,
		"trailing text":      good + "x",
		"no line end":        strings.TrimSuffix(good, "\n"),
		"padding":            strings.Replace(good, "evoB0=", "evoB1=", 1),
		"101 signatures":     good + strings.Repeat(line, 100),
		"empty extension":    strings.Replace(good, "=\n\n", "=\n\n\n", 1),
		"signature's Base64": strings.Replace(good, "1gQ=", "1gR=", 1),
	} {
		if _, _, _, err := parseNote([]byte(bad)); err == nil || bad == good {
			t.Errorf("%s is taken", what)
		}
	}
}
