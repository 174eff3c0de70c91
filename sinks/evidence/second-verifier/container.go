package main

import (
	"bufio"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"

	"github.com/klauspost/compress/zstd"
)

const (
	maxBlock      = 64 << 20
	maxHeaderText = 1 << 20
	maxHeaders    = 1_000_000
	// SHA-256 of the RFC 8785 text of batch-row.avsc: the object's schema, however it is spelt.
	rowSchema = "dcb20817869223c5d9194700aff6763a3067ac9714216c77c2674e1c64ab850f"
)

// container reads an Avro object container file block by block.
type container struct {
	in   *bufio.Reader
	meta map[string]string
	sync [16]byte
	zstd *zstd.Decoder
}

func openContainer(in io.Reader) (*container, error) {
	c := &container{in: bufio.NewReaderSize(in, 1<<16), meta: map[string]string{}}
	magic, err := c.take(4)
	if err != nil || string(magic) != "Obj\x01" {
		return nil, errors.New("is no Avro object container file")
	}
	budget := int64(maxHeaderText)
	for {
		count, err := c.long()
		if err != nil {
			return nil, err
		}
		if count == 0 {
			break
		}
		if count < 0 {
			if _, err := c.long(); err != nil {
				return nil, err
			}
			count = -count
		}
		for ; count != 0; count-- {
			var pair [2]string
			for i := range pair {
				size, err := c.long()
				if err != nil {
					return nil, err
				}
				if budget -= size + 1; size < 0 || budget < 0 {
					return nil, errTooLarge
				}
				text, err := c.take(size)
				if err != nil {
					return nil, err
				}
				pair[i] = string(text)
			}
			if _, twice := c.meta[pair[0]]; twice {
				return nil, fmt.Errorf("metadata %q is there twice", pair[0])
			}
			c.meta[pair[0]] = pair[1]
		}
	}
	sync, err := c.take(16)
	copy(c.sync[:], sync)
	return c, err
}

func (c *container) take(size int64) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(c.in, size)) // grows with what is there, not with what is claimed
	if err == nil && int64(len(data)) < size {
		err = io.ErrUnexpectedEOF
	}
	return data, err
}

func (c *container) long() (int64, error) {
	var bits uint64
	for shift := uint(0); shift < 70; shift += 7 {
		b, err := c.in.ReadByte()
		if err != nil {
			return 0, err
		}
		bits |= uint64(b&0x7f) << shift
		if b < 0x80 {
			return int64(bits>>1) ^ -int64(bits&1), nil
		}
	}
	return 0, errors.New("a number is too long")
}

// check compares the metadata with what the key and the format demand.
func (c *container) check(key string) (code string, err error) {
	if own := c.meta["sealstream.key"]; own != key {
		return "PATH_BIND", fmt.Errorf("says that it is %s", own)
	}
	want := sha256.Sum256([]byte("sealstream-sync/1\n" + key))
	schema, err := parseJSON([]byte(c.meta["avro.schema"]))
	switch {
	case err != nil:
		return "OBJECT_HASH", fmt.Errorf("schema: %w", err)
	case fmt.Sprintf("%x", sha256.Sum256(rewrite(nil, schema))) != rowSchema:
		return "OBJECT_HASH", errors.New("its schema is not batch-row.avsc")
	case c.meta["avro.codec"] != "zstandard" || c.meta["sealstream.format"] != "sealstream-batch/1":
		return "OBJECT_HASH", errors.New("codec or format is another one")
	case string(c.sync[:]) != string(want[:16]):
		return "OBJECT_HASH", errors.New("the sync marker is another one")
	}
	return "", nil
}

// block gives the next block's rows and their number; io.EOF after the last block.
func (c *container) block() (rows []byte, count int64, err error) {
	if _, err := c.in.Peek(1); err != nil {
		return nil, 0, err
	}
	if count, err = c.long(); err != nil {
		return nil, 0, unexpected(err)
	}
	size, err := c.long()
	if err != nil {
		return nil, 0, unexpected(err)
	}
	if count < 0 || size < 0 {
		return nil, 0, errors.New("a block has less than nothing")
	}
	if size > maxBlock {
		return nil, 0, errTooLarge
	}
	packed, err := c.take(size)
	if err != nil {
		return nil, 0, unexpected(err)
	}
	sync, err := c.take(16)
	if err != nil || string(sync) != string(c.sync[:]) {
		return nil, 0, errors.New("no sync marker after a block")
	}
	rows, err = c.unpack(packed)
	if err == nil && count > int64(len(rows)) {
		err = errors.New("a block claims more rows than it has bytes")
	}
	return rows, count, err
}

func (c *container) unpack(packed []byte) (rows []byte, err error) {
	if c.zstd == nil {
		c.zstd, err = zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true),
			zstd.WithDecoderMaxMemory(maxBlock), zstd.WithDecoderMaxWindow(maxBlock))
		if err != nil {
			return nil, err
		}
	}
	rows, err = c.zstd.DecodeAll(packed, nil)
	if errors.Is(err, zstd.ErrDecoderSizeExceeded) || errors.Is(err, zstd.ErrWindowSizeExceeded) || len(rows) > maxBlock {
		return nil, errTooLarge
	}
	return rows, err
}

func (c *container) close() {
	if c.zstd != nil {
		c.zstd.Close()
	}
}

func unexpected(err error) error {
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}

// ownKey reads the key that an object says it has.
func ownKey(a *archive, key string) (string, error) {
	file, err := a.open(key)
	if err != nil {
		return "", err
	}
	defer file.Close()
	c, err := openContainer(file)
	if err != nil {
		return "", err
	}
	return c.meta["sealstream.key"], nil
}
