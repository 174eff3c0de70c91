/**
 * Conformance packs: vectors, real events and real rules in a folder, held against the compiler and
 * the matcher that the job has. One class for each part of a pack.
 */
@NullMarked
package io.sealstream.cli.conformance;

import org.jspecify.annotations.NullMarked;
