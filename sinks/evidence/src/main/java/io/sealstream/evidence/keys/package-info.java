/**
 * Where signing keys are kept: files, PKCS#11 tokens, AWS KMS, and the ring that says which are in
 * use. Configuration names places; keys, passwords and PINs never are in it.
 */
@org.jspecify.annotations.NullMarked
package io.sealstream.evidence.keys;
