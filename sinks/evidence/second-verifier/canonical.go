package main

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"sort"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

type hash [32]byte

// canonical reads the format's JSON. Names, their order and all white space are fixed, so it takes
// exactly the one spelling: that is the same as parsing, writing again and comparing, without a tree.
// The first fault sticks; reading on gives zero values.
type canonical struct {
	text []byte
	at   int
	err  error
}

func (c *canonical) fail(want string) {
	if c.err == nil {
		c.err = fmt.Errorf("at byte %d: want %s", c.at, want)
		c.at = len(c.text)
	}
}

func (c *canonical) token(want string) {
	if c.err == nil && bytes.HasPrefix(c.text[c.at:], []byte(want)) {
		c.at += len(want)
		return
	}
	c.fail(want)
}

func (c *canonical) next(b byte) bool { return c.err == nil && c.at < len(c.text) && c.text[c.at] == b }

func (c *canonical) end() error {
	if c.err == nil && c.at != len(c.text) {
		c.fail("the end")
	}
	return c.err
}

// array reads "[…]" and calls item once per element.
func (c *canonical) array(item func()) {
	c.token("[")
	if c.next(']') {
		c.at++
		return
	}
	for c.err == nil {
		item()
		if !c.next(',') {
			break
		}
		c.at++
	}
	c.token("]")
}

func (c *canonical) boolean() bool {
	if c.next('t') {
		c.token("true")
		return true
	}
	c.token("false")
	return false
}

func (c *canonical) int32() int32 {
	from := c.at
	for c.err == nil && c.at < len(c.text) && (c.text[c.at] == '-' || c.text[c.at] >= '0' && c.text[c.at] <= '9') {
		c.at++
	}
	if c.err != nil {
		return 0
	}
	n, err := strconv.ParseInt(string(c.text[from:c.at]), 10, 32)
	if err != nil || strconv.FormatInt(n, 10) != string(c.text[from:c.at]) {
		c.fail("a 32-bit integer")
		return 0
	}
	return int32(n)
}

func (c *canonical) int64() int64 {
	text := c.str()
	n, err := strconv.ParseInt(text, 10, 64)
	if c.err == nil && (err != nil || strconv.FormatInt(n, 10) != text) {
		c.fail("a 64-bit integer")
		return 0
	}
	return n
}

func (c *canonical) hex(size int) []byte {
	text := c.str()
	raw, err := hex.DecodeString(text)
	if c.err == nil && (err != nil || len(raw) != size || hex.EncodeToString(raw) != text) {
		c.fail(fmt.Sprintf("%d bytes in lower-case hex", size))
	}
	return raw
}

func (c *canonical) hash() (h hash) {
	copy(h[:], c.hex(len(h)))
	return h
}

// str reads a string, and takes only the escapes that RFC 8785 writes.
func (c *canonical) str() string {
	c.token(`"`)
	from := c.at
	for c.err == nil && c.at < len(c.text) && c.text[c.at] != '"' {
		if c.text[c.at] == '\\' {
			c.at++
		}
		c.at++
	}
	if c.err != nil || c.at >= len(c.text) {
		c.fail("a string")
		return ""
	}
	raw := c.text[from-1 : c.at+1]
	c.at++
	var text string
	if json.Unmarshal(raw, &text) != nil || !bytes.Equal(appendString(nil, text), raw) {
		c.fail("a string as RFC 8785 writes it")
	}
	return text
}

// appendString writes a string as RFC 8785 does.
func appendString(out []byte, text string) []byte {
	out = append(out, '"')
	for i := 0; i < len(text); i++ {
		switch b := text[i]; {
		case b == '"' || b == '\\':
			out = append(out, '\\', b)
		case b >= ' ':
			out = append(out, b)
		case b >= '\b' && b <= '\r' && b != '\v':
			out = append(out, '\\', "btn fr"[b-'\b'])
		default:
			out = append(out, fmt.Sprintf(`\u%04x`, b)...)
		}
	}
	return append(out, '"')
}

const maxSchemaParts = 200_000

// parseJSON reads any one JSON value, bounded in parts (each may cost much more than its text).
func parseJSON(text []byte) (any, error) {
	if parts := bytes.Count(text, []byte(",")) + bytes.Count(text, []byte("[")) + bytes.Count(text, []byte("{")); parts > maxSchemaParts {
		return nil, errTooLarge
	}
	if !utf8.Valid(text) {
		return nil, errors.New("not UTF-8")
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	var value any
	if err := decoder.Decode(&value); err != nil {
		return nil, err
	}
	if _, err := decoder.Token(); err != io.EOF {
		return nil, errors.New("text after the value")
	}
	return value, nil
}

// rewrite writes any JSON value in RFC 8785 form. encoding/json writes floats as ECMAScript does.
func rewrite(out []byte, value any) []byte {
	switch v := value.(type) {
	case map[string]any:
		names := sortedKeys(v)
		sort.Slice(names, func(i, j int) bool { return lessUTF16(names[i], names[j]) })
		out = append(out, '{')
		for i, name := range names {
			if i > 0 {
				out = append(out, ',')
			}
			out = rewrite(append(appendString(out, name), ':'), v[name])
		}
		return append(out, '}')
	case []any:
		out = append(out, '[')
		for i, item := range v {
			if i > 0 {
				out = append(out, ',')
			}
			out = rewrite(out, item)
		}
		return append(out, ']')
	case string:
		return appendString(out, v)
	case json.Number:
		number, err := v.Float64()
		if err != nil {
			return append(out, "NaN"...) // never equal to what was read
		}
		if number == 0 {
			return append(out, '0') // RFC 8785 has no minus zero
		}
		text, _ := json.Marshal(number)
		return append(out, text...)
	case bool:
		return strconv.AppendBool(out, v)
	}
	return append(out, "null"...)
}

func lessUTF16(a, b string) bool {
	x, y := utf16.Encode([]rune(a)), utf16.Encode([]rune(b))
	for i := 0; i < len(x) && i < len(y); i++ {
		if x[i] != y[i] {
			return x[i] < y[i]
		}
	}
	return len(x) < len(y)
}
