/** RFC 6962 trees: hashing, growing, proving. */
@NullMarked
package io.sealstream.evidence.merkle;

import org.jspecify.annotations.NullMarked;
