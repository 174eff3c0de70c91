package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

const (
	maxFile = 128 << 20
	maxNote = 1 << 20
)

var errTooLarge = errors.New("larger than the format allows")

// archive is a folder; keys have slashes. Links are never followed: they are no files of an archive.
type archive struct {
	root   string
	report *report
	// Listed and not yet named by a seal.
	unnamed map[string]bool
	notes   []string
	// Seals, tiles, receipts and schemas: their names say whether the log has them.
	numbered []string
	strange  []string
	holds    []string // legal holds, whatever their names
}

func (a *archive) list() error {
	a.unnamed = map[string]bool{}
	return filepath.WalkDir(a.root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			a.report.problem("MALFORMED", path, "cannot be listed: %v", err)
			return nil
		}
		if entry.IsDir() {
			return nil
		}
		relative, err := filepath.Rel(a.root, path)
		if err != nil {
			return err
		}
		key := filepath.ToSlash(relative)
		top, _, _ := strings.Cut(key, "/")
		switch top {
		case "events", "heads":
			a.unnamed[key] = true
		case "note":
			a.notes = append(a.notes, key)
		case "hold":
			a.holds = append(a.holds, key)
		case "seal", "tile", "receipt", "schemas", "retention":
			a.numbered = append(a.numbered, key)
		default:
			if key == "checkpoint" {
				break
			}
			a.strange = append(a.strange, key)
		}
		return nil
	})
}

func (a *archive) open(key string) (*os.File, error) {
	if !safeKey(key) {
		return nil, fmt.Errorf("%q is no key", key)
	}
	path := filepath.Join(a.root, filepath.FromSlash(key))
	info, err := os.Lstat(path)
	if err != nil {
		return nil, errors.New("is missing")
	}
	if !info.Mode().IsRegular() {
		return nil, errors.New("is no regular file")
	}
	return os.Open(path)
}

func (a *archive) exists(key string) bool {
	_, err := os.Lstat(filepath.Join(a.root, filepath.FromSlash(key)))
	return err == nil
}

// read gives a whole small file, errTooLarge past the limit.
func (a *archive) read(key string) ([]byte, error) {
	file, err := a.open(key)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return readLimited(file, maxFile)
}

func readBounded(path string, limit int64) ([]byte, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return readLimited(file, limit)
}

func readLimited(in io.Reader, limit int64) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(in, limit+1))
	if err == nil && int64(len(data)) > limit {
		return nil, errTooLarge
	}
	return data, err
}

// safeKey refuses what could leave the folder.
func safeKey(key string) bool {
	if key == "" || len(key) > 4096 || strings.ContainsAny(key, "\\\x00") {
		return false
	}
	for _, part := range strings.Split(key, "/") {
		if part == "" || part == "." || part == ".." {
			return false
		}
	}
	return true
}

func codeFor(err error, otherwise string) string {
	if errors.Is(err, errTooLarge) {
		return "LIMIT"
	}
	return otherwise
}
