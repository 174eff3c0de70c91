package main

import (
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strings"
)

const (
	maxDepth   = 200
	maxSchemas = 10_000
)

// schema is one Avro type.
type schema struct {
	kind    string
	name    string   // of a record, without its namespace
	names   []string // of a record's fields, of an enum's symbols
	parts   []*schema
	size    int64 // of fixed; symbols of an enum
	logical string
}

// schemas holds the writers' schemas by hash, and what each registry id was first sealed as.
type schemas struct {
	a      *archive
	byHash map[hash]*schema // nil: cannot be used
	byID   map[int32]hash
	since  map[int32]int64 // when the first epoch that lists the id closed
}

func newSchemas(a *archive) *schemas {
	return &schemas{a, map[hash]*schema{}, map[int32]hash{}, map[int32]int64{}}
}

func (s *schemas) load(ref schemaRef, closedAt int64) {
	if _, ok := s.since[ref.id]; !ok && len(s.since) < maxSchemas {
		s.since[ref.id] = closedAt
	}
	if _, ok := s.byID[ref.id]; !ok && len(s.byID) < maxSchemas {
		s.byID[ref.id] = ref.hash
	}
	if _, ok := s.byHash[ref.hash]; ok || len(s.byHash) >= maxSchemas {
		return
	}
	s.byHash[ref.hash] = nil
	key := fmt.Sprintf("schemas/%x.avsc", ref.hash)
	text, err := s.a.read(key)
	if err != nil {
		s.a.report.problem(codeFor(err, "SCHEMA_BIND"), key, "%v", err)
		return
	}
	if sha256.Sum256(text) != ref.hash {
		s.a.report.problem("SCHEMA_BIND", key, "is not what its name says")
		return
	}
	value, err := parseJSON(text)
	if err == nil && string(rewrite(nil, value)) != string(text) {
		err = errors.New("is not in RFC 8785 form")
	}
	if err != nil {
		s.a.report.problem(codeFor(err, "NON_CANONICAL"), key, "%v", err)
		return
	}
	p := &schemaParser{named: map[string]*schema{}}
	parsed := p.parse(value, "", 0)
	if p.err != nil || parsed.kind != "record" {
		s.a.report.problem("SCHEMA_BIND", key, "is no schema of a record: %v", p.err)
		return
	}
	s.byHash[ref.hash] = parsed
}

type schemaParser struct {
	named map[string]*schema
	err   error
}

func (p *schemaParser) fail(format string, args ...any) *schema {
	if p.err == nil {
		p.err = fmt.Errorf(format, args...)
	}
	return &schema{kind: "null"}
}

func (p *schemaParser) parse(value any, space string, depth int) *schema {
	if depth > maxDepth {
		return p.fail("nested deeper than %d", maxDepth)
	}
	switch v := value.(type) {
	case string:
		return p.name(v, space)
	case []any:
		union := &schema{kind: "union"}
		for _, branch := range v {
			union.parts = append(union.parts, p.parse(branch, space, depth+1))
		}
		return union
	case map[string]any:
		return p.object(v, space, depth)
	}
	return p.fail("neither a name, a union nor an object")
}

func (p *schemaParser) name(name, space string) *schema {
	switch name {
	case "null", "boolean", "int", "long", "float", "double", "bytes", "string":
		return &schema{kind: name}
	}
	if known, ok := p.named[fullName(name, space)]; ok {
		return known
	}
	if known, ok := p.named[name]; ok {
		return known
	}
	return p.fail("no type %s", name)
}

func fullName(name, space string) string {
	if strings.Contains(name, ".") || space == "" {
		return name
	}
	return space + "." + name
}

