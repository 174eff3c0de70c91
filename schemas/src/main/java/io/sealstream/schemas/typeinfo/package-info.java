/** Flink's view of our values: the one package of this module that knows Flink. */
@NullMarked
package io.sealstream.schemas.typeinfo;

import org.jspecify.annotations.NullMarked;
