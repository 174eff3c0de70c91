/**
 * Values that every module shares: the record as Kafka delivered it, ids, reasons for rejection.
 */
@NullMarked
package io.sealstream.schemas;

import org.jspecify.annotations.NullMarked;
