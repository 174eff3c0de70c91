/** The stores, held to one contract. */
@NullMarked
package io.sealstream.evidence.store;

import org.jspecify.annotations.NullMarked;
