package io.sealstream.evidence.note;

import io.sealstream.schemas.Bytes;

/**
 * One signature line.
 *
 * @param keyId the first four bytes of a hash of the key: a hint, not a proof
 */
public record NoteSignature(String name, Bytes keyId, Bytes signature) {}
