/** Tests of the package of the same name. */
@NullMarked
package io.sealstream.schemas.ingest;

import org.jspecify.annotations.NullMarked;
