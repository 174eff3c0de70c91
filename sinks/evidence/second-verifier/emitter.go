package main

import (
	"fmt"
	"sort"
)

const (
	maxEmitters = 100_000
	maxPieces   = 1_000
)

type emitterRun struct {
	tenant, emitter string
	epoch           int64
}

// emitters keeps, of each run of an emitter, the sequence numbers met as sorted pieces: partitions
// are read one after the other, so that numbers come in no order.
type emitters map[emitterRun]*emitted

type emitted struct {
	pieces []span
	twice  int64
}

func (m emitters) add(r *row) {
	run := emitterRun{r.tenant, r.event.emitter, r.event.emitterEpoch}
	met, ok := m[run]
	if run.emitter == "" || !ok && len(m) >= maxEmitters || ok && len(met.pieces) >= maxPieces {
		return
	}
	if !ok {
		met = &emitted{}
		m[run] = met
	}
	pieces, n := met.pieces, r.event.seq
	at := sort.Search(len(pieces), func(i int) bool { return pieces[i].to >= n })
	switch {
	case at == len(pieces) || pieces[at].from > n+1:
		pieces = append(pieces, span{})
		copy(pieces[at+1:], pieces[at:])
		pieces[at] = span{n, n + 1}
	case pieces[at].from == n+1:
		pieces[at].from = n
	case pieces[at].to > n:
		met.twice++
	case pieces[at].to == n:
		pieces[at].to = n + 1
		if at+1 < len(pieces) && pieces[at+1].from == n+1 {
			pieces[at].to = pieces[at+1].to
			pieces = append(pieces[:at+1], pieces[at+2:]...)
		}
	}
	met.pieces = pieces
}

func (m emitters) report(r *report) {
	names := map[string]emitterRun{}
	for run, met := range m {
		if len(met.pieces) > 1 || met.twice > 0 {
			names[fmt.Sprintf("%s/%s/%d", run.tenant, run.emitter, run.epoch)] = run
		}
	}
	for _, name := range sortedKeys(names) {
		met := m[names[name]]
		if met.twice > 0 {
			r.problem("EMITTER_GAP", name, "%d sequence numbers come again", met.twice)
		}
		if len(met.pieces) > 1 {
			r.problem("EMITTER_GAP", name, "%d holes, the first from %d to %d", len(met.pieces)-1, met.pieces[0].to, met.pieces[1].from)
		}
	}
}
