package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"math/rand"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestAnHonestArchiveHolds(t *testing.T) {
	if code, out := newSample(t).build().verify(); code != 0 || strings.Count(out, "\n") != 1 {
		t.Fatal(code, out)
	}
}

func TestNoDamageHolds(t *testing.T) {
	s := newSample(t).build()
	random := rand.New(rand.NewSource(1))
	var files []string
	_ = filepath.WalkDir(s.folder+"/archive", func(path string, entry fs.DirEntry, err error) error {
		if !entry.IsDir() && entry.Name() != "checkpoint" { // a hint that anybody may write
			files = append(files, path)
		}
		return err
	})
	for _, file := range files {
		good, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for i := 0; i < 30; i++ {
			bad := append([]byte{}, good...)
			what := "bit"
			if i%3 == 0 {
				what = "cut"
				bad = bad[:random.Intn(len(bad))]
			} else {
				bad[random.Intn(len(bad))] ^= 1 << uint(random.Intn(8))
			}
			_ = os.WriteFile(file, bad, 0o644)
			if code, out := s.verify(); code != 1 {
				t.Errorf("%s, %s %d: exit %d\n%s", file, what, i, code, out)
			}
		}
		_ = os.Remove(file)
		if code, out := s.verify(); code != 1 {
			t.Errorf("%s removed: exit %d\n%s", file, code, out)
		}
		_ = os.WriteFile(file, good, 0o644)
	}
}

func replace(epoch int64, pairs ...string) func(int64, string) string {
	return func(at int64, text string) string {
		if at == epoch {
			return strings.NewReplacer(pairs...).Replace(text)
		}
		return text
	}
}

// zero writes zeros over the first digits of a hash.
func zero(epoch int64, marker string) func(int64, string) string {
	return func(at int64, text string) string {
		before, after, ok := strings.Cut(text, marker)
		if at != epoch || !ok {
			return text
		}
		return before + marker + "00000000" + after[8:]
	}
}

func flipRoot(epoch int64) func(int64, hash) hash {
	return func(at int64, root hash) hash {
		if at == epoch {
			root[0]++
		}
		return root
	}
}

