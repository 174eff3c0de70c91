package main

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/mod/sumdb/note"
)

type trustedKey struct {
	Name      string `json:"name"`
	Algorithm string `json:"algorithm"`
	KeyID     string `json:"key_id"`
	PublicKey []byte `json:"public_key"`
	FromSize  *int64 `json:"from_size,string"`
	ToSize    *int64 `json:"to_size,string"`
	noteKey
}

type trustFile struct {
	Format             string       `json:"format"`
	Origin             string       `json:"origin"`
	RequiredSignatures int          `json:"required_signatures"`
	Keys               []trustedKey `json:"keys"`
	GapFreeTopics      []string     `json:"gap_free_topics"`
}

func readTrust(path string) (*trustFile, error) {
	text, err := readBounded(path, maxNote)
	if err != nil {
		return nil, err
	}
	var t trustFile
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&t); err != nil {
		return nil, err
	}
	if _, err := decoder.Token(); err != io.EOF {
		return nil, errors.New("text after the object")
	}
	if t.Format != "sealstream-trust/1" || t.Origin == "" || t.RequiredSignatures < 1 || len(t.Keys) == 0 {
		return nil, errors.New("want format sealstream-trust/1, an origin, required_signatures of at least 1, and keys")
	}
	for i := range t.Keys {
		key := &t.Keys[i]
		if key.FromSize == nil || *key.FromSize < 0 || key.ToSize != nil && *key.ToSize < *key.FromSize {
			return nil, fmt.Errorf("key %d: want 0 <= from_size <= to_size as strings of digits", i)
		}
		if key.noteKey, err = newNoteKey(key.Name, key.Algorithm, key.PublicKey); err != nil {
			return nil, fmt.Errorf("key %d: %v", i, err)
		}
		if id := fmt.Sprintf("%08x", key.id); key.KeyID != id {
			return nil, fmt.Errorf("key %d: want key_id %s", i, id)
		}
	}
	return &t, nil
}

type checkpoint struct {
	place string
	size  int64
	root  hash
}

var decimal = regexp.MustCompile(`^(0|[1-9][0-9]{0,18})$`)

// parseNote takes the one form of a signed checkpoint. note.Open, told of no key, gives the lines
// of a note of sound form as an UnverifiedNoteError; what it is lenient about is refused here.
func parseNote(text []byte) (origin string, point checkpoint, n *note.Note, err error) {
	if len(text) > maxNote || !utf8.Valid(text) {
		return "", point, nil, errors.New("too long, or not UTF-8")
	}
	if bytes.HasPrefix(text, []byte("\ufeff")) {
		return "", point, nil, errors.New("begins with a byte order mark")
	}
	_, err = note.Open(text, nil)
	var open *note.UnverifiedNoteError
	if !errors.As(err, &open) {
		return "", point, nil, fmt.Errorf("no signed note: %v", err)
	}
	n = open.Note
	for _, line := range n.UnverifiedSigs {
		if _, ok := strictBase64(line.Base64); !ok {
			return "", point, nil, errors.New("Base64 of a signature does not encode back to itself")
		}
	}
	lines := strings.Split(n.Text, "\n") // the last one is empty
	if len(lines) < 4 || lines[0] == "" || !decimal.MatchString(lines[1]) {
		return "", point, nil, errors.New("want the lines origin, size, root")
	}
	for _, extension := range lines[3 : len(lines)-1] {
		if extension == "" {
			return "", point, nil, errors.New("an extension line is empty")
		}
	}
	root, ok := strictBase64(lines[2])
	point.size, err = strconv.ParseInt(lines[1], 10, 64)
	if !ok || len(root) != len(point.root) || err != nil {
		return "", point, nil, errors.New("size or root is out of form")
	}
	copy(point.root[:], root)
	return lines[0], point, n, nil
}

func strictBase64(text string) ([]byte, bool) {
	raw, err := base64.StdEncoding.DecodeString(text)
	return raw, err == nil && base64.StdEncoding.EncodeToString(raw) == text
}

