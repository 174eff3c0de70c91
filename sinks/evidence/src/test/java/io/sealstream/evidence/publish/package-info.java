/** Tests of sealing and publication, on a folder. */
@NullMarked
package io.sealstream.evidence.publish;

import org.jspecify.annotations.NullMarked;
