/**
 * YAML with places: documents as nodes, typed entries of maps, scalars as YAML 1.1 resolves them,
 * and what is wrong with any of it, by line and column. The lowest layer: knows no other package of
 * ours.
 */
@NullMarked
package io.sealstream.policy.yaml;

import org.jspecify.annotations.NullMarked;
