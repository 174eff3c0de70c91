package main

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

var (
	sealName    = regexp.MustCompile(`^seal/([0-9]{20})\.json$`)
	receiptName = regexp.MustCompile(`^receipt/([0-9]{20})\.json$`)
	schemaName  = regexp.MustCompile(`^schemas/[0-9a-f]{64}\.avsc$`)
	headsName   = regexp.MustCompile(`^heads/([0-9]{20})-[0-9a-f]{64}\.json$`)
	objectName  = regexp.MustCompile(`^events/tenant=([^/]+)/tier=([^/]+)/date=\d{4}-\d\d-\d\d/hour=\d\d/([^/]+)\.avro$`)
	nameParts   = regexp.MustCompile(`-([0-9]{1,10})-([0-9]{1,20})-[A-Za-z0-9._-]{1,100}$`)
)

// leftovers judges what no seal named. Seals that follow the newest note without a gap are pending,
// and so is what belongs to them or comes later.
func (w *walk) leftovers() {
	report := w.a.report
	ahead := w.size
	for w.a.exists(sealKey(ahead)) {
		ahead++
	}
	for _, key := range sortedKeys(w.a.unnamed) {
		if epoch, ok := numberIn(headsName, key); ok && epoch >= w.size || !ok && w.isPendingObject(key) {
			report.pending++
			continue
		}
		report.problem("UNSEALED_OBJECT", key, "no seal names it")
		if own, err := ownKey(w.a, key); err == nil && own != key {
			report.problem("PATH_BIND", key, "says that it is %s", own)
		}
	}
	for _, key := range w.a.numbered {
		switch {
		case w.belongs(key, w.size):
		case w.belongs(key, ahead):
			report.pending++
		case strings.HasPrefix(key, "seal/") && w.isSeal(key):
			report.problem("FORK", key, "a second seal: no seal has this name")
		default:
			report.problem("UNSEALED_OBJECT", key, "the log has no such file")
		}
	}
	for _, key := range w.a.holds {
		w.hold(key)
	}
	for _, key := range w.a.strange {
		report.problem("UNSEALED_OBJECT", key, "is none of the format's files")
	}
}

func (w *walk) isSeal(key string) bool {
	if _, ok := numberIn(sealName, key); ok {
		return false
	}
	text, err := w.a.read(key)
	if err == nil {
		_, err = readSeal(text)
	}
	return err == nil
}

func numberIn(form *regexp.Regexp, key string) (int64, bool) {
	parts := form.FindStringSubmatch(key)
	if parts == nil {
		return 0, false
	}
	n, err := strconv.ParseInt(parts[1], 10, 64)
	return n, err == nil
}

// belongs tells whether a log of so many seals has the file.
func (w *walk) belongs(key string, size int64) bool {
	if epoch, ok := numberIn(sealName, key); ok {
		return epoch < size
	}
	if epoch, ok := numberIn(receiptName, key); ok {
		return epoch < size
	}
	if schemaName.MatchString(key) || retentionName.MatchString(key) {
		return true
	}
	path, isTile := cutPrefix(key, "tile/")
	tile, err := tlog.ParseTilePath("tile/8/" + path)
	if !isTile || err != nil || fmt.Sprint("tile/8/", path) != tile.Path() {
		return false
	}
	has := size >> uint(8*tile.L) // hashes of the tile's level
	return tile.L < 8 && tile.N <= has/tileWidth && tile.N*tileWidth+int64(tile.W) <= has
}

// isPendingObject: topic and unique may hold "-", so every way of cutting the name is tried.
func (w *walk) isPendingObject(key string) bool {
	name := objectName.FindStringSubmatch(key)
	if name == nil {
		return false
	}
	pending := false
	for at := 1; at < len(name[3]); at++ {
		parts := nameParts.FindStringSubmatch(name[3][at:])
		if parts == nil || len(parts[0]) != len(name[3])-at {
			continue
		}
		id, err1 := strconv.ParseInt(parts[1], 10, 32)
		from, err2 := strconv.ParseInt(parts[2], 10, 64)
		if err1 != nil || err2 != nil {
			continue
		}
		known, ok := w.partitions[partition{name[3][:at], int32(id)}]
		if ok && from < known.to {
			return false
		}
		pending = true
	}
	return pending
}
