package main

import (
	"os"
	"strings"
	"testing"
)

// Files that are there too: what nobody names, and what is only not sealed yet.
func TestFilesThatNobodyNames(t *testing.T) {
	folder := "events/tenant=acme/tier=standard/date=1970-01-01/hour=00/"
	for key, code := range map[string]string{
		folder + "t-0-1-other.avro":           "UNSEALED_OBJECT",
		folder + "t-0-6-other.avro":           "",
		folder + "other-topic-1-0-a-1-2.avro": "",
		folder + "nonsense.avro":              "UNSEALED_OBJECT",
		sealKey(3):                            "",
		sealKey(4):                            "UNSEALED_OBJECT",
		strings.Replace(sealKey(2), ".json", ".fork.json", 1): "FORK",
		"receipt/00000000000000000009.json":                   "UNSEALED_OBJECT",
		"tile/0/000.p/4":                                      "UNSEALED_OBJECT",
		"tile/0/000":                                          "UNSEALED_OBJECT",
		"note/copy.txt":                                       "UNSEALED_OBJECT",
		"notes.txt":                                           "UNSEALED_OBJECT",
		"heads/00000000000000000002-" + strings.Repeat("0", 64) + ".json": "UNSEALED_OBJECT",
		"heads/00000000000000000003-" + strings.Repeat("0", 64) + ".json": "",
	} {
		s := newSample(t).build()
		text, err := os.ReadFile(s.folder + "/archive/" + sealKey(2))
		if err != nil {
			t.Fatal(err)
		}
		s.write(key, text)
		code1, out := s.verify()
		if (code1 == 0) != (code == "") || !strings.HasPrefix(out, code) || code == "" && !strings.Contains(out, "1 files pending") {
			t.Errorf("%s: exit %d, want %s\n%s", key, code1, code, out)
		}
	}
	s := newSample(t).build()
	object, err := os.ReadFile(s.folder + "/archive/" + folder + "t-0-3-run.avro")
	if err != nil {
		t.Fatal(err)
	}
	s.write(folder+"t-0-3-copy.avro", object)
	if code, out := s.verify(); code != 1 || !strings.Contains(out, "\nPATH_BIND") {
		t.Errorf("a copy: exit %d\n%s", code, out)
	}
}
