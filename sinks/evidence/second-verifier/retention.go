package main

import (
	"crypto/sha256"
	"fmt"
	"regexp"
	"strings"
	"time"
)

// rule is a line of a retention table; the first that matches decides.
type rule struct {
	class, lockMode, storage, tenant, tier string
	years                                  int32
}

type table struct {
	version int32
	rules   []rule
	text    string
}

const noEvent = "NO_EVENT"

var (
	retentionName = regexp.MustCompile(`^retention/[0-9a-f]{64}\.json$`)
	tierName      = regexp.MustCompile(`^[a-z0-9_-]{1,32}$`)
	categories    = strings.Fields("UNKNOWN AUTHENTICATION IAM API DATA FILE CONFIGURATION NETWORK SESSION ADMIN")
	tenantClasses = append(strings.Fields("VIOLATION DECISION"), categories...)
	// What concerns all tenants is never an event.
	platformClasses = strings.Fields("VIOLATION DECISION POLICY")
	allClasses      = append([]string{"POLICY", noEvent}, tenantClasses...)
	storages        = strings.Fields("STANDARD STANDARD_IA ONEZONE_IA INTELLIGENT_TIERING GLACIER_IR GLACIER DEEP_ARCHIVE")
)

func isOneOf(names []string, name string) bool {
	for _, n := range names {
		if n == name {
			return true
		}
	}
	return false
}

func readTable(text []byte) (*table, error) {
	t := &table{text: string(text)}
	c := &canonical{text: text}
	c.token(`{"author":`)
	c.words()
	c.token(`,"format":"sealstream-retention/1","reason":`)
	c.words()
	c.token(`,"rules":`)
	c.array(func() { t.rules = append(t.rules, readRule(c)) })
	c.token(`,"version":`)
	if t.version = c.int32(); t.version < 0 {
		c.fail("a version from 0 on")
	}
	c.token(`}`)
	if last := len(t.rules) - 1; c.err == nil && (last < 0 || t.rules[last].tenant != "*" || t.rules[last].class != "*") {
		c.fail("a last rule for everything")
	}
	t.agrees(c)
	return t, c.end()
}

// words is a text that says something.
func (c *canonical) words() {
	if strings.TrimSpace(c.str()) == "" {
		c.fail("who, or why")
	}
}

func readRule(c *canonical) (r rule) {
	c.token(`{"class":`)
	if r.class = c.str(); r.class != "*" && !isOneOf(allClasses, r.class) {
		c.fail("a class")
	}
	c.token(`,"lock_mode":`)
	if r.lockMode = c.str(); !isOneOf([]string{"NONE", "GOVERNANCE", "COMPLIANCE"}, r.lockMode) {
		c.fail("a lock mode")
	}
	c.token(`,"storage_class":`)
	if r.storage = c.str(); !isOneOf(storages, r.storage) {
		c.fail("a storage class")
	}
	c.token(`,"tenant":`)
	if c.next('"') && strings.HasPrefix(string(c.text[c.at:]), `"*"`) {
		r.tenant = c.str()
	} else {
		r.tenant = c.tenant()
	}
	c.token(`,"tier":`)
	if r.tier = c.str(); !tierName.MatchString(r.tier) {
		c.fail("a tier")
	}
	c.token(`,"years":`)
	r.years = c.int32()
	if r.lockMode == "NONE" && r.years != 0 || r.lockMode != "NONE" && (r.years < 1 || r.years > 100) {
		c.fail("years that fit the lock mode")
	}
	c.token(`}`)
	return r
}

// agrees: of one tenant and tier all objects are kept alike.
func (t *table) agrees(c *canonical) {
	if c.err != nil {
		return
	}
	tenants := []string{"", unattributed, platform} // none has an empty name: it stands for the others
	for _, r := range t.rules {
		if r.tenant != "*" {
			tenants = append(tenants, r.tenant)
		}
	}
	for _, tenant := range tenants {
		terms := map[string]rule{}
		for _, class := range classesOf(tenant) {
			r := t.of(tenant, class)
			kept := rule{lockMode: r.lockMode, storage: r.storage, years: r.years}
			if other, ok := terms[r.tier]; ok && other != kept {
				c.fail("one lock and storage class for tier " + r.tier)
				return
			}
			terms[r.tier] = kept
		}
	}
}