func (p *schemaParser) object(v map[string]any, space string, depth int) *schema {
	kind, ok := v["type"].(string)
	if !ok {
		return p.parse(v["type"], space, depth+1)
	}
	out := &schema{kind: kind}
	out.logical, _ = v["logicalType"].(string)
	switch kind {
	case "array":
		out.parts = []*schema{p.parse(v["items"], space, depth+1)}
	case "map":
		out.parts = []*schema{p.parse(v["values"], space, depth+1)}
	case "record", "error", "enum", "fixed":
		name, _ := v["name"].(string)
		if own, ok := v["namespace"].(string); ok && !strings.Contains(name, ".") {
			space = own
		} else if dot := strings.LastIndex(name, "."); dot >= 0 {
			space = name[:dot]
		}
		p.named[fullName(name, space)] = out
		out.name = name[strings.LastIndex(name, ".")+1:]
		p.define(out, v, space, depth)
	default:
		known := p.name(kind, space)
		if out.logical == "" {
			return known
		}
		return &schema{kind: known.kind, names: known.names, parts: known.parts, size: known.size, logical: out.logical}
	}
	return out
}

func (p *schemaParser) define(out *schema, v map[string]any, space string, depth int) {
	switch out.kind {
	case "fixed":
		size, err := asNumber(v["size"]).Int64()
		if out.size = size; err != nil || size < 0 || size > math.MaxInt32 {
			p.fail("fixed of a strange size")
		}
	case "enum":
		symbols, _ := v["symbols"].([]any)
		out.size = int64(len(symbols))
		for _, symbol := range symbols {
			out.names = append(out.names, text(symbol))
		}
	default:
		fields, _ := v["fields"].([]any)
		for _, item := range fields {
			field, _ := item.(map[string]any)
			name, _ := field["name"].(string)
			out.names = append(out.names, name)
			out.parts = append(out.parts, p.parse(field["type"], space, depth+1))
		}
	}
}

func asNumber(value any) json.Number {
	n, _ := value.(json.Number)
	return n
}

// wanted are the fields that the entry repeats, or that decide whether a record is an event and how it is kept.
var wanted = map[string]bool{"id": true, "time": true, "observed_time": true, "tenant_id": true,
	"emitter.id": true, "emitter.epoch": true, "emitter.seq": true, "source.geo.lat": true, "source.geo.lon": true, "evaluated_at": true, "category": true}

// decode reads one value. Fields that are wanted go into got under their path; all is validated.
func (in *input) decode(s *schema, path string, got map[string]any, depth int) {
	if depth > maxDepth {
		in.fail(errors.New("nested too deeply"))
	}
	if in.err != nil {
		return
	}
	var value any
	switch s.kind {
	case "null":
	case "boolean":
		if b := in.take(1); len(b) == 1 && b[0] > 1 {
			in.fail(errors.New("a boolean is neither 0 nor 1"))
		}
	case "int":
		value = int64(in.int())
	case "long":
		value = in.long()
	case "float":
		if b := in.take(4); b != nil {
			value = float64(math.Float32frombits(uint32(little(b))))
		}
	case "double":
		if b := in.take(8); b != nil {
			value = math.Float64frombits(little(b))
		}
	case "bytes":
		value = string(in.bytes())
	case "string":
		value = in.str()
	case "fixed":
		in.take(s.size)
	case "enum":
		if n := in.int(); n < 0 || int64(n) >= s.size {
			in.fail(errors.New("no such symbol"))
		} else {
			value = s.names[n]
		}
	case "union":
		n := in.long()
		if in.err == nil && (n < 0 || n >= int64(len(s.parts))) {
			in.fail(errors.New("no such branch"))
		}
		if in.err == nil {
			in.decode(s.parts[n], path, got, depth+1)
		}
		return
	case "array":
		in.blocks(func() { in.decode(s.parts[0], "-", got, depth+1) })
	case "map":
		in.blocks(func() { in.str(); in.decode(s.parts[0], "-", got, depth+1) })
	default:
		for i, part := range s.parts {
			in.decode(part, join(path, s.names[i]), got, depth+1)
		}
	}
	if value != nil && in.err == nil && wanted[path] {
		got[path] = value
	}
}

// join keeps paths short: below three levels nothing is wanted.
func join(path, name string) string {
	switch {
	case path == "":
		return name
	case path == "emitter", path == "source", path == "source.geo":
		return path + "." + name
	}
	return "-"
}

func little(b []byte) (n uint64) {
	for i := len(b) - 1; i >= 0; i-- {
		n = n<<8 | uint64(b[i])
	}
	return n
}
