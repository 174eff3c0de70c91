package main

import (
	"crypto/sha256"
	"fmt"
	"testing"
	"time"
)

func TestTheGoldenTable(t *testing.T) {
	v := golden(t)
	table, err := readTable([]byte(v["retention_table"]))
	if err != nil {
		t.Fatal(err)
	}
	s, _ := readSeal([]byte(v["seal"]))
	same(t, "hash", fmt.Sprintf("%x", sha256.Sum256([]byte(v["retention_table"]))), fmt.Sprintf("%x", s.retention))
	f, _ := readHeadsFile([]byte(v["heads_file"]))
	leapDay := time.Date(2028, 2, 29, 12, 0, 0, 999_000_000, time.UTC).UnixMilli()
	r := table.of("acme", "DATA")
	if f.heads[0].lockMode != r.lockMode || f.heads[0].retainUntil != retainUntil(r, leapDay) {
		t.Error("the golden head is not locked as the golden table says:", retainUntil(r, leapDay))
	}
	if table.of("acme", "IAM").tier != "hot" || table.of("globex", "IAM").tier != "standard" || table.of(unattributed, noEvent).tier != "standard" {
		t.Error("another rule decides")
	}
}
