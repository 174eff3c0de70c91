package io.sealstream.policy.yaml;

import org.jspecify.annotations.Nullable;

/**
 * Something wrong in a file.
 *
 * @param file what the file's reader called it; null where only the reader knows
 * @param line from 1
 * @param column from 1
 */
public record Problem(@Nullable String file, int line, int column, String message) {}
