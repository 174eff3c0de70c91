/** Tests of where keys are kept. */
@org.jspecify.annotations.NullMarked
package io.sealstream.evidence.keys;
