/** Commands for auditors and key holders: verify, prove, verify-proof, keys. */
@NullMarked
package io.sealstream.cli.evidence;

import org.jspecify.annotations.NullMarked;
