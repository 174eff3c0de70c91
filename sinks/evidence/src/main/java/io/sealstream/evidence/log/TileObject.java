package io.sealstream.evidence.log;

import io.sealstream.schemas.Bytes;

/** A tile to write: 1 to 256 hashes, one after the other. */
public record TileObject(String key, Bytes body) {}
