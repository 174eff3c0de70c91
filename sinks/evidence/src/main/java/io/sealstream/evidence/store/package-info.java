/** Where evidence lies: one contract, several stores. */
@NullMarked
package io.sealstream.evidence.store;

import org.jspecify.annotations.NullMarked;
