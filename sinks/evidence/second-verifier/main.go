// Command second-verifier checks an evidence archive, levels L1 to L4, written from
// docs/evidence-format.md alone. It shares no code with `sealstream verify`.
package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
)

const usage = `usage: second-verifier ARCHIVE_FOLDER --trust trust.json [--known note-file]... [--json]
Prints one line per problem, "CODE place: what", then a summary.
Exit: 0 everything holds, 1 something does not, 2 wrong usage.
`

type options struct {
	folder, trust string
	known         []string
	json          bool
}

func main() {
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
}

func run(args []string, out, errs io.Writer) int {
	opts, ok := parseArgs(args)
	if !ok {
		fmt.Fprint(errs, usage)
		return 2
	}
	trust, err := readTrust(opts.trust)
	if err != nil {
		fmt.Fprintf(errs, "trust file %s: %v\n", opts.trust, err)
		return 2
	}
	if info, err := os.Stat(opts.folder); err != nil || !info.IsDir() {
		fmt.Fprintf(errs, "%s: not a folder that can be read\n", opts.folder)
		return 2
	}
	var known [][]byte
	for _, file := range opts.known {
		note, err := readBounded(file, maxNote)
		if err != nil {
			fmt.Fprintf(errs, "known note %s: %v\n", file, err)
			return 2
		}
		known = append(known, note)
	}
	buffered := bufio.NewWriter(out)
	defer buffered.Flush()
	report := newReport(buffered, opts.json)
	verify(&archive{root: opts.folder, report: report}, trust, known)
	return report.finish()
}

func parseArgs(args []string) (opts options, ok bool) {
	for i := 0; i < len(args); i++ {
		switch arg := args[i]; {
		case arg == "--json":
			opts.json = true
		case (arg == "--trust" || arg == "--known") && i+1 < len(args):
			i++
			if arg == "--known" {
				opts.known = append(opts.known, args[i])
			} else if opts.trust != "" {
				return opts, false
			} else {
				opts.trust = args[i]
			}
		case len(arg) > 0 && arg[0] != '-' && opts.folder == "":
			opts.folder = arg
		default:
			return opts, false
		}
	}
	return opts, opts.folder != "" && opts.trust != ""
}

// verify lists the files, then reads the notes, then the seals in order, as the format says.
func verify(a *archive, trust *trustFile, known [][]byte) {
	if err := a.list(); err != nil {
		a.report.problem("MALFORMED", a.root, "cannot be listed: %v", err)
	}
	notes := checkNotes(a, trust)
	w := newWalk(a, trust, notes)
	w.keep(known)
	w.seals()
	w.leftovers()
}
