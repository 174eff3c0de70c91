/** The corpus of forgeries: every attack of the table, made from one honest archive. */
@NullMarked
package io.sealstream.evidence.corpus;

import org.jspecify.annotations.NullMarked;
