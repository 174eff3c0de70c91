package main

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/sha256"
	"crypto/x509"
	"encoding/asn1"
	"encoding/binary"
	"errors"
	"fmt"
	"math/big"

	"golang.org/x/mod/sumdb/note"
)

// A noteKey is a public key of one of the two algorithms, under the name it signs with.
type noteKey struct {
	name   string
	id     uint32
	ed     ed25519.PublicKey
	p256   *ecdsa.PublicKey
	public []byte
}

const spkiSize = 91

func newNoteKey(name, algorithm string, public []byte) (key noteKey, err error) {
	key.name, key.public = name, public
	switch algorithm {
	case "ed25519":
		if len(public) != ed25519.PublicKeySize {
			return key, errors.New("want 32 bytes")
		}
		text, err := note.NewEd25519VerifierKey(name, public)
		if err != nil {
			return key, err
		}
		verifier, err := note.NewVerifier(text) // for its name and id alone
		if err != nil {
			return key, err
		}
		key.ed, key.id = public, verifier.KeyHash()
	case "ecdsa-p256":
		any, err := x509.ParsePKIXPublicKey(public)
		if err != nil {
			return key, err
		}
		p, ok := any.(*ecdsa.PublicKey)
		if !ok || p.Curve != elliptic.P256() || len(public) != spkiSize {
			return key, errors.New("want a P-256 key with an uncompressed point")
		}
		sum := sha256.Sum256(public)
		key.p256, key.id = p, binary.BigEndian.Uint32(sum[:])
	default:
		return key, fmt.Errorf("want algorithm ed25519 or ecdsa-p256, not %q", algorithm)
	}
	return key, nil
}

// noteSigners compares the lines of the note over this seal with the keys that it and the seal before
// it name: where those differ, the old and the new ones sign.
func (w *walk) noteSigners(epoch int64, named []noteKey) {
	wanted := append([]noteKey{}, named...)
	whole := epoch == 0 || w.signers != nil
	for _, key := range w.signers {
		if !contains(wanted, key) {
			wanted = append(wanted, key)
		}
	}
	w.signers = named
	place := fmt.Sprintf("note/%020d.txt", epoch+1)
	held := false
	for _, point := range w.notes {
		held = held || point.place == place && point.size == epoch+1
	}
	if !held {
		return // none, or L1 has told
	}
	text, err := w.a.read(place)
	if err != nil {
		return
	}
	_, _, n, err := parseNote(text)
	if err != nil {
		return
	}
	for _, key := range wanted {
		if key.name != w.trust.Origin || !key.hasSigned(n) {
			w.a.report.problem("SIGNERS", place, "not signed by %s+%08x, which the seals name", key.name, key.id)
		}
	}
	for i := range w.trust.Keys {
		key := w.trust.Keys[i].noteKey
		if whole && key.name == w.trust.Origin && !contains(wanted, key) && key.isNamedIn(n) {
			w.a.report.problem("SIGNERS", place, "signed by %s+%08x, which the seals do not name", key.name, key.id)
		}
	}
}

func contains(keys []noteKey, key noteKey) bool {
	for _, k := range keys {
		if k.name == key.name && bytes.Equal(k.public, key.public) {
			return true
		}
	}
	return false
}

func (k *noteKey) isNamedIn(n *note.Note) bool {
	for _, line := range n.UnverifiedSigs {
		if k.isNamedBy(line) {
			return true
		}
	}
	return false
}

// hasSigned says whether the note has a line by this key, and each such line verifies.
func (k *noteKey) hasSigned(n *note.Note) bool {
	for _, line := range n.UnverifiedSigs {
		raw, _ := strictBase64(line.Base64)
		if k.isNamedBy(line) && (len(raw) <= 4 || !k.verifies([]byte(n.Text), raw[4:])) {
			return false
		}
	}
	return k.isNamedIn(n)
}

func (k *noteKey) isNamedBy(line note.Signature) bool {
	return k.name == line.Name && k.id == line.Hash
}

func (k *noteKey) verifies(text, signature []byte) bool {
	if k.ed != nil {
		return len(signature) == ed25519.SignatureSize && ed25519.Verify(k.ed, text, signature)
	}
	// Only the one form of DER: what encodes back to itself.
	var pair struct{ R, S *big.Int }
	if rest, err := asn1.Unmarshal(signature, &pair); err != nil || len(rest) != 0 {
		return false
	}
	again, err := asn1.Marshal(pair)
	sum := sha256.Sum256(text)
	return err == nil && bytes.Equal(again, signature) && ecdsa.Verify(k.p256, sum[:], pair.R, pair.S)
}
