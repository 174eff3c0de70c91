/** The objects of an archive and their bytes: entry, batch, head, seal, receipt. */
@NullMarked
package io.sealstream.evidence.format;

import org.jspecify.annotations.NullMarked;
