package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestCorpus runs the archives of a corpus of forgeries, if CORPUS names its folder: cases.json lists
// them, with the exit code and the codes that must be among those printed.
func TestCorpus(t *testing.T) {
	folder := os.Getenv("CORPUS")
	if folder == "" {
		t.Skip("CORPUS names no folder")
	}
	text, err := os.ReadFile(filepath.Join(folder, "cases.json"))
	if err != nil {
		t.Fatal(err)
	}
	var cases []struct {
		ID, Kind, Archive, Trust string
		Known, Codes             []string
		Exit                     int
	}
	if err := json.Unmarshal(text, &cases); err != nil {
		t.Fatal(err)
	}
	tried := 0
	for _, c := range cases {
		if c.Kind != "archive" {
			continue
		}
		tried++
		args := []string{filepath.Join(folder, c.Archive), "--trust", filepath.Join(folder, c.Trust)}
		for _, known := range c.Known {
			args = append(args, "--known", filepath.Join(folder, known))
		}
		var out bytes.Buffer
		if code := run(args, &out, &out); code != c.Exit {
			t.Errorf("%s: exit %d, want %d\n%s", c.ID, code, c.Exit, out.String())
		}
		for _, code := range c.Codes {
			if !strings.Contains("\n"+out.String(), "\n"+code+" ") {
				t.Errorf("%s: no %s\n%s", c.ID, code, out.String())
			}
		}
	}
	if tried == 0 {
		t.Error("no archives in the corpus")
	}
	t.Logf("corpus: %d archives", tried)
}