// What one who holds the key may lie about: each must get its code.
func TestSignedLies(t *testing.T) {
	zeros := bytes.Repeat([]byte{0}, 70<<20)
	rowsOf := func(change func(rows []row) []row) func(int64, []row) []row {
		return func(epoch int64, rows []row) []row {
			if epoch == 2 && len(rows) == 2 {
				return change(rows)
			}
			return rows
		}
	}
	for name, lie := range map[string]struct {
		code string
		tell func(s *sample)
	}{
		"counts do not add up": {"COUNT_EQUATION seal/", func(s *sample) { s.seal = replace(1, `"sealed":"3"`, `"sealed":"4"`) }},
		"a hole as control": {"GAP_NOT_ALLOWED", func(s *sample) {
			s.seal = replace(1, `"to":"3"`, `"to":"4"`, `slots":"0"`, `slots":"1"`, `false`, `true`)
		}},
		"offsets left out":   {"COVERAGE seal/", func(s *sample) { s.seal = replace(2, `"from":"3"`, `"from":"4"`) }},
		"offsets again":      {"COVERAGE_OVERLAP", func(s *sample) { s.seal = replace(2, `"from":"3"`, `"from":"2"`) }},
		"another partition":  {"PARTITION_LOST", func(s *sample) { s.seal = replace(2, `"partition":0`, `"partition":1`) }},
		"sums that overflow": {"COVERAGE", func(s *sample) { s.seal = replace(2, `"from":"3"`, `"from":"-9223372036854775808"`) }},
		"lost outside": {"COVERAGE", func(s *sample) {
			s.seal = replace(2, `"lost":[]`, `"lost":[{"from":"9223372036854775806","to":"9223372036854775807"}]`)
		}},
		"time goes back": {"TIME_ORDER", func(s *sample) {
			s.seal = replace(2, `"closed_at":"12"`, `"closed_at":"10"`, `"opened_at":"11"`, `"opened_at":"9"`)
		}},
		"another predecessor": {"CHAIN", func(s *sample) {
			s.seal = zero(2, `"previous_seal":"`)
		}},
		"another heads root":        {"HEAD_ROOT", func(s *sample) { s.seal = replace(0, `"heads_root":"e3b0c442`, `"heads_root":"e3b0c443`) }},
		"another batch root":        {"HEAD_ROOT events/", func(s *sample) { s.head = zero(2, `"batch_root":"`) }},
		"another object's hash":     {"OBJECT_HASH", func(s *sample) { s.head = zero(2, `"object_sha256":"`) }},
		"another blinded tenant":    {"TENANT_BIND", func(s *sample) { s.head = zero(2, `"tenant":"`) }},
		"another head before":       {"TENANT_GAP", func(s *sample) { s.head = zero(2, `"previous_head":"`) }},
		"other bytes counted":       {"COUNT events/", func(s *sample) { s.head = replace(2, `"value_bytes":"0"`, `"value_bytes":"1"`) }},
		"other leader epochs":       {"BROKER_REWRITE events/", func(s *sample) { s.head = replace(2, `max":4`, `max":5`) }},
		"another key":               {"PATH_BIND heads/", func(s *sample) { s.head = replace(2, `"object_key":"events/`, `"object_key":"../events/`) }},
		"a wrong hour":              {"PATH_BIND heads/", func(s *sample) { s.head = replace(2, `hour=00`, `hour=24`) }},
		"another schema set":        {"SCHEMA_BIND", func(s *sample) { s.seal = zero(2, `"schema_set":"`) }},
		"another root signed":       {"CHECKPOINT_ROOT", func(s *sample) { s.root = flipRoot(2) }},
		"another older root signed": {"INCONSISTENT", func(s *sample) { s.root = flipRoot(1) }},
		"an event as a tombstone": {"RELABELLED", func(s *sample) {
			s.rows = rowsOf(func(r []row) []row { r[0].event, r[0].reason = nil, reasonTombstone; return r })
		}},
		"a receipt": {"RECEIPT", func(s *sample) { s.seal = replace(2, `"receipt_epoch":"-1"`, `"receipt_epoch":"0"`) }},
		"two schemas of one id": {"SCHEMA_BIND", func(s *sample) {
			s.heads = zero(2, `"sha256":"`)
		}},
		"another salt":    {"TENANT_BIND", func(s *sample) { s.heads = replace(2, `"salt":"00`, `"salt":"01`) }},
		"a look-alike":    {"NON_CANONICAL", func(s *sample) { s.heads = replace(2, `"tenant":"acme"`, `"tenant":"аcme"`) }},
		"a head left out": {"TENANT_GAP", func(s *sample) { s.heads = replace(2, `"sequence":"1"`, `"sequence":"2"`) }},
		"other facts":     {"PAYLOAD_HASH", func(s *sample) { s.rows = rowsOf(func(r []row) []row { r[0].event.id = "x"; return r }) }},
		"an event as malformed": {"RELABELLED", func(s *sample) {
			s.rows = rowsOf(func(r []row) []row { r[0].event, r[0].reason = nil, reasonMalformed; return r })
		}},
		"garbage as an event": {"SCHEMA_BIND", func(s *sample) { s.rows = rowsOf(func(r []row) []row { r[0].value = []byte("garbage"); return r }) }},
		"bytes left over":     {"SCHEMA_BIND", func(s *sample) { s.rows = rowsOf(func(r []row) []row { r[0].value = append(r[0].value, 0); return r }) }},
		"swapped":             {"ORDER", func(s *sample) { s.rows = rowsOf(func(r []row) []row { return []row{r[1], r[0]} }) }},
		"one twice":           {"OFFSET_DUP", func(s *sample) { s.rows = rowsOf(func(r []row) []row { return []row{r[0], r[0]} }) }},
		"one left out":        {"COVERAGE", func(s *sample) { s.rows = rowsOf(func(r []row) []row { return r[:1] }) }},
		"a wrapped type":      {"PAYLOAD_HASH", func(s *sample) { s.rows = rowsOf(func(r []row) []row { r[0].timestampType = 258; return r }) }},
		"a bomb":              {"LIMIT", func(s *sample) { s.pack = func([]byte, int) ([]byte, string) { return pack(zeros), "zstandard" } }},
		"another codec":       {"OBJECT_HASH", func(s *sample) { s.pack = func(rows []byte, _ int) ([]byte, string) { return rows, "null" } }},
		"no schema":           {"NON_CANONICAL", func(s *sample) { s.schema = "{" }},
		"another sync marker": {"OBJECT_HASH", func(s *sample) { s.sync = "other" }},
		"a deep schema": {"SCHEMA_BIND schemas/", func(s *sample) {
			s.schema = `{"fields":[{"name":"id","type":` + strings.Repeat(`{"items":`, 5000) + `"int"` +
				strings.Repeat(`,"type":"array"}`, 5000) + `}],"name":"Event","type":"record"}`
		}},
		"a schema of itself": {"SCHEMA_BIND", func(s *sample) {
			s.schema = `{"fields":[{"name":"id","type":"Event"}],"name":"Event","type":"record"}`
		}},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSample(t)
			lie.tell(s)
			code, out := s.build().verify()
			if code != 1 || !strings.HasPrefix(out, lie.code) && !strings.Contains(out, "\n"+lie.code) {
				t.Errorf("exit %d, want %s:\n%s", code, lie.code, out)
			}
		})
	}
}

