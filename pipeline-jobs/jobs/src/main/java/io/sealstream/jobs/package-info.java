/**
 * One main and one topology per job; the rest is what they share: arguments, the source, decoding.
 */
@NullMarked
package io.sealstream.jobs;

import org.jspecify.annotations.NullMarked;
