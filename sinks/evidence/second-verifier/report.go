package main

import (
	"encoding/json"
	"fmt"
	"io"
	"sort"
)

// Of one code this many lines are printed; further ones are counted.
const maxLines = 1000

type problem struct {
	Code  string `json:"code"`
	Place string `json:"where"`
	What  string `json:"what"`
}

// report prints problems as they come (or, as JSON, at the end) and remembers what was covered.
type report struct {
	out      io.Writer
	asJSON   bool
	kept     []problem
	counts   map[string]int
	failed   bool
	pending  int
	size     int64
	objects  int64
	records  int64
	rejected int64
	undecid  int64 // rejections that the archive cannot decide
}

func newReport(out io.Writer, asJSON bool) *report {
	return &report{out: out, asJSON: asJSON, counts: map[string]int{}}
}

func (r *report) problem(code, place, format string, args ...any) {
	r.failed = r.failed || code != "EMITTER_GAP"
	r.counts[code]++
	if r.counts[code] > maxLines {
		return
	}
	p := problem{code, oneLine(place), oneLine(fmt.Sprintf(format, args...))}
	if r.asJSON {
		r.kept = append(r.kept, p)
		return
	}
	fmt.Fprintf(r.out, "%s %s: %s\n", p.Code, p.Place, p.What)
}

// oneLine makes text of the archive harmless on a terminal: no control characters, 400 at most.
func oneLine(text string) string {
	var out []rune
	for _, c := range text {
		if c < ' ' || c >= 0x7f && c < 0xa0 || c == 0x2028 || c == 0x2029 || c >= 0x202a && c <= 0x202e {
			c = '?'
		}
		if out = append(out, c); len(out) == 400 {
			break
		}
	}
	return string(out)
}

func (r *report) finish() int {
	if r.asJSON {
		r.writeJSON()
	} else {
		for _, code := range sortedKeys(r.counts) {
			if n := r.counts[code] - maxLines; n > 0 {
				fmt.Fprintf(r.out, "%s: %d more\n", code, n)
			}
		}
		verdict := "everything holds"
		if r.failed {
			verdict = "NOT VERIFIED"
		}
		fmt.Fprintf(r.out, "%s: %d seals, %d objects, %d records, of which %d rejected (%d of them undecidable here); %d files pending\n",
			verdict, r.size, r.objects, r.records, r.rejected, r.undecid, r.pending)
	}
	if r.failed {
		return 1
	}
	return 0
}

func (r *report) writeJSON() {
	problems := r.kept
	if problems == nil {
		problems = []problem{}
	}
	encoder := json.NewEncoder(r.out)
	encoder.SetEscapeHTML(false)
	_ = encoder.Encode(map[string]any{
		"verified": !r.failed, "problems": problems, "counts": r.counts, "seals": r.size, "objects": r.objects,
		"records": r.records, "rejected": r.rejected, "undecidable": r.undecid, "pending": r.pending,
	})
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	return keys
}