// checkNote reports what is wrong with a note; it holds if nothing is.
func checkNote(r *report, place string, text []byte, trust *trustFile) (checkpoint, bool) {
	origin, point, n, err := parseNote(text)
	if err != nil {
		r.problem("MALFORMED", place, "%v", err)
		return point, false
	}
	point.place = place
	holds := true
	fail := func(code, format string, args ...any) {
		r.problem(code, place, format, args...)
		holds = false
	}
	if origin != trust.Origin {
		fail("ORIGIN", "says %q, the trust file %q", origin, trust.Origin)
		return point, false
	}
	valid, known, imposter := map[string]bool{}, false, false
	for _, line := range n.UnverifiedSigs {
		signer, good, inRange := trust.judge(line, n.Text, point.size)
		isKnown := signer != ""
		known = known || isKnown
		imposter = imposter || trust.names(line.Name)
		switch {
		case isKnown && !good:
			fail("BAD_SIGNATURE", "line of %s+%08x does not verify", line.Name, line.Hash)
		case isKnown && !inRange:
			fail("KEY_RANGE", "key %s+%08x may not sign size %d", line.Name, line.Hash, point.size)
		case isKnown:
			valid[signer] = true
		}
	}
	switch {
	case !holds || len(valid) >= trust.RequiredSignatures:
	case !known && imposter:
		fail("UNTRUSTED_KEY", "no line by a key of the trust file; a line names %q with another key id", trust.Origin)
	default:
		fail("QUORUM", "%d valid signatures, %d required", len(valid), trust.RequiredSignatures)
	}
	return point, holds
}

// judge gives the public key that a line is by ("" if none is known), whether it verifies, and whether
// the key may sign this size. A key that is listed twice is one key, with two ranges.
func (t *trustFile) judge(line note.Signature, text string, size int64) (signer string, good, inRange bool) {
	raw, _ := strictBase64(line.Base64)
	for i := range t.Keys {
		key := &t.Keys[i]
		if !key.isNamedBy(line) {
			continue
		}
		if signer == "" {
			signer = string(key.PublicKey)
		}
		if len(raw) > 4 && key.verifies([]byte(text), raw[4:]) {
			signer, good = string(key.PublicKey), true
			inRange = inRange || size >= *key.FromSize && (key.ToSize == nil || size <= *key.ToSize)
		}
	}
	return signer, good, inRange
}

func (t *trustFile) names(name string) bool {
	for i := range t.Keys {
		if t.Keys[i].Name == name {
			return true
		}
	}
	return false
}

// beside looks for a second signed root of one size under names that no note of that size has.
func beside(a *archive, trust *trustFile, held []checkpoint, keys []string) {
	for _, key := range keys {
		if !strings.HasPrefix(key, "note/") {
			continue
		}
		text, err := a.read(key)
		if err != nil {
			continue
		}
		point, holds := checkNote(newReport(io.Discard, false), key, text, trust)
		for _, n := range held {
			if holds && n.size == point.size && n.root != point.root {
				a.report.problem("EQUIVOCATION", key, "another root than %s, both signed", n.place)
			}
		}
	}
}

var noteName = regexp.MustCompile(`^note/([0-9]{20})\.txt$`)

// checkNotes is L1. It gives the notes that hold, by size.
func checkNotes(a *archive, trust *trustFile) []checkpoint {
	var held []checkpoint
	var misplaced []string
	next := int64(1)
	sort.Strings(a.notes)
	for _, key := range a.notes {
		name := noteName.FindStringSubmatch(key)
		if name == nil {
			a.strange = append(a.strange, key)
			continue
		}
		size, sizeErr := strconv.ParseInt(name[1], 10, 64)
		if sizeErr == nil && size > next {
			a.report.problem("EPOCH_GAP", key, "the notes over %d to %d seals are missing", next, size-1)
		}
		if size >= next {
			next = size + 1
		}
		text, err := a.read(key)
		if err != nil {
			a.report.problem(codeFor(err, "MALFORMED"), key, "%v", err)
			continue
		}
		point, holds := checkNote(a.report, key, text, trust)
		if holds && (sizeErr != nil || size != point.size) {
			a.report.problem("ROLLBACK", key, "the note in it is over %d seals", point.size)
			misplaced = append(misplaced, key)
			holds = false
		}
		if holds {
			held = append(held, point)
		}
	}
	beside(a, trust, held, append(misplaced, a.strange...))
	if len(held) == 0 {
		a.report.problem("STALE_HEAD", "note", "no note holds")
	}
	return held
}