// Numbers that claim more than there is must cost nothing.
func TestClaimsAreNotBelieved(t *testing.T) {
	huge := int64(1) << 40
	var meta, block, header avroWriter
	meta.WriteString("Obj\x01")
	meta.long(1 << 62).text("a").long(huge)
	header.WriteString("Obj\x01")
	header.long(0)
	header.Write(make([]byte, 16))
	block.Write(header.Bytes())
	block.long(huge).long(huge)
	if _, err := openContainer(&meta); err == nil {
		t.Error("metadata of a terabyte")
	}
	c, err := openContainer(&block)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := c.block(); codeFor(err, "") != "LIMIT" {
		t.Error(err)
	}
	var items avroWriter
	items.long(huge)
	in := newInput(items.Bytes())
	if in.decode(&schema{kind: "array", parts: []*schema{{kind: "null"}}}, "", nil, 0); in.err == nil {
		t.Error("items that take no bytes")
	}
	if _, err := parseJSON([]byte(strings.Repeat("[", 1<<20))); err == nil {
		t.Error("deep JSON")
	}
}

func TestEmitterGapsAreFindingsAndInAnyOrder(t *testing.T) {
	m := emitters{}
	for _, n := range []int64{5, 3, 4, 0, 9, 8, 3} {
		m.add(&row{tenant: "acme", event: &facts{emitter: "e", seq: n}})
	}
	var out bytes.Buffer
	r := newReport(&out, false)
	m.report(r)
	want := "EMITTER_GAP acme/e/0: 1 sequence numbers come again\nEMITTER_GAP acme/e/0: 2 holes, the first from 1 to 3\n"
	same(t, "lines", out.String(), want)
	if r.finish() != 0 {
		t.Error("a finding is no failure")
	}
}

func TestWrongUsage(t *testing.T) {
	s := newSample(t).build()
	trust, archive := s.folder+"/trust.json", s.folder+"/archive"
	for i, args := range [][]string{{}, {archive}, {archive, "--trust"}, {archive, "--trust", archive}, {archive, archive, "--trust", trust},
		{archive, "--trust", trust, "--level"}, {"missing", "--trust", trust}, {archive, "--trust", trust, "--known", "missing"}} {
		var out bytes.Buffer
		if code := run(args, &out, &out); code != 2 {
			t.Error(i, code, out.String())
		}
	}
	var out bytes.Buffer
	known := fmt.Sprintf("%s/note/%020d.txt", archive, 2)
	if code := run([]string{archive, "--known", known, "--trust", trust, "--json"}, &out, &out); code != 0 || !strings.Contains(out.String(), `"verified":true`) {
		t.Error(code, out.String())
	}
}

func TestAKeyListedTwiceIsOneKeyWithTwoRanges(t *testing.T) {
	s := newSample(t).build()
	path := s.folder + "/trust.json"
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	key := string(text[bytes.IndexByte(text, '[')+1 : bytes.IndexByte(text, ']')])
	for _, test := range []struct{ ranges, required, code string }{
		{`"from_size":"1","to_size":"2"|"from_size":"3"`, "1", ""},
		{`"from_size":"1","to_size":"2"|"from_size":"4"`, "1", "KEY_RANGE"},
		{`"from_size":"1"|"from_size":"1"`, "2", "QUORUM"},
	} {
		first, second, _ := strings.Cut(test.ranges, "|")
		keys := strings.Replace(key, `"from_size":"1"`, first, 1) + "," + strings.Replace(key, `"from_size":"1"`, second, 1)
		changed := strings.Replace(string(text), key, keys, 1)
		s.write("../trust.json", []byte(strings.Replace(changed, `signatures":1`, `signatures":`+test.required, 1)))
		code, out := s.verify()
		if (code == 0) != (test.code == "") || !strings.HasPrefix(out, test.code) {
			t.Errorf("%s: exit %d\n%s", test.ranges, code, out)
		}
	}
	s.write("../trust.json", []byte(strings.Replace(string(text), `"from_size":"1"`, `"from_size":"1","to_size":2`, 1)))
	if code, out := s.verify(); code != 2 {
		t.Errorf("a size that is a number: exit %d\n%s", code, out)
	}
}
