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

func TestTheClassOfARecord(t *testing.T) {
	j := judgement{got: map[string]any{"category": "IAM"}}
	same(t, "event", classOf("events", j), "IAM")
	same(t, "violation", classOf("violations", j), "VIOLATION")
	same(t, "event of a later category", classOf("events", judgement{got: map[string]any{"category": "MOON"}}), "UNKNOWN")
	if isClassOf("VIOLATION", "events") || isClassOf("IAM", "violations") || !isClassOf("IAM", "events") || !isClassOf(noEvent, "policies") {
		t.Error("records of a topic may be of another class than its kind has")
	}
}

func TestATableThatKeepsTheTenantOfAllInTwoWays(t *testing.T) {
	rule := `{"class":"%s","lock_mode":"COMPLIANCE","storage_class":"STANDARD","tenant":"%s","tier":"%s","years":%d}`
	text := func(policies string) []byte {
		rules := fmt.Sprintf(rule, "POLICY", "_sealstream", policies, 30) + "," +
			fmt.Sprintf(rule, "DECISION", "*", "told", 3) + "," + fmt.Sprintf(rule, "*", "*", "rest", 7)
		return []byte(`{"author":"a","format":"sealstream-retention/1","reason":"r","rules":[` + rules + `],"version":1}`)
	}
	if _, err := readTable(text("rules")); err != nil {
		t.Error("a tier of their own:", err)
	}
	if _, err := readTable(text("told")); err == nil {
		t.Error("the tier of decisions, for other years, was taken")
	}
}