// classesOf are the classes that records of a tenant may have.
func classesOf(tenant string) []string {
	switch tenant {
	case unattributed:
		return []string{noEvent}
	case platform:
		return platformClasses
	}
	return tenantClasses
}

// classOf is the class of a record that could be used.
func classOf(records string, j judgement) string {
	if records != "events" {
		return kinds[records].class
	}
	if category := text(j.got["category"]); isOneOf(categories, category) {
		return category
	}
	return "UNKNOWN" // a category of a later schema, as its reader takes it
}

// isClassOf tells whether records of a topic may be of a class, as far as its kind decides.
func isClassOf(class, records string) bool {
	return class == noEvent || kinds[records].class == class || records == "events" && isOneOf(categories, class)
}

func (t *table) of(tenant, class string) rule {
	for _, r := range t.rules {
		if (r.tenant == "*" || r.tenant == tenant) && (r.class == "*" || r.class == class) {
			return r
		}
	}
	return rule{} // there is a last rule for everything
}

// learn reads the table that a seal names, when it is another than the last seal's.
func (w *walk) learn(place string, named hash) {
	if w.tableSeen && named == w.tableHash {
		return
	}
	w.tableSeen, w.tableHash = true, named
	if w.table != nil {
		w.tableBefore = w.table
	}
	w.table = nil
	key := fmt.Sprintf("retention/%x.json", named)
	text, err := w.a.read(key)
	if err != nil {
		w.a.report.problem(codeFor(err, "RETENTION_TABLE"), key, "%v", err)
		return
	}
	if sha256.Sum256(text) != named {
		w.a.report.problem("RETENTION_TABLE", key, "is not what %s names", place)
		return
	}
	t, err := readTable(text)
	if err != nil {
		w.a.report.problem("NON_CANONICAL", key, "%v", err)
		return
	}
	w.table = t
	if b := w.tableBefore; b != nil && t.text != b.text && t.version <= b.version && (t.version != 0 || b.version != 0) {
		w.a.report.problem("RETENTION_TABLE", place, "goes from version %d to another table of version %d", b.version, t.version)
	}
}

// kept checks a head's tier and lock against the table.
func (e *epochCheck) kept(h *head) {
	if e.w.table == nil {
		return
	}
	for _, class := range classesOf(h.tenant) {
		r := e.w.table.of(h.tenant, class)
		if r.tier != h.tier || !isClassOf(class, h.records) {
			continue
		}
		if until := retainUntil(r, e.seal.closedAt); h.lockMode != r.lockMode || h.retainUntil != until {
			e.problem("RETENTION_RULE", "head of %s: locked %s until %d, the table says %s until %d", h.key, h.lockMode, h.retainUntil, r.lockMode, until)
		}
		return
	}
	e.problem("RETENTION_RULE", "head of %s: %s of tenant %s have no tier %s in the table", h.key, h.records, h.tenant, h.tier)
}

// retainUntil: whole seconds of the close time, years later; 28 February for a 29th that is not.
func retainUntil(r rule, closedAt int64) int64 {
	if r.lockMode == "NONE" {
		return 0
	}
	at := time.UnixMilli(closedAt).UTC().Truncate(time.Second)
	later := at.AddDate(int(r.years), 0, 0)
	if later.Day() != at.Day() {
		later = later.AddDate(0, 0, -1)
	}
	return later.UnixMilli()
}

// tier checks a record's tier against the table.
func (b *batch) tier(class string, bad func(string, string, ...any)) {
	if b.e.w.table == nil {
		return
	}
	if r := b.e.w.table.of(b.h.tenant, class); r.tier != b.h.tier {
		bad("RETENTION_RULE", "is %s, which the table gives to tier %s", class, r.tier)
	}
}
